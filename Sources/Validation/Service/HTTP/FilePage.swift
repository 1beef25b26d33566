import Contracts
import Foundation
import ValidationDomain
import Vocabulary
import Web

/// What is read about one claim for its page, in one go.
struct OpenFile: Sendable {
    let file: ClaimFile
    let lines: [FileLine]
    let decisions: [PastDecision]
    let estimate: Estimate?
    var replacements: [ReplacementFile] = []

    /// Whether a line counts in the estimate: what is refused or went back does not.
    static func counts(_ line: FileLine) -> Bool { line.decision != .refused && line.decision != .returned }
}

/// One claim as the template shows it.
struct FilePage {
    struct Line {
        let id: String
        let title: String
        let day: String
        let state: String
        let tag: String
        let reason: String?
        let amount: String?
        let sentence: String?
        let trouble: String?
        let decidable: Bool
        let verdict: Field
        let quantity: Field?
        let motive: Field
    }

    struct Past {
        let who: String
        let what: String
        let when: String
    }

    /// The other file of the same seat.
    struct Replacement {
        let words: String
        let name: String
        let path: String

        init(_ other: ReplacementFile, suffix: String) {
            let day = Frenchly.day(of: other.at)
            words = other.tookThePlace ? "Remplacé(e) depuis le \(day) par" : "Remplace depuis le \(day)"
            name = other.name.isEmpty ? "participant à venir" : other.name
            path = "/verification/\(other.claim)\(suffix)"
        }
    }

    let path: String
    let list: String
    let suffix: String
    let following: String
    let name: String
    let number: String
    let mission: String
    let place: String
    let days: [String]
    let replacements: [Replacement]
    let state: String
    let tag: String
    let since: String
    let attention: [String]
    let trip: String?
    let remark: String?
    let lines: [Line]
    let total: String?
    let indemnity: String
    let travel: String
    let version: Int64
    let erreurs: FormErrors
    let conflict: String?
    let own: Bool
    let decidable: Bool
    /// Nothing stands against certifying all at once.
    let plain: Bool
    let tarif: Field?
    let empty: Bool
    let notPerformed: String?
    let hours: HoursForm?
    let past: [Past]

    init(_ open: OpenFile, list filter: QueueFilter, officer: Officer) {
        self.init(open, list: filter, officer: officer, answer: .init())
    }

    /// What an attempt left: what was typed, what is wrong with it, and whether somebody else was faster.
    struct Answer {
        var typed = Typed()
        var errors = FormErrors()
        var conflict = false
    }

    init(_ open: OpenFile, list filter: QueueFilter, officer: Officer, answer: Answer) {
        let (file, mission) = (open.file, open.file.mission)
        path = "/verification/\(file.claimID)"
        (list, suffix) = (filter.address("/verification"), filter.address(""))
        let here = QueuePlace(since: file.since, claim: file.claimID.rawValue)
        following = filter.address("/verification/suivant", "apres=\(here.text)")
        (name, number) = (file.name.isEmpty ? "participant à venir" : file.name, file.number)
        self.mission = "\(FactWording.text(mission.kind)), \(mission.exam.label), \(mission.test)"
        place = mission.remote ? "À distance" : "\(mission.centreName), \(mission.commune.name)"
        days = mission.slots.map { slot in
            "\(Frenchly.day("\(slot.day)")), de \(Frenchly.time("\(slot.begins)")) à \(Frenchly.time("\(slot.ends)"))"
        }
        let suffix = suffix
        replacements = open.replacements.map { Replacement($0, suffix: suffix) }
        (state, tag) = FactWording.text(file.state)
        since = Frenchly.day(of: file.since)
        own = officer.grounds(against: file, version: nil).contains(.ownClaim)
        let decidable = !own && file.state == .submitted && open.lines.contains { $0.decision == .open }
        self.decidable = decidable
        let troubles = open.estimate?.troubles ?? []
        plain = decidable && troubles.isEmpty
        tarif = Self.fare(file, answer, asked: decidable && troubles.contains(where: \.asksFare))
        empty = !own && file.state == .submitted && open.lines.isEmpty
        attention = file.state.isOpen ? file.attention : []
        trip = file.trip.map(Self.text)
        remark = file.remark
        lines = open.lines.map { Line($0, open.estimate, answer, decidable: decidable) }
        total = open.estimate.flatMap { $0.lines.isEmpty ? nil : Frenchly.money($0.total.cents) }
        indemnity = Frenchly.money(open.estimate?.indemnity.cents ?? 0)
        travel = Frenchly.money(open.estimate?.travel.cents ?? 0)
        version = file.version
        erreurs = answer.errors
        conflict = answer.conflict ? Self.conflict(open, officer) : nil
        notPerformed =
            file.state == .notPerformed && !own ? FactWording.notPerformed(file.notPerformedReason) : nil
        hours = own ? nil : HoursForm(file, open.lines, answer)
        past = open.decisions.map { decision in
            Past(who: decision.name, what: FactWording.text(decision), when: Frenchly.instant(decision.at))
        }
    }

