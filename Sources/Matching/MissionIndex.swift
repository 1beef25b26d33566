/// The pairs of each mission: the instance holds them by person.
struct MissionIndex: Sendable {
    private let first: [Int32]
    /// By mission, then person: the pair's position in the instance, and its person.
    let pair: [Int32]
    let person: [Int32]

    init(_ instance: Instance) {
        var starts = [Int32](repeating: 0, count: instance.missions.count + 1)
        for mission in instance.pairMission { starts[Int(mission) + 1] += 1 }
        for mission in instance.missions.indices { starts[mission + 1] += starts[mission] }
        var next = starts
        var pairs = [Int32](repeating: 0, count: instance.pairCount)
        var people = pairs
        for index in instance.limits.indices {
            for position in instance.pairs(of: index) {
                let mission = Int(instance.pairMission[position])
                pairs[Int(next[mission])] = Int32(position)
                people[Int(next[mission])] = Int32(index)
                next[mission] += 1
            }
        }
        (first, pair, person) = (starts, pairs, people)
    }

    func pairs(of mission: Int) -> Range<Int> { Int(first[mission])..<Int(first[mission + 1]) }
}
