import ClaimEntryDomain
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import Vocabulary
import Web

/// The participant's own claims: the list, one claim, and its recap for paper.
struct ClaimRoutes: Sendable {
    let desk: ClaimDesk

    func add(to router: Router<WebContext>) {
        let group = router.group("/etats-de-frais").add(middleware: desk.site.requiring("participant"))
        group.get { request, web in try await list(request, web) }
        group.get(":claim") { request, web in try await show(request, web) }
        group.get(":claim/recapitulatif") { request, web in try await recap(request, web) }
        EntryRoutes(desk: desk).add(to: group)
        TransmissionRoutes(desk: desk).add(to: group)
    }

    private func list(_ request: Request, _ web: WebContext) async throws -> Response {
        let claims = try await desk.all(web).map(\.claim)
        let hasBankDetails = claims.isEmpty ? true : try await desk.hasBankDetails(web)
        let view = ClaimListView(claims, hasBankDetails: hasBankDetails, at: desk.now, calendar: desk.calendar)
        return try desk.site.page("claims", view, title: "Mes états de frais", request: request, context: web)
    }

    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        let read = try await desk.desk(web).read
        let submissions = try await desk.submissions(of: read.claim.id)
        var view = ClaimPage(read, submissions, at: desk.now, calendar: desk.calendar)
        view.replacing = try await desk.replacedSince(read.claim.id).map { FrenchDay.date($0) }
        return try desk.site.page("claim", view, title: view.mission.title, request: request, context: web)
    }

    private func recap(_ request: Request, _ web: WebContext) async throws -> Response {
        let read = try await desk.desk(web).read
        let wanted = request.uri.queryParameters["envoi"].flatMap { Int($0) }
        let submissions = try await desk.submissions(of: read.claim.id)
        guard let sent = wanted.map({ number in submissions.first { $0.number == number } }) ?? submissions.last else {
            throw Problem.notFound
        }
        let address = desk.offices.address(of: read.claim.mission.office)
        let view = RecapView(read, sent, to: address, at: desk.now)
        return try desk.site.page("recap", view, title: "Récapitulatif", request: request, context: web)
    }
}
