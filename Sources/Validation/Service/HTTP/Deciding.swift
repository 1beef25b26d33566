import Contracts
import Foundation
import Postgres
import TransactionalMessaging
import ValidationDomain
import Vocabulary
import Web

/// Who decides.
struct Officer: Sendable {
    let account: UUID
    let name: String
    let participant: UUID?
    let perimeter: Set<String>

    init(_ person: SignedIn) {
        (account, name) = (person.accountID, person.displayName)
        (participant, perimeter) = (person.participantID, person.perimeter)
    }

    func grounds(against file: ClaimFile, version: Int64?) -> Set<DecisionGround> {
        var grounds: Set<DecisionGround> = []
        if participant == file.participantID.rawValue { grounds.insert(.ownClaim) }
        if !perimeter.contains("*"), !perimeter.contains(file.office) { grounds.insert(.outsidePerimeter) }
        if let version, version != file.version { grounds.insert(.changedMeanwhile) }
        return grounds
    }
}

/// One decision on one claim, inside the transaction that has locked it.
struct Deciding: Sendable {
    let file: ClaimFile
    let officer: Officer
    let at: Date
    /// The version that the officer saw; nil for a summary, which reads the claim as it is.
    var version: Int64?

    typealias Outcome = Result<Effects, DecisionGrounds>

    /// Locks the claim and reads it; nil when there is none.
    static func load(_ claim: ClaimID, in connection: isolated Connection) throws -> ClaimFile? {
        guard try !connection.run(LockClaim(claim: claim)).isEmpty else { return nil }
        return try connection.run(SelectClaim(claim: claim)).first
    }

    func certifyAll(in connection: isolated Connection) throws -> Outcome {
        let lines = try connection.run(SelectLines(claim: file.claimID))
        let open = lines.filter { $0.decision == .open }
        return try decide(
            lines, Dictionary(uniqueKeysWithValues: open.map { ($0.line.lineID, .accept) }), in: connection)
    }

    func decide(
        _ lines: [FileLine], _ choices: [LineID: LineChoice], in connection: isolated Connection
    ) throws -> Outcome {
        var grounds = officer.grounds(against: file, version: version)
        if file.state != .submitted { grounds.insert(.notOpen(file.state)) }
        let decided: [DecidedLine]
        switch FileLine.decide(lines, choices) {
        case .success(let lines): decided = lines
        case .failure(let refusal):
            grounds.formUnion(refusal.grounds)
            decided = []
        }
        guard grounds.isEmpty else { return .failure(DecisionGrounds(grounds: grounds)) }
        return .success(try certify(decided, in: connection))
    }

    /// Writes the decided lines and tells liquidation.
    private func certify(_ decided: [DecidedLine], in connection: isolated Connection) throws -> Effects {
        let number = file.decision + 1
        for line in decided {
            try connection.enqueue(UpdateDecidedLine(claim: file.claimID, line: line, decision: number))
        }
        try record(.decided, "certified", number, in: connection)
        let message = FactsCertified(
            claimID: file.claimID, participantID: file.participantID, convocationID: file.convocationID,
            decision: number, mission: file.mission, trip: file.trip, carAuthorised: file.carAuthorised,
            lines: decided.map(CertifiedLine.init), office: file.office, decidedAt: Instant(at))
        return Effects(messages: [message], audit: [entry("certified", number)])
    }

