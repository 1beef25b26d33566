public import Vocabulary

/// One journey that serves several missions: each of its expenses is paid once, and its cost is borne by the missions
/// in proportion to the days that each of them works, to the cent.
///
/// A mission's share is rounded down; the cents that remain go one by one to the largest remainders, and among equal
/// ones to the mission that begins first, then to the one that is named first.
public struct SharedJourney: Sendable {
    /// What one mission of the journey is called, and the days on which it is worked.
    public struct Part: Hashable, Sendable {
        public let name: String
        public let days: Set<CalendarDay>

        public init(name: String, days: Set<CalendarDay>) { (self.name, self.days) = (name, days) }
    }

    public let parts: [Part]

    public init(parts: [Part]) { self.parts = parts }

    /// What each mission bears of one amount; the shares add up to it.
    public func allocate(_ amount: Money) -> [String: Money] {
        let ordered = parts.sorted {
            ($0.days.min()?.dayNumber ?? .max, $0.name) < ($1.days.min()?.dayNumber ?? .max, $1.name)
        }
        let shares = amount.allocated(by: ordered.map(\.days.count))
        return Dictionary(zip(ordered.map(\.name), shares), uniquingKeysWith: +)
    }
}

extension Sequence where Element == ClaimFacts {
    /// What these claims already carry: the next claim of the same person gives it as `ClaimFacts.elsewhere`, so that
    /// two missions on one day pay each meal, each night and each journey once.
    public var expenses: Set<ExpenseElsewhere> {
        var expenses = Set<ExpenseElsewhere>()
        for facts in self {
            for line in facts.lines {
                switch line.fact {
                case .meal(let mealtime, _): expenses.insert(.meal(line.day, mealtime))
                case .night: expenses.insert(.night(line.day))
                case .kilometres, .fare, .firstClass, .taxi, .toll, .parking: expenses.insert(.journey(line.day))
                default: break
                }
            }
        }
        return expenses
    }
}
