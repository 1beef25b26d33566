import AssignmentDomain
import Crypto
import Foundation
import Matching
import Postgres
import Vocabulary

/// What a run of the engine starts from, read in one transaction.
struct PlanningInput: Sendable {
    /// Changes whenever the same input may give another plan.
    static let engine = "matching 6"

    var problem: PlanningProblem
    var revision: Int
    var basedOn: UUID?

    init(session: String, in connection: isolated Connection) throws {
        guard let state = try connection.run(SelectPlanningState(session: session)).first else {
            throw PlanningRefusal("La session n’existe plus.")
        }
        (revision, basedOn) = state
        var people = try connection.run(SelectPlanningPeople())
        let place = Dictionary(
            zip(people.map(\.id.rawValue), people.indices), uniquingKeysWith: { first, _ in first })
        for held in try connection.run(SelectPlanningCompetences(session: session)) {
            guard let index = place[held.person] else { continue }
            people[index].subjects.insert(held.subject)
            people[index].validity[held.subject] = held.validity
        }
        for case (let person, let halfDay)? in try connection.run(SelectPlanningUnavailabilities(session: session)) {
            if let index = place[person] { people[index].unavailable.insert(halfDay) }
        }
        for wish in try connection.run(SelectPlanningWishes(session: session)).compactMap({ $0 }) {
            if let index = place[wish.person] { people[index].wishes[wish.halfDay] = wish.level }
        }
        for (person, slots) in try connection.run(SelectBusyElsewhere(session: session)) {
            if let index = place[person] { people[index].unavailable.formUnion(PlanningData.halfDays(of: slots)) }
        }
        var standing = PlanningData.Standing()
        standing.convened = try connection.run(SelectConvenedRows(session: session))
        if let basedOn { standing.assigned = try connection.run(SelectProposalRows(proposal: basedOn)) }
        for (row, rule) in try connection.run(SelectPlanningRules(session: session)) {
            if rule == "keep" { standing.pinned.append(row) } else { standing.avoided.insert(row) }
        }
        var missions = try connection.run(SelectPlanningMissions(session: session))
        let reserves = Dictionary(
            grouping: try connection.run(SelectCompositions(session: session)), by: \.mission)
        for index in missions.indices {
            missions[index].reserves = (reserves[missions[index].id.rawValue] ?? []).map(\.reserve)
        }
        let data = PlanningData(people: people, missions: missions, standing: standing)
        problem = try PlanningProblem(data)
    }

    /// SHA-256 of the instance as the engine sees it: the same hash with the same engine gives the same plan.
    var hash: [UInt8] {
        var digest = SHA256()
        let instance = problem.instance
        var numbers: [Int64] = [Int64(instance.emptySeatCost), Int64(instance.furtherMissionCost)]
        numbers += instance.limits.map(Int64.init) + instance.firstPair.map(Int64.init)
        numbers += instance.pairMission.map(Int64.init) + instance.pairCost.map(Int64.init)
        numbers += instance.missions.map { Int64($0.seats) }
        numbers.withUnsafeBytes { digest.update(bufferPointer: $0) }
        for mission in problem.data.missions {
            digest.update(data: Data((mission.id.description + mission.slots.map(\.written).joined()).utf8))
        }
        for row in problem.data.standing.pinned {
            digest.update(data: Data((row.person.description + row.mission.description).utf8))
        }
        for person in problem.data.people { digest.update(data: Data(person.id.description.utf8)) }
        return Array(digest.finalize())
    }
}
