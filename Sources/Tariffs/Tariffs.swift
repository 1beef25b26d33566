public import Vocabulary

/// The law of jury claims: from facts to rights and amounts, for any day, with the reasons.
public struct Tariffs: Sendable {
    public let law: Law

    public init(law: Law) { self.law = law }

    /// The parameters that this program ships, parsed and checked once. Traps when they are not sound;
    /// a test reads them, so that such a program is never built.
    public static let standard: Tariffs = {
        do throws(TableRefused) {
            return Tariffs(law: try LawReader.embedded())
        } catch {
            preconditionFailure("the embedded parameters are not sound: \(error)")
        }
    }()

    /// What a claim is worth by the law as it was known on a day. Same facts and day, same assessment.
    public func assess(_ facts: ClaimFacts, knownOn: CalendarDay) -> Assessment {
        var assessor = Assessor(law: law, facts: facts, knownOn: knownOn, traced: true)
        let lines = assessor.assessedLines()
        var (problems, ambiguities) = ([FactProblem](), [Ambiguity]())
        var (indemnity, travel) = (Money.zero, Money.zero)
        // By index: a trace that is taken out of the array is a copy of all that it holds.
        for index in lines.indices {
            switch lines[index].trace.outcome {
            case .impossible(let problem): if !problems.contains(problem) { problems.append(problem) }
            case .undecided(let question):
                ambiguities.append(Ambiguity(lineID: lines[index].lineID, question: question))
            default: break
            }
            switch lines[index].trace.line.track {
            case .indemnity: indemnity += lines[index].trace.amount
            case .travel: travel += lines[index].trace.amount
            }
        }
        return Assessment(
            lines: lines, problems: problems, ambiguities: ambiguities, indemnity: indemnity, travel: travel)
    }

    /// The same amounts without the reasons, for totals over many claims.
    public func amounts(_ facts: ClaimFacts, knownOn: CalendarDay) -> [LineAmount] {
        var assessor = Assessor(law: law, facts: facts, knownOn: knownOn, traced: false)
        return assessor.amounts()
    }
}
