public import Vocabulary

extension Tariffs {
    /// Everything in these facts that cannot be, with field and remedy in French; empty when nothing stands against
    /// them. The reader of facts, the form of the claim and the decision of an officer all ask this.
    ///
    /// - Parameter knownOn: the day after which nothing can have happened yet; nil when that is not asked.
    /// - Returns: problems of a line name it, and their field is that of its fact, or `day` or `resolution`.
    public func impossibilities(_ facts: ClaimFacts, knownOn: CalendarDay?) -> [FactProblem] {
        let found = contradictions(facts, knownOn: knownOn)
        if !found.isEmpty { return found }
        return assess(facts, knownOn: knownOn ?? facts.lines.map(\.day).max() ?? law.firstDay).problems
    }

    /// The same without what an assessment of the facts finds: for those who assess them anyway.
    public func contradictions(_ facts: ClaimFacts, knownOn: CalendarDay?) -> [FactProblem] {
        var found = ImpossibleFacts(facts: facts, firstDay: law.firstDay, knownOn: knownOn)
        found.find()
        return found.problems
    }
}

/// Looks for what cannot be, whatever the law: each field by itself, then the fields against each other.
struct ImpossibleFacts {
    let facts: ClaimFacts
    let firstDay: CalendarDay
    let knownOn: CalendarDay?
    private(set) var problems: [FactProblem] = []

    init(facts: ClaimFacts, firstDay: CalendarDay, knownOn: CalendarDay?) {
        (self.facts, self.firstDay, self.knownOn) = (facts, firstDay, knownOn)
    }

    mutating func find() {
        let tripStands = checkTrip()
        for line in facts.lines {
            checkDay(line.day, "day", of: line.lineID)
            checkFact(line)
            checkResolution(line)
            if tripStands { checkWithinTrip(line) }
        }
        guard problems.isEmpty else { return }
        checkWorkOfDays()
        checkMealsAndNights()
        if tripStands { checkSpeed() }
    }

    private mutating func refuse(_ field: String, _ message: String, _ remedy: String, of line: LineID? = nil) {
        problems.append(FactProblem(lineID: line, field: field, message: message, remedy: remedy))
    }

    mutating func checkDay(_ day: CalendarDay, _ field: String, of line: LineID? = nil) {
        if day < firstDay {
            refuse(
                field, "le \(French.day(day)) précède le premier droit connu",
                "indiquez un jour à partir du \(French.day(firstDay))", of: line)
        }
        if let knownOn, day > knownOn {
            refuse(
                field, "le \(French.day(day)) n'est pas encore passé le \(French.day(knownOn))",
                "indiquez un jour jusqu'au \(French.day(knownOn))", of: line)
        }
    }

    /// - Returns: whether there is a journey against which lines can be held.
    private mutating func checkTrip() -> Bool {
        guard let trip = facts.trip else { return false }
        let before = problems.count
        checkDay(trip.departs.day, "trip.departs")
        checkDay(trip.returns.day, "trip.returns")
        if trip.returns <= trip.departs {
            refuse(
                "trip.returns", "le retour ne suit pas le départ",
                "indiquez un retour après le \(French.moment(trip.departs))")
        }
        let days = trip.returns.day.dayNumber - trip.departs.day.dayNumber
        if days > FactLimits.journeyDays {
            let last = French.day(trip.departs.day.adding(days: FactLimits.journeyDays))
            refuse(
                "trip.returns", "un trajet de \(French.count(days)) jours est impossible",
                "indiquez un retour au plus tard le \(last): un trajet dure au plus \(FactLimits.journeyDays) jours")
        }
        return problems.count == before
    }

    private mutating func check(_ count: Int, _ field: String, _ bounds: ClosedRange<Int>, _ line: ClaimLine) {
        guard !bounds.contains(count) else { return }
        let limit =
            count < bounds.lowerBound
            ? "au moins \(French.count(bounds.lowerBound))" : "au plus \(French.count(bounds.upperBound))"
        refuse(field, "\(French.count(count)) est impossible", "indiquez \(limit)", of: line.lineID)
    }

    private mutating func checkFact(_ line: ClaimLine) {
        switch line.fact {
        case .scripts(let count), .files(let count): check(count, "count", 0...FactLimits.scripts, line)
        case .candidates(let count, let minutesEach):
            check(count, "count", 0...FactLimits.candidates, line)
            check(minutesEach, "minutesEach", 1...1_440, line)
        case .hours(let minutes), .help(let minutes, _), .memoirApprovals(let minutes):
            check(minutes, "minutes", 0...1_440 * days, line)
        case .requests(let count, _): check(count, "count", 0...FactLimits.requests, line)
        case .subjects(let count): check(count, "count", 0...FactLimits.subjects, line)
        case .presidency(let posts, _): check(posts, "posts", 0...FactLimits.posts, line)
        case .memoirs(let count, let each):
            check(count, "count", 0...FactLimits.memoirs, line)
            check(each, "eachCents", line)
        case .kilometres(let count, _), .passenger(let count): check(count, "count", 0...FactLimits.kilometres, line)
        case .fare(let mode, let paid):
            checkMode(mode, FareMode.known, line)
            check(paid, "paidCents", line)
        case .firstClass(let mode, let paid):
            checkMode(mode, [.train, .plane, .boat], line)
            check(paid, "paidCents", line)
        case .toll(let paid), .parking(let paid), .taxi(_, let paid): check(paid, "paidCents", line)
        case .night(let commune, let paid, _):
            if !commune.isOfADepartment {
                refuse("commune", commune.impossible.message, commune.impossible.remedy, of: line.lineID)
            }
            check(paid, "paidCents", line)
        case .meal, .unknown: break
        }
    }

