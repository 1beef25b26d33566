import ArgumentParser
import Foundation

/// What the payroll says it was told and has answered: JSON lines, `{"taken": event}` for an instruction as it arrived and
/// `{"sent": event}` for a report, where `event` has the form of the published contract.
struct PayrollSide {
    struct Entry: Decodable {
        struct Event: Decodable {
            struct Content: Decodable {
                let paymentID: UUID
                let amountCents: Int64
                let outcome: String?
            }
            let id: UUID
            let data: Content
        }
        let taken: Event?
        let sent: Event?
    }

    let entries: [Entry]

    init(file: String) throws {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw ValidationError("Le fichier \(file) ne peut pas être lu.")
        }
        entries = try text.split(separator: "\n").enumerated().map { index, line in
            do {
                return try JSONDecoder().decode(Entry.self, from: Data(line.utf8))
            } catch {
                throw ValidationError("\(file), ligne \(index + 1) : attendu {\"taken\": …} ou {\"sent\": …}.")
            }
        }
    }

    /// What the payroll took is what was ordered, and what it paid is what is settled.
    func findings(_ money: AuditedMoney) -> [String] {
        var complaints = Complaints()
        let ordered = Dictionary(
            money.payments.filter { $0.track == "indemnity" }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        let taken = Dictionary(grouping: entries.compactMap(\.taken), by: \.data.paymentID)
        complaints.add("indemnités que la paye n’a pas reçues", ordered.keys.filter { taken[$0] == nil })
        complaints.add("indemnités que la paye est seule à connaître", taken.keys.filter { ordered[$0] == nil })
        complaints.add(
            "indemnités reçues par la paye sous deux instructions",
            taken.filter { Set($0.value.map(\.id)).count > 1 }.keys)
        complaints.add(
            "indemnités reçues par la paye avec un autre montant",
            taken.filter { id, events in events.contains { $0.data.amountCents != ordered[id]?.cents } }.keys)
        let sent = Dictionary(grouping: entries.compactMap(\.sent), by: \.data.paymentID)
        let paid = sent.filter { $0.value.contains { $0.data.outcome == "paid" } }
        complaints.add(
            "indemnités payées et non soldées",
            paid.keys.filter { id in
                guard let payment = ordered[id] else { return true }
                return payment.state != "settled" && !payment.reports.contains("paid-after-return")
            })
        complaints.add(
            "indemnités soldées que la paye n’a pas payées",
            ordered.values.filter { $0.state == "settled" && paid[$0.id] == nil }.map(\.id))
        complaints.add(
            "indemnités rejetées par la paye et non revenues",
            sent.keys.filter { paid[$0] == nil && ordered[$0]?.state != "returned" })
        return complaints.all
    }

    var summary: String {
        let taken = Set(entries.compactMap { $0.taken?.data.paymentID }).count
        let paid = entries.compactMap(\.sent).filter { $0.data.outcome == "paid" }
        let cents = Dictionary(
            paid.map { ($0.data.paymentID, $0.data.amountCents) }, uniquingKeysWith: { first, _ in first })
        return "paye : \(taken) instructions, \(cents.values.reduce(0, +)) centimes payés"
    }
}
