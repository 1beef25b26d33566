public import Vocabulary

/// From when and until when a competence holds, both days included; nil is without bound.
public struct Validity: Hashable, Sendable {
    public var from: CalendarDay?
    public var to: CalendarDay?
    public init(from: CalendarDay?, to: CalendarDay?) { (self.from, self.to) = (from, to) }

    public func holds(on day: CalendarDay) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { $0 >= day } ?? true)
    }
}

extension PlanningData.Person {
    /// Whether the person may be given a mission of this test on all these half-days.
    public func holds(_ subject: PlanningData.Subject, at halfDays: Set<PlanningData.HalfDay>) -> Bool {
        guard subjects.contains(subject) else { return false }
        guard let validity = validity[subject] else { return true }
        return halfDays.allSatisfy { validity.holds(on: $0.day) }
    }

    /// What composition rules look at on these half-days.
    public func traits(at halfDays: Set<PlanningData.HalfDay>) -> PersonTraits {
        PersonTraits(
            status: status, school: school,
            subjects: validity.isEmpty ? subjects : subjects.filter { holds($0, at: halfDays) })
    }

    /// Whether the mission judges pupils of a school where the person works or teaches.
    public func judgesOwnPupils(in mission: PlanningData.Mission) -> Bool {
        !mission.judgedSchools.isEmpty
            && (mission.judgedSchools.contains(school) || !mission.judgedSchools.isDisjoint(with: taughtSchools))
    }
}
