import Foundation

/// The money as liquidation keeps it.
struct AuditedMoney {
    let owed: [OwedAmount]
    let payments: [AuditedPayment]
    let carried: [CarriedAmount]
    let unbalanced: [UUID]
    let instructions: [SentInstruction]
    let batches: [AuditedBatch]
}

/// Every cent that is owed is ordered once, and stands on the account of the payment that carries it.
enum MoneyFindings {
    static func all(_ money: AuditedMoney) -> [String] {
        var complaints = Complaints()
        amounts(money, &complaints)
        orders(money, &complaints)
        complaints.add("écritures qui ne s’équilibrent pas", money.unbalanced)
        accounts(money, &complaints)
        instructions(money, &complaints)
        batches(money, &complaints)
        return complaints.all
    }

    private static func amounts(_ money: AuditedMoney, _ complaints: inout Complaints) {
        complaints.add(
            "liquidations dont le total n’est pas la somme des lignes",
            money.owed.filter { $0.cents != $0.lineCents }.map(\.claim))
        complaints.add(
            "paiements dont l’historique dit autre chose",
            money.payments.filter { !$0.agreesWithHistory }.map(\.id))
    }

    /// One debt of one liquidation on one track.
    private struct Debt: Hashable {
        let claim: UUID
        let track: String
        let liquidation: Int64
    }

    /// A debt has one order; a further one only after the order before it came back.
    private static func orders(_ money: AuditedMoney, _ complaints: inout Complaints) {
        var orders = Dictionary(grouping: money.payments) {
            Debt(claim: $0.claim, track: $0.track, liquidation: $0.liquidation)
        }
        var (unpaid, double, wrong): ([UUID], [UUID], [UUID]) = ([], [], [])
        for owed in money.owed {
            let debt = Debt(claim: owed.claim, track: owed.track, liquidation: owed.liquidation)
            let attempts = (orders.removeValue(forKey: debt) ?? []).sorted { $0.attempt < $1.attempt }
            if attempts.isEmpty && owed.cents > 0 { unpaid.append(owed.claim) }
            if attempts.filter({ $0.state != "returned" }).count > 1 { double.append(owed.claim) }
            let isChain = attempts.map(\.attempt) == Array(1..<Int64(attempts.count + 1))
            let isExact = attempts.allSatisfy { $0.cents == owed.cents && owed.cents > 0 }
            if !isChain || !isExact || attempts.dropLast().contains(where: { $0.state != "returned" }) {
                wrong.append(owed.claim)
            }
        }
        complaints.add("sommes dues sans ordre de paiement", unpaid)
        complaints.add("sommes dues ordonnées deux fois", double)
        complaints.add("ordres de paiement qui ne suivent pas la somme due", wrong)
        complaints.add("ordres de paiement sans somme due", orders.keys.map(\.claim))
    }

    /// Which account carries a payment. Written again here: the auditor does not trust the ledger's own table.
    private static let accountOfState = [
        "blocked": "payable", "ordered": "payable", "in-file": "in-file", "released": "in-transit",
        "sent": "in-transit", "unknown": "in-transit", "instructed": "in-transit", "settled": "paid",
    ]

    private struct Carried: Hashable {
        let claim: UUID
        let account: String
    }

    /// The ledger, recomputed for each claim from liquidations and payments.
    private static func accounts(_ money: AuditedMoney, _ complaints: inout Complaints) {
        var expected: [Carried: Int64] = [:]
        func add(_ claim: UUID, _ account: String, _ track: String, _ cents: Int64) {
            expected[Carried(claim: claim, account: "\(account).\(track)"), default: 0] += cents
        }
        var newest: [Debt: Int64] = [:]
        for payment in money.payments {
            let debt = Debt(claim: payment.claim, track: payment.track, liquidation: payment.liquidation)
            newest[debt] = max(newest[debt] ?? 0, payment.attempt)
        }
        for owed in money.owed { add(owed.claim, "expense", owed.track, owed.cents) }
        for payment in money.payments {
            let debt = Debt(claim: payment.claim, track: payment.track, liquidation: payment.liquidation)
            if let account = accountOfState[payment.state] {
                add(payment.claim, account, payment.track, -payment.cents)
            } else if payment.attempt == newest[debt] {
                add(payment.claim, "payable", payment.track, -payment.cents)  // Came back, and is owed again.
            }
            if payment.isContested {
                add(payment.claim, "recoverable", payment.track, payment.cents)
                add(payment.claim, "paid", payment.track, -payment.cents)
            }
        }
        var found: [Carried: Int64] = [:]
        for entry in money.carried {
            found[Carried(claim: entry.claim, account: entry.account), default: 0] += entry.cents
        }
        let all = Set(expected.keys).union(found.keys)
        let wrong = all.filter { expected[$0] ?? 0 != found[$0] ?? 0 }
        complaints.add("comptes qui ne disent pas ce que disent les paiements", Set(wrong.map(\.claim)))
        let difference = wrong.reduce(0) { $0 + abs((expected[$1] ?? 0) - (found[$1] ?? 0)) }
        if difference > 0 { complaints.add("centimes d’écart entre comptes et paiements", ["\(difference)"]) }
    }

    /// Each indemnity is instructed exactly once, with its amount.
    private static func instructions(_ money: AuditedMoney, _ complaints: inout Complaints) {
        let told = Dictionary(grouping: money.instructions, by: \.payment)
        let indemnities = money.payments.filter { $0.track == "indemnity" }
        complaints.add("indemnités jamais transmises à la paye", indemnities.filter { told[$0.id] == nil }.map(\.id))
        complaints.add("indemnités transmises deux fois à la paye", told.filter { $0.value.count > 1 }.keys)
        complaints.add(
            "indemnités transmises avec un autre montant",
            indemnities.filter { payment in told[payment.id]?.contains { $0.cents != payment.cents } ?? false }.map(
                \.id)
        )
        complaints.add(
            "instructions sans ordre de paiement", Set(told.keys).subtracting(indemnities.map(\.id)))
    }

    /// A file's number and sum are those of the payments in it.
    private static func batches(_ money: AuditedMoney, _ complaints: inout Complaints) {
        let inside = Dictionary(grouping: money.payments.filter { $0.batch != nil }, by: \.batch)
        let wrong = money.batches.filter { batch in
            let payments = inside[batch.id] ?? []
            guard batch.state != "given-up" else { return payments.contains { $0.state != "returned" } }
            return Int64(payments.count) != batch.transfers || payments.reduce(0) { $0 + $1.cents } != batch.cents
        }
        complaints.add("fichiers bancaires qui ne sont pas la somme de leurs paiements", wrong.map(\.messageID))
    }
}
