import Foundation

/// INSEE code of a commune: five characters, digits but for Corsica's `2A` and `2B`.
public struct CommuneCode: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    public let description: String

    /// Nil when the text has not the form of an INSEE code.
    public init?(_ text: some StringProtocol) {
        let characters = Array(text.utf8)
        guard characters.count == 5 else { return nil }
        let digits = characters.enumerated().allSatisfy { index, byte in
            (0x30...0x39).contains(byte) || (index == 1 && characters[0] == 0x32 && (byte == 0x41 || byte == 0x42))
        }
        guard digits else { return nil }
        description = String(text)
    }

    public static func < (left: CommuneCode, right: CommuneCode) -> Bool { left.description < right.description }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let code = CommuneCode(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an INSEE code")
        }
        self = code
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A commune as messages and screens name it.
public struct CommuneName: Hashable, Codable, Sendable {
    public let code: CommuneCode
    public let name: String

    public init(code: CommuneCode, name: String) {
        (self.code, self.name) = (code, name)
    }
}

/// A point on the earth, in degrees (WGS 84).
public struct GeoPoint: Hashable, Codable, Sendable {
    public let latitude: Double
    public let longitude: Double

    public init(latitude: Double, longitude: Double) {
        (self.latitude, self.longitude) = (latitude, longitude)
    }

    /// Great-circle kilometres. Roads are longer: never the distance that is paid.
    public func greatCircleKilometres(to other: GeoPoint) -> Double {
        func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
        let half = (radians(other.latitude - latitude) / 2, radians(other.longitude - longitude) / 2)
        let chord =
            sin(half.0) * sin(half.0)
            + cos(radians(latitude)) * cos(radians(other.latitude)) * sin(half.1) * sin(half.1)
        return 2 * 6_371.0088 * asin(min(1, chord.squareRoot()))
    }
}
