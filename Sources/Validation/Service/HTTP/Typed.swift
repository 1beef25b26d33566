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
    /// Fields that belong to no line: hours, and the cheapest fare.
    var others: [String: String] = [:]

    init() {}

    init(_ form: Form) {
        version = Int64(form["version"])
        for name in form.names {
            let parts = name.split(separator: "-", maxSplits: 1)
            guard parts.count == 2 else {
                others[name] = form[name]
                continue
            }
            let line = String(parts[1])
            switch parts[0] {
            case "verdict": verdicts[line] = form[name]
            case "quantite": quantities[line] = form[name]
            case "motif": reasons[line] = form[name]
            default: continue
            }
        }
    }

    /// What is chosen for each line; a quantity of money is typed in euros.
    func choices(for lines: [FileLine]) -> [LineID: LineChoice] {
        var choices: [LineID: LineChoice] = [:]
        for line in lines {
            let key = line.line.lineID.description
            let reason = reasons[key] ?? ""
            switch verdicts[key] {
            case "accepter": choices[line.line.lineID] = .accept
            case "reduire":
                let quantity = Self.quantity(quantities[key] ?? "", of: line.line.fact) ?? 0
                choices[line.line.lineID] = .reduce(to: quantity, reason: reason)
            case "refuser": choices[line.line.lineID] = .refuse(reason: reason)
            case "retourner": choices[line.line.lineID] = .giveBack(reason: reason)
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

    /// The cheapest public fare; nil when nothing readable is typed.
    var fare: Money? {
        guard let text = others["tarif"], !text.isEmpty else { return nil }
        return Self.quantity(text, of: .toll(paid: .zero)).map { Money(cents: Int64($0)) }
    }

    /// "12", "12,50 €" and "1 200" are read; nil for anything else.
    static func quantity(_ text: String, of fact: Fact) -> Int? {
        let plain = text.filter { !$0.isWhitespace && $0 != "€" }
        guard FactWording.unit(fact) == "euros" else { return Int(plain) }
        let parts = plain.split(whereSeparator: { $0 == "," || $0 == "." })
        guard (1...2).contains(parts.count), let euros = Int(parts[0]), (0...1_000_000).contains(euros) else {
            return nil
        }
        guard parts.count == 2 else { return euros * 100 }
        guard (1...2).contains(parts[1].count), let cents = Int(parts[1]), cents >= 0 else { return nil }
        return euros * 100 + (parts[1].count == 1 ? cents * 10 : cents)
    }
}
