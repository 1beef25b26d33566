import Foundation
import Postgres

/// Reads the databases with their reading roles.
struct AuditReading {
    let settings: OperatorSettings

    func messaging(of name: String) async throws -> AuditedService {
        try await reading(name) { connection in
            AuditedService(
                name: name, sent: try connection.run(SelectSentFacts()),
                seen: try connection.run(SelectSeenMessages()), waiting: try connection.run(SelectWaiting()),
                chain: try connection.run(SelectChain()))
        }
    }

    /// The claims, with the facts that the given services have sent about them.
    func claims(_ services: [AuditedService]) async throws -> AuditedClaims {
        let convocations = try await reading("assignment") { try $0.run(SelectConvocations()) }
        let (entered, said) = try await reading("claim-entry") {
            (try $0.run(SelectEnteredClaims()), try $0.run(SelectSaidFacts()))
        }
        let (checked, decided) = try await reading("validation") {
            (try $0.run(SelectCheckedClaims()), try $0.run(SelectDecidedLines()))
        }
        let (liquidated, established) = try await reading("liquidation") {
            (try $0.run(SelectLiquidatedClaims()), try $0.run(SelectEstablishedLines()))
        }
        return AuditedClaims(
            convocations: convocations, entered: entered, said: said, checked: checked, decidedLines: decided,
            liquidated: liquidated, establishedLines: established,
            told: Set(services.flatMap(\.sent).compactMap(Self.told)))
    }

    private static func told(_ fact: SentFact) -> ClaimFactName? {
        let parts = fact.stream.split(separator: "/")
        guard parts.count == 2, ["decision", "liquidation"].contains(parts[0]),
            let claim = UUID(uuidString: String(parts[1]))
        else { return nil }
        return ClaimFactName(claim: claim, family: String(parts[0]), number: fact.number)
    }

    func money() async throws -> AuditedMoney {
        try await reading("liquidation") { connection in
            AuditedMoney(
                owed: try connection.run(SelectOwedAmounts()), payments: try connection.run(SelectPayments()),
                carried: try connection.run(SelectCarriedAmounts()),
                unbalanced: try connection.run(SelectUnbalancedCauses()),
                instructions: try connection.run(SelectInstructions()), batches: try connection.run(SelectBatches()))
        }
    }

    private func reading<T: Sendable>(
        _ service: String, _ body: @Sendable (isolated Connection) throws -> T
    ) async throws -> T {
        var configuration = try settings.audit(of: service)
        configuration.statementTimeout = .seconds(600)
        let connection = try await Connection.open(configuration)
        do {
            // One view of the database for all statements.
            let value = try await connection.transaction { connection in
                try connection.execute(SetRepeatableRead())
                return try body(connection)
            }
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }
}

private struct SetRepeatableRead: Command {
    static let sql = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
}
