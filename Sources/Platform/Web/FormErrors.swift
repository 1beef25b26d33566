public import Mustache

/// What is wrong with a form: one message per field, in the order of the page.
///
/// Put it into the view as `erreurs`. The template then writes `{{{erreurs.resume}}}` at the top of the page, and
/// beside the field `copies`: `{{{erreurs.champ.copies}}}` for the message and `{{{erreurs.attributs.copies}}}` for
/// the attributes of the input. Inputs have the id `champ-<field>`, to which the summary links.
/// A message says what is wrong and what would be right: "Saisissez un nombre de copies entre 1 et 500."
public struct FormErrors: Sendable, Equatable {
    public struct Entry: Sendable, Equatable {
        public let field: String
        public let message: String
    }

    public private(set) var entries: [Entry] = []

    public init() {}

    public var isEmpty: Bool { entries.isEmpty }

    /// - Parameter field: the name of the input; empty when the message is about the whole form.
    public mutating func add(_ field: String, _ message: String) {
        entries.append(Entry(field: field, message: message))
    }

    public func message(for field: String) -> String? { entries.first { $0.field == field }?.message }
}

extension FormErrors: MustacheParent {
    public func child(named name: String) -> Any? {
        switch name {
        case "resume": summary
        case "champ": ByField { field in message(for: field).map { Self.paragraph($0, field: field) } ?? "" }
        case "attributs": ByField { message(for: $0) == nil ? "" : Self.attributes(field: $0) }
        case "vide": isEmpty
        default: nil
        }
    }

    /// The box at the top of the page; nothing without errors. It takes the focus, also without JavaScript.
    public var summary: String {
        guard !isEmpty else { return "" }
        let lines = entries.map { entry in
            let text = HTML.escape(entry.message)
            return entry.field.isEmpty
                ? "<li>\(text)</li>" : "<li><a href=\"#champ-\(HTML.escape(entry.field))\">\(text)</a></li>"
        }
        return """
            <div class="error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="erreurs-titre">\
            <h2 id="erreurs-titre">\(entries.count == 1 ? "Un point" : "\(entries.count) points") à corriger</h2>\
            <ul>\(lines.joined())</ul></div>
            """
    }

    static func paragraph(_ message: String, field: String) -> String {
        "<p class=\"field-error\" id=\"erreur-\(HTML.escape(field))\">"
            + "<span class=\"visually-hidden\">Erreur : </span>\(HTML.escape(message))</p>"
    }

    static func attributes(field: String) -> String {
        " aria-invalid=\"true\" aria-describedby=\"erreur-\(HTML.escape(field))\""
    }
}

/// Lets a template write `{{{parent.name}}}` for any name.
struct ByField: MustacheParent {
    let text: (String) -> String

    init(_ text: @escaping (String) -> String) { self.text = text }

    func child(named name: String) -> Any? { text(name) }
}
