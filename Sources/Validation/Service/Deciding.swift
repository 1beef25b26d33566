import Contracts
import Foundation
import Postgres
import Tariffs
import TransactionalMessaging
import ValidationDomain
import Vocabulary

/// One decision on one claim, inside the transaction that has locked it.
struct Deciding: Sendable {
    let file: ClaimFile
    let officer: Officer
    let at: Date
    let tables: OperatorTables
    /// The version that the officer saw; nil for a summary, which reads the claim as it is.
    var version: Int64?
    /// The cheapest public fare, when the officer typed one.
    var fare: Money?

    typealias Outcome = Result<Effects, DecisionGrounds>

    /// Locks the claim and reads it; nil when there is none.
    static func load(_ claim: ClaimID, in connection: isolated Connection) throws -> ClaimFile? {
        guard try !connection.run(LockClaim(claim: claim)).isEmpty else { return nil }
        return try connection.run(SelectClaim(claim: claim)).first
    }

    func certifyAll(in connection: isolated Connection) throws -> Outcome {
        let lines = try connection.run(SelectLines(claim: file.claimID))
        let open = lines.filter { $0.decision == .open }.map { ($0.line.lineID, LineChoice.accept) }
        return try decide(lines, Dictionary(uniqueKeysWithValues: open), in: connection)
    }

    /// Every open line as it was declared; nil when something stands against it.
    func accepting(_ lines: [FileLine], after certified: [CertifiedTravel]) -> [DecidedLine]? {
        let choices = Dictionary(lines.map { ($0.line.lineID, LineChoice.accept) }, uniquingKeysWith: { $1 })
        guard !lines.isEmpty, grounds(open: [.submitted]).isEmpty,
            case .success(let decided) = FileLine.decide(lines, choices), payable(decided, after: certified).isEmpty
        else { return nil }
        return decided
    }

    /// Decides every open line as chosen: those given back go to the participant, the others are certified now.
    func decide(
        _ lines: [FileLine], _ choices: [LineID: LineChoice], in connection: isolated Connection
    ) throws -> Outcome {
        var grounds = grounds(open: [.submitted])
        if choices.isEmpty { grounds.insert(.nothingChosen) }
        var decided: [DecidedLine] = []
        switch FileLine.decide(lines, choices) {
        case .success(let lines): decided = lines
        case .failure(let refusal): grounds.formUnion(refusal.grounds)
        }
        if grounds.isEmpty { grounds = try payable(decided, in: connection) }
        guard grounds.isEmpty else { return .failure(DecisionGrounds(grounds: grounds)) }
        return .success(try write(decided, in: connection))
    }

    /// Sends the named lines back; the others wait for the answer.
    func giveBack(
        _ reasons: [LineID: String], of lines: [FileLine], in connection: isolated Connection
    ) throws -> Outcome {
        var grounds = grounds(open: [.submitted])
        if reasons.isEmpty { grounds.insert(.nothingChosen) }
        let named = lines.filter { $0.decision == .open && reasons[$0.line.lineID] != nil }
        grounds.formUnion(Set(reasons.keys).subtracting(named.map(\.line.lineID)).map(DecisionGround.unknownLine))
        var returned: [DecidedLine] = []
        switch FileLine.decide(named, reasons.mapValues { LineChoice.giveBack(reason: $0) }) {
        case .success(let lines): returned = lines
        case .failure(let refusal): grounds.formUnion(refusal.grounds)
        }
        guard grounds.isEmpty else { return .failure(DecisionGrounds(grounds: grounds)) }
        return .success(try write(returned, in: connection))
    }

    /// Closes a claim without money: the mission was not performed, or nothing is declared.
    func close(in connection: isolated Connection) throws -> Outcome {
        var grounds = grounds(open: [.submitted, .notPerformed])
        let lines = try connection.run(SelectLines(claim: file.claimID))
        if file.state == .submitted, !lines.isEmpty { grounds.insert(.notOpen(file.state)) }
        guard grounds.isEmpty else { return .failure(DecisionGrounds(grounds: grounds)) }
        try keep(.closed, file.decision, ["closed"], in: connection)
        let performed = file.state == .submitted
        let message = ClaimClosed(
            claimID: file.claimID, participantID: file.participantID,
            outcome: performed ? "cancelled" : "not-performed",
            reason: performed ? "Aucune ligne n’est déclarée." : file.notPerformedReason, closedAt: Instant(at))
        return .success(Effects(messages: [message], audit: [entry("closed", file.submission)]))
    }

    /// Certifies hours that the service itself enters. What the participant declares goes on beside them.
    func enterHours(_ hours: [ClaimLine], in connection: isolated Connection) throws -> Outcome {
        var grounds = grounds(open: [.announced, .submitted, .returned, .decided])
        if file.indemnity != .enteredByService { grounds.insert(.notOpen(file.state)) }
        if hours.isEmpty { grounds.insert(.nothingChosen) }
        let days = Set(file.mission.slots.map(\.day))
        var lines = try connection.run(SelectLines(claim: file.claimID))
        var decided: [DecidedLine] = []
        for line in hours {
            switch line.certifyHours(on: days, beside: lines) {
            case .success(let certified): decided.append(certified)
            case .failure(let refusal): grounds.formUnion(refusal.grounds)
            }
            lines.append(FileLine(line: line, decision: .accepted, reason: nil))
        }
        if grounds.isEmpty { grounds = try payable(decided, in: connection) }
        guard grounds.isEmpty else { return .failure(DecisionGrounds(grounds: grounds)) }
        let entered = hours.enumerated().map { place, line in
            SubmittedLine(
                claim: file.claimID.rawValue, line: line.lineID.rawValue, place: 1000 + 10 * file.decision + place,
                body: line)
        }
        try connection.enqueue(UpsertLines(lines: entered))
        return .success(try write(decided, entered: true, in: connection))
    }

