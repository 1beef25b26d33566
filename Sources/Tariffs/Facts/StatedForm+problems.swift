import Vocabulary

/// What cannot be, whatever the law; the assessment finds the rest line by line.
extension StatedForm {
    /// - Parameter today: the day of the computation, where the claim names none.
    func problems(_ facts: ClaimFacts, today: CalendarDay?) -> [FactProblem] {
        let found =
            codeProblems + communeProblems + setProblems + counterProblems + elsewhereProblems + lineProblems(facts)
            + dayProblems
        // Two lines of one identifier could not be told apart.
        let facts = Set(facts.lines.map(\.lineID)).count == lines.count ? facts : nil
        let known = knownOn ?? today
        return found + (facts.map { facts in impossible(facts, known).map { placed($0, facts) } } ?? [])
    }

    private func impossible(_ facts: ClaimFacts, _ known: CalendarDay?) -> [FactProblem] {
        // What is unknown to this program was named already, and stops nothing else.
        Tariffs.standard.impossibilities(facts, knownOn: known).filter { $0.field != "person.status" }
    }

    private func problem(_ field: String, _ message: String, _ remedy: String) -> FactProblem {
        FactProblem(lineID: nil, field: field, message: message, remedy: remedy)
    }

    /// The same with the place of its line.
    private func placed(_ problem: FactProblem, _ facts: ClaimFacts) -> FactProblem {
        guard let lineID = problem.lineID, let index = facts.lines.firstIndex(where: { $0.lineID == lineID }) else {
            return problem
        }
        let field =
            switch problem.field {
            case "": "lines[\(index)]"
            case "day", "resolution": "lines[\(index)].\(problem.field)"
            default: "lines[\(index)].fact.\(problem.field)"
            }
        return FactProblem(
            lineID: lines[index].lineID, field: field, message: problem.message, remedy: problem.remedy)
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

    private var communeProblems: [FactProblem] {
        let stated = [
            (mission.commune, "mission.commune"), (person.home, "person.home"), (person.school, "person.school"),
            (trip?.from, "trip.from"), (trip?.to, "trip.to"),
        ]
        return stated.compactMap { code, field in
            guard let code, !code.isOfADepartment else { return nil }
            return problem(field, code.impossible.message, code.impossible.remedy)
        }
    }

    private var setProblems: [FactProblem] {
        let twice = (authorisations ?? []).enumerated().filter { index, allowed in
            authorisations?.firstIndex(of: allowed) != index
        }
        return twice.map { problem("authorisations[\($0.offset)]", "déjà nommée", "retirez l'une des deux") }
            + wrongSlots
    }

    private var wrongSlots: [FactProblem] {
        (mission.slots ?? []).enumerated().compactMap { index, slot in
            guard slot.ends <= slot.begins else { return nil }
            return problem(
                "mission.slots[\(index)].ends", "la fin ne suit pas le début",
                "indiquez une heure après \(French.time(slot.begins))")
        }
    }

    private var counterProblems: [FactProblem] {
        let first = Tariffs.standard.law.firstDay.year
        let last = max(first, knownOn?.year ?? 9_999)
        var problems: [FactProblem] = []
        for (year, count) in (kilometresBefore ?? [:]).sorted(by: { $0.key < $1.key })
        where !(0...FactLimits.kilometresOfAYear).contains(count) || !(first...last).contains(Int(year) ?? 0) {
            problems.append(
                problem(
                    "kilometresBefore.\(year)", "\(count) kilomètres en « \(year) » est impossible",
                    "indiquez une année de \(first) à \(last) et de 0 à \(FactLimits.kilometresOfAYear) kilomètres"))
        }
        var mopeds: [Int: Int] = [:]
        for (text, count) in (mopedKilometresBefore ?? [:]).sorted(by: { $0.key < $1.key }) {
            let month = CalendarMonth(text)
            let stands =
                month.map { $0.year >= first && $0 <= (knownOn.map(CalendarMonth.init) ?? $0) } ?? false
            if !stands || !(0...FactLimits.mopedKilometresOfAMonth).contains(count) {
                problems.append(
                    problem(
                        "mopedKilometresBefore.\(text)", "\(count) kilomètres en « \(text) » est impossible",
                        "indiquez un mois passé comme 2026-06 et de 0 à \(FactLimits.mopedKilometresOfAMonth) kilomètres"
                    )
                )
            }
            if let month { mopeds[month.year, default: 0] += min(max(count, 0), FactLimits.mopedKilometresOfAMonth) }
        }
        for (year, count) in mopeds.sorted(by: { $0.key < $1.key }) {
            guard let whole = kilometresBefore?["\(year)"], whole < count else { continue }
            problems.append(
                problem(
                    "kilometresBefore.\(year)", "\(whole) kilomètres en \(year), dont \(count) en vélomoteur",
                    "indiquez au moins ceux de mopedKilometresBefore"))
        }
        if let fare = cheapestFareCents, fare.cents < 0 || fare > .largestDeclared {
            problems.append(
                problem("cheapestFareCents", "ce montant est impossible", "indiquez de 0 à 9999999 centimes"))
        }
        return problems
    }

    private var elsewhereProblems: [FactProblem] {
        var seen = Set<ExpenseElsewhere>()
        return (elsewhere ?? []).enumerated().compactMap { index, stated in
            guard let expense = stated.expense else {
                return problem(
                    "elsewhere[\(index)].kind", "« \(stated.kind) » est incomplet ou n'est pas connu",
                    "attendu: meal avec mealtime, night ou journey sans lui")
            }
            guard seen.insert(expense).inserted else {
                return problem("elsewhere[\(index)]", "ce frais est déjà nommé", "retirez l'un des deux")
            }
            let first = Tariffs.standard.law.firstDay
            guard stated.day < first || stated.day > knownOn ?? stated.day else { return nil }
            return problem(
                "elsewhere[\(index)].day", "le \(French.day(stated.day)) est impossible",
                "indiquez un jour à partir du \(French.day(first)), et déjà passé")
        }
    }

    private func lineProblems(_ facts: ClaimFacts) -> [FactProblem] {
        var (problems, seen) = ([FactProblem](), Set<LineID>())
        if lines.count > FactLimits.lines {
            problems.append(
                problem("lines", "\(lines.count) lignes est impossible", "indiquez-en au plus \(FactLimits.lines)"))
        }
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

    /// The days of the claim itself: known when the law was, and not before anything happened.
    private var dayProblems: [FactProblem] {
        var problems: [FactProblem] = []
        let first = Tariffs.standard.law.firstDay
        if let knownOn, knownOn < first {
            problems.append(
                problem(
                    "knownOn", "aucun droit n'était connu le \(French.day(knownOn))",
                    "indiquez un jour à partir du \(French.day(first))"))
        }
        guard let claimedOn else { return problems }
        if let knownOn, claimedOn > knownOn {
            problems.append(
                problem(
                    "claimedOn", "la demande du \(French.day(claimedOn)) suit le \(French.day(knownOn))",
                    "indiquez un jour jusqu'à knownOn"))
        }
        if let begun = lines.map(\.day).min(), claimedOn < begun {
            problems.append(
                problem(
                    "claimedOn", "la demande du \(French.day(claimedOn)) précède tous les faits",
                    "indiquez un jour à partir du \(French.day(begun))"))
        }
        return problems
    }
}
