import Testing

@testable import TransactionalMessaging

@Test func pausesDoubleFromOneSecond() {
    let policy = RetryPolicy()

    #expect((1...4).map { policy.delaySeconds(after: $0) } == [1, 2, 4, 8])
}

@Test func noPauseIsLongerThanTheLongest() {
    var policy = RetryPolicy()
    policy.attempts = 40

    #expect(policy.delaySeconds(after: 39) == 3_600)
}

@Test func afterTheLastAttemptThereIsNone() {
    #expect(RetryPolicy().delaySeconds(after: 12) == nil)
}
