import Testing
import Vocabulary

@testable import AssignmentDomain

struct ImportReadingTests {
    private static let sound = [
        "sessions.csv": "code;libelle;debut;fin\n2026-06;Session de juin 2026;2026-05-18;2026-07-10\n",
        "communes.csv": "insee;nom;latitude;longitude;population\n31555;Toulouse;43,6045;1.444;504078\n",
        "centres.csv": "code;nom;commune\nC1;\"Lycée \"\"du Parc\"\"; annexe\";31555\n",
        "participants.csv": """
        numero;nom;prenom;courriel;statut;commune_residence;commune_etablissement;missions_max
        P1;Martin;Claire;claire.martin@exemple.fr;interne;31555;31555;4
        P2;Durand;Paul;;retraité;31555;;2
        """,
        "competences.csv": "numero;examen;epreuve\nP1;bac-general;Philosophie\n",
        "unavailabilities.csv": "numero;jour;periode;motif\nP2;2026-06-18;journee;Congé\n",
        "missions.csv": """
        code;session;nature;examen;epreuve;service;centre;creneaux;effectif;minutes_par_candidat;evaluation;a_distance
        M1;2026-06;oral;bac-general;Philosophie;DEC1;C1;2026-06-19 08:00-12:00|2026-06-18 8h-12h30;3;20;terminale;non
        """,
    ]

    private func faults(replacing file: String, _ text: String) -> [ImportFault] {
        var texts = Self.sound
        texts[file] = text
        return ImportReading(texts: texts, known: KnownCodes()).faults
    }

    @Test func soundFilesAreReadWhole() {
        let reading = ImportReading(texts: Self.sound, known: KnownCodes())

        #expect(reading.faults == [])
        #expect(reading.registry.participants.map(\.number) == ["P1", "P2"])
        #expect(reading.registry.centres.first?.name == "Lycée \"du Parc\"; annexe")
        #expect(reading.registry.unavailabilities.map(\.half) == [.morning, .afternoon])
        #expect(reading.registry.missions.first?.slots.map(\.description) == ["2026-06-18 08:00", "2026-06-19 08:00"])
    }

    @Test func aMarkOfWindowsAndItsLineEndsAreReadToo() {
        let text = "\u{FEFF}numero;examen;epreuve\r\nP1;bac-general;Philosophie\r\n"

        #expect(faults(replacing: "competences.csv", text) == [])
    }