    private func grounds(open states: Set<FileState>) -> Set<DecisionGround> {
        var grounds = officer.grounds(against: file, version: version)
        if !states.contains(file.state) { grounds.insert(.notOpen(file.state)) }
        return grounds
    }

    private func payable(_ decided: [DecidedLine], in connection: isolated Connection) throws -> Set<DecisionGround> {
        payable(decided, after: try connection.run(SelectCertifiedTravel(participants: [file.participantID])))
    }

    /// What the tariffs could never pay is not certified: it would only stop at liquidation.
    private func payable(_ decided: [DecidedLine], after certified: [CertifiedTravel]) -> Set<DecisionGround> {
        let lines = decided.filter { $0.decision == .accepted || $0.decision == .reduced }.map(\.line)
        guard !lines.isEmpty else { return [] }
        let estimate = file.knowing(fare).estimate(lines, after: certified, at: at, by: tables)
        return Set((estimate?.troubles ?? []).map { $0.asksFare ? .fareMissing : .notPayable($0.line, $0.text) })
    }
}

extension Deciding {
    /// Writes the lines, and tells liquidation what is certified and the participant what comes back.
    /// - Parameter entered: whether the service entered these lines itself.
    private func write(
        _ lines: [DecidedLine], entered: Bool = false, in connection: isolated Connection
    ) throws -> Effects {
        let certified = lines.filter { $0.decision != .returned }
        let returned = lines.filter { $0.decision == .returned }
        let number = certified.isEmpty ? file.decision : file.decision + 1
        for line in certified {
            try connection.enqueue(UpdateDecidedLine(claim: file.claimID, line: line, decision: number))
        }
        for line in returned {
            try connection.enqueue(
                UpdateReturnedLine(claim: file.claimID, line: line.line.lineID, reason: line.reason ?? ""))
        }
        if let fare { try connection.enqueue(UpdateCheapestFare(claim: file.claimID, fare: fare)) }
        let kinds = (certified.isEmpty ? [] : ["certified"]) + (returned.isEmpty ? [] : ["returned"])
        let state: FileState =
            if !returned.isEmpty { .returned } else if entered { stateAfterHours } else { .decided }
        try keep(state, number, kinds, in: connection)
        var effects = Effects.none
        if !certified.isEmpty { effects += certification(certified, number) }
        if !returned.isEmpty { effects += returning(returned) }
        return effects
    }

    /// Hours that the service enters change nothing for what the participant declares.
    private var stateAfterHours: FileState {
        file.state == .announced && file.travel != .open ? .decided : file.state
    }

    func certification(_ lines: [DecidedLine], _ number: Int) -> Effects {
        let message = FactsCertified(
            claimID: file.claimID, participantID: file.participantID, convocationID: file.convocationID,
            decision: number, mission: file.mission, trip: file.trip, carAuthorised: file.carAuthorised,
            lines: lines.map(CertifiedLine.init), office: file.office, decidedAt: Instant(at),
            cheapestFareCents: fare ?? file.cheapestFare, claimedOn: file.claimedOn)
        return Effects(messages: [message], audit: [entry("certified", number)])
    }

    private func returning(_ lines: [DecidedLine]) -> Effects {
        let message = ClaimReturned(
            claimID: file.claimID, participantID: file.participantID, submission: file.submission,
            lines: lines.map { ReturnedLine(lineID: $0.line.lineID, reason: $0.reason ?? "") }, office: file.office,
            answerBy: Self.answerBy(at), returnedAt: Instant(at))
        return Effects(messages: [message], audit: [entry("returned", file.submission)])
    }

    private func keep(
        _ state: FileState, _ decision: Int, _ kinds: [String], in connection: isolated Connection
    ) throws {
        let since = state == file.state ? file.since : at
        try connection.enqueue(UpdateState(claim: file.claimID, state: state, decision: decision, at: since))
        for kind in kinds {
            // A return or a closing stands beside the number of the decision that will follow.
            try connection.enqueue(
                InsertDecision(
                    claim: file.claimID, decision: max(decision, 1), kind: kind, officer: officer, at: at))
        }
    }

    private func entry(_ action: String, _ number: Int) -> AuditEntry {
        AuditEntry(
            actor: officer.account.uuidString.lowercased(), action: action, subject: "claim/\(file.claimID)",
            detail: "{\"number\":\(number)}")
    }

    /// Three weeks to answer.
    private static func answerBy(_ at: Date) -> CalendarDay {
        CalendarDay(dayNumber: EstimateBasis.day(of: at).dayNumber + 21)
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
