/// Writes a `Field` as HTML. Every text of the caller is escaped here.
struct FieldMarkup {
    let field: Field
    let id: String

    init(_ field: Field) {
        self.field = field
        id = "champ-\(HTML.escape(field.name))"
    }

    var html: String {
        let state = field.error == nil ? "" : " field-wrong"
        switch field.kind {
        case .choice(let options):
            return """
                <fieldset class="field\(state)" id="\(id)" tabindex="-1"\(described)><legend>\(label)</legend>\
                \(notes)\(options.map(radio).joined())</fieldset>
                """
        case .tick:
            return """
                <div class="field\(state)">\(error)<div class="choice"><input type="checkbox" \(common) value="oui"\
                \(field.value.isEmpty ? "" : " checked")><label for="\(id)">\(label)</label></div>\(hints)</div>
                """
        default:
            return "<div class=\"field\(state)\"><label for=\"\(id)\">\(label)</label>\(notes)\(box)</div>"
        }
    }

    private var label: String {
        HTML.escape(field.label) + (field.optional ? " <span class=\"optional\">(facultatif)</span>" : "")
    }

    private var notes: String { hints + error }

    private var hints: String {
        let hint = field.hint.isEmpty ? "" : "<p class=\"hint\" id=\"\(id)-note\">\(HTML.escape(field.hint))</p>"
        return hint + (field.guide?.html ?? "")
    }

    private var error: String {
        field.error.map { FormErrors.paragraph($0, field: field.name) } ?? ""
    }

    /// The `aria-…` attributes that tie the input to its notes.
    private var described: String {
        var ids: [String] = []
        if !field.hint.isEmpty { ids.append("\(id)-note") }
        if let guide = field.guide { ids.append("aide-\(guide.key)") }
        if field.error != nil { ids.append("erreur-\(HTML.escape(field.name))") }
        let by = ids.isEmpty ? "" : " aria-describedby=\"\(ids.joined(separator: " "))\""
        return by + (field.error != nil && !isGroup ? " aria-invalid=\"true\"" : "")
    }

    private var isGroup: Bool { if case .choice = field.kind { true } else { false } }

    private var common: String {
        let fill = field.autocomplete.isEmpty ? "" : " autocomplete=\"\(HTML.escape(field.autocomplete))\""
        return "name=\"\(HTML.escape(field.name))\" id=\"\(id)\"\(described)\(fill)"
    }

    private var box: String {
        let value = HTML.escape(field.value)
        let input =
            switch field.kind {
            case .paragraph(let rows): "<textarea \(common) rows=\"\(rows)\">\(value)</textarea>"
            case .list(let options): "<select \(common)>\(options.map(line).joined())</select>"
            case .password(let token):
                "<input type=\"password\" \(common) autocomplete=\"\(HTML.escape(token))\" spellcheck=\"false\">"
            case .file(let kinds): "<input type=\"file\" accept=\"\(HTML.escape(kinds))\" \(common)>"
            default: "<input \(attributes) \(common) value=\"\(value)\">"
            }
        guard !field.suffix.isEmpty else { return input }
        return "<span class=\"with-unit\">\(input)<span class=\"unit\">\(HTML.escape(field.suffix))</span></span>"
    }

    /// `type=number` loses what it cannot read; a text field with a numeric keyboard keeps what was typed.
    private var attributes: String {
        switch field.kind {
        case .whole(let range):
            "type=\"text\" inputmode=\"numeric\" class=\"short\" maxlength=\"\(String(range.upperBound).count + 4)\""
        case .decimal: "type=\"text\" inputmode=\"decimal\" class=\"short\""
        case .day: "type=\"date\""
        case .time: "type=\"time\""
        case .email: "type=\"email\" spellcheck=\"false\" autocapitalize=\"none\""
        default: "type=\"text\""
        }
    }

    private func radio(_ option: Field.Option) -> String {
        let own = "\(id)-\(HTML.escape(option.value))"
        let hint = option.hint.isEmpty ? "" : "<span class=\"hint\">\(HTML.escape(option.hint))</span>"
        return """
            <div class="choice"><input type="radio" name="\(HTML.escape(field.name))" id="\(own)" \
            value="\(HTML.escape(option.value))"\(option.value == field.value ? " checked" : "")>\
            <label for="\(own)">\(HTML.escape(option.label))\(hint)</label></div>
            """
    }

    private func line(_ option: Field.Option) -> String {
        """
        <option value="\(HTML.escape(option.value))"\(option.value == field.value ? " selected" : "")>\
        \(HTML.escape(option.label))</option>
        """
    }
}
