import ClaimEntryDomain
import Vocabulary

/// A status: its words, its look, and what happens next.
struct StatusView: Sendable {
    let name: String
    let label: String
    let tone: String
    let next: String

    init(_ standing: Standing, of track: Track) {
        (name, label, tone, next) = (track.label, standing.label, Self.tag(standing.tone), standing.next)
    }

    static func tag(_ tone: Standing.Tone) -> String {
        switch tone {
        case .upcoming: "tag-soon"
        case .action: "tag-todo"
        case .waiting: "tag-wait"
        case .done: "tag-done"
        case .problem: "tag-wrong"
        case .quiet: "tag-off"
        }
    }
}

/// A mission in words.
struct MissionView: Sendable {
    let title: String
    let exam: String
    let place: String
    let period: String
    let slots: [String]

    init(_ mission: ConvenedMission) {
        title = "\(mission.kind.label), \(mission.test)"
        exam = mission.exam.label
        place = mission.remote ? "À distance" : "\(mission.centreName), \(mission.commune.name)"
        period = mission.period
        slots = mission.slots.map {
            "\(FrenchDay.full($0.day)), de \(FrenchDay.time($0.begins)) à \(FrenchDay.time($0.ends))"
        }
    }
}

/// One claim in the list.
struct ClaimRow: Sendable {
    struct Tag: Sendable {
        let label: String
        let tone: String
    }

    let path: String
    let mission: MissionView
    let tags: [Tag]
    let next: String
    let standing: Standing
    let underWay: Money
    let paid: Money
    let expectedOn: [CalendarDay]

    init(_ claim: Claim, at now: LocalMoment, calendar: EntryCalendar) {
        path = "/etats-de-frais/\(claim.id)"
        mission = MissionView(claim.mission)
        standing = claim.standing(at: now, calendar: calendar)
        let all = claim.standings(at: now, calendar: calendar)
        let live = Track.allCases.compactMap { track in all[track].map { (track, $0) } }.filter { $1.tone != .quiet }
        if live.count == 2, live[0].1.label != live[1].1.label {
            tags = live.map { Tag(label: "\($0.label) : \(Self.lowered($1.label))", tone: StatusView.tag($1.tone)) }
        } else {
            tags = [Tag(label: standing.label, tone: StatusView.tag(standing.tone))]
        }
        next = standing.next
        underWay = Track.allCases.map { claim.underWay($0) }.total()
        paid = Track.allCases.map { claim.paid($0) }.total()
        expectedOn = Track.allCases.flatMap { claim.lastSteps($0) }.compactMap(\.expectedOn)
    }

    private static func lowered(_ label: String) -> String { label.prefix(1).lowercased() + label.dropFirst() }
}

extension PaymentStep {
    /// The day on which money that is on its way is expected.
    var expectedOn: CalendarDay? {
        switch event {
        case .ordered(let day), .sent(let day): day
        case .blocked, .settled, .returned: nil
        }
    }
}
