import Vocabulary

/// A session like that of the académie de Toulouse, invented from a seed: 2,400 people, 40 centres, some 330 missions.
struct DemoSession {
    static let code = "2026-06"
    static let people = 2_400
    private static let centres = 40

    private(set) var files: [String: String] = [:]
    var dice: DemoDice

    init(seed: UInt64) {
        dice = DemoDice(seed: seed)
        let communes = DemoCommune.all
        let places = makeCentres(communes)
        writeFixed(communes)
        writePeople(communes, schools: places)
        writeTies(places.map(\.code))
        writeMissions(places)
    }

    mutating func write(_ file: String, _ header: String, _ lines: [String]) {
        files[file] = ([header] + lines).joined(separator: "\n") + "\n"
    }

    private mutating func writeFixed(_ communes: [DemoCommune]) {
        write(
            "sessions.csv", "code;libelle;debut;fin",
            ["\(Self.code);Session de juin 2026, académie de Toulouse;2026-05-18;2026-07-10"])
        write(
            "communes.csv", "insee;nom;latitude;longitude;population",
            communes.map { "\($0.code);\($0.name);\($0.latitude);\($0.longitude);\($0.population)" })
    }

    /// One or more lycées or collèges per commune, more where more people live.
    private mutating func makeCentres(_ communes: [DemoCommune]) -> [(code: String, commune: DemoCommune)] {
        let names = [
            "Lycée Jean-Jaurès", "Lycée Pierre-de-Fermat", "Collège Jules-Ferry", "Lycée des Pyrénées",
            "Lycée Simone-Veil",
            "Collège du Canal", "Lycée Germaine-Tillion", "Lycée Rosa-Parks", "Collège Joséphine-Baker",
            "Lycée des Métiers",
        ]
        // Every département has its main town; the others by population.
        var chosen: [DemoCommune] = []
        for department in ["09", "12", "31", "32", "46", "65", "81", "82"] {
            let own = communes.filter { $0.code.hasPrefix(department) }.sorted { $0.population > $1.population }
            chosen += own.prefix(3)
        }
        while chosen.count < Self.centres { chosen.append(dice.pick(communes) { $0.population / 400 + 1 }) }
        let places = chosen.enumerated().map { index, commune in
            (code: "C\(String(index + 101))", commune: commune)
        }
        var seen: [String: Int] = [:]
        write(
            "centres.csv", "code;nom;commune;etablissement",
            places.map { place in
                let nth = seen[place.commune.code, default: 0]
                seen[place.commune.code] = nth + 1
                let offset = place.commune.code.utf8.reduce(0) { $0 + Int($1) }
                let name = names[(offset + nth) % names.count]
                return "\(place.code);\(name);\(place.commune.code);\(Self.school(of: place.code))"
            })
        writeSchools()
        return places
    }

    private mutating func writePeople(_ communes: [DemoCommune], schools: [(code: String, commune: DemoCommune)]) {
        var people: [String] = []
        var competences: [String] = []
        var absences: [String] = []
        var timetables: [String] = []
        for index in 0..<Self.people {
            let number = Self.number(index)
            let (given, family) = (dice.pick(DemoNames.given), dice.pick(DemoNames.family))
            let home = dice.pick(communes) { $0.population }
            let status = dice.percent(86) ? "interne" : dice.percent(60) ? "externe" : "retraite"
            let work = status == "interne" ? dice.pick(schools) { $0.commune.population } : nil
            let school = work?.commune.code ?? ""
            let own = work.map { Self.school(of: $0.code) } ?? ""
            let email = dice.percent(97) ? DemoNames.email(given, family, index) : ""
            people.append(
                "\(number);\(family);\(given);\(email);\(status);\(home.code);\(school);\(dice.within(2...5));\(own)")
            if work != nil { timetables += Self.timetable(of: number, index) }
            let discipline = dice.pick(DemoSubject.disciplines) { $0.share }.name
            for subject in DemoSubject.all where subject.isHeld(by: discipline, dice: &dice) {
                competences.append(
                    "\(number);\(subject.exam);\(subject.test);\(Self.provenance(competences.count))")
            }
            if dice.percent(9) { absences += absence(of: number) }
        }
        write(
            "participants.csv",
            "numero;nom;prenom;courriel;statut;commune_residence;commune_etablissement;missions_max;etablissement",
            people)
        write("competences.csv", "numero;examen;epreuve;origine;valable_du;valable_au;preuve", competences)
        write("lessons.csv", "numero;jour;periode;cours", timetables)
        write("unavailabilities.csv", "numero;jour;periode;motif", absences)
    }

    static func number(_ index: Int) -> String { "I\(100_001 + index)" }

    private mutating func absence(of number: String) -> [String] {
        guard let first = CalendarDay(dice.percent(50) ? "2026-05-25" : "2026-06-15") else { return [] }
        let reason = dice.pick([
            "Congé de maladie", "Formation", "Voyage scolaire", "Raison familiale", "Temps partiel",
        ])
        let start = first.adding(days: dice.below(14))
        let half = dice.pick(["journee", "journee", "matin", "apres-midi"])
        return (0..<dice.within(1...5)).map { "\(number);\(start.adding(days: $0));\(half);\(reason)" }
    }
}
