import AssignmentDomain
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Vocabulary
import Web

/// What the head of a school sees of their own staff: who is away when, competences to confirm, unavailabilities.
struct SchoolRoutes {
    static let path = "/affectation/etablissement"
    private static let mostReasonCharacters = 200

    let context: ServiceContext

    func add(to router: Router<WebContext>) {
        let group = router.group(RouterPath(Self.path)).add(middleware: context.site.requiring("school-head"))
        group.get { request, web in try await choose(request, web) }
        group.get(":school") { request, web in try await absences(request, web) }
        group.get(":school/competences") { request, web in
            try await competences(request, web, SchoolCompetencesPage.Typed())
        }
        group.post(":school/competences") { request, web in try await answer(request, web) }
        group.get(":school/indisponibilites") { request, web in
            try await unavailabilities(request, web, "", AvailabilityForm())
        }
        group.post(":school/indisponibilites") { request, web in try await state(request, web) }
        group.post(":school/indisponibilites/retrait") { request, web in try await forget(request, web) }
    }

    /// The schools of the reader's perimeter; of a school outside it the reader hears nothing.
    private func schools(_ web: WebContext) async throws -> [School] {
        let perimeter = try web.person().perimeter
        if perimeter.isEmpty { return [] }
        let codes = perimeter.contains("*") ? [] : perimeter.sorted()
        return try await context.pool.withConnection { try $0.run(SelectSchools(codes: codes)) }
    }

    private func school(_ web: WebContext) async throws -> School {
        let code = try web.parameters.require("school")
        guard let found = try await schools(web).first(where: { $0.code == code }) else { throw Problem.notFound }
        return found
    }

    private var today: String { Frenchly.isoDay(context.clock()) }

    private func choose(_ request: Request, _ web: WebContext) async throws -> Response {
        let schools = try await schools(web)
        if let only = schools.first, schools.count == 1 {
            return Response(status: .seeOther, headers: [.location: "\(Self.path)/\(only.code)"])
        }
        return try context.site.page(
            "assignment_schools", SchoolsPage(schools), title: "Établissements", request: request, context: web)
    }

    private func absences(_ request: Request, _ web: WebContext) async throws -> Response {
        let (school, today) = (try await school(web), today)
        let day: Double = 24 * 3600
        let yearAgo = Frenchly.isoDay(context.clock().addingTimeInterval(-365 * day))
        let inTwoYears = Frenchly.isoDay(context.clock().addingTimeInterval(730 * day))
        let past = SelectStaffAbsences(school: school.code, from: yearAgo, until: today)
        let coming = SelectStaffAbsences(school: school.code, from: today, until: inTwoYears)
        let page = try await context.pool.withConnection { connection in
            return SchoolPage(
                school, absences: try connection.run(coming).compactMap { $0 },
                past: try connection.run(past).compactMap { $0 },
                staff: try connection.run(SelectStaff(school: school.code)),
                open: try connection.run(SelectOpenCompetences(school: school.code, today: today)))
        }
        return try context.site.page(
            "assignment_school", page, title: school.name, request: request, context: web)
    }

