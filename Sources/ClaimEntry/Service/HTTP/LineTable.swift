import ClaimEntryDomain
import Vocabulary

/// Each line that was sent: what was declared, what was decided and why, what it is worth and why.
struct LineTable: Sendable {
    struct Line: Sendable {
        let what: String
        let decision: String
        let tone: String
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
        let standing = all.compactMap { line -> ClaimLine? in
            guard let decision = decided[line.lineID] else { return line }
            return decision.verdict == .refused ? nil : decision.line
        }
        let estimate = Estimate(standing, claim.submission?.journey, about: read.subject, knownOn: day)
        let fixed = claim.liquidations.flatMap(\.lines).reduce(into: [LineID: ExplainedAmount]()) {
            $0[$1.lineID] = $1
        }
        lines = all.map { line in
            Self.line(line, decided[line.lineID], fixed[line.lineID], estimate[line.lineID])
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
        _ line: ClaimLine, _ decision: DecidedLine?, _ fixed: ExplainedAmount?, _ estimate: Estimate.Line?
    ) -> Line {
        let (words, tone) = verdict(decision)
        let isRefused = decision?.verdict == .refused
        let amount = fixed?.amount ?? estimate?.amount ?? .zero
        return Line(
            what: (decision?.declared ?? line).label, decision: words, tone: tone, reason: decision?.reason,
            amount: isRefused ? FrenchMoney.amount(.zero) : FrenchMoney.amount(amount),
            sentence: isRefused ? nil : fixed?.sentence ?? estimate?.sentence,
            remedy: isRefused || fixed != nil ? nil : estimate?.remedy)
    }

    private static func verdict(_ decision: DecidedLine?) -> (String, String) {
        guard let decision else { return ("En vérification", "tag-wait") }
        return switch decision.verdict {
        case .accepted: ("Accepté", "tag-done")
        case .reduced: ("Réduit à : \(decision.line.fact.label)", "tag-wrong")
        case .refused: ("Refusé", "tag-wrong")
        case .unknown(let code): (code, "tag-wait")
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
