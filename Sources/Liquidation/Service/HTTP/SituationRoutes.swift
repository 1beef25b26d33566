import Hummingbird
import LiquidationDomain
import Postgres
import ServiceRuntime
import Vocabulary
import Web

/// The paymaster's first page: what waits and for whom, where the money is, and that ledger and orders agree.
struct SituationRoutes {
    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.get("") { request, web in
            let perimeter = Perimeter(try web.person())
            let situation = try await context.pool.transaction { try FullSituation.read(perimeter, in: $0) }
            return try context.site.page(
                "situation", SituationPage(situation), title: "Paiements", request: request, context: web)
        }
    }
}

/// Everything that the first page says, read in one transaction.
struct FullSituation: Sendable {
    let payments: [Situation]
    let batches: [(state: Batch.State?, count: Int, sum: Money)]
    let transfers: (count: Int, sum: Money)
    let returns: (count: Int, sum: Money)
    let dossiers: (people: Int, sum: Money)
    let holds: Int
    let parked: Int
    let incidents: [OpenIncident]
    let balance: Balance
    let owedAgain: [Track: Money]
    let everything: Bool

    static func read(_ perimeter: Perimeter, in connection: isolated Connection) throws -> FullSituation {
        let (balance, again) = try readBalance(in: connection)
        return FullSituation(
            payments: try connection.run(SelectPaymentSituation(perimeter: perimeter)),
            batches: try connection.run(SelectBatchSituation(perimeter: perimeter)),
            transfers: try connection.run(SelectTransfersWaiting(perimeter: perimeter)).first ?? (0, .zero),
            returns: try connection.run(CountWaitingReturns(perimeter: perimeter)).first ?? (0, .zero),
            dossiers: try connection.run(CountWaitingDossiers(perimeter: perimeter)).first ?? (0, .zero),
            holds: try connection.run(CountWaitingHolds(perimeter: perimeter)).first ?? 0,
            parked: try connection.run(CountParked()).first ?? 0,
            incidents: try connection.run(SelectOpenIncidents(perimeter: perimeter)),
            balance: balance, owedAgain: again, everything: perimeter == .everything)
    }

    /// Ledger and orders of the whole académie: what is proved is proved for all of it.
    static func readBalance(in connection: isolated Connection) throws -> (Balance, [Track: Money]) {
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