    /// Asked for when a car was taken for convenience.
    private static func fare(_ file: ClaimFile, _ answer: Answer, asked: Bool) -> Field? {
        guard asked || (file.state == .submitted && answer.errors.message(for: "tarif") != nil) else { return nil }
        return Field(
            "tarif", "Tarif public le moins cher, aller et retour", .decimal, value: answer.typed.others["tarif"] ?? ""
        ).suffix("euros")
            .errors(answer.errors)
    }

    private static func text(_ trip: Trip) -> String {
        "Du \(Frenchly.day("\(trip.departs.day)")) à \(Frenchly.time("\(trip.departs.time)")) au "
            + "\(Frenchly.day("\(trip.returns.day)")) à \(Frenchly.time("\(trip.returns.time)"))"
    }

    /// What happened since the page was shown, in one sentence.
    private static func conflict(_ open: OpenFile, _ officer: Officer) -> String {
        guard let last = open.decisions.last, open.file.state != .submitted || last.at >= open.file.since else {
            return "Le participant a transmis une nouvelle version le \(Frenchly.instant(open.file.since))."
        }
        let who = last.account == officer.account ? "Vous-même, dans une autre fenêtre :" : last.name
        return "\(who) \(FactWording.text(last)), \(Frenchly.instant(last.at))."
    }
}

extension FilePage.Line {
    init(_ line: FileLine, _ estimate: Estimate?, _ answer: FilePage.Answer, decidable: Bool) {
        let key = line.line.lineID.description
        let (typed, errors) = (answer.typed, answer.errors)
        id = key
        title = FactWording.text(line.line.fact)
        day = Frenchly.day("\(line.line.day)")
        (state, tag) = FactWording.text(line.decision)
        reason = line.reason
        let estimated = OpenFile.counts(line) ? estimate?.lines[line.line.lineID] : nil
        amount = estimated.map { Frenchly.money($0.amount.cents) }
        sentence = estimated?.sentence
        trouble = estimate?.troubles.first { $0.line == line.line.lineID && !$0.asksFare }?.text
        self.decidable = decidable && line.decision == .open
        let quantity = line.line.fact.quantity
        verdict = Field(
            "verdict-\(key)", "Décision",
            .list(
                [.init("accepter", "Accepter")] + (quantity == nil ? [] : [.init("reduire", "Réduire")])
                    + [.init("refuser", "Refuser"), .init("retourner", "Retourner au participant")]),
            value: typed.verdicts[key] ?? "accepter"
        ).errors(errors)
        self.quantity = quantity.map { _ in
            let unit = FactWording.unit(line.line.fact)
            return Field(
                "quantite-\(key)", "Si vous réduisez : quantité retenue",
                unit == "euros" ? .decimal : .whole(1...99_999),
                value: typed.quantities[key] ?? ""
            ).suffix(unit).isOptional().errors(errors)
        }
        motive = Field(
            "motif-\(key)", "Si vous n’acceptez pas : motif, lu par le participant", value: typed.reasons[key] ?? ""
        ).isOptional().errors(errors)
    }
}

/// The form for hours that the service enters itself, filled in from the convocation.
struct HoursForm {
    let jour: Field
    let heures: Field
    let minutes: Field
    let periode: Field

    /// Nil when the participant enters the work, or when the claim takes no more.
    init?(_ file: ClaimFile, _ lines: [FileLine], _ answer: FilePage.Answer) {
        let open: Set<FileState> = [.announced, .submitted, .returned, .decided]
        guard file.indemnity == .enteredByService, open.contains(file.state) else { return nil }
        let entered = Set(lines.filter { if case .help = $0.line.fact { true } else { false } }.map(\.line.day))
        let slots = file.mission.slots
        let next = slots.first { !entered.contains($0.day) } ?? slots.first
        let length = next.map { $0.ends.minutesSinceMidnight - $0.begins.minutesSinceMidnight } ?? 0
        let (typed, errors) = (answer.typed.others, answer.errors)
        jour = Field(
            "jour", "Jour", .list(Set(slots.map(\.day)).sorted().map { .init("\($0)", Frenchly.day("\($0)")) }),
            value: typed["jour"] ?? next.map { "\($0.day)" } ?? ""
        ).errors(errors)
        heures = Field("heures", "Heures", .whole(0...24), value: typed["heures"] ?? "\(length / 60)").errors(errors)
        minutes = Field("minutes", "Minutes", .whole(0...59), value: typed["minutes"] ?? "\(length % 60)")
            .errors(errors)
        periode = Field(
            "periode", "Période",
            .list([
                .init("day", "Jour"), .init("night", "Nuit (22 h à 7 h)"),
                .init("weekend-or-holiday", "Fin de semaine ou jour férié"),
            ]), value: typed["periode"] ?? (next.map { $0.day.weekday >= 6 } == true ? "weekend-or-holiday" : "day")
        ).errors(errors)
    }
}
