import Foundation

/// The binary form of `numeric`: groups of four decimal digits, most significant first.
struct BinaryNumeric {
    private let digits: [Int64]
    private let weight: Int  // Power of 10,000 of the first group.
    private let isNegative: Bool

    /// `nil` for NaN and the infinities.
    init?(_ content: UnsafeRawBufferPointer) {
        func field(_ index: Int) -> Int16 {
            Int16(bigEndian: content.loadUnaligned(fromByteOffset: 2 * index, as: Int16.self))
        }
        guard content.count >= 8, content.count >= 8 + 2 * Int(field(0)) else { return nil }
        let sign = UInt16(bitPattern: field(2))
        guard sign == 0 || sign == 0x4000 else { return nil }
        digits = (0..<Int(field(0))).map { Int64(field(4 + $0)) }
        weight = Int(field(1))
        isNegative = sign == 0x4000
    }

    /// `nil` if there is a fraction, or if the number does not fit.
    var int64: Int64? {
        var value: Int64 = 0
        for (index, digit) in digits.enumerated() where index <= weight {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10_000)
            let (sum, carried) = product.addingReportingOverflow(digit)
            if overflow || carried { return nil }
            value = sum
        }
        for (index, digit) in digits.enumerated() where index > weight && digit != 0 { return nil }
        // Trailing groups of zeros are not sent.
        for _ in 0..<max(0, weight + 1 - digits.count) where value != 0 {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10_000)
            if overflow { return nil }
            value = product
        }
        return isNegative ? -value : value
    }

    var double: Double {
        var value = 0.0
        for (index, digit) in digits.enumerated() {
            value += Double(digit) * pow(10_000, Double(weight - index))
        }
        return isNegative ? -value : value
    }
}
