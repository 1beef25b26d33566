public import Tariffs
public import Vocabulary

/// Claims in the words of the tariffs, which alone know rights and amounts.
extension ConvenedMission {
    public var facts: MissionFacts {
        MissionFacts(
            kind: kind, exam: exam, evaluation: evaluation, slots: slots, minutesPerCandidate: minutesPerCandidate,
            commune: commune.code, remote: remote)
    }
}

extension EntryPerson {
    public var facts: PersonFacts {
        PersonFacts(home: home.code, school: school?.code, status: PersonStatus(code: status))
    }

    /// Home and school, with their names.
    var communes: [CommuneName] { [home] + (school.map { [$0] } ?? []) }
}

extension EntrySubject {
    /// What the tariffs are asked about these lines and this journey.
    public func facts(_ lines: [ClaimLine], _ journey: Journey?) -> ClaimFacts {
        ClaimFacts(
            mission: mission.facts, person: person.facts, trip: journey?.trip, carAuthorised: journey?.carAuthorised,
            lines: lines, places: tables.places.naming(person.communes + [mission.commune]), settings: tables.settings)
    }
}
