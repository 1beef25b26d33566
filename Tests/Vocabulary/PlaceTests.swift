import Testing
import Vocabulary

@Suite struct PlaceTests {
    @Test(arguments: ["31555", "2A004", "2B033", "97411"])
    func codesOfCommunesAreRead(_ text: String) {
        #expect(CommuneCode(text)?.description == text)
    }

    @Test(arguments: ["3155", "315555", "2C004", "A1555", "31 55", ""])
    func whatIsNoCodeOfACommuneIsRefused(_ text: String) {
        #expect(CommuneCode(text) == nil)
    }

    @Test func toulouseAndTarbesLieSome118KilometresApart() {
        let toulouse = GeoPoint(latitude: 43.6007, longitude: 1.4328)
        let tarbes = GeoPoint(latitude: 43.2348, longitude: 0.0660)

        #expect((115...120).contains(toulouse.greatCircleKilometres(to: tarbes)))
    }

    @Test func identifiersAreWrittenInLowerCaseAndReadInEither() {
        let claim = ClaimID("0F8FAD5B-D9CB-469F-A165-70867728950E")

        #expect(claim?.description == "0f8fad5b-d9cb-469f-a165-70867728950e")
        #expect(ClaimID("not one") == nil)
    }
}
