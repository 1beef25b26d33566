import Testing

@testable import Broker

@Test func headersSurviveTheWayToTheLibraryAndBack() {
    let headers: [String: HeaderValue] = [
        "text": "é", "number": -3, "flag": true, "empty": "", "octets": .bytes([0, 255]), "ratio": .double(0.5),
        "nothing": .null, "list": .list([1, "two"]), "table": .table(["inner": .list([])]),
    ]
    let pool = WirePool()

    #expect([String: HeaderValue](pool.table(headers)) == headers)
}

@Test func nestingBeyondTheLimitIsCut() {
    var value: HeaderValue = 1
    for _ in 1...50 { value = .list([value]) }
    let pool = WirePool()

    var read = [String: HeaderValue](pool.table(["deep": value]))["deep"]

    var depth = 0
    while case .list(let values) = read {
        depth += 1
        read = values.first
    }
    #expect(depth < 10)
}
