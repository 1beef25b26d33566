import GuideTexts
import Hummingbird
public import ServiceRuntime
import Tariffs
import Postgres
import Web

/// Assignment: who goes where, and the official convocation.
public enum AssignmentService {
    public static let assembly = ServiceAssembly(
        name: "assignment", database: "assignment", migrations: migrations, templates: templates, queues: [],
        routes: { router, context in
            ImportRoutes(context: context).add(to: router)
            AvailabilityRoutes(context: context).add(to: router)
            SchoolRoutes(context: context).add(to: router)
            PlanFileRoutes(context: context).add(to: router)
            ConvocationAnswerRoutes(context: context).add(to: router)
            ReplacementOfferRoutes(context: context).add(to: router)
            ConvocationCheckRoutes(context: context).add(to: router)
            let paper = ConvocationPaperRoutes(context: context)
            paper.add(toVisitors: router)
            let group = router.group("/affectation").add(middleware: context.site.requiring("manager"))
            SessionRoutes(context: context).add(to: group)
            ProposalRoutes(context: context).add(to: group)
            PlanRoutes(context: context).add(to: group)
            SeatRoutes(context: context).add(to: group)
            SubstitutionRoutes(context: context).add(to: group)
            let tables = try OperatorTables.installed(in: context.settings["TARIFF_TABLES"])
            let budget = BudgetRoutes(context: context, tables: tables)
            budget.add(to: group)
            ComparisonRoutes(context: context, assumptions: { budget.assumptions }).add(to: group)
            ConvocationRoutes(context: context).add(to: group)
            paper.add(to: group)
        },
        jobs: [
            Job(name: "assignment", every: .seconds(1)) { context in
                try await AssignmentJob(context: context).run()
            }
        ])

    static let migrations = [
        Migration(
            name: "v0001_create_schema",
            sql: String(decoding: PackageResources.v0001_create_schema_sql, as: UTF8.self)),
        Migration(
            name: "v0002_version_convocations",
            sql: String(decoding: PackageResources.v0002_version_convocations_sql, as: UTF8.self)),
        Migration(
            name: "v0003_record_availability",
            sql: String(decoding: PackageResources.v0003_record_availability_sql, as: UTF8.self)),
        Migration(
            name: "v0004_answer_and_substitute",
            sql: String(decoding: PackageResources.v0004_answer_and_substitute_sql, as: UTF8.self)),
        Migration(
            name: "v0005_sign_convocations",
            sql: String(decoding: PackageResources.v0005_sign_convocations_sql, as: UTF8.self)),
        Migration(
            name: "v0006_hear_schools",
            sql: String(decoding: PackageResources.v0006_hear_schools_sql, as: UTF8.self)),
        Migration(
            name: "v0007_compose_missions",
            sql: String(decoding: PackageResources.v0007_compose_missions_sql, as: UTF8.self)),
        Migration(
            name: "v0008_date_competences",
            sql: String(decoding: PackageResources.v0008_date_competences_sql, as: UTF8.self)),
        Migration(
            name: "v0009_place_missions",
            sql: String(decoding: PackageResources.v0009_place_missions_sql, as: UTF8.self)),
    ]

    static let templates = Templates.decode([
        "assignment_sessions": PackageResources.assignment_sessions_mustache,
        "assignment_session": PackageResources.assignment_session_mustache,
        "assignment_seats_exams": PackageResources.assignment_seats_exams_mustache,
        "assignment_seats_tests": PackageResources.assignment_seats_tests_mustache,
        "assignment_seats_centres": PackageResources.assignment_seats_centres_mustache,
        "assignment_proposal": PackageResources.assignment_proposal_mustache,
        "assignment_gap_table": PackageResources.assignment_gap_table_mustache,
        "assignment_gaps": PackageResources.assignment_gaps_mustache,
        "assignment_rows": PackageResources.assignment_rows_mustache,
        "assignment_row_table": PackageResources.assignment_row_table_mustache,
        "assignment_pages": PackageResources.assignment_pages_mustache,
        "assignment_control": PackageResources.assignment_control_mustache,
        "assignment_availability": PackageResources.assignment_availability_mustache,
        "assignment_comparison": PackageResources.assignment_comparison_mustache,
        "assignment_schools": PackageResources.assignment_schools_mustache,
        "assignment_school": PackageResources.assignment_school_mustache,
        "assignment_school_competences": PackageResources.assignment_school_competences_mustache,
        "assignment_school_unavailability": PackageResources.assignment_school_unavailability_mustache,
        "assignment_budget": PackageResources.assignment_budget_mustache,
        "assignment_file": PackageResources.assignment_file_mustache,
        "assignment_reasons": PackageResources.assignment_reasons_mustache,
        "assignment_check": PackageResources.assignment_check_mustache,
        "assignment_answer": PackageResources.assignment_answer_mustache,
        "assignment_offer": PackageResources.assignment_offer_mustache,
        "assignment_substitution": PackageResources.assignment_substitution_mustache,
        "assignment_seat": PackageResources.assignment_seat_mustache,
        "assignment_change": PackageResources.assignment_change_mustache,
        "assignment_convocations": PackageResources.assignment_convocations_mustache,
    ]).merging(GuideTexts.all) { own, _ in own }
}
