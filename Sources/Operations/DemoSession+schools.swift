/// What schools know: their staff, timetables, what is to be confirmed, whose pupils sit where. Nothing of it throws the
/// dice, so that the session stays as it is.
extension DemoSession {
    private static let days = ["lundi", "mardi", "mercredi", "jeudi", "vendredi"]

    /// The school in which a centre is.
    static func school(of centre: String) -> String { "E" + centre.dropFirst() }

    /// Every centre is a school, and judges its own pupils and those of the next one.
    mutating func writeSchools() {
        let centres = (files["centres.csv"] ?? "").split(separator: "\n").dropFirst().map {
            $0.split(separator: ";").map(String.init)
        }
        write("schools.csv", "code;nom;commune", centres.map { "\($0[3]);\($0[1]);\($0[2])" })
        write(
            "pupils.csv", "centre;etablissement;composent",
            centres.enumerated().flatMap { place, centre in
                [centre, centres[(place + 1) % centres.count]].map { "\(centre[0]);\($0[3]);oui" }
            })
    }

    /// Lessons of a usual week; every fourth person works part-time.
    static func timetable(of number: String, _ index: Int) -> [String] {
        days.enumerated().flatMap { day, name in
            ["matin", "apres-midi"].enumerated().compactMap { half, period in
                let lessons = (index * 7 + day * 3 + half * 5) % 5
                let isFree = lessons == 0 || (name == "mercredi" && half == 1) || (index % 4 == 0 && day == 4)
                return isFree ? nil : "\(number);\(name);\(period);\(lessons)"
            }
        }
    }

    /// Some people teach in a second school, some have declared a conflict with a centre.
    mutating func writeTies(_ centres: [String]) {
        let numbers = (0..<Self.people).map(Self.number)
        write(
            "teaching.csv", "numero;etablissement;enseigne",
            numbers.enumerated().filter { $0.offset % 53 == 5 }.map { place, number in
                "\(number);\(Self.school(of: centres[place % centres.count]));oui"
            })
        write(
            "exclusions.csv", "numero;centre;motif",
            numbers.enumerated().filter { $0.offset % 97 == 11 }.map { place, number in
                "\(number);\(centres[place % centres.count]);Un proche y compose"
            })
    }

    /// Most competences are confirmed; some wait for the head of the school, some are no longer valid.
    static func provenance(_ place: Int) -> String {
        switch place % 80 {
        case 11, 37, 51: "enseignement;2025-09-01;;Service d’enseignement 2025-2026"
        case 5, 29, 69: "declaree;;2027-12-31;Attestation de formation"
        case 53: "confirmee;2021-09-01;2025-08-31;Décision de nomination"
        default: "confirmee;;;"
        }
    }

    /// Some missions ask for somebody who does not work where they take place, some for a professional.
    mutating func writeCompositions(_ missions: [String]) {
        write(
            "compositions.csv", "session;mission;role;condition;postes",
            missions.enumerated().compactMap { place, line in
                let fields = line.split(separator: ";", omittingEmptySubsequences: false)
                switch (String(fields[2]), place % 4) {
                case ("oral", 0): return "\(Self.code);\(fields[0]);examinateur extérieur;hors-etablissement;1"
                case ("reunion", 0): return "\(Self.code);\(fields[0]);représentant des professions;externe;1"
                default: return nil
                }
            })
    }
}
