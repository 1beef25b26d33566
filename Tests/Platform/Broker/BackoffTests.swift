import Testing

@testable import Broker

/// Always the same number, so that jitter is at its edge.
private struct Constant: RandomNumberGenerator {
    let value: UInt64
    func next() -> UInt64 { value }
}

@Test func pausesGrowToTheCeiling() {
    var backoff = Backoff(floor: .milliseconds(100), ceiling: .seconds(1))
    var highest = Constant(value: .max)

    let pauses = (1...6).map { _ in backoff.next(using: &highest) }

    #expect(pauses[0] > .milliseconds(190) && pauses[0] <= .milliseconds(200))
    #expect(pauses[1] > .milliseconds(390) && pauses[1] <= .milliseconds(400))
    #expect(pauses[5] > .milliseconds(990) && pauses[5] <= .seconds(1))
}

@Test func noPauseIsShorterThanTheFloor() {
    var backoff = Backoff(floor: .milliseconds(100), ceiling: .seconds(1))
    var lowest = Constant(value: 0)

    for _ in 1...40 { #expect(backoff.next(using: &lowest) == .milliseconds(100)) }
}

@Test func aSuccessBeginsAnew() {
    var backoff = Backoff(floor: .milliseconds(100), ceiling: .seconds(10))
    var highest = Constant(value: .max)
    for _ in 1...9 { _ = backoff.next(using: &highest) }

    backoff.reset()

    #expect(backoff.next(using: &highest) <= .milliseconds(200))
}
