import Testing
import Vocabulary

@testable import Tariffs

/// Sentences that once said something else than the law.
@Suite struct SentenceTests {
    private func sentence(_ facts: ClaimFacts, knownOn: String = "2026-07-01") -> String {
        let lines = Tariffs.standard.assess(facts, knownOn: CalendarDay(knownOn)!).lines
        return lines.last?.sentence.replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ") ?? ""
    }

    @Test func whatNoTextPaysCitesNoText() {
        let facts = claim(.marking, [line(.indemnity, "2011-08-31", .scripts(count: 2))])

        #expect(
            sentence(facts, knownOn: "2012-12-01")
                == "Copies non dues: aucun tarif connu pour l'examen « Baccalauréat général » ce jour-là.")
    }

    @Test func aCapStandsInsteadOfTheRateAndIsNotAddedToIt() {
        let night = Fact.night(commune: CommuneCode("65440")!, paid: Money(cents: 4_500), proven: true)
        var facts = claim(.oral, [line(.travel, "2019-02-27", night)])
        facts.trip = trip("2019-02-27T10:00", "2019-02-28T12:00")

        #expect(
            sentence(facts, knownOn: "2019-06-01").contains(
                "1 nuit à 60,00 €, plafonné au prix payé de 45,00 € = 45,00 €"))
    }

    @Test func aMealOfAnotherDayIsRefusedWithBothDays() {
        var facts = claim(.oral, [line(.travel, "2026-06-20", .meal(.noon, place: .ownCost))])
        facts.trip = trip("2026-06-18T07:00", "2026-06-18T20:00")

        #expect(
            sentence(facts).contains(
                "mission du 18 juin 2026 de 7 h 00 à 20 h 00, il faut couvrir 11 h – 14 h le 20 juin 2026"))
    }

    @Test func aNightAtHomeCitesTheTextOfTheResidencesAndNotThatOfTheRate() {
        let night = Fact.night(commune: CommuneCode("31555")!, paid: Money(cents: 8_000), proven: true)
        var facts = claim(.oral, [line(.travel, "2026-06-18", night)])
        facts.trip = trip("2026-06-18T07:00", "2026-06-19T20:00")

        #expect(
            sentence(facts)
                == "Nuitée non due: Toulouse est la commune de la résidence familiale "
                + "(décret n° 2006-781 du 3 juillet 2006, art. 2).")
    }

    @Test func whatHasNoPriceIsNamedInWordsAndNotByTheCodeOfAParameter() {
        let facts = claim(
            .presidency, [line(.indemnity, "2026-06-18", .presidency(posts: 30, national: true))], exam: .concoursA2)

        #expect(sentence(facts) == "Présidence non due: aucun tarif connu ce jour-là pour cette présidence.")
    }

    @Test func aMissingAuthorisationIsASentenceAndNotAListOfColons() {
        let facts = claim(.oral, [line(.travel, "2026-06-18", .fare(mode: .hiredCar, paid: Money(cents: 6_000)))])

        #expect(
            sentence(facts)
                == "Frais de transport non dus (véhicule loué): sans autorisation de louer un véhicule "
                + "(décret n° 2006-781 du 3 juillet 2006, art. 11).")
    }

    @Test func aDistrictThatNoTableNamesHasTheNameOfItsTown() {
        let district = CommuneCode("75113")!
        var facts = claim(
            .oral, [line(.travel, "2026-06-18", .night(commune: district, paid: Money(cents: 9_000), proven: true))])
        facts.trip = trip("2026-06-18T07:00", "2026-06-19T20:00")

        #expect(sentence(facts).hasPrefix("Nuitée (Paris, Paris): 1 nuit à 140,00 € = 140,00 €"))
    }
}
