import AssignmentDomain
import Vocabulary
import Web

/// What the person has typed, and what it means if it is right.
struct AvailabilityForm {
    enum Level: Equatable {
        case unavailable
        case wish(PlanningData.Wish)
    }

    struct Statement {
        let level: Level
        let halfDays: [PlanningData.HalfDay]
        let reason: String
    }

    /// A statement covers at most a school year.
    private static let mostDays = 366
    private static let mostReasonCharacters = 120
    static let levels: [(code: String, label: String, level: Level)] = [
        ("indisponible", "Je ne peux pas venir", .unavailable),
        ("eviter", "Je préfère ne pas venir", .wish(.avoided)),
        ("souhaite", "Je souhaite venir", .wish(.wished)),
    ]
    static let weekdays = ["tous les jours", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"]

    var first = ""
    var last = ""
    var weekday = "tous les jours"
    var period = "journee"
    var level = "indisponible"
    var reason = ""
    private(set) var errors = FormErrors()
    private(set) var statement: Statement?

    init() {}

    init(_ form: Form) {
        (first, last, weekday) = (form["du"], form["au"], form["chaque"])
        (period, level, reason) = (form["periode"], form["niveau"], form["motif"])
        read()
    }

    /// What a school says of one of its people: never a wish.
    init(unavailable form: Form) {
        self.init(form)
        (level, errors, statement) = ("indisponible", FormErrors(), nil)
        read()
    }

    mutating func refuse(_ field: String, _ message: String) { errors.add(field, message) }

    private mutating func read() {
        guard let begin = CalendarDay(first) else {
            errors.add("du", "Indiquez un jour qui existe.")
            return
        }
        guard let end = last.isEmpty ? begin : CalendarDay(last) else {
            errors.add("au", "Indiquez un jour qui existe, ou laissez vide pour un seul jour.")
            return
        }
        if end < begin || end.dayNumber - begin.dayNumber >= Self.mostDays {
            errors.add("au", "Le dernier jour doit suivre le premier, d’un an au plus.")
        }
        guard let chosen = Self.levels.first(where: { $0.code == level })?.level else {
            errors.add("niveau", "Choisissez l’une des trois réponses.")
            return
        }
        if chosen == .unavailable && reason.isEmpty {
            errors.add("motif", "Indiquez le motif : il n’est lu que par le service qui affecte.")
        }
        if reason.count > Self.mostReasonCharacters {
            errors.add("motif", "Raccourcissez le motif à \(Self.mostReasonCharacters) caractères.")
        }
        guard errors.isEmpty else { return }
        let halfDays = Self.halfDays(begin...end, period, weekday: Self.weekdays.firstIndex(of: weekday) ?? 0)
        if halfDays.isEmpty {
            errors.add("chaque", "Aucun jour de la période ne tombe un \(weekday).")
        } else {
            statement = Statement(level: chosen, halfDays: halfDays, reason: reason)
        }
    }

    /// - Parameter weekday: 0 for every day, 1 for Monday.
    private static func halfDays(
        _ days: ClosedRange<CalendarDay>, _ period: String, weekday: Int
    ) -> [PlanningData.HalfDay] {
        (days.lowerBound.dayNumber...days.upperBound.dayNumber)
            // Day 0 is 1 January 1970, a Thursday.
            .filter { weekday == 0 || ($0 + 3) % 7 + 1 == weekday }
            .flatMap { number in
                Half.allCases.filter {
                    period == "journee" || (period == "matin") == ($0 == .morning)
                }.map { PlanningData.HalfDay(day: CalendarDay(dayNumber: number), half: $0) }
            }
    }
}
