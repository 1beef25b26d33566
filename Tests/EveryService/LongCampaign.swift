import Foundation
import Testing

extension Trait where Self == ConditionTrait {
    /// Minutes long, and therefore only on demand: `IMAGIN_LONG_TESTS=1 swift test --filter EveryServiceTests`.
    static var longCampaign: Self {
        .enabled(
            if: ProcessInfo.processInfo.environment["IMAGIN_LONG_TESTS"] != nil,
            "set IMAGIN_LONG_TESTS=1 for the campaigns that take minutes")
    }
}
