import Foundation
import Hummingbird
import LiquidationDomain
import Postgres
import ServiceRuntime
import Vocabulary
import Web

/// The participant's page *Mes paiements*: what was fixed and why, what was paid and when; it prints as a statement.
struct StatementRoutes {
    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.get("mes-paiements") { request, web in
            let person = try web.person()
            guard let id = person.participantID else {
                throw Problem.forbidden("Cette page est réservée aux intervenants.")
            }
            let participant = ParticipantID(rawValue: id)
            let read = try await context.pool.withConnection { connection in
                OwnStatement(
                    liquidations: try connection.run(SelectOwnLiquidations(participant: participant)),
                    lines: try connection.run(SelectOwnLines(participant: participant)),
                    payments: try connection.run(SelectOwnPayments(participant: participant)),
                    holds: try connection.run(SelectOwnHolds(participant: participant)))
            }
            let page = StatementPage(read, name: person.displayName, at: context.clock())
            return try context.site.page(
                "statement", page, title: "Mes paiements", request: request, context: web)
        }
    }
}

/// All money of a participant, as it is read.
struct OwnStatement: Sendable {
    let liquidations: [OwnLiquidation]
    let lines: [ExplainedLine]
    let payments: [OwnPayment]
    let holds: [(work: String, track: Track?, since: Date)]
}