    /// Sends named lines back to the participant.
    func giveBack(
        _ reasons: [LineID: String], of lines: [FileLine], in connection: isolated Connection
    ) throws -> Outcome {
        var grounds = officer.grounds(against: file, version: version)
        if file.state != .submitted { grounds.insert(.notOpen(file.state)) }
        if reasons.isEmpty { grounds.insert(.nothingChosen) }
        let open = Set(lines.filter { $0.decision == .open }.map(\.line.lineID))
        for (line, reason) in reasons {
            if !open.contains(line) { grounds.insert(.unknownLine(line)) }
            if reason.isEmpty { grounds.insert(.reasonMissing(line)) }
        }
        guard grounds.isEmpty else { return .failure(DecisionGrounds(grounds: grounds)) }
        let named = reasons.keys.sorted()
        for line in named {
            try connection.enqueue(
                UpdateReturnedLine(claim: file.claimID, line: line, reason: reasons[line] ?? ""))
        }
        try record(.returned, "returned", file.decision, in: connection)
        let message = ClaimReturned(
            claimID: file.claimID, participantID: file.participantID, submission: file.submission,
            lines: named.map { ReturnedLine(lineID: $0, reason: reasons[$0] ?? "") }, office: file.office,
            answerBy: Deciding.answerBy(at), returnedAt: Instant(at))
        return .success(Effects(messages: [message], audit: [entry("returned", file.submission)]))
    }

    /// Closes a claim whose mission was not performed.
    func close(_ reason: String?, in connection: isolated Connection) throws -> Outcome {
        var grounds = officer.grounds(against: file, version: version)
        if file.state != .notPerformed { grounds.insert(.notOpen(file.state)) }
        guard grounds.isEmpty else { return .failure(DecisionGrounds(grounds: grounds)) }
        try record(.closed, "closed", file.decision, in: connection)
        let message = ClaimClosed(
            claimID: file.claimID, participantID: file.participantID, outcome: "not-performed", reason: reason,
            closedAt: Instant(at))
        return .success(Effects(messages: [message], audit: [entry("closed", file.submission)]))
    }

    /// Certifies hours that the service itself enters.
    func enterHelp(_ line: ClaimLine, in connection: isolated Connection) throws -> Outcome {
        var grounds = officer.grounds(against: file, version: version)
        let entered = file.indemnity == .enteredByService && [.announced, .submitted, .decided].contains(file.state)
        if !entered { grounds.insert(.notOpen(file.state)) }
        guard grounds.isEmpty else { return .failure(DecisionGrounds(grounds: grounds)) }
        try connection.enqueue(UpsertLine(claim: file.claimID, place: 1000 + file.decision, line: line))
        switch line.decideAlone() {
        case .success(let decided): return .success(try certify([decided], keeping: file.state, in: connection))
        case .failure(let refusal): return .failure(refusal)
        }
    }

    private func certify(
        _ decided: [DecidedLine], keeping state: FileState, in connection: isolated Connection
    ) throws -> Effects {
        let effects = try certify(decided, in: connection)
        // Travel that is still to be declared or decided stays where it was.
        if state == .submitted {
            try connection.enqueue(
                UpdateState(claim: file.claimID, state: .submitted, decision: file.decision + 1, at: file.since))
        }
        return effects
    }

    private func record(
        _ state: FileState, _ kind: String, _ decision: Int, in connection: isolated Connection
    ) throws {
        try connection.enqueue(UpdateState(claim: file.claimID, state: state, decision: decision, at: at))
        // A return or a closing stands beside the number of the decision that will follow.
        try connection.enqueue(
            InsertDecision(
                claim: file.claimID, decision: max(decision, 1), kind: kind, account: officer.account,
                name: officer.name, at: at))
    }

    private func entry(_ action: String, _ number: Int) -> AuditEntry {
        AuditEntry(
            actor: officer.account.uuidString.lowercased(), action: action, subject: "claim/\(file.claimID)",
            detail: "{\"number\":\(number)}")
    }

    /// Three weeks to answer.
    private static func answerBy(_ at: Date) -> CalendarDay {
        CalendarDay(dayNumber: Int((at.timeIntervalSince1970 / 86_400).rounded(.down)) + 21)
    }
}

extension CertifiedLine {
    init(_ line: DecidedLine) {
        let verdict: LineVerdict =
            switch line.decision {
            case .accepted: .accepted
            case .reduced: .reduced
            default: .refused
            }
        self.init(line: line.line, verdict: verdict, declared: line.declared, reason: line.reason)
    }
}
