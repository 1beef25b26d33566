import Testing

@testable import Broker

private let start = ContinuousClock.now

private func delivery(_ number: UInt64) -> Delivery {
    Delivery(tag: DeliveryTag(generation: 1, number: number), body: [])
}

private func collector(_ count: UInt64) -> BatchCollector {
    var collector = BatchCollector(limit: 3, patience: .milliseconds(5))
    for number in 1...count { collector.append(delivery(number), at: start) }
    return collector
}

@Test func nothingIsNoBatch() {
    var collector = BatchCollector(limit: 3, patience: .milliseconds(5))

    #expect(collector.take(at: start) == nil)
    #expect(collector.readyAt == nil)
}

@Test func aFullBatchIsReadyAtOnce() {
    var collector = collector(3)

    #expect(collector.take(at: start) == Batch([delivery(1), delivery(2), delivery(3)]))
    #expect(collector.readyAt == nil)
}

@Test func aPartialBatchWaitsForItsTime() {
    var collector = collector(2)

    #expect(collector.take(at: start.advanced(by: .milliseconds(4))) == nil)
    #expect(collector.take(at: start.advanced(by: .milliseconds(5))) == Batch([delivery(1), delivery(2)]))
}

@Test func theTimeCountsFromTheFirstDelivery() {
    var collector = collector(1)
    collector.append(delivery(2), at: start.advanced(by: .milliseconds(4)))

    #expect(collector.readyAt == start.advanced(by: .milliseconds(5)))
}

@Test func whatExceedsTheLimitStaysForTheNextBatch() {
    var collector = collector(4)

    #expect(collector.take(at: start)?.deliveries.count == 3)
    #expect(collector.take(at: start) == nil)
    #expect(collector.take(at: start.advanced(by: .milliseconds(5))) == Batch([delivery(4)]))
}

@Test func clearingForgetsWhatADeadConnectionDelivered() {
    var collector = collector(3)

    collector.clear()

    #expect(collector.take(at: start.advanced(by: .seconds(1))) == nil)
}
