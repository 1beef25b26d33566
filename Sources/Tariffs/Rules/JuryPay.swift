import Vocabulary

/// Pay for the work of juries.
extension Assessor {
    func indemnity(_ work: inout Working) throws(Halt) -> Exact {
        work.note(.mission(facts.mission.kind))
        work.note(.exam(facts.mission.exam))
        if facts.mission.evaluation == .inYear, work.holds(.inYearUnpaid) { throw .reason(.inYear) }
        let payment = try payment(&work)
        try checkFitsMission(work.trace.line.fact)
        let euros = try gross(payment, &work)
        if euros == .zero { throw .reason(.nothingDone) }
        return euros
    }

    /// The columns of the examination, once it is sure that the work is paid at all.
    private func payment(_ work: inout Working) throws(Halt) -> ExamPayment {
        let (exam, kind) = (facts.mission.exam, facts.mission.kind)
        guard let payment = law.payment(of: exam, on: work.day, knownOn: knownOn) else {
            throw .reason(.examWithoutTariff(exam))
        }
        work.note(Reading(provision: payment.provision, until: nil))
        if !payment.paid || facts.settings.isUnpaid(exam, kind) { throw .reason(.examUnpaid(exam)) }
        let competition = payment.regime == .competition
        let paysKind =
            switch kind {
            case .meeting, .unknown: false
            case .subjectSetting, .presidency: competition
            default: true
            }
        if !paysKind, work.holds(.workWithoutRateUnpaid) { throw .reason(.workUnpaid(kind)) }
        return payment
    }

    private func checkFitsMission(_ fact: Fact) throws(Halt) {
        let kind = facts.mission.kind
        let fits =
            switch fact {
            case .scripts, .files: kind == .marking
            case .candidates, .hours:
                kind == .oral || kind == .optionalOral || kind == .practical || kind == .sports
            case .help: kind == .invigilation
            case .requests: kind == .accreditation
            case .subjects: kind == .subjectSetting
            case .presidency: kind == .presidency
            case .memoirs, .memoirApprovals: kind == .memoir
            default: false
            }
        if !fits { throw .reason(.foreignToMission(kind)) }
    }

    private func gross(_ payment: ExamPayment, _ work: inout Working) throws(Halt) -> Exact {
        switch work.trace.line.fact {
        case .scripts(let count):
            return try work.rated(count, .scripts, .script(payment.scriptScale))
        case .files(let count): return try work.rated(count, .files, .file(payment.scale))
        case .subjects(let count): return try work.rated(count, .subjects, .subject(payment.scale))
        case .candidates(let count, let minutesEach):
            try work.check(count, "count", 0...1_000)
            try work.check(minutesEach, "minutesEach", 1...1_440)
            return try oral(count * minutesEach, payment, &work)
        case .hours(let minutes):
            // The hours of a mission are dated on its first day.
            if minutes > 1_440 { try work.check(minutes, "minutes", 0...1_440 * facts.mission.days) }
            try work.check(minutes, "minutes", 0...Countable.bounds.upperBound)
            return try oral(minutes, payment, &work)
        case .help(let minutes, let period): return try help(minutes, period, payment.regime, &work)
        case .requests(let count, let coefficient): return try requests(count, coefficient, payment, &work)
        case .presidency(let posts, let national): return try presidency(posts, national, payment.scale, &work)
        case .memoirs(let count, let each): return try memoirs(count, each, &work)
        case .memoirApprovals(let minutes):
            try work.check(minutes, "minutes", 0...1_440)
            return try work.timed(minutes, .rule(.memoirApproval))
        default: throw .reason(.foreignToMission(facts.mission.kind))
        }
    }

    /// Only the time with candidates counts; optional orals and sports have a share of the rate.
    private func oral(_ minutes: Int, _ payment: ExamPayment, _ work: inout Working) throws(Halt) -> Exact {
        let euros = try work.timed(minutes, .oral(payment.scale))
        let kind = facts.mission.kind
        guard payment.regime == .secondary, kind == .optionalOral || kind == .sports else { return euros }
        let share = try work.value(.optionalShare)
        work.note(.times(share))
        return euros * share
    }

    private func requests(
        _ count: Int, _ coefficient: Int, _ payment: ExamPayment, _ work: inout Working
    ) throws(Halt) -> Exact {
        let (least, most) = (try work.value(.accreditationLeast), try work.value(.accreditationMost))
        let factor = Exact(Int64(coefficient), over: 100)
        guard least <= factor, factor <= most else {
            throw work.problem(
                "coefficientPercent", "le coefficient \(French.decimal(factor)) n'existe pas",
                remedy: "indiquez un coefficient entre \(French.decimal(least)) et \(French.decimal(most))")
        }
        let euros = try work.rated(count, .requests, .oral(payment.scale))
        work.note(.times(factor))
        return euros * factor
    }

    private func presidency(
        _ posts: Int, _ national: Bool, _ scale: Scale, _ work: inout Working
    ) throws(Halt) -> Exact {
        try work.check(posts, "posts", 0...100_000)
        let tier: Presidency? =
            switch (scale, national) {
            case (.a1, true):
                switch posts {
                case ..<25: .nationalBelow25
                case ..<50: .nationalFrom25
                case ..<100: .nationalFrom50
                case ..<200: .nationalFrom100
                default: .nationalFrom200
                }
            case (.b, true): .nationalB
            case (.b, false): .deconcentratedB
            default: nil
            }
        guard let tier else { throw .reason(.noTariff(parameter: "presidency/\(kebab(scale))")) }
        return try work.rated(1, .lumpSums, .presidency(tier))
    }

    private func memoirs(_ count: Int, _ each: Money, _ work: inout Working) throws(Halt) -> Exact {
        try work.check(count, "count", 0...1_000)
        try work.check(each, "eachCents")
        let ceiling = try work.value(.memoirCeiling)
        if Exact(each) > ceiling { work.reduction = .aboveCeiling }
        let rate = min(Exact(each), ceiling)
        work.note(.rated(count: count, .memoirs, rate: rate))
        return Exact(count) * rate
    }
}

extension TariffSettings {
    func isUnpaid(_ exam: Exam, _ kind: MissionKind) -> Bool {
        guard !unpaid.isEmpty else { return false }
        return unpaid.contains(UnpaidWork(exam: exam, kind: nil)) || unpaid.contains(UnpaidWork(exam: exam, kind: kind))
    }
}

extension Working {
    /// A count at a rate.
    mutating func rated(_ count: Int, _ what: Countable, _ parameter: Parameter) throws(Halt) -> Exact {
        try check(count, "count", Countable.bounds)
        let rate = try value(parameter)
        note(.rated(count: count, what, rate: rate))
        return Exact(count) * rate
    }

    /// Minutes at an hourly rate, exactly.
    mutating func timed(_ minutes: Int, _ parameter: Parameter) throws(Halt) -> Exact {
        let rate = try value(parameter)
        note(.timed(minutes: minutes, rate: rate))
        return Exact(Int64(minutes), over: 60) * rate
    }
}
