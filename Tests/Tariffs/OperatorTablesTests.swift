import Foundation
import Testing
import Vocabulary

@testable import Tariffs

@Suite struct OperatorTablesTests {
    let toulouse = CommuneCode("31555")!
    let tarbes = CommuneCode("65440")!

    @Test func theDemonstrationShipsSmallTablesOfItsOwn() {
        let places = Places.demonstration

        #expect(places.communes.count >= 30)
        #expect(places.adjoining.count >= 10)
        #expect(places.fares.count >= 5)
        #expect(places.distances.count >= 5)
    }

    @Test(arguments: ["33063", "59350", "69123", "13055", "34172", "44109", "06088", "35238", "67482", "31555"])
    func theLargeTownsOfTheReferenceAreLargeByTheirPopulation(code: String) {
        let inhabitants = Places.demonstration.population(CommuneCode(code)!, on: CalendarDay("2026-06-18")!)

        #expect((inhabitants ?? 0) >= 200_000)
    }

    @Test(arguments: [
        ("69381", "69123"), ("69389", "69123"), ("13201", "13055"), ("13216", "13055"), ("75120", "75056"),
    ])
    func aNightInADistrictIsANightInItsTown(district: String, town: String) {
        func paid(_ commune: String) -> Money {
            let night = Fact.night(commune: CommuneCode(commune)!, paid: Money(cents: 20_000), proven: true)
            var facts = claim(.oral, [line(.travel, "2026-06-18", night)])
            facts.trip = trip("2026-06-18T08:00", "2026-06-19T12:00")
            return Tariffs.standard.assess(facts, knownOn: CalendarDay("2026-07-01")!).travel
        }

        #expect(paid(district) == paid(town))
        #expect(paid(district) >= Money(cents: 12_000))
    }

    @Test func aTownThatTheFileOnlyHasByDistrictsIsTheirSum() throws {
        let csv = """
            insee_com,commune,insee_parente,population_2021
            69381,Lyon 1er Arrondissement,69123,29016
            69382,Lyon 2e Arrondissement,69123,30000
            69382,Lyon 2e Arrondissement,69123,30000
            """
        let lyon = try Places.communes(csv: csv, file: "communes.csv")[CommuneCode("69123")!]

        #expect(lyon?.name == "Lyon")
        #expect(lyon?.populations.last?.value == 59_016)
    }

    @Test func valuesApplyFromTheirDay() throws {
        let tables = try OperatorTables.read([
            "fares.csv": """
            commune;other;from;fare
            31555;65440;2025-01-01;24,00
            65440;31555;2026-06-01;26,50
            """,
            "populations.csv": "commune;from;population\n65440;2024-01-01;199999\n65440;2026-01-01;200000",
        ])
        func fare(_ day: String) -> Int64? {
            tables.places.cheapestFare(Way(from: toulouse, to: tarbes), on: CalendarDay(day)!)?.cents
        }

        #expect(fare("2024-12-31") == nil)
        #expect(fare("2026-05-31") == 2_400)
        #expect(fare("2026-06-01") == 2_650)
        #expect(tables.places.population(tarbes, on: CalendarDay("2025-12-31")!) == 199_999)
        #expect(tables.places.population(tarbes, on: CalendarDay("2026-01-01")!) == 200_000)
    }

    @Test func aFolderWithFaultsIsRefusedWholeAndEachFaultIsNamedByFileLineAndColumn() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tables-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let fares = "commune;other;from;fare\n31555;65440;2026-13-01;24,00\n31555;81004;2026-01-01;-3"
        try Data(fares.utf8).write(to: folder.appendingPathComponent("fares.csv"))
        try Data("commune;neighbour;from;served\n31555;31069;2026-01-01;oui".utf8)
            .write(to: folder.appendingPathComponent("adjoining.csv"))

