extension Fact: Codable {
    private enum Key: String, CodingKey {
        case kind, count, minutesEach, minutes, period, vehicle, mode, paidCents, mealtime, place, commune, proven
        case coefficientPercent, posts, national, eachCents, at
    }

    /// What stands in `kind` on the wire.
    public var kind: String {
        switch self {
        case .scripts: "scripts"
        case .candidates: "candidates"
        case .hours: "hours"
        case .help: "help"
        case .kilometres: "kilometres"
        case .fare: "fare"
        case .toll: "toll"
        case .parking: "parking"
        case .meal: "meal"
        case .night: "night"
        case .files: "files"
        case .requests: "requests"
        case .subjects: "subjects"
        case .presidency: "presidency"
        case .memoirs: "memoirs"
        case .memoirApprovals: "memoir-approvals"
        case .firstClass: "first-class"
        case .taxi: "taxi"
        case .passenger: "passenger"
        case .unknown(let kind): kind
        }
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        let kind = try fields.decode(String.self, forKey: .kind)
        switch kind {
        case "scripts": self = .scripts(count: try fields.decode(Int.self, forKey: .count))
        case "candidates":
            self = .candidates(
                count: try fields.decode(Int.self, forKey: .count),
                minutesEach: try fields.decode(Int.self, forKey: .minutesEach))
        case "hours": self = .hours(minutes: try fields.decode(Int.self, forKey: .minutes))
        case "help":
            self = .help(
                minutes: try fields.decode(Int.self, forKey: .minutes),
                period: try fields.decode(HelpPeriod.self, forKey: .period))
        default: self = try Fact.rareWork(kind, fields) ?? Fact.travel(kind, fields)
        }
    }

    private static func rareWork(_ kind: String, _ fields: KeyedDecodingContainer<Key>) throws -> Fact? {
        switch kind {
        case "files": .files(count: try fields.decode(Int.self, forKey: .count))
        case "requests":
            .requests(
                count: try fields.decode(Int.self, forKey: .count),
                coefficientPercent: try fields.decode(Int.self, forKey: .coefficientPercent))
        case "subjects": .subjects(count: try fields.decode(Int.self, forKey: .count))
        case "presidency":
            .presidency(
                posts: try fields.decode(Int.self, forKey: .posts),
                national: try fields.decode(Bool.self, forKey: .national))
        case "memoirs":
            .memoirs(
                count: try fields.decode(Int.self, forKey: .count),
                each: try fields.decode(Money.self, forKey: .eachCents))
        case "memoir-approvals": .memoirApprovals(minutes: try fields.decode(Int.self, forKey: .minutes))
        default: nil
        }
    }

    private static func travel(_ kind: String, _ fields: KeyedDecodingContainer<Key>) throws -> Fact {
        switch kind {
        case "kilometres":
            .kilometres(
                count: try fields.decode(Int.self, forKey: .count),
                vehicle: try fields.decode(Vehicle.self, forKey: .vehicle))
        case "fare":
            .fare(
                mode: try fields.decode(FareMode.self, forKey: .mode),
                paid: try fields.decode(Money.self, forKey: .paidCents))
        case "toll": .toll(paid: try fields.decode(Money.self, forKey: .paidCents))
        case "parking": .parking(paid: try fields.decode(Money.self, forKey: .paidCents))
        case "meal":
            .meal(
                try fields.decode(Mealtime.self, forKey: .mealtime),
                place: try fields.decode(MealPlace.self, forKey: .place))
        case "night":
            .night(
                commune: try fields.decode(CommuneCode.self, forKey: .commune),
                paid: try fields.decode(Money.self, forKey: .paidCents),
                proven: try fields.decode(Bool.self, forKey: .proven))
        case "first-class":
            .firstClass(
                mode: try fields.decode(FareMode.self, forKey: .mode),
                paid: try fields.decode(Money.self, forKey: .paidCents))
        case "taxi":
            .taxi(
                at: try fields.decode(LocalTime.self, forKey: .at),
                paid: try fields.decode(Money.self, forKey: .paidCents))
        case "passenger": .passenger(kilometres: try fields.decode(Int.self, forKey: .count))
        default: .unknown(kind: kind)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(kind, forKey: .kind)
        switch self {
        case .scripts(let count): try fields.encode(count, forKey: .count)
        case .candidates(let count, let minutesEach):
            try fields.encode(count, forKey: .count)
            try fields.encode(minutesEach, forKey: .minutesEach)
        case .hours(let minutes): try fields.encode(minutes, forKey: .minutes)
        case .help(let minutes, let period):
            try fields.encode(minutes, forKey: .minutes)
            try fields.encode(period, forKey: .period)
        case .kilometres(let count, let vehicle):
            try fields.encode(count, forKey: .count)
            try fields.encode(vehicle, forKey: .vehicle)
        case .fare(let mode, let paid):
            try fields.encode(mode, forKey: .mode)
            try fields.encode(paid, forKey: .paidCents)
        case .toll(let paid), .parking(let paid): try fields.encode(paid, forKey: .paidCents)
        case .meal(let mealtime, let place):
            try fields.encode(mealtime, forKey: .mealtime)
            try fields.encode(place, forKey: .place)
        case .night(let commune, let paid, let proven):
            try fields.encode(commune, forKey: .commune)
            try fields.encode(paid, forKey: .paidCents)
            try fields.encode(proven, forKey: .proven)
        default: try encodeRare(into: &fields)
        }
    }

    private func encodeRare(into fields: inout KeyedEncodingContainer<Key>) throws {
        switch self {
        case .files(let count), .subjects(let count), .passenger(let count): try fields.encode(count, forKey: .count)
        case .requests(let count, let coefficientPercent):
            try fields.encode(count, forKey: .count)
            try fields.encode(coefficientPercent, forKey: .coefficientPercent)
        case .presidency(let posts, let national):
            try fields.encode(posts, forKey: .posts)
            try fields.encode(national, forKey: .national)
        case .memoirs(let count, let each):
            try fields.encode(count, forKey: .count)
            try fields.encode(each, forKey: .eachCents)
        case .memoirApprovals(let minutes): try fields.encode(minutes, forKey: .minutes)
        case .firstClass(let mode, let paid):
            try fields.encode(mode, forKey: .mode)
            try fields.encode(paid, forKey: .paidCents)
        case .taxi(let at, let paid):
            try fields.encode(at, forKey: .at)
            try fields.encode(paid, forKey: .paidCents)
        default: break
        }
    }
}

extension Vehicle: Codable {
    /// `car-up-to-5`, `car-6-or-7`, `car-8-or-more`, `motorcycle`, `moped` or `moped-up-to-50`.
    public var code: String {
        switch self {
        case .car(let power): "car-\(power.rawValue)"
        case .motorcycle: "motorcycle"
        case .moped: "moped"
        case .lightMoped: "moped-up-to-50"
        }
    }

    /// Nil for a code that is none of these.
    public init?(code: String) {
        let all: [Vehicle] = FiscalPower.allCases.map(Vehicle.car) + [.motorcycle, .moped, .lightMoped]
        guard let vehicle = all.first(where: { $0.code == code }) else { return nil }
        self = vehicle
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let vehicle = Vehicle(code: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a vehicle")
        }
        self = vehicle
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
