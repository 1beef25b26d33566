import Testing

@testable import Broker

/// A batch of messages `m1`, `m2`… of 100 bytes each, all published; the first has tag 11.
private func published(_ count: Int, window: ConfirmState.Window = .init()) -> ConfirmState {
    var state = ConfirmState(firstTag: 11, messageIDs: (1...count).map { "m\($0)" }, window: window)
    for _ in 0..<count { state.publish(bytes: 100) }
    return state
}

@Test func aSingleAckConfirmsOneMessage() {
    var state = published(3)

    #expect(state.settle(tag: 12, multiple: false, confirmed: true) == true)

    #expect(state.outcomes() == [.unknown, .confirmed, .unknown])
    #expect(state.openCount == 2)
}

@Test func aMultipleAckConfirmsAllBefore() {
    var state = published(3)

    #expect(state.settle(tag: 12, multiple: true, confirmed: true) == true)

    #expect(state.outcomes() == [.confirmed, .confirmed, .unknown])
}

@Test func aMultipleAckLeavesEarlierNacksAsTheyWere() {
    var state = published(3)

    #expect(state.settle(tag: 11, multiple: false, confirmed: false) == true)
    #expect(state.settle(tag: 13, multiple: true, confirmed: true) == true)

    #expect(state.outcomes() == [.nacked, .confirmed, .confirmed])
    #expect(state.openCount == 0)
}

@Test func aMultipleNackRefusesAllBefore() {
    var state = published(2)

    #expect(state.settle(tag: 12, multiple: true, confirmed: false) == true)

    #expect(state.outcomes() == [.nacked, .nacked])
}

@Test func aReturnedMessageIsNotConfirmedByItsAck() {
    var state = published(2)

    #expect(state.giveBack(messageID: "m1", code: 312, text: "NO_ROUTE") == true)
    #expect(state.settle(tag: 12, multiple: true, confirmed: true) == true)

    #expect(state.outcomes() == [.returned(code: 312, text: "NO_ROUTE"), .confirmed])
    #expect(state.openCount == 0)
}

@Test func aReturnedMessageIsOpenUntilItsAck() {
    var state = published(1)

    #expect(state.giveBack(messageID: "m1", code: 312, text: "NO_ROUTE") == true)

    #expect(state.openCount == 1)
}

@Test func aReturnOfAnUnknownMessageIsRefused() {
    var state = published(1)

    #expect(state.giveBack(messageID: "other", code: 312, text: "NO_ROUTE") == false)
    #expect(state.giveBack(messageID: nil, code: 312, text: "NO_ROUTE") == false)
}

@Test(arguments: [UInt64(0), 10, 13]) func aTagOutsideTheBatchIsRefused(_ tag: UInt64) {
    var state = published(2)

    #expect(state.settle(tag: tag, multiple: true, confirmed: true) == false)
    #expect(state.outcomes() == [.unknown, .unknown])
}

@Test func settlingTwiceCountsOnce() {
    var state = published(2)

    #expect(state.settle(tag: 11, multiple: false, confirmed: true) == true)
    #expect(state.settle(tag: 11, multiple: false, confirmed: false) == true)

    #expect(state.outcomes() == [.confirmed, .unknown])
    #expect(state.openCount == 1)
}

@Test func theWindowBoundsTheNumberOfMessages() {
    var state = ConfirmState(firstTag: 1, messageIDs: ["a", "b", "c"], window: .init(messages: 2, bytes: 1_000))
    state.publish(bytes: 1)
    #expect(state.admits(bytes: 1))
    state.publish(bytes: 1)
    #expect(!state.admits(bytes: 1))

    #expect(state.settle(tag: 1, multiple: false, confirmed: true) == true)

    #expect(state.admits(bytes: 1))
}

@Test func theWindowBoundsTheBytes() {
    var state = ConfirmState(firstTag: 1, messageIDs: ["a", "b"], window: .init(messages: 9, bytes: 100))
    state.publish(bytes: 60)

    #expect(state.admits(bytes: 40))
    #expect(!state.admits(bytes: 41))
}

@Test func aMessageLargerThanTheWindowGoesAlone() {
    let state = ConfirmState(firstTag: 1, messageIDs: ["a"], window: .init(messages: 9, bytes: 100))

    #expect(state.admits(bytes: 5_000))
}

@Test func whatWasNotSentIsNotUnknown() {
    var state = ConfirmState(firstTag: 1, messageIDs: ["a", "b"])
    state.publish(bytes: 1)

    #expect(state.outcomes() == [.unknown, .unsent])
}
