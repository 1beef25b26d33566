import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import Web

/// What a page of one session needs: the session, and the offices that the reader may see.
struct SessionScope {
    let session: SessionView
    /// Offices to select by; empty for all.
    let offices: [String]
    let coversAll: Bool

    /// Nil for a session of which the reader may see nothing.
    init?(_ session: SessionView, _ person: SignedIn) {
        let covered = session.offices.filter(person.covers)
        guard person.perimeter.contains("*") || !covered.isEmpty else { return nil }
        self.session = session
        coversAll = covered.count == session.offices.count
        offices = coversAll ? [] : covered
    }

    /// A plan is made for the whole session: nobody changes it for offices that are not theirs.
    func requireAll() throws {
        guard coversAll else {
            throw Problem.forbidden("L’affectation d’une session demande d’être compétent pour tous ses services.")
        }
    }

    static func load(_ code: String, _ context: ServiceContext, _ web: WebContext) async throws -> SessionScope {
        let found = try await context.pool.withConnection { try $0.run(SelectSessions(session: code)).first }
        let person = try web.person()
        guard let scope = found.flatMap({ SessionScope($0, person) }) else { throw Problem.notFound }
        return scope
    }

    static func load(_ context: ServiceContext, _ web: WebContext) async throws -> SessionScope {
        try await load(try web.parameters.require("session"), context, web)
    }
}
