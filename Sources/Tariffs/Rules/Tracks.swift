import Foundation
import Vocabulary

extension Tariffs {
    /// What a mission opens to a person: the two tracks of the claim that is prepared for a convocation.
    /// Judged on the first day of the mission, by all the law that is known.
    public func tracks(
        _ mission: MissionFacts, of person: PersonFacts
    ) -> (indemnity: TrackRight, travel: TrackRight) {
        tracks(mission, of: person, places: .demonstration, settings: .standard)
    }

    /// The same with the operator's tables and settings.
    public func tracks(
        _ mission: MissionFacts, of person: PersonFacts, places: Places, settings: TariffSettings
    ) -> (indemnity: TrackRight, travel: TrackRight) {
        let facts = ClaimFacts(mission: mission, person: person, lines: [], places: places, settings: settings)
        let knownOn = CalendarDay(dayNumber: .max)
        let assessor = Assessor(law: law, facts: facts, knownOn: knownOn, traced: true)
        let day = mission.slots.map(\.day).min() ?? CalendarDay(dayNumber: 20_000)
        func judge(_ fact: Fact, _ track: Track, _ rule: (inout Working) throws(Halt) -> Void) -> TrackRight {
            var work = Working(.probe(track, day, fact), law: law, knownOn: knownOn, traced: true)
            do throws(Halt) {
                try rule(&work)
                return .open
            } catch {
                guard case .reason(let reason) = error else { return .open }
                work.trace.outcome = .notDue(reason)
                return .void(reason: work.trace.reasonSentence(subject: track.subject))
            }
        }
        var indemnity = judge(mission.kind.typicalFact, .indemnity) { work throws(Halt) in
            _ = try assessor.indemnity(&work)
        }
        if mission.kind == .invigilation, indemnity == .open { indemnity = .enteredByService }
        let travel = judge(.toll(paid: .zero), .travel) { work throws(Halt) in
            if mission.remote, work.holds(.remoteWithoutTravel) { throw .reason(.remote) }
            if let reason = assessor.closedByResidence(&work) { throw .reason(reason) }
        }
        return (indemnity, travel)
    }
}

extension Track {
    var subject: String {
        switch self {
        case .indemnity: "Pas d'indemnité"
        case .travel: "Pas de frais de déplacement"
        }
    }
}

extension MissionKind {
    /// One unit of the work that the kind pays.
    var typicalFact: Fact {
        switch self {
        case .marking: .scripts(count: 1)
        case .oral, .optionalOral, .meeting, .unknown: .candidates(count: 1, minutesEach: 60)
        case .practical, .sports: .hours(minutes: 60)
        case .invigilation: .help(minutes: 60, period: .weekendOrHoliday)
        case .accreditation: .requests(count: 1, coefficientPercent: 100)
        case .subjectSetting: .subjects(count: 1)
        case .presidency: .presidency(posts: 1, national: true)
        case .memoir: .memoirApprovals(minutes: 60)
        }
    }
}

extension ClaimLine {
    /// A line that belongs to no claim.
    static func probe(_ track: Track, _ day: CalendarDay, _ fact: Fact) -> ClaimLine {
        ClaimLine(lineID: LineID(rawValue: noUUID), track: track, day: day, fact: fact)
    }
}

private let noUUID = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
