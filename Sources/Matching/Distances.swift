/// Which places are too far apart to be at one in one half-day and at the other in the next.
///
/// A place is a number from 0; a mission without one (−1) is everywhere. Half-days follow each other if their numbers do
/// and both lie in the same group of ``halvesOfDay``: a night is long enough for any way.
public struct Distances: Hashable, Sendable {
    public let places: Int
    /// How many half-days follow each other without a night between: half-days 0..<2 are the first day if it is 2.
    public let halvesOfDay: Int
    /// One bit for each ordered pair of places.
    private var bits: [UInt64]

    /// - Parameter tooFar: asked once for each pair of different places.
    public init(places: Int, halvesOfDay: Int = 2, tooFar: (Int, Int) -> Bool) {
        precondition(places >= 0 && halvesOfDay > 0)
        (self.places, self.halvesOfDay) = (places, halvesOfDay)
        bits = [UInt64](repeating: 0, count: (places * places + 63) / 64)
        for left in 0..<places {
            for right in 0..<left where tooFar(left, right) {
                for bit in [left * places + right, right * places + left] { bits[bit >> 6] |= 1 << UInt64(bit & 63) }
            }
        }
    }

    /// No place is too far from any other.
    public static let none = Distances(places: 0) { _, _ in false }

    public var isEmpty: Bool { bits.allSatisfy { $0 == 0 } }

    public func areTooFar(_ left: Int32, _ right: Int32) -> Bool {
        guard left >= 0 && right >= 0 && left != right else { return false }
        let bit = Int(left) * places + Int(right)
        return bits[bit >> 6] & (1 << UInt64(bit & 63)) != 0
    }

    /// The half-days just before and just after those of a mission, on the same day.
    func neighbours(of halfDays: HalfDays) -> HalfDays {
        var found = HalfDays()
        for number in 0..<HalfDays.limit where halfDays.contains(number) {
            if number % halvesOfDay != 0 { found.insert(number - 1) }
            if (number + 1) % halvesOfDay != 0 && number + 1 < HalfDays.limit { found.insert(number + 1) }
        }
        return found
    }
}

extension Instance {
    /// Whether one person cannot take both missions: at the same time, or one right after the other and too far apart.
    @inline(__always)
    public func clash(_ left: Int, _ right: Int) -> Bool {
        missions[left].halfDays.meets(missions[right].halfDays) || areTooFar(left, right)
    }

    /// One right after the other, at places too far apart.
    func areTooFar(_ left: Int, _ right: Int) -> Bool {
        hasDistances && distances.areTooFar(missions[left].place, missions[right].place)
            && neighbours[left].meets(missions[right].halfDays)
    }
}
