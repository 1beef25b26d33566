import AssignmentDomain
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Vocabulary
import Web

/// A participant says when they cannot come, and when they would rather come or not.
struct AvailabilityRoutes {
    static let path = "/affectation/disponibilites"

    let context: ServiceContext

    func add(to router: Router<WebContext>) {
        let group = router.group(RouterPath(Self.path)).add(middleware: context.site.requiring("participant"))
        group.get { request, web in try await show(request, web, AvailabilityForm()) }
        group.post { request, web in try await state(request, web) }
        group.get("pourquoi") { request, web in try await explain(request, web) }
        group.post("retrait") { request, web in try await forget(request, web) }
    }

    private func participant(_ web: WebContext) async throws -> UUID {
        guard let id = try web.person().participantID else { throw Problem.notFound }
        guard
            try await context.pool.withConnection({ try $0.run(SelectParticipantExists(participant: id)).first })
                != nil
        else { throw Problem.notFound }
        return id
    }

    private func show(
        _ request: Request, _ web: WebContext, _ form: AvailabilityForm
    ) async throws -> Response {
        let id = try await participant(web)
        let today = Frenchly.isoDay(context.clock())
        let stated = try await context.pool.withConnection {
            try $0.run(SelectStatedHalfDays(participant: id, from: today))
        }
        let page = AvailabilityPage(form, stated)
        return try context.site.page(
            "assignment_availability", page, title: page.title, request: request, context: web)
    }

    private func state(_ request: Request, _ web: WebContext) async throws -> Response {
        let id = try await participant(web)
        let form = try await Form(request: request, context: web)
        let typed = AvailabilityForm(form)
        guard let statement = typed.statement else { return try await show(request, web, typed) }
        let list = HalfDayList(participant: id, halfDays: statement.halfDays, at: context.clock())
        let key = CommandKey(id: form.commandID, actor: id.uuidString, bodyHash: form.hash)
        let answer = try await context.work.commit(key) { connection in
            switch statement.level {
            case .unavailable:
                try connection.execute(ForgetWishes(list: list))
                try connection.execute(StateUnavailable(list: list, reason: statement.reason))
            case .wish(let wish):
                try connection.execute(ForgetUnavailable(list: list))
                try connection.execute(StateWish(list: list, level: wish.rawValue))
            }
            return (Self.path, Effects(messages: [], audit: [entry("state-availability", id)]))
        }
        return context.site.redirect(
            answer.text, notice: "C’est noté pour \(Frenchly.count(statement.halfDays.count, "demi-journée")).")
    }

    private func explain(_ request: Request, _ web: WebContext) async throws -> Response {
        let id = try await participant(web)
        let today = Frenchly.isoDay(context.clock())
        let yearAgo = Frenchly.isoDay(context.clock().addingTimeInterval(-365 * 86_400))
        let (missions, stated, most) = try await context.pool.withConnection { connection in
            (
                try connection.run(SelectOwnMissions(participant: id, from: today)),
                try connection.run(SelectStatedHalfDays(participant: id, from: yearAgo)),
                try connection.run(SelectMostMissions(participant: id)).first ?? 0
            )
        }
        let unavailable = stated.filter { $0.level == "unavailable" }.compactMap { each in
            CalendarDay(each.day).flatMap { day in
                Half(rawValue: each.half).map { PlanningData.HalfDay(day: day, half: $0) }
            }
        }
        let reasons = OwnReasons(missions.map(\.reasons), unavailable: Set(unavailable), mostMissions: most)
        let page = OwnReasonsPage(missions, reasons)
        return try context.site.page("assignment_reasons", page, title: page.title, request: request, context: web)
    }

    private func forget(_ request: Request, _ web: WebContext) async throws -> Response {
        let id = try await participant(web)
        let form = try await Form(request: request, context: web)
        guard let day = CalendarDay(form["jour"]), let half = Half(rawValue: form["moitie"]) else {
            throw Problem.badRequest("Le formulaire reçu est incomplet. Rechargez la page et recommencez.")
        }
        let list = HalfDayList(participant: id, halfDays: [.init(day: day, half: half)], at: context.clock())
        let key = CommandKey(id: form.commandID, actor: id.uuidString, bodyHash: form.hash)
        let answer = try await context.work.commit(key) { connection in
            try connection.execute(ForgetUnavailable(list: list))
            try connection.execute(ForgetWishes(list: list))
            return (Self.path, Effects(messages: [], audit: [entry("forget-availability", id)]))
        }
        return context.site.redirect(answer.text, notice: "C’est retiré.")
    }

    private func entry(_ action: String, _ id: UUID) -> AuditEntry {
        AuditEntry(
            actor: id.uuidString, action: action, subject: "participant/\(id.uuidString.lowercased())", detail: "{}")
    }
}
