import Foundation
import Testing
import Vocabulary

@testable import Tariffs

/// The tables that an installation begins with: each of them answers a claim, and the trace of the claim names it.
@Suite struct TablesInTracesTests {
    static let folder = ExplanationTests.examples.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/Tariffs/Parameters")

    static func installed() throws -> OperatorTables {
        var texts: [String: String] = [:]
        for name in OperatorTables.fileNames where name != "settings.csv" {
            texts[name] = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        }
        return try OperatorTables.read(texts)
    }

    private func tables(_ fact: Fact, in commune: String = "65440", _ change: (inout ClaimFacts) -> Void = { _ in })
        throws -> [String]
    {
        var facts = claim(.oral, [line(.travel, "2026-06-18", fact)])
        (facts.places, facts.mission.commune) = (try Self.installed().places, CommuneCode(commune)!)
        facts.trip = Trip(
            departs: LocalMoment("2026-06-18T07:00")!, returns: LocalMoment("2026-06-19T20:00")!,
            from: CommuneCode("31555")!, to: facts.mission.commune)
        change(&facts)
        let trace = Tariffs.standard.assess(facts, knownOn: CalendarDay("2026-07-01")!).lines[0].trace
        return trace.circumstances.compactMap { if case .table(let file) = $0 { file } else { nil } }
    }

    private func night(_ commune: String) -> Fact {
        .night(commune: CommuneCode(commune)!, paid: Money(cents: 9_000), proven: true)
    }

    @Test func aNightIsJudgedByTheGrandParisAndByTheLegalPopulation() throws {
        #expect(try tables(night("33063")) == ["grand_paris.csv", "populations.csv"])
        #expect(try tables(night("94028")) == ["grand_paris.csv"])
    }

    @Test func aTownWithoutALegalPopulationOfItsOwnIsCountedByTheCensusOfTheCommunes() throws {
        #expect(try tables(night("59350")) == ["grand_paris.csv", "communes.csv"])
    }

    @Test func aMissionNextDoorIsClosedByTheAdjoiningCommunes() throws {
        #expect(try tables(.meal(.noon, place: .ownCost), in: "31044") == ["adjoining.csv"])
    }

    @Test func aCarForConvenienceIsPaidByTheFares() throws {
        let drive = Fact.kilometres(count: 310, vehicle: .car(.upTo5))
        #expect(try tables(drive) { $0.carAuthorised = false } == ["fares.csv"])
        #expect(try tables(.firstClass(mode: .train, paid: Money(cents: 8_000))) == ["fares.csv"])
        // A fare that an officer gave is not that of the table.
        #expect(
            try tables(drive) {
                $0.carAuthorised = false
                $0.cheapestFare = Money(cents: 4_000)
            } == [])
    }

    @Test func aLongWayIsCutByTheDistances() throws {
        #expect(try tables(.kilometres(count: 400, vehicle: .car(.upTo5))) == ["distances.csv"])
    }

    @Test func theTableOfAnExplanationSaysSoInWords() throws {
        var facts = claim(.oral, [line(.travel, "2026-06-18", .kilometres(count: 400, vehicle: .car(.upTo5)))])
        facts.trip = trip("2026-06-18T07:00", "2026-06-18T20:00")
        let table = Tariffs.standard.assess(facts, knownOn: CalendarDay("2026-07-01")!).table

        #expect(table.contains("selon la table distances.csv de l'académie"))
    }
}
