import Contracts
import Foundation
import Testing

@testable import TransactionalMessaging

private let nobody = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

private func arrival(_ stream: String, _ number: Int64, copy: UInt8 = 0) -> Arrival {
    let name = StreamName(family: "test", id: stream)
    let id = nameBasedUUID(nobody, "\(stream)\(number)\(copy)")
    let envelope = Envelope(
        id: id, type: MessageType(producer: "test", fact: "happened"), stream: name, number: number, time: Date())
    return Arrival(fact: IgnoredFact(envelope: envelope), body: [copy], hash: [copy], handler: nil)
}

private func numbers(_ arrivals: [Arrival]) -> [Int64] { arrivals.map(\.number) }

@Test func theFactAfterTheLastIsApplied() {
    let plan = StreamGate.plan(positions: ["test/a": 4], arrivals: [arrival("a", 5)])

    #expect(plan.rounds.map(numbers) == [[5]])
    #expect(plan.positions == ["test/a": 5])
}

@Test func aFactWhosePredecessorIsMissingIsEarly() {
    let plan = StreamGate.plan(positions: [:], arrivals: [arrival("a", 2)])

    #expect(plan.rounds.isEmpty)
    #expect(numbers(plan.early) == [2])
    #expect(plan.positions.isEmpty)
}

@Test func factsOfOneStreamAreAppliedInTheirOrderWhateverTheOrderOfArrival() {
    let plan = StreamGate.plan(positions: [:], arrivals: [arrival("a", 3), arrival("a", 1), arrival("a", 2)])

    #expect(plan.rounds.map(numbers) == [[1], [2], [3]])
    #expect(plan.early.isEmpty)
}

@Test func aNumberAlreadyAppliedIsSuperseded() {
    let plan = StreamGate.plan(positions: ["test/a": 2], arrivals: [arrival("a", 2)])

    #expect(numbers(plan.superseded) == [2])
    #expect(plan.rounds.isEmpty)
}

@Test func ofTwoFactsUnderOneNumberOnlyOneIsApplied() {
    let plan = StreamGate.plan(positions: [:], arrivals: [arrival("a", 1), arrival("a", 1, copy: 1)])

    #expect(plan.rounds.map(numbers) == [[1]])
    #expect(numbers(plan.superseded) == [1])
}

@Test func aGapInOneStreamDoesNotHoldUpAnother() {
    let plan = StreamGate.plan(positions: [:], arrivals: [arrival("a", 2), arrival("b", 1)])

    #expect(plan.rounds.map(numbers) == [[1]])
    #expect(plan.positions == ["test/b": 1])
}

@Test func factsOfDifferentStreamsShareARound() {
    let plan = StreamGate.plan(
        positions: [:], arrivals: [arrival("a", 1), arrival("a", 2), arrival("b", 1), arrival("c", 1)])

    #expect(plan.rounds.map(\.count) == [3, 1])
}

@Test func whereTheOrderMeansNothingEverythingIsAppliedAndNoPositionIsKept() {
    let plan = StreamGate.plan([arrival("a", 7), arrival("b", 3), arrival("a", 2)])

    #expect(plan.rounds.map(numbers) == [[2, 3], [7]])
    #expect(plan.early.isEmpty && plan.superseded.isEmpty)
    #expect(plan.positions.isEmpty)
}
