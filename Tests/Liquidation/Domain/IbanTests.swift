import LiquidationDomain
import Testing

struct IbanTests {
    @Test(arguments: [
        "FR76 3000 6000 0112 3456 7890 189", "fr1420041010050500013m02606", "DE89370400440532013000",
        "GB29 NWBK 6016 1331 9268 19", "BE68539007547034", "MT84MALT011000012345MTLCAST001S",
        "MC5811222000010123456789030", "FR76\u{202F}3000\u{202F}6000\u{202F}0112\u{202F}3456\u{202F}7890\u{202F}189",
    ])
    func aWellFormedAccountIsTaken(typed: String) throws {
        let iban = try Iban(typed: typed)

        #expect(!iban.electronic.contains(" "))
    }

    @Test(arguments: [
        ("", IbanProblem.empty), ("   ", .empty), ("FR76 3000 6000 0112 3456 7890 18é", .foreignCharacter),
        ("763000600001", .noCountry), ("US12345678901234", .outsideSepa(country: "US")),
        ("FR76 3000 6000 0112 3456 7890 18", .length(country: "FR", expected: 27, found: 26)),
        ("FR76 3000 6000 0112 3456 7890 198", .checkDigits), ("DE88370400440532013000", .checkDigits),
        ("FR49 3000 6000 0112 3456 7890 190", .frenchKey),
    ])
    func aWrongAccountIsRefusedWithItsReason(typed: String, problem: IbanProblem) {
        #expect(throws: problem) { try Iban(typed: typed) }
    }

    @Test func everySingleWrongDigitIsCaught() throws {
        let good = Array("FR7630006000011234567890189")

        for position in 2..<good.count {
            for digit in "0123456789" where digit != good[position] {
                var bad = good
                bad[position] = digit
                #expect(throws: IbanProblem.self) { try Iban(typed: String(bad)) }
            }
        }
    }

    @Test func everySwapOfTwoNeighboursIsCaught() throws {
        let good = Array("FR7630006000011234567890189")

        for position in 4..<(good.count - 1) where good[position] != good[position + 1] {
            var bad = good
            bad.swapAt(position, position + 1)
            #expect(throws: IbanProblem.self) { try Iban(typed: String(bad)) }
        }
    }

    @Test func onlyTheMaskedFormIsPrinted() throws {
        let iban = try Iban(typed: "FR7630006000011234567890189")

        #expect("\(iban)" == "FR76 •••• 0189")
    }

    @Test(arguments: [("BNPAFRPP", true), ("bnpafrppxxx", true), ("BNPAFRP", false), ("BNP1FRPP", false), ("", false)])
    func aBicHasItsForm(typed: String, valid: Bool) {
        #expect((Bic(typed: typed) != nil) == valid)
    }
}