        let refused = #expect(throws: TablesUnusable.self) { _ = try OperatorTables.installed(in: folder.path) }
        #expect(refused?.description.contains("fares.csv, ligne 2, colonne « from », valeur « 2026-13-01 »") == true)
        #expect(refused?.description.contains("fares.csv, ligne 3, colonne « fare »") == true)
    }

    @Test func aFolderThatCannotBeReadSaysWhichSettingNamesIt() {
        let refused = #expect(throws: TablesUnusable.self) { _ = try OperatorTables.installed(in: "/nowhere/tables") }

        #expect(refused?.description.contains("TARIFF_TABLES") == true)
    }

    @Test func withoutASettingTheTablesAreThoseOfTheDemonstration() throws {
        #expect(try OperatorTables.installed(in: nil).places === Places.demonstration)
    }

    @Test func aLoadedTableOfTheGrandParisDecidesNightsAroundParis() throws {
        let tables = try OperatorTables.read([
            "grand_paris.csv": "commune;from;member\n94028;2016-01-01;oui\n91228;2016-01-01;non"
        ])
        func cents(_ commune: String, _ places: Places) -> Int64? {
            let night = Fact.night(commune: CommuneCode(commune)!, paid: Money(cents: 20_000), proven: true)
            var facts = claim(.oral, [line(.travel, "2026-06-18", night)])
            facts.trip = trip("2026-06-18T08:00", "2026-06-19T12:00")
            facts.places = places
            let assessment = Tariffs.standard.assess(facts, knownOn: CalendarDay("2026-07-01")!)
            return assessment.ambiguities.isEmpty ? assessment.travel.cents : nil
        }

        #expect(cents("94028", tables.places) == 12_000)
        #expect(cents("91228", tables.places) == 9_000)
        #expect(cents("94028", .demonstration) == nil)
    }

    @Test(arguments: [
        ("fares.csv", "commune;other;from;fare\n31555;65440;2025-01-01;gratuit", "fare"),
        ("fares.csv", "commune;other;from;fare\n31555;31555;2025-01-01;12,00", "other"),
        ("fares.csv", "commune;other;from;fare\n3155;65440;2025-01-01;12,00", "commune"),
        ("fares.csv", "commune;other;from;fare\n31555;65440;2025-02-30;12,00", "from"),
        ("fares.csv", "commune;other;from\n31555;65440;2025-02-20", "fare"),
        ("distances.csv", "commune;other;from;kilometres\n31555;65440;2025-01-01;-3", "kilometres"),
        ("distances.csv", "commune;other;from;kilometres\n1;2;3;4", "commune"),
        (
            "distances.csv",
            "commune;other;from;kilometres\n31555;65440;2025-01-01;155\n65440;31555;2025-01-01;156", "from"
        ),
        ("adjoining.csv", "commune;neighbour;from;served\n31555;31044;2020-01-01;peut-être", "served"),
        ("populations.csv", "commune;from;population\n31555;2024-01-01;beaucoup", "population"),
        ("grand_paris.csv", "commune;from;member\n94028;2016-01-01;yes", "member"),
        ("communes.csv", "insee_com;commune;population_2021\nX;Nulle part;12", "insee_com"),
        ("settings.csv", "setting;value\nlodging;cheap", "value"),
        ("settings.csv", "setting;value\nhotel;flat", "setting"),
        ("comunes.csv", "insee_com;commune;population_2021", ""),
    ])
    func aFaultIsNamedByFileLineAndColumnAndNothingIsTaken(file: String, text: String, column: String) {
        #expect {
            _ = try OperatorTables.read([file: text])
        } throws: { error in
            let problems = (error as? TableRefused)?.problems ?? []
            return problems.contains { $0.file == file && $0.column == column && !$0.remedy.isEmpty }
        }
    }

    @Test func settingsAreReadFromATable() throws {
        let settings = try OperatorTables.read([
            "settings.csv": """
            setting;value
            lodging;capped-at-cost
            night-and-weekend;night
            public-holiday;2026-07-14
            unpaid;dnb/oral
            """
        ]).settings

        #expect(settings.lodging == .cappedAtCost)
        #expect(settings.nightAndWeekend == .night)
        #expect(settings.publicHolidays == [CalendarDay("2026-07-14")!])
        #expect(settings.unpaid == [.init(exam: .dnb, kind: .oral)])
    }
}
