import Vocabulary

extension DemoSession {
    /// All missions of all tests, each at a centre of its own choosing and on working days of the test's time.
    mutating func writeMissions(_ places: [(code: String, commune: DemoCommune)]) {
        var lines: [String] = []
        for subject in DemoSubject.all {
            for (kind, count) in subject.missions {
                for _ in 0..<count { lines.append(mission(lines.count + 1, kind, subject, places)) }
            }
        }
        write(
            "missions.csv",
            "code;session;nature;examen;epreuve;service;centre;creneaux;effectif;minutes_par_candidat;evaluation;a_distance",
            lines)
        writeCompositions(lines)
    }

    private mutating func mission(
        _ number: Int, _ kind: String, _ subject: DemoSubject, _ places: [(code: String, commune: DemoCommune)]
    ) -> String {
        let place = dice.pick(places) { $0.commune.population / 20 + 1_500 }
        let minutes = kind == "oral" ? "\(dice.pick([20, 20, 30]))" : ""
        // Two tests of the vocational exams are marked during the year: their missions open no jury pay.
        let inYear = subject.test == "Prévention santé environnement" || (subject.exam == "cap" && kind == "oral")
        let remote = kind == "reunion" && dice.percent(35)
        let fields: [String] = [
            "M\(String(number + 1_000).dropFirst())", DemoSession.code, kind, subject.exam, subject.test,
            subject.office, place.code, slots(kind, subject), "\(seats(kind))", minutes,
            inYear ? "en-cours-d-annee" : "terminale", remote ? "oui" : "non",
        ]
        return fields.joined(separator: ";")
    }

    private mutating func seats(_ kind: String) -> Int {
        switch kind {
        case "correction": dice.within(5...14)
        case "oral": dice.within(3...9)
        case "pratique", "eps": dice.within(3...7)
        case "surveillance": dice.within(8...16)
        case "presidence": 1
        default: dice.within(6...12)
        }
    }

    /// Half-days or days in a row, without weekends.
    private mutating func slots(_ kind: String, _ subject: DemoSubject) -> String {
        let length =
            switch kind {
            case "correction": dice.within(2...5)
            case "oral", "pratique", "eps": dice.within(1...3)
            case "surveillance": dice.within(1...2)
            default: 1
            }
        let working = workingDays(from: subject.from, count: max(subject.days, length))
        let start = dice.below(max(1, working.count - length + 1))
        let half = length == 1 && (kind == "reunion" || kind == "surveillance")
        let afternoonOnly = half && dice.percent(50)
        return working[start..<min(start + length, working.count)].map { day in
            if half { return afternoonOnly ? "\(day) 13:30-17:30" : "\(day) 08:00-12:30" }
            return "\(day) 08:00-12:00|\(day) 13:30-17:30"
        }.joined(separator: "|")
    }

    private func workingDays(from first: String, count: Int) -> [CalendarDay] {
        guard var day = CalendarDay(first) else { return [] }
        var days: [CalendarDay] = []
        while days.count < count {
            // Whit Monday is not worked.
            if day.weekday <= 5 && day.description != "2026-05-25" { days.append(day) }
            day = day.adding(days: 1)
        }
        return days.filter { $0.description <= "2026-07-10" }
    }
}