    private mutating func check(_ amount: Money, _ field: String, _ line: ClaimLine) {
        guard amount.cents < 0 || amount > .largestDeclared else { return }
        refuse(
            field, "\(French.money(amount)) est impossible",
            "indiquez un montant entre 0 et \(French.money(.largestDeclared))", of: line.lineID)
    }

    private mutating func checkMode(_ mode: FareMode, _ modes: [FareMode], _ line: ClaimLine) {
        guard !modes.contains(mode) else { return }
        let message =
            mode.isKnown ? "\(mode.french.lowercased()) n'a pas de première classe" : "« \(mode) » n'est pas connu"
        refuse("mode", message, "attendu: " + modes.map(\.code).joined(separator: ", "), of: line.lineID)
    }

    /// How many days of work the lines of one day may stand for: those of a mission are dated on its first one.
    private var days: Int { facts.mission.days }
}

extension ImpossibleFacts {
    private mutating func checkResolution(_ line: ClaimLine) {
        guard let chosen = facts.resolutions[line.lineID] else { return }
        let options: [String] =
            switch line.fact {
            case .help: ["night", "weekend"]
            case .meal: ["longer", "shorter"]
            case .night: ["longer", "shorter", "base", "grand-paris"]
            default: []
            }
        guard !options.contains(chosen) else { return }
        refuse(
            "resolution", "« \(chosen) » ne répond à aucune question de cette ligne",
            options.isEmpty ? "retirez cette réponse" : "attendu: " + options.joined(separator: ", "), of: line.lineID)
    }

    /// Travel happens between departure and return; the night before an early departure is still tried by its hours.
    private mutating func checkWithinTrip(_ line: ClaimLine) {
        guard line.fact.naturalTrack == .travel, let trip = facts.trip else { return }
        var first = trip.departs.day
        if case .night = line.fact { first = first.adding(days: -1) }
        guard !(first...trip.returns.day).contains(line.day) else { return }
        refuse(
            "day", "le \(French.day(line.day)) est hors du trajet",
            "indiquez un jour du \(French.day(trip.departs.day)) au \(French.day(trip.returns.day)), ou corrigez le trajet",
            of: line.lineID)
    }

    /// A day has twenty-four hours, whatever the lines that they stand on.
    private mutating func checkWorkOfDays() {
        var worked: [CalendarDay: Int] = [:]
        for line in facts.lines {
            guard let (minutes, field) = line.fact.work else { continue }
            let before = worked[line.day] ?? 0
            worked[line.day] = before + minutes
            guard before <= 1_440 * days, before + minutes > 1_440 * days else { continue }
            refuse(
                field, "\(French.duration(before + minutes)) de travail le \(French.day(line.day))",
                days == 1
                    ? "un jour a 24 h: corrigez les durées"
                    : "la mission dure \(days) jours, au plus \(24 * days) h: corrigez les durées",
                of: line.lineID)
        }
    }

    /// A day has one lunch, one dinner and one night.
    private mutating func checkMealsAndNights() {
        var (stays, meals) = ([SharedExpense: Int](), [CalendarDay: Int]())
        for line in facts.lines { if case .meal = line.fact { meals[line.day, default: 0] += 1 } }
        for (day, count) in meals.sorted(by: { $0.key < $1.key }) where count > 2 {
            refuse("lines", "\(count) repas le \(French.day(day))", "un jour a deux repas: retirez les autres")
        }
        for (index, line) in facts.lines.enumerated() {
            guard let expense = SharedExpense(line.fact, on: line.day, facts.journey(on: line.day)), !expense.addsUp,
                meals[line.day] ?? 0 <= 2
            else { continue }
            guard let first = stays[expense] else {
                stays[expense] = index
                continue
            }
            let what =
                switch line.fact {
                case .meal(.noon, _): "le déjeuner"
                case .meal(.evening, _): "le dîner"
                default: "la nuit"
                }
            refuse(
                "", "\(what) du \(French.day(line.day)) est déjà à la ligne \(first + 1)", "retirez l'une des deux",
                of: line.lineID)
        }
    }

    /// More kilometres than any car makes between departure and return.
    private mutating func checkSpeed() {
        guard let trip = facts.trip else { return }
        let minutes = trip.returns.minuteNumber - trip.departs.minuteNumber
        let most = min(minutes * FactLimits.kilometresAnHour / 60, FactLimits.kilometres)
        var driven = 0
        for line in facts.lines {
            guard case .kilometres(let count, _) = line.fact else { continue }
            let before = driven
            driven += count
            guard before <= most, driven > most else { continue }
            refuse(
                "count", "\(French.count(driven))\(French.thin)km en \(French.duration(minutes)) est impossible",
                "corrigez les kilomètres (\(French.count(most)) au plus), le départ ou le retour", of: line.lineID)
        }
    }
}

extension Fact {
    /// The minutes that it says were worked, and the field that says it; nil for what is not work by time.
    fileprivate var work: (minutes: Int, field: String)? {
        switch self {
        case .candidates(let count, let minutesEach): (count * minutesEach, "count")
        case .hours(let minutes), .help(let minutes, _), .memoirApprovals(let minutes): (minutes, "minutes")
        default: nil
        }
    }
}

extension CommuneCode {
    /// Whether the code begins with a département that there is; 99 stands for what lies abroad.
    var isOfADepartment: Bool {
        switch description.prefix(2) {
        case "2A", "2B", "99": true
        case "97": ("971"..."978").contains(description.prefix(3))
        case "98": ("984"..."989").contains(description.prefix(3))
        default: Int(description.prefix(2)).map { (1...95).contains($0) && $0 != 20 } ?? false
        }
    }

    var impossible: (message: String, remedy: String) {
        ("« \(self) » n'est d'aucun département", "attendu: un code INSEE comme \"31555\", 2A ou 2B pour la Corse")
    }
}
