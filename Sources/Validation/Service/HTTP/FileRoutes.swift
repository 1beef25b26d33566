import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import Tariffs
import TransactionalMessaging
import ValidationDomain
import Vocabulary
import Web

/// One claim: its lines, and what is decided on them.
struct FileRoutes {
    let context: ServiceContext
    let tables: OperatorTables

    func add(to group: RouterGroup<WebContext>) {
        group.get("suivant") { request, web in try await showNext(request, web) }
        group.get(":claim") { request, web in try await page(try Visit(request, web)) }
        group.post(":claim/decision") { request, web in try await decide(try Visit(request, web)) }
        group.post(":claim/heures") { request, web in try await enterHours(try Visit(request, web)) }
    }

    /// One request about one claim; the list that the officer works through stands in its address.
    private struct Visit: Sendable {
        let claim: ClaimID
        let officer: Officer
        let list: QueueFilter
        let request: Request
        let web: WebContext

        init(_ request: Request, _ web: WebContext) throws {
            guard let id = ClaimID(try web.parameters.require("claim")) else { throw Problem.notFound }
            claim = id
            officer = Officer(try web.person())
            list = QueueFilter(query: { name in request.uri.queryParameters[Substring(name)].map(String.init) })
            (self.request, self.web) = (request, web)
        }
    }

    /// The next claim of the list; the list itself when nothing follows.
    private func showNext(_ request: Request, _ web: WebContext) async throws -> Response {
        let reader = Officer(try web.person()).reader
        let query = request.uri.queryParameters
        let filter = QueueFilter(query: { query[Substring($0)].map(String.init) })
        guard let place = query["apres"].flatMap({ QueuePlace(String($0)) }) else { throw Problem.notFound }
        let next = try await context.pool.withConnection {
            try $0.run(SelectNext(filter: filter, reader: reader, after: place)).first
        }
        let path = next.map { "/verification/\($0)" } ?? "/verification"
        return Response(status: .seeOther, headers: [.location: filter.address(path)])
    }

    private func decide(_ visit: Visit) async throws -> Response {
        let form = try await Form(request: visit.request, context: visit.web)
        let typed = Typed(form)
        return try await answer(visit, form) { deciding, connection in
            switch form["action"] {
            case "certifier-tout": return try deciding.certifyAll(in: connection)
            case "retourner":
                let lines = try connection.run(SelectLines(claim: visit.claim))
                return try deciding.giveBack(typed.returned, of: lines, in: connection)
            case "classer": return try deciding.close(in: connection)
            case "decider":
                let lines = try connection.run(SelectLines(claim: visit.claim))
                return try deciding.decide(lines, typed.choices(for: lines), in: connection)
            default: throw Problem.badRequest("Cette action n’existe pas.")
            }
        }
    }

    private func enterHours(_ visit: Visit) async throws -> Response {
        let form = try await Form(request: visit.request, context: visit.web)
        switch TypedHours.read(form, line: LineID(rawValue: form.commandID)) {
        case .failure(let refused):
            return try await page(visit, .init(typed: Typed(form), errors: refused.errors))
        case .success(let line):
            return try await answer(visit, form) { deciding, connection in
                try deciding.enterHours([line], in: connection)
            }
        }
    }

    private typealias Body = @Sendable (Deciding, isolated Connection) throws -> Deciding.Outcome

    /// Commits the decision once and goes on to the next claim of the list; a refusal comes back with everything that
    /// was typed.
    private func answer(_ visit: Visit, _ form: Form, _ body: @escaping Body) async throws -> Response {
        let key = CommandKey(
            id: form.commandID, actor: visit.officer.account.uuidString, bodyHash: form.hash)
        let (now, version, fare) = (context.clock(), Int64(form["version"]), Typed(form).fare)
        do {
            let answer = try await context.work.commit(key) { connection in
                guard let file = try Deciding.load(visit.claim, in: connection) else { throw Problem.notFound }
                let deciding = Deciding(
                    file: file, officer: visit.officer, at: now, tables: tables, version: version, fare: fare)
                let place = QueuePlace(since: file.since, claim: visit.claim.rawValue)
                switch try body(deciding, connection) {
                case .success(let effects):
                    return (visit.list.address("/verification/suivant", "apres=\(place.text)"), effects)
                case .failure(let refusal): throw refusal
                }
            }
            return context.site.redirect(answer.text, notice: "Votre décision est enregistrée.")
        } catch let refusal as DecisionGrounds {
            return try await refused(visit, Typed(form), refusal.grounds)
        }
    }

