import AssignmentDomain
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import Tariffs
import Vocabulary
import Web

/// What a session's plan would cost, by kind of mission and by centre.
struct BudgetRoutes {
    let context: ServiceContext
    let tables: OperatorTables

    var assumptions: Budget.Assumptions {
        let today = CalendarDay(Frenchly.isoDay(context.clock())) ?? CalendarDay(dayNumber: 0)
        return Budget.Assumptions(context.settings, tables, today: today)
    }

    func add(to group: RouterGroup<WebContext>) {
        group.get("sessions/:session/budget") { request, web in try await show(request, web) }
    }

    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        guard let plan = scope.session.acceptedProposal else { throw Problem.notFound }
        let rows = try await context.pool.withConnection {
            try $0.run(SelectBudgetRows(proposal: plan, offices: scope.offices))
        }
        let page = BudgetPage(scope.session, Budget(rows, assumptions), assumptions)
        return try context.site.page("assignment_budget", page, title: page.title, request: request, context: web)
    }
}

struct BudgetPage {
    struct Line {
        let name: String
        let rows: String
        let indemnity: String
        let travel: String
        let total: String

        init(_ name: String, _ amount: Budget.Amount) {
            self.name = name
            rows = Frenchly.number(amount.rows)
            indemnity = Frenchly.money(amount.indemnity.cents)
            travel = Frenchly.money(amount.travel.cents)
            total = Frenchly.money(amount.total.cents)
        }
    }

    struct Table {
        let title: String
        let what: String
        let lines: [Line]
    }

    let title = "Budget prévisionnel"
    let session: String
    let sessionLabel: String
    let lead: String
    let tables: [Table]
    let assumptions: [String]

    init(_ session: SessionView, _ budget: Budget, _ assumptions: Budget.Assumptions) {
        self.session = session.code
        sessionLabel = session.label
        let total = budget.total
        lead =
            "\(Frenchly.money(total.total.cents)) pour \(Frenchly.count(total.rows, "affectation")) : "
            + "\(Frenchly.money(total.indemnity.cents)) d’indemnités, \(Frenchly.money(total.travel.cents)) de déplacements."
        func lines(_ amounts: [String: Budget.Amount], _ name: (String) -> String) -> [Line] {
            amounts.sorted { ($1.value.total, $0.key) < ($0.value.total, $1.key) }.map { Line(name($0.key), $0.value) }
        }
        tables = [
            Table(
                title: "Par nature de mission", what: "Nature",
                lines: lines(budget.byKind) { MissionKind(code: $0).french }),
            Table(title: "Par centre", what: "Centre", lines: lines(budget.byCentre) { $0 }),
        ]
        var found = [
            "\(assumptions.scriptsPerHalfDay) copies corrigées par demi-journée et par personne ; aux oraux, autant de "
                + "candidats que la durée de la mission en permet.",
            "Trajets en voiture autorisée de 6 ou 7 CV, chaque jour, ou un seul aller et retour au-delà de "
                + "\(Frenchly.kilometres(PlanningWeights().nightBeyondKilometres)) ; le repas de midi à ses frais ; "
                + "ni nuitées, ni péages.",
            "Les tarifs connus aujourd’hui, appliqués au jour de chaque mission.",
        ]
        if budget.unforeseen > 0 {
            found.append(
                "\(Frenchly.count(budget.unforeseen, "affectation")) dont le travail ne se prévoit pas (réunions, "
                    + "présidences) : seul le déplacement est compté.")
        }
        self.assumptions = found
    }
}
