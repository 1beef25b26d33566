/// SplitMix64: small, seedable, the same on every machine, so that a seed always gives the same demonstration.
struct DemoDice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }
    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }
    mutating func percent(_ chance: Int) -> Bool { below(100) < chance }
    mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }

    /// One of the list, by weight.
    mutating func pick<T>(_ list: [T], weight: (T) -> Int) -> T {
        var left = below(list.reduce(0) { $0 + weight($1) })
        for element in list {
            left -= weight(element)
            if left < 0 { return element }
        }
        return list[list.count - 1]
    }
}
