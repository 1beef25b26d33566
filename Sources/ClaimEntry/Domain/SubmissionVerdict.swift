public import Vocabulary

/// What the global validation of a claim comes to.
public enum SubmissionVerdict: Hashable, Sendable {
    case accepted(Submission)
    case refused([EntryGround])
}

extension Claim {
    /// Decides the global validation. Same claim and declaration, same verdict, with all grounds of a refusal.
    public func submitting(
        _ declaration: Declaration, at now: LocalMoment, calendar: EntryCalendar
    ) -> SubmissionVerdict {
        var grounds = groundsAgainstEntry(at: now, calendar: calendar)
        if !declaration.problems.isEmpty { grounds.append(.incomplete(declaration.problems)) }
        guard grounds.isEmpty else { return .refused(grounds) }
        let number = (submission?.number ?? 0) + 1
        return .accepted(
            Submission(number: number, content: content(of: declaration), remark: declaration.remark, sentOn: now.day))
    }

    /// What sending this declaration would send.
    public func content(of declaration: Declaration) -> Submission.Content {
        if case .notPerformed(let reason, let explanation) = declaration.performance {
            return .notPerformed(reason, explanation: explanation)
        }
        guard let reopened, let submission else {
            return .declared(declaration.journey, lines: declaration.lines)
        }
        // Lines that did not come back stand exactly as they were sent.
        let kept = submission.lines.filter { !reopened.contains($0.lineID) }
        return .declared(declaration.journey ?? submission.journey, lines: kept + declaration.lines)
    }
}
