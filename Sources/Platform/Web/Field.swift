public import Mustache

/// One input of a form with its label, help, error and typed value, written accessibly.
///
/// The service makes it and puts it into the view; the template writes `{{{copies}}}`:
/// ```swift
/// let copies = Field("copies", "Nombre de copies corrigées", .whole(0...500), value: form["copies"])
///     .help(site.help["copies"]).errors(errors)
/// ```
/// The input has the name `copies` and the id `champ-copies`.
public struct Field: Sendable {
    public enum Kind: Sendable {
        case text
        /// A whole number.
        case whole(ClosedRange<Int>)
        /// A number with decimals; typed and shown with a comma.
        case decimal
        case day
        case time
        case email
        /// The value is what browsers expect: `current-password`, `new-password`.
        case password(String)
        case paragraph(rows: Int)
        case choice([Option])
        case list([Option])
        case tick
        /// A file of the browser's computer, of the kinds named as in HTML's `accept`; its form is multipart.
        case file(accept: String)
    }

    /// One of several answers: radio button or line of a list.
    public struct Option: Sendable {
        public let value: String
        public let label: String
        public let hint: String

        public init(_ value: String, _ label: String, hint: String = "") {
            self.value = value
            self.label = label
            self.hint = hint
        }
    }

    public let name: String
    public let label: String
    public let kind: Kind
    public var value: String
    var hint = ""
    var suffix = ""
    var optional = false
    var autocomplete = ""
    var error: String?
    var guide: Help.Text?

    public init(_ name: String, _ label: String, _ kind: Kind = .text, value: String = "") {
        self.name = name
        self.label = label
        self.kind = kind
        self.value = value
    }

    /// A sentence under the label.
    public func hint(_ text: String) -> Field { changed { $0.hint = text } }
    /// The guide's help.
    public func help(_ text: Help.Text?) -> Field { changed { $0.guide = text } }
    public func errors(_ errors: FormErrors) -> Field { changed { $0.error = errors.message(for: name) } }
    /// The unit after the input: "km", "€".
    public func suffix(_ unit: String) -> Field { changed { $0.suffix = unit } }
    /// Writes "(facultatif)" after the label; every other field is expected.
    public func isOptional() -> Field { changed { $0.optional = true } }
    /// An autofill token of HTML: `username`, `email`, `family-name`.
    public func autocomplete(_ token: String) -> Field { changed { $0.autocomplete = token } }

    private func changed(_ change: (inout Field) -> Void) -> Field {
        var copy = self
        change(&copy)
        return copy
    }
}

extension Field: MustacheCustomRenderable {
    public var renderText: String { FieldMarkup(self).html }
    public var isNull: Bool { false }
}
