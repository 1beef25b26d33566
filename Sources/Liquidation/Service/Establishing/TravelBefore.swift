import Contracts
import LiquidationDomain
import Postgres
import Tariffs
import Vocabulary

/// What was liquidated for a person before a decision.
struct Before: Sendable {
    /// Kilometres by calendar year.
    var kilometres: [Int: Int] = [:]
    /// Travel lines of the days around.
    var lines: [ReckonedLine] = []
}

/// The travel lines of some people, those of a batch itself included as they come.
struct TravelBefore: Sendable {
    private var lines: [ParticipantID: [ReckonedLine]] = [:]

    /// Journeys begin at most so many days before their lines, and a month of a moped is complete within them.
    private static let daysAround = 62

    /// Read after the counters are locked, which every decision with travel of the same person and year waits for.
    init(_ decisions: [FactsCertified], in connection: isolated Connection) throws {
        // One window for each person: many decisions of one person are one reading of their days.
        let windows = Dictionary(decisions.compactMap(Self.window).map { ($0.participant, $0) }) { $0.joined($1) }
        guard !windows.isEmpty else { return }
        let sorted = windows.values.sorted { $0.participant < $1.participant }
        for kept in try connection.run(SelectTravelLines(windows: sorted)) {
            lines[kept.participant, default: []].append(try kept.reckoned())
        }
    }

    subscript(_ participant: ParticipantID) -> [ReckonedLine] { lines[participant] ?? [] }

    mutating func add(_ liquidated: [ReckonedLine], of participant: ParticipantID) {
        guard !liquidated.isEmpty else { return }
        lines[participant, default: []] += liquidated
    }

    private static func window(_ decision: FactsCertified) -> TravelWindow? {
        let days = decision.travelDays
        guard let first = days.min(), let last = days.max() else { return nil }
        return TravelWindow(
            participant: decision.participantID, first: first.adding(days: -daysAround),
            last: last.adding(days: daysAround))
    }
}

extension FactsCertified {
    /// The days of certified travel, and that on which the journey begins.
    var travelDays: [CalendarDay] {
        let days = lines.filter { $0.line.track == .travel && $0.verdict != .refused }.map(\.line.day)
        return days.isEmpty ? [] : days + (trip.map { [$0.departs.day] } ?? [])
    }
}

extension Liquidation {
    /// Its travel lines as the next decisions of the person find them.
    func reckoned(_ decision: FactsCertified) -> [ReckonedLine] {
        lines.filter { $0.line.track == .travel && $0.decision != .refused }.map { line in
            ReckonedLine(
                claim: decision.claimID, line: line.line, trip: decision.trip,
                commune: decision.mission.commune.code,
                paid: (line.amount, line.paidKilometres, line.elsewhere))
        }
    }
}
