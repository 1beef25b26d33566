import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import Vocabulary
import Web

/// The manager's way in: all sessions, and one session at a glance.
struct SessionRoutes {
    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.get { request, web in try await list(request, web) }
        group.get("sessions/:session") { request, web in try await show(request, web) }
    }

    private struct SessionCard {
        let code: String
        let label: String
        let state: String
        let days: String
        let missions: String

        init(_ session: SessionView) {
            code = session.code
            label = session.label
            days = "Du \(Frenchly.shortDay(session.firstDay)) au \(Frenchly.shortDay(session.lastDay))"
            missions = Frenchly.count(session.missions, "mission")
            state = SessionPage.lead(session)
        }
    }

    private struct ListPage {
        let sessions: [SessionCard]
    }

    private func list(_ request: Request, _ web: WebContext) async throws -> Response {
        let person = try web.person()
        let sessions = try await context.pool.withConnection { try $0.run(SelectSessions()) }
            .filter { SessionScope($0, person) != nil }
        return try context.site.page(
            "assignment_sessions", ListPage(sessions: sessions.map(SessionCard.init)), title: "Affectation",
            request: request, context: web)
    }

    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        let code = scope.session.code
        let facts = try await context.pool.withConnection { connection in
            SessionFacts(
                tests: try connection.run(SelectSeatsByTest(session: code)),
                centres: try connection.run(SelectSeatsByCentre(session: code)),
                proposals: try connection.run(SelectProposals(session: code)),
                runs: try connection.run(SelectConvocationRuns(session: code)),
                impediments: try connection.run(SelectStandingAnswers(session: code)).filter {
                    $0.impediment != nil && (scope.coversAll || scope.offices.contains($0.missionOffice))
                })
        }
        let page = SessionPage(scope.session, facts)
        return try context.site.page(
            "assignment_session", page, title: scope.session.label, request: request, context: web)
    }
}

/// One line of filled and empty seats.
struct SeatLine {
    let name: String
    let bar: String
    let seats: String
    let filled: String
    let empty: String
    let convened: String
    let attention: Bool

    init(_ name: String, seats: Int, filled: Int, convened: Int) {
        self.name = name
        bar = Wording.bar(filled: filled, seats: seats)
        self.seats = Frenchly.number(seats)
        self.filled = Frenchly.number(filled)
        empty = Frenchly.number(seats - filled)
        self.convened = Frenchly.number(convened)
        attention = filled > 0 && filled < seats
    }
}

struct ProposalLine {
    let id: String
    let title: String
    let state: String
    let tag: String

    init(_ proposal: ProposalView) {
        id = proposal.id.uuidString.lowercased()
        let when = "\(Frenchly.instant(proposal.requestedAt)), par \(proposal.requestedName)"
        title = proposal.note.map { "Changement à la main du \(when) : \($0)" } ?? "Calcul du \(when)"
        (state, tag) =
            switch proposal.state {
            case .queued: ("en attente", "tag-wait")
            case .running: ("en cours", "tag-wait")
            case .failed: ("échoué", "tag-wrong")
            case .finished:
                proposal.isCurrent
                    ? ("plan retenu", "tag-done")
                    : proposal.acceptedAt == nil && proposal.isFresh
                        ? ("à décider", "tag-todo") : ("non retenu", "tag-off")
            }
    }
}

struct ImpedimentLine {
    let text: String
    let path: String

    init(_ answer: StandingAnswer, session: String) {
        text = "\(answer.name), mission \(answer.missionCode) : \(answer.impediment ?? "")"
        path = "/affectation/sessions/\(session)/missions/\(answer.missionCode)/remplacement?absent=\(answer.number)"
    }
}

/// What the overview of one session shows.
struct SessionFacts: Sendable {
    let tests: [SeatCount]
    let centres: [SeatCount]
    let proposals: [ProposalView]
    let runs: [RunView]
    /// Convened people who have said that they cannot come.
    let impediments: [StandingAnswer]
}

struct SessionPage {
    let code: String
    let label: String
    let lead: String
    let missions: String
    let seats: String
    let filled: String
    let empty: String
    let convened: String
    let hasPlan: Bool
    let toConvene: Bool
    let running: ProposalLine?
    let waiting: ProposalLine?
    let proposals: [ProposalLine]
    let exams: [SeatLine]
    let tests: [SeatLine]
    let centres: [SeatLine]
    let runs: [String]
    let hasRuns: Bool
    let impediments: [ImpedimentLine]
    let hasImpediments: Bool

    init(_ session: SessionView, _ facts: SessionFacts) {
        code = session.code
        label = session.label
        lead = Self.lead(session)
        missions = Frenchly.count(session.missions, "mission")
        seats = Frenchly.number(session.seats)
        filled = Frenchly.number(session.filled)
        empty = Frenchly.number(session.seats - session.filled)
        convened = Frenchly.number(session.convened)
        hasPlan = session.acceptedProposal != nil
        toConvene = session.acceptedProposal != nil
        running = facts.proposals.first { $0.state == .queued || $0.state == .running }.map(ProposalLine.init)
        waiting = facts.proposals.first { $0.state == .finished && $0.acceptedAt == nil && $0.isFresh }.map(
            ProposalLine.init)
        proposals = facts.proposals.map(ProposalLine.init)
        exams = Self.sum(facts.tests)
        tests = facts.tests.map {
            SeatLine(
                "\(Wording.exam($0.group)), \($0.detail)", seats: $0.seats, filled: $0.filled, convened: $0.convened)
        }
        centres = facts.centres.map {
            SeatLine($0.detail, seats: $0.seats, filled: $0.filled, convened: $0.convened)
        }
        runs = facts.runs.map {
            "Traitement no \($0.number), \(Frenchly.instant($0.at)), par \($0.name) : \(ConvocationsPage.done($0.counts))"
        }
        hasRuns = !facts.runs.isEmpty
        impediments = facts.impediments.map { ImpedimentLine($0, session: session.code) }
        hasImpediments = !facts.impediments.isEmpty
    }

    /// The answer first: what stands, and what remains to be done.
    static func lead(_ session: SessionView) -> String {
        if session.missions == 0 { return "Aucune mission n’est encore importée." }
        let empty = session.seats - session.filled
        if session.acceptedProposal == nil {
            return "\(Frenchly.count(session.seats, "poste")) à pourvoir : l’affectation reste à lancer."
        }
        let gaps = empty == 0 ? "tous les postes sont pourvus" : "\(Frenchly.count(empty, "poste")) sans intervenant"
        let issue = max(0, session.filled - session.convenedAsPlanned)
        let withdraw = max(0, session.convened - session.convenedAsPlanned)
        let work = [(issue, "à émettre"), (withdraw, "à retirer")].filter { $0.0 > 0 }
        let convocations =
            work.isEmpty
            ? "tous les affectés sont convoqués"
            : Frenchly.list(work.map { "\(Frenchly.count($0.0, "convocation")) \($0.1)" })
        return "\(gaps.prefix(1).uppercased() + gaps.dropFirst()) ; \(convocations)."
    }

    private static func sum(_ tests: [SeatCount]) -> [SeatLine] {
        Dictionary(grouping: tests, by: \.group).sorted { $0.key < $1.key }.map { exam, rows in
            SeatLine(
                Wording.exam(exam), seats: rows.reduce(0) { $0 + $1.seats }, filled: rows.reduce(0) { $0 + $1.filled },
                convened: rows.reduce(0) { $0 + $1.convened })
        }
    }
}
