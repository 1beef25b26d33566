import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import ValidationDomain
import Vocabulary
import Web

/// One claim: its lines, and what is decided on them.
struct FileRoutes {
    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.get(":claim") { request, web in try await show(request, web) }
        group.post(":claim/decision") { request, web in try await decide(request, web) }
        group.post(":claim/heures") { request, web in try await enterHours(request, web) }
    }

    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        let id = try claimID(web)
        return try await page(id, Typed(), FormErrors(), request, web)
    }

    private func decide(_ request: Request, _ web: WebContext) async throws -> Response {
        let id = try claimID(web)
        let officer = Officer(try web.person())
        let form = try await Form(request: request, context: web)
        let typed = Typed(form)
        let now = context.clock()
        return try await answer(id, form, request, web) { connection in
            guard let file = try Deciding.load(id, in: connection) else { throw Problem.notFound }
            var deciding = Deciding(file: file, officer: officer, at: now)
            deciding.version = typed.version
            switch form["action"] {
            case "certifier-tout": return try deciding.certifyAll(in: connection)
            case "retourner":
                let lines = try connection.run(SelectLines(claim: id))
                return try deciding.giveBack(typed.returned, of: lines, in: connection)
            case "classer": return try deciding.close(form["motif"], in: connection)
            case "decider":
                let lines = try connection.run(SelectLines(claim: id))
                return try deciding.decide(lines, typed.choices, in: connection)
            default: throw Problem.badRequest("Cette action n’existe pas.")
            }
        }
    }

    private func enterHours(_ request: Request, _ web: WebContext) async throws -> Response {
        let id = try claimID(web)
        let officer = Officer(try web.person())
        let form = try await Form(request: request, context: web)
        let typed = Typed(form)
        var errors = FormErrors()
        let day = CalendarDay(form["jour"])
        let minutes = (Int(form["heures"]) ?? 0) * 60 + (Int(form["minutes"]) ?? 0)
        let period = HelpPeriod(rawValue: form["periode"])
        if day == nil { errors.add("jour", "Choisissez un jour de la mission.") }
        if !(1...1440).contains(minutes) { errors.add("heures", "Indiquez une durée entre 1 minute et 24 heures.") }
        if period == nil { errors.add("periode", "Choisissez jour, nuit, ou fin de semaine et jour férié.") }
        guard errors.isEmpty, let day, let period else { return try await page(id, typed, errors, request, web) }
        let lineID = LineID(rawValue: form.commandID)
        let line = ClaimLine(
            lineID: lineID, track: .indemnity, day: day, fact: .help(minutes: minutes, period: period))
        let now = context.clock()
        return try await answer(id, form, request, web) { connection in
            guard let file = try Deciding.load(id, in: connection) else { throw Problem.notFound }
            var deciding = Deciding(file: file, officer: officer, at: now)
            deciding.version = typed.version
            return try deciding.enterHelp(line, in: connection)
        }
    }

    /// Commits the decision once; a refusal comes back with everything that was typed.
    private func answer(
        _ id: ClaimID, _ form: Form, _ request: Request, _ web: WebContext,
        _ body: @escaping @Sendable (isolated Connection) throws -> Deciding.Outcome
    ) async throws -> Response {
        let key = CommandKey(id: form.commandID, actor: try web.person().accountID.uuidString, bodyHash: form.hash)
        do {
            let answer = try await context.work.commit(key) { connection in
                switch try body(connection) {
                case .success(let effects): return ("/verification", effects)
                case .failure(let refusal): throw refusal
                }
            }
            return context.site.redirect(answer.text, notice: "Votre décision est enregistrée.")
        } catch let refusal as DecisionGrounds {
            if refusal.grounds.contains(.outsidePerimeter) {
                throw Problem.forbidden(FactWording.text(.outsidePerimeter))
            }
            var errors = FormErrors()
            for message in refusal.grounds.map(FactWording.entry).sorted(by: { $0.message < $1.message }) {
                errors.add(message.field, message.message)
            }
            return try await page(id, Typed(form), errors, request, web)
        }
    }

    private func claimID(_ web: WebContext) throws -> ClaimID {
        guard let id = ClaimID(try web.parameters.require("claim")) else { throw Problem.notFound }
        return id
    }

    private func page(
        _ id: ClaimID, _ typed: Typed, _ errors: FormErrors, _ request: Request, _ web: WebContext
    ) async throws -> Response {
        let officer = Officer(try web.person())
        let (file, lines) = try await context.pool.withConnection { connection in
            (try connection.run(SelectClaim(claim: id)).first, try connection.run(SelectLines(claim: id)))
        }
        guard let file, !officer.grounds(against: file, version: nil).contains(.outsidePerimeter) else {
            throw Problem.notFound
        }
        let own = officer.grounds(against: file, version: nil).contains(.ownClaim)
        let page = FilePage(file: file, lines: lines, typed: typed, errors: errors, own: own)
        return try context.site.page(
            "validation_file", page, title: "État de frais de \(page.name)", request: request, context: web,
            status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

extension FactWording {
    static func entry(_ ground: DecisionGround) -> (field: String, message: String) {
        let field =
            switch ground {
            case .reasonMissing(let line): "motif-\(line)"
            case .notAReduction(let line, _), .notReducible(let line): "quantite-\(line)"
            default: "lignes"
            }
        return (field, text(ground))
    }
}
