public import Vocabulary

/// Why somebody is in some missions and not in others, from what concerns themselves alone: nothing in it depends on
/// who else was there.
public struct OwnReasons: Sendable {
    /// A mission of which the person holds the competence.
    public struct Mission: Sendable {
        public var subject: PlanningData.Subject
        public var halfDays: Set<PlanningData.HalfDay>
        public var isConvened: Bool
        /// The office keeps the person out of it.
        public var isExcluded: Bool
        /// The competence holds on its days.
        public var isValid = true
        /// Nil for a remote mission.
        public var place: GeoPoint?
        public init(
            subject: PlanningData.Subject, halfDays: Set<PlanningData.HalfDay>, isConvened: Bool, isExcluded: Bool
        ) {
            (self.subject, self.halfDays) = (subject, halfDays)
            (self.isConvened, self.isExcluded) = (isConvened, isExcluded)
        }
    }

    /// How many missions of one test fall under each reason; a mission counts once, under the first that applies.
    public struct Tally: Hashable, Sendable {
        public var subject: PlanningData.Subject
        public var missions = 0
        public var convened = 0
        public var excluded = 0
        public var outdated = 0
        public var unavailable = 0
        public var elsewhere = 0
        /// Too far from where the person is on the same day.
        public var tooFar = 0
        public var atLimit = 0
        /// Free and competent: the plan did without them.
        public var possible = 0
    }

    public let tallies: [Tally]

    public init(_ missions: [Mission], unavailable: Set<PlanningData.HalfDay>, mostMissions: Int) {
        let weights = PlanningWeights()
        let own = missions.filter(\.isConvened)
        let busy = own.reduce(into: Set<PlanningData.HalfDay>()) { $0.formUnion($1.halfDays) }
        var found: [PlanningData.Subject: Tally] = [:]
        for mission in missions {
            var tally = found[mission.subject] ?? Tally(subject: mission.subject)
            tally.missions += 1
            if mission.isConvened {
                tally.convened += 1
            } else if mission.isExcluded {
                tally.excluded += 1
            } else if !mission.isValid {
                tally.outdated += 1
            } else if !unavailable.isDisjoint(with: mission.halfDays) {
                tally.unavailable += 1
            } else if !busy.isDisjoint(with: mission.halfDays) {
                tally.elsewhere += 1
            } else if own.contains(where: {
                weights.areTooFar(($0.halfDays, $0.place), (mission.halfDays, mission.place))
            }) {
                tally.tooFar += 1
            } else if own.count >= mostMissions {
                tally.atLimit += 1
            } else {
                tally.possible += 1
            }
            found[mission.subject] = tally
        }
        tallies = found.values.sorted { ($0.subject.exam, $0.subject.test) < ($1.subject.exam, $1.subject.test) }
    }
}
