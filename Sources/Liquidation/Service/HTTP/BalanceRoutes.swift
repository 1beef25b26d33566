import Hummingbird
import LiquidationDomain
import Postgres
import ServiceRuntime
import Vocabulary
import Web

/// The paymaster's first page: where the money is, and that ledger and payments agree to the cent.
struct BalanceRoutes {
    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.get("") { request, web in
            let (balance, again) = try await context.pool.transaction { try BalanceRoutes.read(in: $0) }
            return try context.site.page(
                "balance", BalanceView(balance, owedAgain: again), title: "Paiements", request: request, context: web)
        }
    }

    static func read(in connection: isolated Connection) throws -> (Balance, [Track: Money]) {
        var accounts: [Account: Money] = [:]
        for row in try connection.run(SelectAccountSums()) {
            if let account = row.account { accounts[account] = row.sum }
        }
        var payments: [Track: [PaymentState: Money]] = [:]
        for row in try connection.run(SelectPaymentSums()) {
            if let track = row.track, let state = row.state { payments[track, default: [:]][state] = row.sum }
        }
        var again: [Track: Money] = [:]
        for row in try connection.run(SelectOwedAgain()) { if let track = row.track { again[track] = row.sum } }
        return (Balance(accounts: accounts, payments: payments), again)
    }
}

private struct BalanceView {
    struct Line {
        let etat, indemnites, deplacements: String
    }

    let juste: Bool
    let somme: String
    let ecarts: [String]
    let lignes: [Line]

    init(_ balance: Balance, owedAgain: [Track: Money]) {
        let differences = balance.differences(owedAgain: owedAgain)
        juste = differences.isEmpty && balance.ledgerSum == .zero
        somme = Frenchly.money(balance.ledgerSum.cents)
        ecarts = differences.map {
            "\($0.kind.rawValue) : grand livre \(Frenchly.money($0.ledger.cents)), "
                + "paiements \(Frenchly.money($0.payments.cents))"
        }
        lignes =
            [
                Line(
                    etat: "Dû depuis l’origine", indemnites: Frenchly.money(balance.established(.indemnity).cents),
                    deplacements: Frenchly.money(balance.established(.travel).cents))
            ]
            + PaymentState.allCases.map { state in
                Line(
                    etat: state.label, indemnites: Frenchly.money(balance.paid([state], .indemnity).cents),
                    deplacements: Frenchly.money(balance.paid([state], .travel).cents))
            }
    }
}
