import Contracts
import Foundation
import LiquidationDomain
import Tariffs
import Vocabulary

/// Asks the tariffs what certified facts are worth, by the law as it was known on the day of the decision.
///
/// Facts that the law cannot have, and questions that it leaves open, are not decided by a program: the decision is
/// parked with the first of them as its reason, and nothing of it is paid meanwhile.
struct TariffAssessment {
    let tariffs: Tariffs
    let places: Places
    let settings: TariffSettings

    func assess(_ decision: FactsCertified, _ payee: Payee, _ before: [Int: Int]) throws -> [LineID: AssessedFact] {
        let lines = decision.lines.filter { $0.verdict != .refused }.map(\.line)
        guard !lines.isEmpty else { return [:] }
        let mission = decision.mission
        let facts = ClaimFacts(
            mission: MissionFacts(
                kind: mission.kind, exam: mission.exam, evaluation: mission.evaluation, slots: mission.slots,
                minutesPerCandidate: mission.minutesPerCandidate, commune: mission.commune.code,
                remote: mission.remote),
            person: PersonFacts(
                home: payee.home, school: payee.school, status: PersonStatus(code: payee.status)),
            trip: decision.trip, carAuthorised: decision.carAuthorised, lines: lines, kilometresBefore: before,
            places: places, settings: settings)
        let known = CalendarDay(dayNumber: Int(decision.decidedAt.date.timeIntervalSince1970) / 86_400)
        let assessment = tariffs.assess(facts, knownOn: known)
        if let problem = assessment.problems.first {
            throw DecisionRefused(reason: "impossible facts: \(problem)")
        }
        if let ambiguity = assessment.ambiguities.first {
            throw DecisionRefused(reason: "the law leaves open: \(ambiguity)")
        }
        return try fact(of: assessment)
    }

    private func fact(of assessment: Assessment) throws -> [LineID: AssessedFact] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var amounts: [LineID: AssessedFact] = [:]
        for line in assessment.lines {
            amounts[line.lineID] = AssessedFact(
                amount: line.amount, sentence: line.sentence, source: line.source, remedy: line.remedy,
                trace: String(decoding: try encoder.encode(line.trace), as: UTF8.self))
        }
        return amounts
    }
}
