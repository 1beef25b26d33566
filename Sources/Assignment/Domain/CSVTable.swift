/// A text of records separated by line ends and fields separated by semicolons (RFC 4180 with `;`): fields may stand
/// in double quotes, a quote inside is doubled, a byte order mark is skipped. Lines count from 1.
struct CSVTable {
    struct Record {
        let line: Int
        let fields: [String]
    }

    private(set) var records: [Record] = []
    /// The line of a quote that never closes.
    private(set) var openQuoteLine: Int?

    init(_ text: String) {
        var reader = Reader()
        for scalar in text.unicodeScalars { reader.take(scalar) }
        reader.finish()
        records = reader.records
        openQuoteLine = reader.quoted ? reader.quoteLine : nil
    }

    private struct Reader {
        var records: [Record] = []
        var quoted = false
        var quoteLine = 1
        private var recordLine = 1
        private var line = 1
        private var fields: [String] = []
        private var field = String.UnicodeScalarView()
        private var closedQuote = false
        private var started = false

        mutating func take(_ scalar: Unicode.Scalar) {
            if scalar == "\u{FEFF}" && !started && records.isEmpty { return }
            if scalar == "\n" { line += 1 }
            if quoted {
                if scalar == "\"" { (quoted, closedQuote) = (false, true) } else { field.append(scalar) }
                return
            }
            switch scalar {
            case "\"":
                if closedQuote { field.append(scalar) } else { quoteLine = line }
                (quoted, closedQuote, started) = (true, false, true)
            case ";":
                endField()
                started = true
            case "\n": endRecord()
            case "\r": break
            default:
                field.append(scalar)
                (closedQuote, started) = (false, true)
            }
        }

        mutating func finish() { if started || quoted { endRecord() } }

        private mutating func endField() {
            fields.append(String(field).trimmed)
            field = String.UnicodeScalarView()
            closedQuote = false
        }

        private mutating func endRecord() {
            if started {
                endField()
                if fields.contains(where: { !$0.isEmpty }) { records.append(Record(line: recordLine, fields: fields)) }
            }
            fields = []
            started = false
            recordLine = line
        }
    }
}

extension String {
    var trimmed: String {
        var view = self[...]
        while let first = view.first, first.isWhitespace { view = view.dropFirst() }
        while let last = view.last, last.isWhitespace { view = view.dropLast() }
        return String(view)
    }
}
