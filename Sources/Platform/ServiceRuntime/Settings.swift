import Configuration
public import Foundation

/// What an operator sets: environment variables, and files for secrets.
public struct Settings: Sendable {
    private let values: @Sendable (String) -> String?

    /// Reads the environment of the process.
    public init() {
        let reader = ConfigReader(provider: EnvironmentVariablesProvider())
        values = { name in
            reader.string(forKey: ConfigKey(name.lowercased().split(separator: "_").map(String.init)))
        }
    }

    /// Settings as given; for tests.
    public init(_ values: [String: String]) {
        self.values = { values[$0] }
    }

    /// The value by its name in the environment, `HTTP_PORT`; nil when it is unset or empty.
    public subscript(_ name: String) -> String? {
        guard let value = values(name), !value.isEmpty else { return nil }
        return value
    }

    /// Throws `SettingsError` when it is unset.
    public func required(_ name: String, _ remedy: String) throws(SettingsError) -> String {
        guard let value = self[name] else {
            throw SettingsError([.init(name: name, fault: "is not set", remedy: remedy)])
        }
        return value
    }

    /// A whole number in a range; the default when it is unset.
    public func number(_ name: String, in range: ClosedRange<Int>, default preset: Int?) throws(SettingsError) -> Int {
        let remedy = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let text = self[name] else {
            if let preset { return preset }
            throw SettingsError([.init(name: name, fault: "is not set", remedy: remedy)])
        }
        guard let value = Int(text), range.contains(value) else {
            throw SettingsError([.init(name: name, fault: "is not usable", remedy: remedy)])
        }
        return value
    }

    /// The contents of the file that the setting names, without the newline at its end.
    public func contents(ofFileNamedBy name: String) throws(SettingsError) -> String {
        let path = try required(name, "the path of a file that only this service can read")
        do {
            return try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .newlines)
        } catch {
            throw SettingsError([
                .init(name: name, fault: "names \(path), which cannot be read", remedy: "a readable file")
            ])
        }
    }
}

/// Every setting that is wrong, each with what would be right. Shows no value.
public struct SettingsError: Error, CustomStringConvertible {
    public struct Fault: Sendable, Equatable {
        public let name: String
        public let fault: String
        public let remedy: String
    }

    public var faults: [Fault]

    init(_ faults: [Fault]) { self.faults = faults }

    public var description: String {
        faults.map { "setting \($0.name) \($0.fault): give \($0.remedy)" }.joined(separator: "; ")
    }

    /// Runs all the readings and throws once, with the faults of all.
    static func gather(_ readings: [() throws -> Void]) throws {
        var faults: [Fault] = []
        for reading in readings {
            do { try reading() } catch let error as SettingsError { faults += error.faults }
        }
        if !faults.isEmpty { throw SettingsError(faults) }
    }
}
