import Foundation
import Testing
import Vocabulary

@Suite struct MoneyTests {
    @Test(arguments: [
        ("12", 1200), ("12,5", 1250), ("12,50 €", 1250), ("1 234.50", 123_450), ("0,05", 5), ("99999,99", 9_999_999),
    ])
    func amountsAreReadAsPeopleTypeThem(_ text: String, _ cents: Int64) {
        #expect(Money(typed: text) == Money(cents: cents))
    }

    @Test(arguments: ["", "-5", "12,345", "1,2,3", "douze", "100000", "12,", ",5", "١٢"])
    func whatIsNoAmountIsRefused(_ text: String) {
        #expect(Money(typed: text) == nil)
    }

    @Test func anAmountTravelsAsItsBareCents() throws {
        let written = try JSONEncoder().encode([Money(cents: 1250)])

        #expect(String(decoding: written, as: UTF8.self) == "[1250]")
        #expect(try JSONDecoder().decode([Money].self, from: written) == [Money(cents: 1250)])
    }

    @Test func aSumKeepsEveryCent() {
        #expect([Money(cents: 1), Money(cents: -3), Money(cents: 10)].total() == Money(cents: 8))
    }
}
