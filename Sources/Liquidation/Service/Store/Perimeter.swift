import Postgres
import Web

/// The offices whose payments a paymaster sees and orders.
struct Perimeter: Sendable, Equatable {
    /// Nil for all of them.
    let offices: [String]?

    static let everything = Perimeter(offices: nil)

    init(offices: [String]?) { self.offices = offices }

    init(_ person: SignedIn) { offices = person.perimeter.contains("*") ? nil : person.perimeter.sorted() }

    /// Null for all: `$1::text[] IS NULL OR office = ANY ($1)`.
    var binding: SQLValue { offices.map { .textArray($0) } ?? .null }

    func covers(_ wanted: [String]) -> Bool {
        offices.map { Set($0).isSuperset(of: wanted) } ?? true
    }
}
