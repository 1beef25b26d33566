import Testing

@testable import Postgres

private typealias State = PoolState<String, String>

/// The steps in words, so that a test can state them.
private func words(_ steps: [State.Step]) -> [String] {
    steps.map { step in
        switch step {
        case .lend(let resource, let waiter): "lend \(resource) to \(waiter)"
        case .fail(let waiter, let refusal): "fail \(waiter): \(refusal)"
        case .open(let failures): "open after \(failures)"
        case .discard(let resource): "discard \(resource)"
        case .wakeAt: "wake"
        case .drained: "drained"
        }
    }
}

private let soon = ContinuousClock.now
private let later = soon + .seconds(1)

@Test func theFirstCallerWaitsForAConnectionToOpen() {
    var state = State(size: 1)

    #expect(words(state.wait(1, "a", until: soon)) == ["wake", "open after 0"])
    #expect(words(state.opened("x")) == ["lend x to a"])
    #expect(state.leased == 1)
}

@Test func noMoreAreOpenedThanThePoolHolds() {
    var state = State(size: 2)

    let steps = (1...4).map { words(state.wait($0, "\($0)", until: soon)) }

    #expect(steps == [["wake", "open after 0"], ["open after 0"], [], []])
    #expect(state.opening == 2)
    #expect(state.waitingCount == 4)
}

@Test func connectionsGoToWaitersInTheOrderOfTheirArrival() {
    var state = State(size: 1)
    _ = state.wait(1, "a", until: soon)
    _ = state.opened("x")
    _ = state.wait(2, "b", until: soon)
    _ = state.wait(3, "c", until: soon)

    #expect(words(state.giveBack("x", reusable: true)) == ["lend x to b"])
    #expect(words(state.giveBack("x", reusable: true)) == ["lend x to c"])
}

@Test func aBrokenConnectionIsThrownAwayAndReplacedForTheNextWaiter() {
    var state = State(size: 1)
    _ = state.wait(1, "a", until: soon)
    _ = state.opened("x")
    _ = state.wait(2, "b", until: soon)

    #expect(words(state.giveBack("x", reusable: false)) == ["discard x", "open after 0"])
}

@Test func aFailureToOpenIsRetriedOneAtATimeWhileSomebodyWaits() {
    var state = State(size: 3)
    for id in 1...3 { _ = state.wait(UInt64(id), "\(id)", until: soon) }

    #expect(words(state.openFailed()).isEmpty)
    #expect(words(state.openFailed()).isEmpty)
    #expect(words(state.openFailed()) == ["open after 3"])
}

@Test func waitersPastTheirDeadlineAreRefusedAndTheOthersKept() {
    var state = State(size: 1)
    _ = state.wait(1, "a", until: soon)
    _ = state.wait(2, "b", until: later)

    #expect(words(state.expire(at: soon)) == ["fail a: timeout", "wake"])
    #expect(state.waitingCount == 1)
}

@Test func aCancelledWaiterLeavesTheQueue() {
    var state = State(size: 1)
    _ = state.wait(1, "a", until: soon)
    _ = state.wait(2, "b", until: soon)

    #expect(words(state.cancel(1)) == ["fail a: cancelled"])
    #expect(words(state.cancel(1)).isEmpty)
    #expect(words(state.opened("x")) == ["lend x to b"])
}

@Test func aConnectionThatNobodyWaitsForStaysIdleAndIsLentAtOnce() {
    var state = State(size: 1)
    _ = state.wait(1, "a", until: soon)
    _ = state.cancel(1)

    #expect(words(state.opened("x")).isEmpty)
    #expect(state.lendIdle() == "x")
    #expect(state.lendIdle() == nil)
}

@Test func aClosedPoolRefusesAndEndsWhenEverythingIsBack() {
    var state = State(size: 2)
    _ = state.wait(1, "a", until: soon)
    _ = state.opened("x")
    _ = state.wait(2, "b", until: soon)

    #expect(words(state.close()) == ["fail b: closed"])
    #expect(words(state.wait(3, "c", until: soon)) == ["fail c: closed"])
    #expect(words(state.openFailed()).isEmpty)
    #expect(words(state.giveBack("x", reusable: true)) == ["discard x", "drained"])
}

@Test func theQueueKeepsItsOrderOverManyTurns() {
    var queue = FirstInFirstOut<Int>()
    var taken: [Int] = []
    for number in 0..<1000 {
        queue.append(number)
        if number.isMultiple(of: 3), let first = queue.first {
            taken.append(first)
            queue.removeFirst()
        }
    }
    while let first = queue.first {
        taken.append(first)
        queue.removeFirst()
    }

    #expect(taken == Array(0..<1000))
}
