import Foundation
import Testing
import TransactionalMessaging

/// Source of the example: RFC 9562, appendix A.4.
@Test func aNameGivesTheIdOfTheStandard() throws {
    let dns = try #require(UUID(uuidString: "6ba7b810-9dad-11d1-80b4-00c04fd430c8"))

    #expect(nameBasedUUID(dns, "www.example.com").uuidString.lowercased() == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
}
