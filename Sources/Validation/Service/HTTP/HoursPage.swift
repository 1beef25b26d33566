import Contracts
import Foundation
import TransactionalMessaging
import ValidationDomain
import Vocabulary
import Web

/// The hours of a centre's invigilators on one page, filled in from their convocations.
struct HoursPage {
    struct Row {
        let name: String
        let number: String
        let day: String
        let planned: String
        let hidden: String
        let heures: Field
        let minutes: Field
        let periode: Field
    }

    let erreurs: FormErrors
    let lead: String
    let some: Bool
    let rows: [Row]
    let path: String
    let list: String
    let signature: Field

    init(_ filter: QueueFilter, _ awaited: [AwaitedHours], typed: [String: String], errors: FormErrors) {
        erreurs = errors
        some = !awaited.isEmpty
        lead =
            awaited.isEmpty
            ? "Toutes les heures de cette liste sont saisies."
            : "\(Frenchly.count(awaited.count, "personne")) dont le service saisit les heures."
        rows = awaited.flatMap { claim in
            claim.mission.slots.map { slot in
                Row(claim, slot, key: HoursKey(claim: claim.claim, slot: slot).text, typed: typed, errors)
            }
        }
        path = filter.address("/verification/heures")
        list = filter.address("/verification")
        signature = Field(
            "signature", "Je certifie le service fait pour les durées ci-dessus.", .tick, value: ""
        ).errors(errors)
    }
}

/// Names one slot of one claim in the form: `claim.day.begin`.
struct HoursKey: Hashable {
    let claim: ClaimID
    let day: CalendarDay
    let begins: LocalTime

    init(claim: ClaimID, slot: Slot) { (self.claim, day, begins) = (claim, slot.day, slot.begins) }

    init?(_ text: String) {
        let parts = text.split(separator: ".").map(String.init)
        guard parts.count == 3, let claim = ClaimID(parts[0]), let day = CalendarDay(parts[1]),
            let begins = LocalTime(parts[2])
        else { return nil }
        (self.claim, self.day, self.begins) = (claim, day, begins)
    }

    var text: String { "\(claim).\(day).\(begins)" }
}

extension HoursPage.Row {
    init(_ claim: AwaitedHours, _ slot: Slot, key: String, typed: [String: String], _ errors: FormErrors) {
        name = claim.name.isEmpty ? "Nom à venir" : claim.name
        number = claim.number
        day = Frenchly.day("\(slot.day)")
        planned = "\(Frenchly.time("\(slot.begins)")) à \(Frenchly.time("\(slot.ends)"))"
        hidden = HTMLField.hidden("version-\(claim.claim)", "\(claim.version)")
        let length = slot.ends.minutesSinceMidnight - slot.begins.minutesSinceMidnight
        heures = Field(
            "heures-\(key)", "Heures", .whole(0...24), value: typed["heures-\(key)"] ?? "\(length / 60)"
        ).errors(errors)
        minutes = Field(
            "minutes-\(key)", "Minutes", .whole(0...59), value: typed["minutes-\(key)"] ?? "\(length % 60)"
        ).errors(errors)
        let usual = slot.day.weekday >= 6 ? "weekend-or-holiday" : "day"
        periode = Field(
            "periode-\(key)", "Période",
            .list([.init("day", "Jour"), .init("night", "Nuit"), .init("weekend-or-holiday", "Week-end, férié")]),
            value: typed["periode-\(key)"] ?? usual
        ).errors(errors)
    }
}

/// A hidden field whose name and value need no escaping: identifiers and numbers.
enum HTMLField {
    static func hidden(_ name: String, _ value: String) -> String {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }
}

/// The hours of many people as an officer typed them.
struct TypedHoursSheet: Sendable {
    /// The lines of each claim, and the version that was shown.
    var claims: [ClaimID: (version: Int64, lines: [ClaimLine])] = [:]
    var errors = FormErrors()

    init(_ form: Form) {
        for name in form.names where name.hasPrefix("heures-") {
            let key = String(name.dropFirst("heures-".count))
            guard let slot = HoursKey(key), let version = Int64(form["version-\(slot.claim)"]) else { continue }
            let (hours, minutes) = (form[name], form["minutes-\(key)"])
            if Int(hours) ?? 0 == 0, Int(minutes) ?? 0 == 0, (hours + minutes).allSatisfy(\.isNumber) { continue }
            guard let total = TypedHours.total(hours, minutes),
                let period = HelpPeriod(rawValue: form["periode-\(key)"])
            else {
                errors.add(name, "Indiquez une durée de 24 heures au plus, ou zéro si la personne n’est pas venue.")
                continue
            }
            let line = ClaimLine(
                lineID: LineID(rawValue: nameBasedUUID(form.commandID, key)), track: .indemnity, day: slot.day,
                fact: .help(minutes: total, period: period))
            claims[slot.claim, default: (version, [])].lines.append(line)
        }
    }
}
