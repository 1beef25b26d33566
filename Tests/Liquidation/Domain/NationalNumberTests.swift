import LiquidationDomain
import Testing

struct NationalNumberTests {
    @Test(arguments: ["2 69 05 49 588 157 80", "175022A00400138", "1 85 05 2b 033 004 11", "155123700012311"])
    func aNumberWithItsKeyIsTaken(typed: String) throws {
        let number = try NationalNumber(typed: typed)

        #expect(number.compact.count == 15)
    }

    @Test(arguments: [
        ("", NationalNumberProblem.empty), ("2690549588157", .keyMissing), ("26905495881578", .length(found: 14)),
        ("269054958815781", .key), ("26905495881578X", .foreignCharacter), ("969054958815780", .firstDigit),
        ("269154958815780", .month), ("175022B00400138", .key), ("17502２A00400138", .length(found: 17)),
    ])
    func aWrongNumberIsRefusedWithItsReason(typed: String, problem: NationalNumberProblem) {
        #expect(throws: problem) { try NationalNumber(typed: typed) }
    }

    @Test func onlyTheMaskedFormIsPrinted() throws {
        let number = try NationalNumber(typed: "269054958815780")

        #expect("\(number)" == "2 •• •• •• ••• ••• 80")
    }
}

struct BankDetailsTests {
    private let good = TypedBankDetails(
        iban: "FR7630006000011234567890189", holder: "Mme Éloïse Lefèvre", bic: "", nationalNumber: "")

    @Test func completeDetailsAreTakenInTheCharactersOfTheBank() throws {
        let details = try BankDetails.check(good, nationalNumberRequired: false).get()

        #expect(details.holder.text == "Mme Eloise Lefevre")
        #expect(details.nationalNumber == nil)
    }

    @Test func everyWrongFieldIsNamedAtOnce() {
        let typed = TypedBankDetails(iban: "FR76", holder: " ", bic: "BAD", nationalNumber: "")

        guard case .failure(let problems) = BankDetails.check(typed, nationalNumberRequired: true) else {
            Issue.record("nothing was found wrong")
            return
        }

        #expect(problems.entries.map(\.field) == [.iban, .holder, .bic, .nationalNumber])
    }

    @Test(arguments: [("Lefèvre", true), ("LEFEVRE-DUPONT", true), ("Martin", false)])
    func aHolderIsComparedByTheWordsOfTheFamilyName(family: String, resembles: Bool) throws {
        let details = try BankDetails.check(good, nationalNumberRequired: false).get()

        #expect(details.holderResembles(family: family, given: "Éloïse") == resembles)
    }
}
