public import Matching

extension PlanningProblem {
    /// Rows given from outside as the engine's plan: each on a seat that its rules allow. Pinned rows are left out,
    /// as they are in every plan of the engine.
    public func plan(of rows: [PlanningData.Row]) -> Plan {
        let places = Places(data, groups)
        let pinned = Set(data.standing.pinned)
        let byMission = Dictionary(grouping: rows.filter { !pinned.contains($0) }, by: \.mission)
        var found: [Plan.Row] = []
        for (index, mission) in data.missions.enumerated() {
            let people = (byMission[mission.id] ?? []).compactMap { places.people[$0.person] }
            let own = places.groups[index]
            guard let rest = own.last, !people.isEmpty else { continue }
            let reserved = own.dropLast().filter { groups[$0].seats > 0 }
            let seats = own.reduce(0) { $0 + groups[$1].seats }
            let reserves = reserved.compactMap { group in
                groups[group].condition.map { SeatReserve(role: "", condition: $0, seats: groups[group].seats) }
            }
            let verdict = Composition(seats: seats, reserves: reserves).verdict(
                people.map { data.people[$0].traits(at: mission.halfDays) })
            for (person, place) in zip(people, verdict.places) {
                found.append(Plan.Row(person: Int32(person), mission: Int32(place.map { reserved[$0] } ?? rest)))
            }
        }
        return Plan(rows: found.sorted { ($0.person, $0.mission) < ($1.person, $1.mission) })
    }
}
