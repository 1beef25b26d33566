import Testing

@testable import Broker

@Test func nodesAreReadFromAList() {
    let nodes = BrokerConfiguration.nodes(parsing: "rabbit1:5672, rabbit2:5673")

    #expect(nodes == [.init(host: "rabbit1", port: 5672), .init(host: "rabbit2", port: 5673)])
}

@Test(arguments: ["", "rabbit1", "rabbit1:", ":5672", "rabbit1:0", "rabbit1:65536", "rabbit1:5672,rabbit2"])
func aListWithABadNodeIsRefused(_ text: String) {
    #expect(BrokerConfiguration.nodes(parsing: text) == nil)
}

@Test(arguments: [403, 530]) func aRefusalIsToldFromAnAccident(_ replyCode: Int) {
    #expect(BrokerError.code(ofReply: replyCode) == .refused)
    #expect(BrokerError.code(ofReply: 320) == .closedByBroker(replyCode: 320))
}
