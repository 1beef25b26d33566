import Foundation
import Testing
import Vocabulary

@testable import Tariffs

@Suite struct TariffsTests {
    @Test func theScriptsOfTheBaccalaureatArePaidFiveEurosEach() throws {
        let line = line(.indemnity, "2026-06-18", .scripts(count: 35))
        let assessment = Tariffs.standard.assess(claim(.marking, [line]), knownOn: CalendarDay("2026-07-01")!)

        #expect(assessment.indemnity == Money(cents: 17_500))
        #expect(
            assessment.lines[0].sentence
                == "35 copies à 5,00\u{202F}€ = 175,00\u{202F}€ "
                + "(arrêté du 13 avril 2012, art. 1, taux 5; tarif du 18 juin 2026).")
    }

    @Test func aLunchMissedByOneMinuteIsRefusedWithItsReasonAndTheNearestWayOut() throws {
        let lunch = line(.travel, "2026-06-18", .meal(.noon, place: .ownCost))
        var facts = claim(.oral, [lunch])
        facts.trip = trip("2026-06-18T11:01", "2026-06-18T18:00")
        let assessed = Tariffs.standard.assess(facts, knownOn: CalendarDay("2026-07-01")!).lines[0]

        #expect(assessed.amount == .zero)
        #expect(
            assessed.sentence.replacing("\u{202F}", with: " ")
                == "Déjeuner non dû: mission de 11 h 01 à 18 h 00, il faut couvrir 11 h – 14 h "
                + "(arrêté du 20 décembre 2013, art. 9).")
        #expect(assessed.remedy?.contains("1\u{202F}min plus tôt") == true)
    }
}

func line(_ track: Track, _ day: String, _ fact: Fact) -> ClaimLine {
    ClaimLine(lineID: LineID(rawValue: UUID()), track: track, day: CalendarDay(day)!, fact: fact)
}

func trip(_ departs: String, _ returns: String) -> Trip {
    Trip(
        departs: LocalMoment(departs)!, returns: LocalMoment(returns)!, from: CommuneCode("31555")!,
        to: CommuneCode("65440")!)
}

func claim(_ kind: MissionKind, _ lines: [ClaimLine], exam: Exam = .baccalaureatGeneral) -> ClaimFacts {
    ClaimFacts(
        mission: MissionFacts(
            kind: kind, exam: exam, evaluation: .terminal, slots: [], minutesPerCandidate: nil,
            commune: CommuneCode("65440")!, remote: false),
        person: PersonFacts(home: CommuneCode("31555"), school: CommuneCode("31555"), status: .internal),
        carAuthorised: true, lines: lines)
}
