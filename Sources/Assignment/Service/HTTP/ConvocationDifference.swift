import Vocabulary
import Web

/// What an amended convocation says otherwise than the one before, in French.
struct ConvocationDifference {
    let parts: [String]

    init(from before: ConvocationDetail, to after: ConvocationDetail) {
        var parts: [String] = []
        func compare(_ name: String, _ old: String, _ new: String) {
            if old != new { parts.append("\(name) : \(old) → \(new)") }
        }
        compare("dates et heures", Wording.slots(before.slots), Wording.slots(after.slots))
        compare(
            "centre", "\(before.centreName), \(before.communeName)", "\(after.centreName), \(after.communeName)")
        compare(
            "mission", "\(Wording.exam(before.exam)), \(before.test) (\(MissionKind(code: before.kind).french))",
            "\(Wording.exam(after.exam)), \(after.test) (\(MissionKind(code: after.kind).french))")
        compare("lieu", before.remote ? "à distance" : "sur place", after.remote ? "à distance" : "sur place")
        compare("service", before.office, after.office)
        if parts.isEmpty { parts = ["précisions sans effet sur les dates et le lieu"] }
        self.parts = parts
    }

    var text: String { parts.joined(separator: " ; ") }
}
