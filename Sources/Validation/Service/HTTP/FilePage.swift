import Contracts
import Foundation
import ValidationDomain
import Vocabulary
import Web

/// What the officer typed, by line, as it came.
struct Typed: Sendable {
    var version: Int64?
    var verdicts: [String: String] = [:]
    var quantities: [String: String] = [:]
    var reasons: [String: String] = [:]

    init() {}

    init(_ form: Form) {
        version = Int64(form["version"])
        for name in form.names {
            let parts = name.split(separator: "-", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let line = String(parts[1])
            switch parts[0] {
            case "verdict": verdicts[line] = form[name]
            case "quantite": quantities[line] = form[name]
            case "motif": reasons[line] = form[name]
            default: continue
            }
        }
    }

    var choices: [LineID: LineChoice] {
        var choices: [LineID: LineChoice] = [:]
        for (text, verdict) in verdicts {
            guard let line = LineID(text) else { continue }
            let reason = reasons[text] ?? ""
            switch verdict {
            case "accepter": choices[line] = .accept
            case "reduire": choices[line] = .reduce(to: Int(quantities[text] ?? "") ?? 0, reason: reason)
            case "refuser": choices[line] = .refuse(reason: reason)
            default: continue
            }
        }
        return choices
    }

    /// The lines to give back: those with the verdict `retourner`.
    var returned: [LineID: String] {
        var returned: [LineID: String] = [:]
        for (text, verdict) in verdicts where verdict == "retourner" {
            if let line = LineID(text) { returned[line] = reasons[text] ?? "" }
        }
        return returned
    }
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
        let open: Bool
        let verdict: Field
        let quantity: Field?
        let motive: Field
    }

    let path: String
    let name: String
    let number: String
    let mission: String
    let place: String
    let days: String
    let state: String
    let tag: String
    let since: String
    let attention: [String]
    let trip: String?
    let remark: String?
    let lines: [Line]
    let version: Int64
    let erreurs: FormErrors
    let own: Bool
    let decidable: Bool
    let notPerformed: Bool
    let hours: Bool
    let jour: Field
    let heures: Field
    let minutes: Field
    let periode: Field

    init(file: ClaimFile, lines: [FileLine], typed: Typed, errors: FormErrors, own: Bool) {
        let mission = file.mission
        path = "/verification/\(file.claimID)"
        (name, number) = (file.name.isEmpty ? "participant à venir" : file.name, file.number)
        self.mission = "\(FactWording.text(mission.kind)), \(mission.exam.label), \(mission.test)"
        place = "\(mission.centreName), \(mission.commune.name)"
        days = Frenchly.list(
            mission.slots.map { slot in
                "\(Frenchly.day("\(slot.day)")) de \(Frenchly.time("\(slot.begins)")) à \(Frenchly.time("\(slot.ends)"))"
            })
        (state, tag) = FactWording.text(file.state)
        since = Frenchly.day(of: file.since)
        attention = file.attention
        trip = file.trip.map { trip in
            "Du \(Frenchly.day("\(trip.departs.day)")) à \(Frenchly.time("\(trip.departs.time)")) au "
                + "\(Frenchly.day("\(trip.returns.day)")) à \(Frenchly.time("\(trip.returns.time)"))"
        }
        remark = file.remark
        self.lines = lines.map { Line($0, typed, errors) }
        version = file.version
        (erreurs, self.own) = (errors, own)
        decidable = !own && file.state == .submitted && lines.contains { $0.decision == .open }
        notPerformed = !own && file.state == .notPerformed
        hours = !own && file.indemnity == .enteredByService && [.announced, .submitted, .decided].contains(file.state)
        let slots = Set(mission.slots.map(\.day)).sorted()
        jour = Field(
            "jour", "Jour", .list(slots.map { .init("\($0)", Frenchly.day("\($0)")) })
        ).errors(errors)
        heures = Field("heures", "Heures", .whole(0...24)).errors(errors)
        minutes = Field("minutes", "Minutes", .whole(0...59), value: "0").errors(errors)
        periode = Field(
            "periode", "Période",
            .list([
                .init("day", "Jour"), .init("night", "Nuit (22 h à 7 h)"),
                .init("weekend-or-holiday", "Fin de semaine ou jour férié"),
            ])
        ).errors(errors)
    }
}

extension FilePage.Line {
    init(_ line: FileLine, _ typed: Typed, _ errors: FormErrors) {
        let key = line.line.lineID.description
        id = key
        title = FactWording.text(line.line.fact)
        day = Frenchly.day("\(line.line.day)")
        (state, tag) = FactWording.text(line.decision)
        reason = line.reason
        open = line.decision == .open
        let quantity = line.line.fact.quantity
        verdict = Field(
            "verdict-\(key)", "Décision",
            .list(
                [.init("accepter", "Accepter")] + (quantity == nil ? [] : [.init("reduire", "Réduire")])
                    + [.init("refuser", "Refuser"), .init("retourner", "Retourner au participant")]),
            value: typed.verdicts[key] ?? "accepter"
        ).errors(errors)
        self.quantity = quantity.map { declared in
            Field(
                "quantite-\(key)", "Quantité retenue", .whole(1...max(1, declared)),
                value: typed.quantities[key] ?? ""
            ).suffix(FactWording.unit(line.line.fact)).isOptional().errors(errors)
        }
        motive = Field("motif-\(key)", "Motif, lu par le participant", value: typed.reasons[key] ?? "")
            .isOptional().errors(errors)
    }
}
