import Contracts
import Foundation
import LiquidationDomain
import PlainJSON
import Tariffs
import Vocabulary

/// What the tariffs say of a decision.
struct Assessed: Sendable {
    /// Of every line that was not refused.
    let amounts: [LineID: AssessedFact]
    /// What no program may settle; the tracks that it concerns are held.
    var open: [OpenPoint] = []
}

/// Asks the tariffs in force what certified facts are worth.
/// - Parameters: the decision, the payee, what was liquidated for the person before, and the answers that people gave
///   to open questions, by line.
typealias Assess = @Sendable (FactsCertified, Payee, Before, [LineID: String]) throws -> Assessed

/// Asks the tariffs what certified facts are worth, by the law as it was known on the day of the decision.
///
/// Facts that the law cannot have, and questions that it leaves open, are not decided by a program: they come back as
/// open points, and nothing of their track is paid meanwhile.
struct TariffAssessment {
    let tariffs: Tariffs
    let tables: OperatorTables

    func assess(
        _ decision: FactsCertified, _ payee: Payee, _ before: Before, _ answers: [LineID: String]
    ) throws -> Assessed {
        let lines = decision.lines.filter { $0.verdict != .refused }.map(\.line)
        guard !lines.isEmpty else { return Assessed(amounts: [:]) }
        let mission = decision.mission
        var facts = ClaimFacts(
            mission: MissionFacts(
                kind: mission.kind, exam: mission.exam, evaluation: mission.evaluation, slots: mission.slots,
                minutesPerCandidate: mission.minutesPerCandidate, commune: mission.commune.code,
                remote: mission.remote),
            person: PersonFacts(
                home: payee.home, school: payee.school, status: PersonStatus(code: payee.status)),
            trip: decision.trip, carAuthorised: decision.carAuthorised, lines: lines,
            kilometresBefore: before.kilometres,
            places: tables.places.naming([mission.commune]), settings: tables.settings)
        facts.resolutions = answers
        facts.cheapestFare = decision.cheapestFareCents
        facts.claimedOn = decision.claimedOn
        facts.follow(before.lines, as: decision.claimID)
        let known = CalendarDay(dayNumber: Int(decision.decidedAt.date.timeIntervalSince1970) / 86_400)
        let assessment = tariffs.assess(facts, knownOn: known)
        return Assessed(amounts: try amounts(of: assessment), open: open(in: assessment))
    }

    private func amounts(of assessment: Assessment) throws -> [LineID: AssessedFact] {
        var amounts: [LineID: AssessedFact] = [:]
        for line in assessment.lines {
            var fact = AssessedFact(
                amount: line.amount, sentence: line.sentence, source: line.source, remedy: line.remedy,
                trace: try PlainJSON.text(line.trace),
                paidKilometres: line.trace.paidKilometres)
            fact.elsewhere = line.trace.elsewhere ?? PaidElsewhere()
            amounts[line.lineID] = fact
        }
        return amounts
    }

    private func open(in assessment: Assessment) -> [OpenPoint] {
        let questions = assessment.ambiguities.map { ambiguity in
            OpenPoint(
                lineID: ambiguity.lineID, sentence: ambiguity.question.question,
                remedy: "Choisissez la réponse que la décision du service retient.",
                answers: ambiguity.question.options.map {
                    OpenPoint.Answer(code: $0.code, label: $0.label, amount: $0.amount)
                })
        }
        let impossible = assessment.problems.map {
            OpenPoint(lineID: $0.lineID, sentence: $0.message, remedy: $0.remedy, answers: [])
        }
        return questions + impossible
    }
}
