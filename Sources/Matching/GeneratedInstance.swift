/// Instances of realistic shape for measurement: towns on a plane, tests of very unequal popularity, forty half-days,
/// missions of one to eight half-days, and for each mission the nearest people who hold the test.
/// The same size and seed always give the same instance.
public enum GeneratedInstance {
    public enum Size: String, CaseIterable, Sendable {
        case tiny, small, academy, national

        var regions: Int { self == .national ? 30 : 1 }
        var people: Int { [.tiny: 200, .small: 2_000, .academy: 20_000, .national: 20_000][self]! }
        var missions: Int { [.tiny: 40, .small: 300, .academy: 4_000, .national: 3_334][self]! }
        var seats: Int { [.tiny: 400, .small: 5_000, .academy: 60_000, .national: 50_000][self]! }
        var towns: Int { [.tiny: 12, .small: 60, .academy: 300, .national: 300][self]! }
        var tests: Int { [.tiny: 6, .small: 25, .academy: 150, .national: 150][self]! }
    }

    /// SplitMix64: small, seedable, the same everywhere.
    struct Dice {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }
        /// A number below the limit, small ones far more often: the tail of popularity.
        mutating func skewed(below limit: Int) -> Int { below(below(limit) + 1) }
    }

    private struct Town {
        var x: Int
        var y: Int
    }

    private struct Region {
        var limits: [Int32] = []
        var missions: [Instance.Mission] = []
        var pairs: [Instance.Pair] = []
    }

    public static func make(_ size: Size, seed: UInt64) -> Instance {
        var whole = Region()
        for region in 0..<size.regions {
            let part = makeRegion(size, seed: seed &* 1_000 &+ UInt64(region))
            let (person, mission) = (Int32(whole.limits.count), Int32(whole.missions.count))
            whole.limits += part.limits
            whole.missions += part.missions
            whole.pairs += part.pairs.map {
                .init(person: $0.person + person, mission: $0.mission + mission, cost: $0.cost)
            }
        }
        let costs = Instance.Costs(emptySeat: 5_000)
        do {
            return try Instance(limits: whole.limits, missions: whole.missions, pairs: whole.pairs, costs: costs)
        } catch {
            preconditionFailure("the generator made a meaningless instance: \(error)")
        }
    }

    private static func makeRegion(_ size: Size, seed: UInt64) -> Region {
        var dice = Dice(state: seed)
        let towns = (0..<size.towns).map { _ in Town(x: dice.below(2_000), y: dice.below(2_000)) }
        var region = Region()
        var homes: [Town] = []
        var holders = [[Int32]](repeating: [], count: size.tests)
        for person in 0..<size.people {
            homes.append(towns[dice.skewed(below: towns.count)])
            region.limits.append(Int32(2 + dice.below(4)))
            var tests = Set<Int>()
            for _ in 0..<(1 + dice.below(3)) { tests.insert(dice.skewed(below: size.tests)) }
            for test in tests.sorted() { holders[test].append(Int32(person)) }
        }
        let average = size.seats / size.missions
        for mission in 0..<size.missions {
            let test = dice.skewed(below: size.tests)
            let town = towns[dice.skewed(below: towns.count)]
            let seats = 1 + dice.below(2 * average - 1)
            let length = 1 + dice.below(8)
            let first = dice.below(40 - length + 1)
            region.missions.append(.init(seats: Int32(seats), halfDays: HalfDays(first..<first + length)))
            let wanted = max(40 + dice.below(11), 3 * seats)
            let near = holders[test].map { ($0, distance(homes[Int($0)], town)) }
                .sorted { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 < $1.0 }.prefix(wanted)
            for (person, distance) in near {
                region.pairs.append(
                    .init(person: person, mission: Int32(mission), cost: Int32(distance + dice.below(50))))
            }
        }
        return region
    }

    /// Tenths of a kilometre along both axes: integers, so that the instance is the same on every machine.
    private static func distance(_ left: Town, _ right: Town) -> Int { abs(left.x - right.x) + abs(left.y - right.y) }
}
