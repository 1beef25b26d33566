public import Vocabulary

/// Which column of a jury tariff an examination is paid by.
public enum Scale: Int, Hashable, Sendable, CaseIterable {
    case rate1, rate2, rate3, rate4
    /// Scripts of the baccalauréat only.
    case rate5
    /// Higher education, first cycle.
    case higherFirst
    /// Higher education, from the first year of the second cycle.
    case higherSecond
    /// Recruitment competitions, by category of the corps.
    case a1, a2, b, c
}

/// Which of the three texts pays an examination.
public enum Regime: Int, Hashable, Sendable, CaseIterable {
    case secondary, higher, competition
}

/// The lump sums of a competition's presidency.
public enum Presidency: Int, Hashable, Sendable, CaseIterable {
    case nationalBelow25, nationalFrom25, nationalFrom50, nationalFrom100, nationalFrom200
    case nationalB, deconcentratedB
}

/// One cell of the table of kilometric rates.
public enum KilometreRate: Int, Hashable, Sendable, CaseIterable {
    case smallCarFirst, smallCarSecond, smallCarThird
    case middleCarFirst, middleCarSecond, middleCarThird
    case largeCarFirst, largeCarSecond, largeCarThird
    case motorcycle, moped, lightMoped
}

/// Where a rate applies.
public enum Zone: Int, Hashable, Codable, Sendable, CaseIterable {
    case mainland
    /// The overseas départements and territories that have no rate of their own.
    case overseas
    /// New Caledonia, French Polynesia, Wallis and Futuna.
    case pacific
}

/// The kinds of place between which the rate of a night differs.
public enum LodgingKind: Int, Hashable, Codable, Sendable, CaseIterable {
    case base, largeTown, grandParis, paris
    /// Recognised disabled worker with reduced mobility, wherever the night is spent.
    case reducedMobility
    case overseas, pacific
}

/// A figure or a rule of law that stands alone.
public enum Rule: Int, Hashable, Sendable, CaseIterable {
    case optionalShare, accreditationLeast, accreditationMost, minimumWage
    case helpNightBegins, helpNightEnds
    case memoirApproval, memoirCeiling
    case inYearUnpaid, workWithoutRateUnpaid, helpEnteredByService
    case travelOutsideResidences, adjoiningIsSameCommune, adjoiningNeedsTransport, remoteWithoutTravel
    case localTransport
    case firstBracketEnds, secondBracketEnds, mopedMonthlyMinimum
    case carOnAuthorisation, convenienceAtCheapestFare, shortestRoute, passengerUnpaid, onePaymentPerExpense
    case noonBegins, noonEnds, eveningBegins, eveningEnds, subsidisedShare, freeMealUnpaid
    case nightBegins, nightEnds, nightProof, freeNightUnpaid, nightCappedAtCost, largeTownPopulation
    case trainMargin, planeMargin
    case ticketOnProof, secondClass, firstClassHours, taxiMorning, taxiEvening, taxiAuthorised, hiredCarAuthorised
    case tollsOnProof
    case advanceShare, prescriptionYears
    case documentsThreshold, transportDocuments, lodgingDocuments, mealDocuments
}

/// One dated figure or rule of law; its code names it in the files under `Parameters`.
public enum Parameter: Hashable, Sendable {
    /// Euros per script.
    case script(Scale)
    /// Euros per hour of an oral or practical test.
    case oral(Scale)
    /// Euros per marked file.
    case file(Scale)
    /// Euros per set of subjects.
    case subject(Scale)
    /// Euros per hour of help with running tests.
    case help(Regime, HelpPeriod)
    case presidency(Presidency)
    /// Euros per kilometre.
    case kilometre(KilometreRate)
    case meal(Zone)
    case night(LodgingKind)
    case rule(Rule)

    /// A dense number, for tables.
    var index: Int {
        switch self {
        case .script(let scale): scale.rawValue
        case .oral(let scale): 11 + scale.rawValue
        case .file(let scale): 22 + scale.rawValue
        case .subject(let scale): 33 + scale.rawValue
        case .help(let regime, let period): 44 + regime.rawValue * 3 + period.ordinal
        case .presidency(let presidency): 53 + presidency.rawValue
        case .kilometre(let rate): 60 + rate.rawValue
        case .meal(let zone): 72 + zone.rawValue
        case .night(let kind): 75 + kind.rawValue
        case .rule(let rule): 82 + rule.rawValue
        }
    }

    /// All parameters, in the order of `index`.
    public static let all: [Parameter] =
        Scale.allCases.map(Parameter.script) + Scale.allCases.map(Parameter.oral)
        + Scale.allCases.map(Parameter.file) + Scale.allCases.map(Parameter.subject)
        + Regime.allCases.flatMap { regime in HelpPeriod.allCases.map { Parameter.help(regime, $0) } }
        + Presidency.allCases.map(Parameter.presidency) + KilometreRate.allCases.map(Parameter.kilometre)
        + Zone.allCases.map(Parameter.meal) + LodgingKind.allCases.map(Parameter.night)
        + Rule.allCases.map(Parameter.rule)

    /// What stands in the files, for example `kilometre/middle-car-first`.
    public var code: String {
        switch self {
        case .script(let scale): "script/\(kebab(scale))"
        case .oral(let scale): "oral/\(kebab(scale))"
        case .file(let scale): "file/\(kebab(scale))"
        case .subject(let scale): "subject/\(kebab(scale))"
        case .help(let regime, let period): "help/\(kebab(regime))/\(period.rawValue)"
        case .presidency(let presidency): "presidency/\(kebab(presidency))"
        case .kilometre(let rate): "kilometre/\(kebab(rate))"
        case .meal(let zone): "meal/\(kebab(zone))"
        case .night(let kind): "night/\(kebab(kind))"
        case .rule(let rule): "rule/\(kebab(rule))"
        }
    }

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    /// Nil for a code that names no parameter.
    public init?(code: String) {
        guard let parameter = Parameter.byCode[code] else { return nil }
        self = parameter
    }
}

extension HelpPeriod {
    var ordinal: Int {
        switch self {
        case .day: 0
        case .night: 1
        case .weekendOrHoliday: 2
        }
    }
}

/// `middleCarFirst` as `middle-car-first`, `rate1` as `rate-1`.
func kebab(_ value: some Any) -> String {
    var result = ""
    for character in String(describing: value) {
        if !result.isEmpty, character.isUppercase || (character.isNumber && result.last?.isNumber == false) {
            result += "-"
        }
        result += character.lowercased()
    }
    return result
}
