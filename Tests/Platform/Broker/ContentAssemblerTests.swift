import Testing

@testable import Broker

private let delivered = IncomingFrame.delivered(tag: 5, redelivered: true, exchange: "x", routingKey: "k")
private let properties = MessageProperties(messageID: "m", type: "t", headers: ["n": 1])

@Test func aDeliveryIsCompleteWithItsLastBodyFrame() throws {
    var assembler = ContentAssembler(generation: 3)

    #expect(try assembler.take(delivered) == nil)
    #expect(try assembler.take(.header(bodySize: 4, properties)) == nil)
    #expect(try assembler.take(.body([1, 2, 3])) == nil)
    let content = try assembler.take(.body([4]))

    let delivery = Delivery(
        tag: DeliveryTag(generation: 3, number: 5), redelivered: true, exchange: "x", routingKey: "k",
        properties: properties, body: [1, 2, 3, 4])
    #expect(content == .delivered(delivery))
}

@Test func anEmptyBodyIsCompleteWithItsHeader() throws {
    var assembler = ContentAssembler(generation: 1)
    #expect(try assembler.take(delivered) == nil)

    guard case .delivered(let delivery) = try assembler.take(.header(bodySize: 0, properties)) else {
        return #expect(Bool(false), "no delivery")
    }

    #expect(delivery.body.isEmpty)
}

@Test func aReturnCarriesTheIdOfItsMessage() throws {
    var assembler = ContentAssembler(generation: 1)
    #expect(try assembler.take(.returned(code: 312, text: "NO_ROUTE")) == nil)
    #expect(try assembler.take(.header(bodySize: 1, properties)) == nil)

    let content = try assembler.take(.body([0]))

    #expect(content == .returned(code: 312, text: "NO_ROUTE", messageID: "m"))
}

@Test func twoContentsFollowEachOther() throws {
    var assembler = ContentAssembler(generation: 1)
    for _ in 1...2 {
        #expect(try assembler.take(delivered) == nil)
        #expect(try assembler.take(.header(bodySize: 1, properties)) == nil)
        #expect(try assembler.take(.body([0])) != nil)
    }
}

@Test func aHeaderWithoutAnAnnouncementIsOutOfPlace() {
    var assembler = ContentAssembler(generation: 1)

    #expect(throws: ContentAssembler.OutOfPlace()) { try assembler.take(.header(bodySize: 1, properties)) }
}

@Test func aSecondAnnouncementIsOutOfPlace() throws {
    var assembler = ContentAssembler(generation: 1)
    #expect(try assembler.take(delivered) == nil)

    #expect(throws: ContentAssembler.OutOfPlace()) { try assembler.take(delivered) }
}

@Test func moreBodyThanAnnouncedIsOutOfPlace() throws {
    var assembler = ContentAssembler(generation: 1)
    #expect(try assembler.take(delivered) == nil)
    #expect(try assembler.take(.header(bodySize: 2, properties)) == nil)

    #expect(throws: ContentAssembler.OutOfPlace()) { try assembler.take(.body([1, 2, 3])) }
}

@Test func anAbsurdSizeIsRefusedBeforeAnythingIsCollected() throws {
    var assembler = ContentAssembler(generation: 1)
    #expect(try assembler.take(delivered) == nil)

    #expect(throws: ContentAssembler.OutOfPlace()) {
        try assembler.take(.header(bodySize: .max, properties))
    }
}
