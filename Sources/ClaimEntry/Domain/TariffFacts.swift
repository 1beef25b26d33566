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
}

extension Places {
    /// The tables with the names of these communes where they have none, so that no sentence shows a bare code.
    public func naming(_ names: [CommuneName]) -> Places {
        let missing = names.filter { communes[$0.code] == nil }
        guard !missing.isEmpty else { return self }
        var named = communes
        for name in missing {
            named[name.code] = Commune(code: name.code, name: name.name, parent: nil, point: nil, populations: [])
        }
        return Places(
            communes: named, adjoining: adjoining, fares: fares, distances: distances, grandParis: grandParis)
    }
}

extension EntrySubject {
    /// What the tariffs are asked about these lines and this journey.
    public func facts(_ lines: [ClaimLine], _ journey: Journey?) -> ClaimFacts {
        let names = [mission.commune, person.home] + (person.school.map { [$0] } ?? [])
        return ClaimFacts(
            mission: mission.facts, person: person.facts, trip: journey?.trip, carAuthorised: journey?.carAuthorised,
            lines: lines, places: Places.demonstration.naming(names))
    }
}