    private func refused(_ visit: Visit, _ typed: Typed, _ grounds: Set<DecisionGround>) async throws -> Response {
        if grounds.contains(.outsidePerimeter) { throw Problem.forbidden(FactWording.text(.outsidePerimeter)) }
        // Whoever was overtaken has to look again, whatever else is wrong.
        let conflict = grounds.contains(.changedMeanwhile)
        let shown = conflict ? [.changedMeanwhile] : grounds
        var errors = FormErrors()
        for entry in shown.map(FactWording.entry).sorted(by: { $0.message < $1.message }) {
            errors.add(entry.field, entry.message)
        }
        return try await page(visit, .init(typed: conflict ? Typed() : typed, errors: errors, conflict: conflict))
    }

    private func page(_ visit: Visit, _ answer: FilePage.Answer = .init()) async throws -> Response {
        let now = context.clock()
        let open = try await context.pool.withConnection { connection -> OpenFile? in
            guard let file = try connection.run(SelectClaim(claim: visit.claim)).first else { return nil }
            let lines = try connection.run(SelectLines(claim: visit.claim))
            let certified = try connection.run(SelectCertifiedTravel(participants: [file.participantID]))
            let counted = lines.filter(OpenFile.counts)
            return OpenFile(
                file: file, lines: lines, decisions: try connection.run(SelectDecisions(claim: visit.claim)),
                estimate: file.estimate(counted.map(\.line), after: certified, at: now, by: tables),
                replacements: try connection.run(SelectReplacementFiles(convocation: file.convocationID)))
        }
        // Another office's claim is not found, rather than forbidden: its existence is nobody's business.
        guard let open, !visit.officer.grounds(against: open.file, version: nil).contains(.outsidePerimeter) else {
            throw Problem.notFound
        }
        let page = FilePage(open, list: visit.list, officer: visit.officer, answer: answer)
        return try context.site.page(
            "validation_file", page, title: "État de frais de \(page.name)", request: visit.request, context: visit.web,
            status: answer.conflict ? .conflict : answer.errors.isEmpty ? .ok : .unprocessableContent)
    }
}

/// Hours as an officer types them.
enum TypedHours {
    struct Refused: Error {
        let errors: FormErrors
    }

    static func read(_ form: Form, line: LineID) -> Result<ClaimLine, Refused> {
        var errors = FormErrors()
        let day = CalendarDay(form["jour"])
        let minutes = total(form["heures"], form["minutes"])
        let period = HelpPeriod(rawValue: form["periode"])
        if day == nil { errors.add("jour", "Choisissez un jour de la mission.") }
        if minutes == nil { errors.add("heures", "Indiquez une durée entre 1 minute et 24 heures.") }
        if period == nil { errors.add("periode", "Choisissez jour, nuit, ou fin de semaine et jour férié.") }
        guard let day, let minutes, let period else { return .failure(Refused(errors: errors)) }
        return .success(
            ClaimLine(lineID: line, track: .indemnity, day: day, fact: .help(minutes: minutes, period: period)))
    }

    /// Nil for anything that is no duration between a minute and a day.
    static func total(_ hours: String, _ minutes: String) -> Int? {
        guard let whole = Int(hours.isEmpty ? "0" : hours), let rest = Int(minutes.isEmpty ? "0" : minutes),
            (0...24).contains(whole), (0...59).contains(rest), (1...1440).contains(whole * 60 + rest)
        else { return nil }
        return whole * 60 + rest
    }
}
