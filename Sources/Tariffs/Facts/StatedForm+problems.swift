import Vocabulary

/// What cannot be, whatever the law; the assessment finds the rest line by line.
extension StatedForm {
    func problems(_ facts: ClaimFacts) -> [FactProblem] {
        let found =
            codeProblems + tripProblems + counterProblems + elsewhereProblems + lineProblems(facts) + dayProblems
        guard found.isEmpty else { return found }
        let day = knownOn ?? lines.map(\.day).max() ?? CalendarDay(dayNumber: 20_000)
        return Tariffs.standard.assess(facts, knownOn: day).problems.map { placed($0, facts) }
    }

    private func problem(_ field: String, _ message: String, _ remedy: String) -> FactProblem {
        FactProblem(lineID: nil, field: field, message: message, remedy: remedy)
    }

    /// The same with the place of its line.
    private func placed(_ problem: FactProblem, _ facts: ClaimFacts) -> FactProblem {
        guard let lineID = problem.lineID, let index = facts.lines.firstIndex(where: { $0.lineID == lineID }) else {
            return problem
        }
        return FactProblem(
            lineID: lines[index].lineID, field: "lines[\(index)].fact.\(problem.field)", message: problem.message,
            remedy: problem.remedy)
    }

    private var codeProblems: [FactProblem] {
        func check<Code: OpenCode>(_ code: Code?, _ field: String) -> [FactProblem] {
            guard let code, !code.isKnown else { return [] }
            let known = Code.known.map(\.code).joined(separator: ", ")
            return [problem(field, "« \(code) » n'est pas connu", "attendu: \(known)")]
        }
        return check(mission.kind, "mission.kind") + check(mission.exam, "mission.exam")
            + check(mission.evaluation, "mission.evaluation") + check(person.status, "person.status")
    }

    private var tripProblems: [FactProblem] {
        guard let trip, trip.returns < trip.departs else { return [] }
        let earliest = French.moment(trip.departs)
        return [problem("trip.returns", "le retour précède le départ", "indiquez un retour après le \(earliest)")]
    }

    private var counterProblems: [FactProblem] {
        var problems: [FactProblem] = []
        for (year, count) in (kilometresBefore ?? [:]).sorted(by: { $0.key < $1.key })
        where !(0...1_000_000).contains(count) || CalendarDay("\(year)-01-01") == nil {
            problems.append(
                problem(
                    "kilometresBefore.\(year)", "\(count) est impossible",
                    "indiquez une année et de 0 à 1000000 de kilomètres"))
        }
        for (month, count) in (mopedKilometresBefore ?? [:]).sorted(by: { $0.key < $1.key })
        where !(0...100_000).contains(count) || CalendarMonth(month) == nil {
            problems.append(
                problem(
                    "mopedKilometresBefore.\(month)", "\(count) est impossible",
                    "indiquez un mois comme 2026-06 et de 0 à 100000 kilomètres"))
        }
        if let fare = cheapestFareCents, fare.cents < 0 || fare > .largestDeclared {
            problems.append(
                problem("cheapestFareCents", "ce montant est impossible", "indiquez de 0 à 9999999 centimes"))
        }
        return problems
    }

    private var elsewhereProblems: [FactProblem] {
        (elsewhere ?? []).enumerated().compactMap { index, expense in
            guard expense.expense == nil else { return nil }
            return problem(
                "elsewhere[\(index)].kind", "« \(expense.kind) » est incomplet ou n'est pas connu",
                "attendu: meal avec mealtime, night ou journey sans lui")
        }
    }

    private func lineProblems(_ facts: ClaimFacts) -> [FactProblem] {
        var (problems, seen) = ([FactProblem](), Set<LineID>())
        for (index, line) in lines.enumerated() {
            if case .unknown(let kind) = line.fact {
                problems.append(
                    problem("lines[\(index)].fact.kind", "« \(kind) » n'est pas connu", "voyez la liste du schéma"))
            }
            if let track = line.track, track != line.fact.naturalTrack {
                let right = line.fact.naturalTrack.rawValue
                problems.append(
                    problem("lines[\(index)].track", "\(line.fact.kind) n'est pas de cette partie", "indiquez \(right)")
                )
            }
            if !seen.insert(facts.lines[index].lineID).inserted {
                problems.append(
                    problem("lines[\(index)].lineID", "cet identifiant sert déjà", "donnez-en un autre, ou aucun"))
            }
        }
        return problems
    }

    /// A day has two meals, one night and twenty-four hours.
    private var dayProblems: [FactProblem] {
        var (meals, nights, minutes) = ([CalendarDay: Int](), [CalendarDay: Int](), [CalendarDay: Int]())
        for line in lines {
            switch line.fact {
            case .meal: meals[line.day, default: 0] += 1
            case .night: nights[line.day, default: 0] += 1
            case .hours(let worked), .help(let worked, _), .memoirApprovals(let worked):
                minutes[line.day, default: 0] += min(max(worked, 0), 100_000)
            default: break
            }
        }
        func check(_ counts: [CalendarDay: Int], _ most: Int, _ what: String, _ remedy: String) -> [FactProblem] {
            counts.sorted { $0.key < $1.key }.filter { $0.value > most }.map { day, count in
                problem("lines", "\(count) \(what) le \(French.day(day))", remedy)
            }
        }
        return check(meals, 2, "repas", "un jour a deux repas: retirez les autres")
            + check(nights, 1, "nuits", "un jour a une nuit: retirez les autres")
            + check(minutes, 1_440, "minutes de travail", "un jour a 1440 minutes: corrigez les durées")
    }
}
