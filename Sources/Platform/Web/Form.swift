import Crypto
public import Foundation
public import Hummingbird

/// What a person typed and sent. The guards of `Site` have already read the body and checked where it comes from;
/// reading it again costs nothing.
public struct Form: Sendable {
    /// The hidden fields that `{{{form}}}` writes.
    enum Hidden {
        static let token = "_jeton"
        static let command = "_commande"
    }

    /// The largest form that any page sends.
    public static let largestBytes = 262_144

    let fields: FormFields
    /// The identity of this command: the same form sent twice has the same one, and so gets the same answer.
    public let commandID: UUID

    /// - Throws: `Problem.tooLarge`, `.unsupportedMediaType` or `.badRequest`.
    public init(request: Request, context: WebContext, maxBytes: Int = Form.largestBytes) async throws {
        if let checked = context.fields {
            try self.init(fields: checked)
        } else {
            var request = request
            try self.init(fields: try await request.formFields(upTo: maxBytes))
        }
    }

    init(fields: FormFields) throws {
        self.fields = fields
        guard let sent = fields.first(Hidden.command) else {
            commandID = UUID()
            return
        }
        guard let id = UUID(uuidString: sent) else {
            throw Problem.badRequest("Le formulaire reçu est incomplet. Rechargez la page et recommencez.")
        }
        commandID = id
    }

    /// The first value of a field without the blanks around it; empty when the field was not sent.
    public subscript(_ name: String) -> String {
        raw(name).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The first value exactly as typed: for passwords.
    public func raw(_ name: String) -> String { fields.first(name) ?? "" }

    /// Every value of a field, in the order of the page: ticked boxes, repeated lines.
    public func all(_ name: String) -> [String] {
        fields.all.filter { $0.name == name }.map { $0.value.trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    /// Whether a box is ticked or a button of this name was used.
    public func has(_ name: String) -> Bool { fields.first(name) != nil }

    /// The names of the fields sent, without the hidden ones, in the order of the page.
    public var names: [String] { fields.all.map(\.name).filter { !$0.hasPrefix("_") } }

    /// Names and values as sent, without the hidden ones.
    public var pairs: [(name: String, value: String)] {
        fields.all.filter { !$0.name.hasPrefix("_") }.map { ($0.name, $0.value) }
    }

    /// SHA-256 of what was typed, without the hidden fields: the body that a command id stands for.
    public var hash: [UInt8] {
        var digest = SHA256()
        func add(_ bytes: [UInt8]) {
            withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { digest.update(bufferPointer: $0) }
            digest.update(data: bytes)
        }
        for field in fields.all where !field.name.hasPrefix("_") {
            add(Array(field.name.utf8))
            add(Array(field.value.utf8))
        }
        for (field, file) in fields.files {
            add(Array(field.utf8))
            add(file.bytes)
        }
        return Array(digest.finalize())
    }
}

extension Request {
    /// Reads the body as a form and leaves it readable for those who follow.
    mutating func formFields(upTo maxBytes: Int) async throws -> FormFields {
        if let boundary = headers[.contentType].flatMap(FormFields.boundary(of:)) {
            let body = try await collectBody(upTo: maxBytes)
            return try FormFields(multipart: Array(body.readableBytesView), boundary: boundary)
        }
        let type = headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() }
        guard type == "application/x-www-form-urlencoded" || (type == nil && headers[.contentLength] == "0") else {
            throw Problem.unsupportedMediaType
        }
        let body = try await collectBody(upTo: maxBytes)
        return try FormFields(parsing: body.readableBytesView)
    }
}
