import AssignmentDomain
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import Vocabulary
import Web

/// Two plans side by side: what each amounts to, and the rows by which they differ.
struct ComparisonRoutes {
    let context: ServiceContext
    /// What the predicted euros rest on.
    let assumptions: @Sendable () -> Budget.Assumptions

    func add(to group: RouterGroup<WebContext>) {
        group.get("calculs/:proposal/comparaison") { request, web in try await show(request, web) }
    }

    /// With the session's plan, or with the proposal named by `avec`.
    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        let id = try web.parameters.require("proposal", as: UUID.self)
        let found = try await context.pool.withConnection { try $0.run(SelectProposals(proposal: id)).first }
        guard let found, found.state == .finished else { throw Problem.notFound }
        let scope = try await SessionScope.load(found.session, context, web)
        let asked = request.uri.queryParameters["avec"].flatMap { UUID(uuidString: String($0)) }
        guard let other = asked ?? scope.session.acceptedProposal else { throw Problem.notFound }
        let comparison = try await context.pool.withConnection { connection in
            try Comparison.load(found, against: other, offices: scope.offices, in: connection)
        }
        guard let comparison else { throw Problem.notFound }
        let rows = try await context.pool.withConnection { connection in
            (
                try connection.run(SelectBudgetRows(proposal: other, offices: scope.offices)),
                try connection.run(SelectBudgetRows(proposal: found.id, offices: scope.offices))
            )
        }
        let page = ComparisonPage(
            scope.session, comparison, (Budget(rows.0, assumptions()), Budget(rows.1, assumptions())))
        return try context.site.page("assignment_comparison", page, title: page.title, request: request, context: web)
    }
}

struct Comparison: Sendable {
    let base: ProposalView
    let proposal: ProposalView
    let before: PlanTotals
    let after: PlanTotals
    let differences: [PlanDifference]

    /// Nil if the other is not a finished proposal of the same session.
    static func load(
        _ proposal: ProposalView, against other: UUID, offices: [String], in connection: isolated Connection
    ) throws -> Comparison? {
        let limit = PlanningWeights().nightBeyondKilometres
        guard let base = try connection.run(SelectProposals(proposal: other)).first,
            base.session == proposal.session, base.state == .finished,
            let before = try connection.run(SelectPlanTotals(proposal: other, nightBeyondKilometres: limit)).first,
            let after = try connection.run(SelectPlanTotals(proposal: proposal.id, nightBeyondKilometres: limit)).first
        else { return nil }
        let differences = try connection.run(
            SelectPlanDifferences(first: other, second: proposal.id, offices: offices))
        return Comparison(base: base, proposal: proposal, before: before, after: after, differences: differences)
    }
}

struct ComparisonPage {
    struct Figure {
        let name: String
        let before: String
        let after: String
        let difference: String

        init(_ name: String, _ before: Int, _ after: Int) {
            self.name = name
            self.before = Frenchly.number(before)
            self.after = Frenchly.number(after)
            difference = before == after ? "=" : Wording.signed(after - before)
        }

        init(_ name: String, _ before: Money, _ after: Money) {
            self.name = name
            self.before = Frenchly.money(before.cents)
            self.after = Frenchly.money(after.cents)
            let cents = after.cents - before.cents
            difference = cents == 0 ? "=" : (cents > 0 ? "+" : "−") + Frenchly.money(abs(cents))
        }
    }

    struct Mission {
        let title: String
        let path: String
        var gone: [String] = []
        var come: [String] = []
    }

    /// Longer lists are not read; the lead says how many there are.
    private static let mostMissions = 200

    let title = "Comparer deux plans"
    let id: String
    let sessionLabel: String
    let lead: String
    let baseName: String
    let figures: [Figure]
    /// Predicted, in all and by kind of mission.
    let euros: [Figure]
    /// Predicted, of the centres whose sum changes.
    let centres: [Figure]
    let hasCentres: Bool
    let missions: [Mission]
    let hasMissions: Bool

    init(_ session: SessionView, _ comparison: Comparison, _ budgets: (before: Budget, after: Budget)) {
        id = comparison.proposal.id.uuidString.lowercased()
        sessionLabel = session.label
        let (before, after) = (comparison.before, comparison.after)
        baseName = comparison.base.isCurrent ? "Plan retenu" : "Autre proposition"
        figures = [
            Figure("Postes pourvus", before.rows, after.rows),
            Figure("Personnes affectées", before.people, after.people),
            Figure("Kilomètres, aller", before.kilometres, after.kilometres),
            Figure("Missions à plus d’une nuitée de distance", before.nights, after.nights),
            Figure("Missions de la personne la plus chargée", before.mostMissions, after.mostMissions),
            Figure("Coût du plan", comparison.base.cost ?? 0, comparison.proposal.cost ?? 0),
        ]
        euros =
            [
                Figure("Indemnités", budgets.before.total.indemnity, budgets.after.total.indemnity),
                Figure("Déplacements", budgets.before.total.travel, budgets.after.total.travel),
            ] + Self.figures(budgets.before.byKind, budgets.after.byKind) { MissionKind(code: $0).french }
        centres = Self.figures(budgets.before.byCentre, budgets.after.byCentre) { $0 }
            .filter { $0.difference != "=" }
        hasCentres = !centres.isEmpty
        let missions = Self.missions(comparison.differences, session)
        let gone = comparison.differences.count(where: { !$0.isNew })
        let told = comparison.differences.count(where: { !$0.isNew && $0.isConvened })
        lead =
            missions.isEmpty
            ? "Les deux plans ont les mêmes affectations."
            : "\(Frenchly.count(missions.count, "mission")) changent : \(Frenchly.count(gone, "affectation")) de moins "
                + "(dont \(Frenchly.count(told, "personne convoquée", "personnes convoquées"))), "
                + "\(Frenchly.number(comparison.differences.count - gone)) de plus."
        self.missions = Array(missions.prefix(Self.mostMissions))
        hasMissions = !missions.isEmpty
    }

    private static func figures(
        _ before: [String: Budget.Amount], _ after: [String: Budget.Amount], _ name: (String) -> String
    ) -> [Figure] {
        Set(before.keys).union(after.keys).sorted().map {
            Figure(name($0), before[$0]?.total ?? .zero, after[$0]?.total ?? .zero)
        }
    }

    private static func missions(_ differences: [PlanDifference], _ session: SessionView) -> [Mission] {
        var missions: [Mission] = []
        var last = ""
        for row in differences {
            if row.missionCode != last {
                missions.append(
                    Mission(
                        title: Wording.mission(exam: row.exam, test: row.test, kind: row.kind, code: row.missionCode),
                        path: "/affectation/sessions/\(session.code)/missions/\(row.missionCode)"))
                last = row.missionCode
            }
            let text =
                "\(row.name) (\(row.number)), \(Frenchly.kilometres(row.kilometres))"
                + (row.isConvened ? ", convoqué" : "")
            if row.isNew {
                missions[missions.count - 1].come.append(text)
            } else {
                missions[missions.count - 1].gone.append(text)
            }
        }
        return missions
    }
}