    private func competences(
        _ request: Request, _ web: WebContext, _ typed: SchoolCompetencesPage.Typed
    ) async throws -> Response {
        let (school, today) = (try await school(web), today)
        let open = try await context.pool.withConnection {
            try $0.run(SelectOpenCompetences(school: school.code, today: today))
        }
        let page = SchoolCompetencesPage(school, open, typed)
        return try context.site.page(
            "assignment_school_competences", page, title: page.title, request: request, context: web,
            status: typed.errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func answer(_ request: Request, _ web: WebContext) async throws -> Response {
        let (school, today) = (try await school(web), today)
        let form = try await Form(request: request, context: web)
        let confirms = form["reponse"] == "confirmer"
        var typed = SchoolCompetencesPage.Typed(chosen: Set(form.all("competence")), reason: form["motif"])
        let keys = typed.chosen.compactMap(SchoolCompetencesPage.key)
        if keys.isEmpty { typed.errors.add("competence", "Cochez au moins une compétence.") }
        if !confirms && typed.reason.isEmpty { typed.errors.add("motif", "Indiquez pourquoi vous refusez.") }
        if typed.reason.count > Self.mostReasonCharacters {
            typed.errors.add("motif", "Raccourcissez le motif à \(Self.mostReasonCharacters) caractères.")
        }
        guard typed.errors.isEmpty else { return try await competences(request, web, typed) }
        let (person, reason) = (try web.person(), typed.reason)
        let key = CommandKey(id: form.commandID, actor: person.accountID.uuidString, bodyHash: form.hash)
        let decision = ManualDecision(by: person.accountID, name: person.displayName, at: context.clock())
        let back = "\(Self.path)/\(school.code)/competences"
        let answer = try await context.work.commit(key) { connection in
            let count = try connection.execute(
                AnswerCompetences(
                    school: school.code, chosen: keys, isConfirmed: confirms, decision: decision, reason: reason,
                    today: today))
            let entry = AuditEntry(
                actor: decision.by.uuidString, action: confirms ? "confirm-competences" : "refuse-competences",
                subject: "school/\(school.code)", detail: "{\"count\": \(count)}")
            return (back, Effects(messages: [], audit: [entry]))
        }
        return context.site.redirect(answer.text, notice: confirms ? "C’est confirmé." : "C’est refusé.")
    }

    private func unavailabilities(
        _ request: Request, _ web: WebContext, _ chosen: String, _ form: AvailabilityForm
    ) async throws -> Response {
        let (school, today) = (try await school(web), today)
        let page = try await context.pool.withConnection { connection in
            SchoolUnavailabilityPage(
                school, staff: try connection.run(SelectStaff(school: school.code)),
                stated: try connection.run(SelectStaffUnavailabilities(school: school.code, from: today)),
                (chosen, form))
        }
        return try context.site.page(
            "assignment_school_unavailability", page, title: page.title, request: request, context: web,
            status: form.errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// Somebody of the school's own staff, by their identifier.
    private func member(_ id: String, of school: School) async throws -> UUID? {
        let staff = try await context.pool.withConnection { try $0.run(SelectStaff(school: school.code)) }
        return staff.first { $0.id.uuidString.lowercased() == id.lowercased() }?.id
    }

    private func state(_ request: Request, _ web: WebContext) async throws -> Response {
        let school = try await school(web)
        let form = try await Form(request: request, context: web)
        var typed = AvailabilityForm(unavailable: form)
        let member = try await member(form["personne"], of: school)
        if member == nil { typed.refuse("personne", "Choisissez une personne de l’établissement.") }
        guard let member, let statement = typed.statement, typed.errors.isEmpty else {
            return try await unavailabilities(request, web, form["personne"], typed)
        }
        let list = HalfDayList(participant: member, halfDays: statement.halfDays, at: context.clock())
        let actor = try web.person().accountID.uuidString
        try await commit(form, by: actor, ("state-unavailability", school)) { connection in
            try connection.execute(StateSchoolUnavailable(list: list, reason: statement.reason))
        }
        return context.site.redirect(
            "\(Self.path)/\(school.code)/indisponibilites",
            notice: "C’est noté pour \(Frenchly.count(statement.halfDays.count, "demi-journée")).")
    }

    private func forget(_ request: Request, _ web: WebContext) async throws -> Response {
        let school = try await school(web)
        let form = try await Form(request: request, context: web)
        guard let member = try await member(form["personne"], of: school), let day = CalendarDay(form["jour"]),
            let half = Half(rawValue: form["moitie"])
        else { throw Problem.badRequest("Le formulaire reçu est incomplet. Rechargez la page et recommencez.") }
        let list = HalfDayList(
            participant: member, halfDays: [.init(day: day, half: half)], at: context.clock())
        let actor = try web.person().accountID.uuidString
        try await commit(form, by: actor, ("forget-unavailability", school)) { connection in
            try connection.execute(ForgetSchoolUnavailable(list: list))
        }
        return context.site.redirect("\(Self.path)/\(school.code)/indisponibilites", notice: "C’est retiré.")
    }

    private func commit(
        _ form: Form, by actor: String, _ entry: (action: String, school: School),
        _ body: @Sendable @escaping (isolated Connection) throws -> Void
    ) async throws {
        let key = CommandKey(id: form.commandID, actor: actor, bodyHash: form.hash)
        _ = try await context.work.commit(key) { connection in
            try body(connection)
            let told = AuditEntry(
                actor: actor, action: entry.action, subject: "school/\(entry.school.code)", detail: "{}")
            return ("", Effects(messages: [], audit: [told]))
        }
    }
}