    @Test func everyFaultIsNamedWithItsPlace() {
        let found = faults(
            replacing: "participants.csv",
            """
            numero;nom;prenom;courriel;statut;commune_residence;commune_etablissement;missions_max
            P1;Martin;Claire;claire(at)exemple.fr;interne;31555;31555;4
            P1;Martin;Claire;;vacataire;99999;;beaucoup
            P2;Durand;Paul;;externe;31555;;2
            """)

        #expect(
            found.map { "\($0.line ?? 0) \($0.column ?? "") \($0.value ?? "")" } == [
                "2 courriel claire(at)exemple.fr", "3 statut vacataire", "3 missions_max beaucoup",
                "3 commune_residence 99999", "3 numero P1",
            ])
        #expect(found.allSatisfy { $0.file == "participants.csv" && !$0.remedy.isEmpty })
    }

    @Test(arguments: [
        ("2026-06-18 12:00-08:00", "creneaux"), ("2026-06-31 08:00-12:00", "creneaux"), ("", "creneaux"),
        ("2026-06-18 22:00-02:00", "creneaux"), ("2026-08-18 08:00-12:00", "creneaux"),
        ("2026-06-18 08:00-12:00|2026-06-18 11:00-13:00", "creneaux"),
    ])
    func impossibleTimesAreRefused(slots: String, column: String) {
        let header = ImportFile.missions.columns.joined(separator: ";")
        let line = "M1;2026-06;oral;bac-general;Philosophie;DEC1;C1;\(slots);3;20;terminale;non"

        #expect(faults(replacing: "missions.csv", "\(header)\n\(line)").map(\.column) == [column])
    }

    @Test func aTableWithOtherColumnsSaysWhichAreExpected() {
        let found = faults(replacing: "centres.csv", "code;name;commune\nC1;Parc;31555\n")

        let expected = "Colonnes attendues : code;nom;commune (facultatif : etablissement)."
        #expect(found.map(\.remedy) == ["Il manque : nom. À retirer : name. \(expected)"])
        #expect(found.first?.line == 1)
    }

    @Test(arguments: [(",", "virgules"), ("\t", "tabulations")])
    func anotherSeparatorIsGuessedAndItsFileIsTheOnlyOneBlamed(separator: String, named: String) {
        let text = Self.sound["participants.csv", default: ""].replacing(";", with: separator)

        let found = faults(replacing: "participants.csv", text)

        #expect(found.map(\.file) == ["participants.csv"])
        #expect(found.first?.remedy.contains("séparé par des \(named)") == true)
    }

    @Test func charactersLostInAConversionAreRefusedAtTheirCell() {
        let found = faults(replacing: "centres.csv", "code;nom;commune\nC1;Lyc\u{FFFD}e;31555\n")

        #expect(found.map { "\($0.line ?? 0) \($0.column ?? "")" } == ["2 nom"])
    }

    @Test func aNullCharacterIsRefusedAtItsCell() {
        let found = faults(replacing: "competences.csv", "numero;examen;epreuve\nP1;bac-general;Philo\u{0}\n")

        #expect(found.map { "\($0.line ?? 0) \($0.column ?? "")" } == ["2 epreuve"])
    }

    @Test func aLineOfTooFewColumnsIsNamedAndItsPersonMayStillBeReferredTo() {
        let text = Self.sound["participants.csv", default: ""].replacing("P1;Martin;Claire;", with: "P1;Martin;")

        let found = faults(replacing: "participants.csv", text)

        #expect(found.map { "\($0.file) \($0.line ?? 0)" } == ["participants.csv 2"])
    }

    @Test func twentyThousandWrongRowsGiveTwentyThousandFaults() {
        let rows = (1...20_000).map { "P\($0);bac-general;Philosophie" }.joined(separator: "\n")

        let found = faults(replacing: "competences.csv", "numero;examen;epreuve\n\(rows)\n")

        #expect(found.count == 19_998)
        #expect(found.last?.line == 20_001)
    }

    @Test func anUnclosedQuoteIsFoundAtItsLine() {
        let found = faults(replacing: "competences.csv", "numero;examen;epreuve\nP1;bac-general;\"Philosophie\n")

        #expect(found.first?.line == 2)
    }

    @Test func anUnknownFileIsNamed() {
        #expect(faults(replacing: "notes.txt", "bonjour").map(\.file) == ["notes.txt"])
    }

    @Test func rowsMayReferToWhatTheRegistryHolds() {
        let known = KnownCodes(participants: ["P9"])

        let reading = ImportReading(
            texts: ["competences.csv": "numero;examen;epreuve\nP9;dnb;Français\n"], known: known)

        #expect(reading.faults == [])
        let expected = CompetenceRecord(number: "P9", exam: "dnb", test: "Français", origin: "confirmed")
        #expect(reading.registry.competences == [expected])
    }

    @Test func onlyOralsHaveMinutesPerCandidate() {
        let header = ImportFile.missions.columns.joined(separator: ";")
        let line = "M1;2026-06;surveillance;dnb;Surveillance;DEC3;C1;2026-06-18 08:00-12:00;3;20;terminale;non"

        #expect(faults(replacing: "missions.csv", "\(header)\n\(line)").map(\.column) == ["minutes_par_candidat"])
    }
}

extension Slot {
    fileprivate var description: String { "\(day) \(begins)" }
}
