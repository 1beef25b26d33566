public import Vocabulary

/// A parameter as it stood for one day, as far as it was known on another: what a computation reads.
public struct Reading: Hashable, Codable, Sendable {
    public let provision: Provision
    /// Last day to which the value applied, as known then; absent while no end was known.
    public let until: CalendarDay?

    public var value: Exact { provision.value }
}

/// All parameters and all texts: what the law was on any day, as known on any other day.
public struct Law: Sendable {
    /// By index of the parameter; latest publication first, then latest beginning.
    var series: [[Provision]]
    /// How examinations are paid, latest publication first.
    var payment: [Exam: [ExamPayment]]

    /// The first day of fact of which anything is known.
    let firstDay: CalendarDay

    init(series: [[Provision]], payment: [Exam: [ExamPayment]]) {
        (self.series, self.payment) = (series, payment)
        firstDay = series.joined().compactMap(\.from).min() ?? CalendarDay(dayNumber: 0)
    }

    /// The value for a day of fact, as known on another day; nil when none was known.
    func read(_ parameter: Parameter, on day: CalendarDay, knownOn: CalendarDay) -> Reading? {
        guard let found = provision(parameter, on: day, knownOn: knownOn) else { return nil }
        var until = found.to
        for other in series[parameter.index] where other.published <= knownOn {
            guard let begins = other.from, begins > day else { continue }
            let last = begins.adding(days: -1)
            until = until.map { min($0, last) } ?? last
        }
        return Reading(provision: found, until: until)
    }

    /// The same without the last day of its validity, which costs more to find.
    func provision(_ parameter: Parameter, on day: CalendarDay, knownOn: CalendarDay) -> Provision? {
        series[parameter.index].first { $0.published <= knownOn && $0.covers(day) }
    }

    /// How an examination was paid on a day, as known on another day; nil when no text pays it.
    func payment(of exam: Exam, on day: CalendarDay, knownOn: CalendarDay) -> ExamPayment? {
        payment[exam]?.first { $0.provision.published <= knownOn && $0.provision.covers(day) }
    }

    /// Every value that was in force on a day, as known on another, in the order of `Parameter.all`.
    public func inForce(on day: CalendarDay, knownOn: CalendarDay) -> [(parameter: Parameter, reading: Reading)] {
        Parameter.all.compactMap { parameter in
            read(parameter, on: day, knownOn: knownOn).map { (parameter, $0) }
        }
    }

    /// Every provision of a parameter, oldest first.
    public func history(of parameter: Parameter) -> [Provision] {
        series[parameter.index].sorted {
            ($0.from?.dayNumber ?? .min, $0.published) < ($1.from?.dayNumber ?? .min, $1.published)
        }
    }

    /// The same law with one more set of parameters, for example a text to come.
    public func adding(parameters text: String, file: String) throws(TableRefused) -> Law {
        var reader = try LawReader(sources: LawReader.embeddedSources)
        try reader.readParameters(text, file: file)
        var law = self
        for (index, added) in reader.series.enumerated() where !added.isEmpty {
            law.series[index] = (law.series[index] + added).sorted(by: LawReader.laterFirst)
        }
        return law
    }
}

/// By which text and in which columns an examination is paid.
public struct ExamPayment: Hashable, Sendable {
    public let regime: Regime
    /// Column for orals, practicals and everything else but scripts.
    public let scale: Scale
    /// Column for scripts.
    public let scriptScale: Scale
    /// False for an examination that the text names as not paid (`NR`).
    public let paid: Bool
    /// Where it stands.
    public let provision: Provision
}
