import CPostgres

/// A libpq address taken apart by libpq itself.
public struct Conninfo: Sendable {
    /// Keyword to value, such as `host` and `dbname`; empty if libpq does not understand the address.
    public let values: [String: String]
    /// What libpq says of an address that it does not understand.
    public let fault: String?

    public init(_ address: String) {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(address, &message) else {
            values = [:]
            fault = message.map { String(cString: $0) } ?? "not understood"
            PQfreemem(message)
            return
        }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        self.values = values
        fault = nil
    }

    /// For logs.
    public var withoutPassword: String {
        let shown = values.filter { !$0.key.contains("password") }.sorted { $0.key < $1.key }
        return shown.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
}
