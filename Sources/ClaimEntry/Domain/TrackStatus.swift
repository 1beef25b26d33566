public import Vocabulary

/// Where one track of a claim stands. Derived, never stored.
public enum TrackStatus: Hashable, Sendable {
    /// No right; why, in French.
    case void(reason: String)
    case cancelled(reason: String, on: CalendarDay)
    case upcoming(opens: LocalMoment)
    case toComplete(until: CalendarDay)
    /// The office's deadline is past; the claim stays open, for the law gives more time.
    case overdue(since: CalendarDay)
    /// The service enters it itself.
    case enteredByService
    /// The claim was sent and asks nothing for this track.
    case nothingClaimed(on: CalendarDay)
    case submitted(on: CalendarDay)
    case declaredNotPerformed(on: CalendarDay)
    case returned(lines: Int, on: CalendarDay, answerBy: CalendarDay)
    case notPerformed(on: CalendarDay)
    case certified(Certification, on: CalendarDay)
    case liquidated(Money, on: CalendarDay)
    case nothingDue(on: CalendarDay)
    case payment(PaymentStep)
}

/// What came out of a track whose lines are all decided.
public enum Certification: String, Hashable, Sendable { case whole, partly, refused }

extension Claim {
    /// Where a track stands at a moment.
    public func status(of track: Track, at now: LocalMoment, calendar: EntryCalendar) -> TrackStatus {
        if let ended = ended(track) { return ended }
        if let waiting = waitingForEntry(track, at: now, calendar: calendar) { return waiting }
        return afterDecision(track) ?? undecided(track)
    }

    private func ended(_ track: Track) -> TrackStatus? {
        if isCancelled, let withdrawn { return .cancelled(reason: withdrawn.reason, on: withdrawn.day) }
        if case .void(let reason) = opening(of: track), !hasLines(track) { return .void(reason: reason) }
        guard let closure else { return nil }
        return switch closure.outcome {
        case .notPerformed: .notPerformed(on: closure.closedOn)
        case .cancelled: .cancelled(reason: closure.reason ?? "", on: closure.closedOn)
        }
    }

    private func waitingForEntry(_ track: Track, at now: LocalMoment, calendar: EntryCalendar) -> TrackStatus? {
        guard opening(of: track) == .open else { return nil }
        guard let submission else {
            let deadline = calendar.deadline(for: mission)
            if now < mission.begins { return .upcoming(opens: mission.begins) }
            return now.day > deadline ? .overdue(since: deadline) : .toComplete(until: deadline)
        }
        guard let openReturn else { return nil }
        let mine = openReturn.reasons.keys.filter { self.track(of: $0) == track }
        if openReturn.reasons.isEmpty || !mine.isEmpty {
            return .returned(lines: mine.count, on: openReturn.returnedOn, answerBy: openReturn.answerBy)
        }
        let open = submission.lines.filter { $0.track == track && decidedLines[$0.lineID] == nil }
        return open.isEmpty ? nil : .submitted(on: submission.sentOn)
    }

    /// Nil while a line of the track waits for its decision.
    private func afterDecision(_ track: Track) -> TrackStatus? {
        let decided = decidedLines
        let sent = submission?.lines.filter { $0.track == track } ?? []
        let mine = decided.values.filter { $0.line.track == track }
        guard !mine.isEmpty, sent.allSatisfy({ decided[$0.lineID] != nil }) else { return nil }
        let last = decisions.last { decision in decision.lines.contains { $0.line.track == track } }
        return afterLiquidation(track, decidedBy: last) ?? certified(mine.map(\.verdict), on: last)
    }

    private func certified(_ verdicts: [DecidedLine.Verdict], on decision: Decision?) -> TrackStatus {
        let day = decision?.decidedOn ?? mission.lastDay
        if verdicts.allSatisfy({ $0 == .accepted }) { return .certified(.whole, on: day) }
        return .certified(verdicts.allSatisfy { $0 == .refused } ? .refused : .partly, on: day)
    }

    private func afterLiquidation(_ track: Track, decidedBy decision: Decision?) -> TrackStatus? {
        let accepted = decision?.lines.filter { $0.line.track == track && $0.verdict != .refused } ?? []
        let ids = Set(accepted.map(\.line.lineID))
        guard let last = liquidations.last,
            liquidations.count >= decisions.count || ids.isSubset(of: established(track))
        else { return nil }
        let steps = lastSteps(track)
        let unpaid = liquidations.last { liquidation in
            (liquidation.totals[track] ?? .zero) != .zero && !steps.contains { $0.liquidation == liquidation.number }
        }
        let attention = steps.max { $0.distanceFromMoney < $1.distanceFromMoney }
        if let attention, attention.distanceFromMoney > 2 { return .payment(attention) }
        if let unpaid { return .liquidated(unpaid.totals[track] ?? .zero, on: unpaid.establishedOn) }
        if let attention { return .payment(attention) }
        return ids.isEmpty ? nil : .nothingDue(on: last.establishedOn)
    }

    private func established(_ track: Track) -> Set<LineID> {
        Set(liquidations.flatMap(\.lines).filter { $0.track == track }.map(\.lineID))
    }

    private func undecided(_ track: Track) -> TrackStatus {
        guard let submission else {
            return opening(of: track) == .enteredByService ? .enteredByService : .void(reason: "")
        }
        if case .notPerformed = submission.content { return .declaredNotPerformed(on: submission.sentOn) }
        if submission.lines.contains(where: { $0.track == track }) { return .submitted(on: submission.sentOn) }
        return opening(of: track) == .enteredByService ? .enteredByService : .nothingClaimed(on: submission.sentOn)
    }

    private func hasLines(_ track: Track) -> Bool { decidedLines.values.contains { $0.line.track == track } }

    private func track(of line: LineID) -> Track? {
        (submission?.lines ?? []).first { $0.lineID == line }?.track ?? decidedLines[line]?.line.track
    }
}
