import ClaimEntryDomain
import Vocabulary

/// Each line that was sent: what was declared, what was decided and why, what it is worth and why.
struct LineTable: Sendable {
    struct Line: Sendable {
        let what: String
        let decision: String
        let tone: String
        /// What stands of a reduced line.
        let retained: String?
        let reason: String?
        let amount: String
        let sentence: String?
        let remedy: String?
    }

    struct Total: Sendable {
        let name: String
        let amount: String
    }

    let lines: [Line]
    let totals: [Total]
    /// Whether some amounts are estimates still.
    let isEstimate: Bool

    /// Nil before anything was sent or decided.
    init?(_ read: ReadClaim, on day: CalendarDay) {
        let claim = read.claim
        let sent = claim.submission?.lines ?? []
        let decided = claim.decidedLines
        let entered = decided.values.map(\.line).filter { line in !sent.contains { $0.lineID == line.lineID } }
        let all = sent + entered.sorted { ($0.day, $0.lineID.description) < ($1.day, $1.lineID.description) }
        guard !all.isEmpty else { return nil }
        // The amounts of what stands: facts as certified where they are decided, as declared elsewhere.
        let standing = claim.standingLines
        let estimate = Estimate(standing, claim.submission?.journey, about: read.subject, knownOn: day)
        let fixed = claim.liquidations.flatMap(\.lines).reduce(into: [LineID: ExplainedAmount]()) {
            $0[$1.lineID] = $1
        }
        let back = claim.openReturn?.reasons ?? [:]
        lines = all.map { line in
            let verdict = Verdict(decided[line.lineID], returned: back[line.lineID])
            return Self.line(line, verdict, fixed[line.lineID], estimate[line.lineID])
        }
        isEstimate = standing.contains { fixed[$0.lineID] == nil }
        let amounts = Track.allCases.map { track in
            let some = standing.filter { $0.track == track }
            return (track, some, some.map { fixed[$0.lineID]?.amount ?? estimate[$0.lineID]?.amount ?? .zero }.total())
        }
        totals =
            amounts.filter { !$0.1.isEmpty }.map { Total(name: $0.0.label, amount: FrenchMoney.amount($0.2)) }
            + [Total(name: "Total", amount: FrenchMoney.amount(amounts.map(\.2).total()))]
    }

    private static func line(
        _ line: ClaimLine, _ verdict: Verdict, _ fixed: ExplainedAmount?, _ estimate: Estimate.Line?
    ) -> Line {
        let amount: Money = verdict.isRefused ? .zero : fixed?.amount ?? estimate?.amount ?? .zero
        return Line(
            what: (verdict.declared ?? line).label, decision: verdict.words, tone: verdict.tone,
            retained: verdict.retained, reason: verdict.reason, amount: FrenchMoney.amount(amount),
            sentence: verdict.isRefused ? nil : fixed?.sentence ?? estimate?.sentence,
            remedy: verdict.isRefused || fixed != nil ? nil : estimate?.remedy)
    }
}

/// What the service said about one line, in words.
private struct Verdict {
    var words = "En vérification"
    var tone = "tag-wait"
    var retained: String?
    var reason: String?
    var declared: ClaimLine?
    var isRefused = false

    init(_ decision: DecidedLine?, returned: String?) {
        if let returned { (words, tone, reason) = ("À corriger", "tag-todo", returned) }
        guard let decision else { return }
        (reason, declared) = (decision.reason, decision.declared)
        switch decision.verdict {
        case .accepted: (words, tone) = ("Accepté", "tag-done")
        case .reduced: (words, tone, retained) = ("Réduit", "tag-wrong", decision.line.fact.label)
        case .refused: (words, tone, isRefused) = ("Refusé", "tag-wrong", true)
        case .unknown(let code): words = code
        }
    }
}

extension DecidedLine {
    /// The line as the person declared it.
    var declared: ClaimLine {
        guard case .reduced(let from?) = verdict else { return line }
        return ClaimLine(lineID: line.lineID, track: line.track, day: line.day, fact: from)
    }
}
