/// A set of half-days, numbered from 0 to 255 within one session; two missions clash if their sets meet.
public struct HalfDays: Hashable, Sendable {
    /// One more than the highest number that a set can hold: 128 days of two halves.
    public static let limit = 256

    var bits: SIMD4<UInt64>

    init(bits: SIMD4<UInt64>) { self.bits = bits }

    public init() { bits = .zero }

    /// The set of these half-days; each must lie in 0..<``limit``.
    public init(_ numbers: some Sequence<Int>) {
        self.init()
        for number in numbers { insert(number) }
    }

    public mutating func insert(_ number: Int) {
        precondition(number >= 0 && number < Self.limit, "a half-day is numbered from 0 to \(Self.limit - 1)")
        bits[number >> 6] |= 1 << UInt64(number & 63)
    }

    public func contains(_ number: Int) -> Bool {
        number >= 0 && number < Self.limit && bits[number >> 6] & (1 << UInt64(number & 63)) != 0
    }

    public var isEmpty: Bool { bits == .zero }
    public var count: Int { (0..<4).reduce(0) { $0 + bits[$1].nonzeroBitCount } }
    public func meets(_ other: HalfDays) -> Bool { bits & other.bits != .zero }
    public func subtracting(_ other: HalfDays) -> HalfDays { HalfDays(bits: bits & ~other.bits) }
    public func union(_ other: HalfDays) -> HalfDays { HalfDays(bits: bits | other.bits) }
}
