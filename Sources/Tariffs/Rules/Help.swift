import Vocabulary

/// Help with running tests (*surveillance*, *aide au déroulement*).
extension Assessor {
    /// Agents have the text's rate of the period; outsiders and retired agents the minimum wage.
    func help(
        _ minutes: Int, _ declared: HelpPeriod, _ regime: Regime, _ work: inout Working
    ) throws(Halt) -> Exact {
        try work.check(minutes, "minutes", 0...1_440)
        work.note(.status(facts.person.status))
        guard facts.person.status.isKnown else {
            throw work.problem(
                "person.status", "« \(facts.person.status) » n'est pas connu",
                remedy: "indiquez internal, external ou retired")
        }
        if declared == .night { try checkNight(minutes, &work) }
        guard facts.person.status == .internal else { return try work.timed(minutes, .rule(.minimumWage)) }
        let period = try period(declared, minutes, regime, &work)
        return try work.timed(minutes, .help(regime, period))
    }

    private func checkNight(_ minutes: Int, _ work: inout Working) throws(Halt) {
        let begins = try work.whole(.helpNightBegins)
        let ends = try work.whole(.helpNightEnds)
        try work.check(minutes, "minutes", 0...(1_440 - begins + ends))
    }

    /// Base case: the day. Exceptions: the night, and the weekend or public holiday. Nothing ranks the two.
    private func period(
        _ declared: HelpPeriod, _ minutes: Int, _ regime: Regime, _ work: inout Working
    ) throws(Halt) -> HelpPeriod {
        let day = work.day
        let rest = day.weekday >= 6 || facts.settings.publicHolidays.contains(day)
        if rest { work.note(.restDay) }
        switch (declared, rest) {
        case (.day, true): return .weekendOrHoliday
        case (.night, true): return try nightOnRestDay(minutes, regime, &work)
        default: return declared
        }
    }

    private func nightOnRestDay(
        _ minutes: Int, _ regime: Regime, _ work: inout Working
    ) throws(Halt) -> HelpPeriod {
        let night = try work.value(.help(regime, .night))
        let weekend = try work.value(.help(regime, .weekendOrHoliday))
        let chosen = facts.resolutions[work.trace.line.lineID] ?? facts.settings.nightAndWeekend.rawValue
        switch chosen {
        case "night", "weekend":
            work.note(.resolved(chosen))
            return chosen == "night" ? .night : .weekendOrHoliday
        default:
            let hours = Exact(Int64(minutes), over: 60)
            let rounding = facts.settings.rounding
            throw .question(
                OpenQuestion(
                    code: "night-and-weekend",
                    question:
                        "Aide de nuit un week-end ou un jour férié: le texte ne dit pas lequel des deux taux prime",
                    options: [
                        .init(code: "night", label: "taux de nuit", amount: rounding.cents(hours * night)),
                        .init(code: "weekend", label: "taux de week-end", amount: rounding.cents(hours * weekend)),
                    ]))
        }
    }
}
