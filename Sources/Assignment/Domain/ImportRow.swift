import Vocabulary

/// One record of a file being read: gives its cells as values and notes every fault instead of stopping at the first.
struct ImportRow {
    let file: ImportFile
    let line: Int
    private let cells: [String: String]
    private(set) var faults: [ImportFault] = []

    init(file: ImportFile, line: Int, cells: [String: String]) {
        (self.file, self.line, self.cells) = (file, line, cells)
        for column in file.columns + file.optionalColumns { refuseUnreadable(column) }
    }

    /// Signs that no keyboard writes: a file of another encoding was converted wrongly, or holds binary remains.
    private mutating func refuseUnreadable(_ column: String) {
        let scalars = cell(column).unicodeScalars
        if scalars.contains("\u{FFFD}") {
            refuse(column, "Des caractères ont été perdus à la conversion : réenregistrez le fichier en « CSV UTF-8 ».")
        } else if scalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) {
            refuse(column, "Retirez les caractères de commande (tabulation, retour à la ligne ou autre) de la valeur.")
        }
    }

    /// Whether the file has this column.
    func has(_ column: String) -> Bool { cells[column] != nil }

    func cell(_ column: String) -> String { cells[column] ?? "" }

    mutating func refuse(_ column: String, _ remedy: String) {
        faults.append(
            ImportFault(file: file.rawValue, line: line, column: column, value: cell(column), remedy: remedy))
    }

    /// A text that must be there, of at most so many characters.
    mutating func text(_ column: String, most: Int = 120) -> String {
        let value = cell(column)
        if value.isEmpty { refuse(column, "Renseignez cette colonne.") }
        if value.count > most { refuse(column, "Raccourcissez le texte à \(most) caractères au plus.") }
        return value
    }

    /// A code: letters, digits, dot, hyphen and underscore.
    mutating func code(_ column: String) -> String {
        let value = text(column, most: 40)
        let allowed = value.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789.-_".unicodeScalars.contains($0))
        }
        if !value.isEmpty && !allowed {
            refuse(column, "Utilisez des lettres sans accent, des chiffres, le point, le tiret ou le tiret bas.")
        }
        return value
    }

    mutating func whole(_ column: String, _ range: ClosedRange<Int>) -> Int {
        if let value = Int(cell(column)), range.contains(value) { return value }
        refuse(column, "Indiquez un nombre entier entre \(range.lowerBound) et \(range.upperBound).")
        return range.lowerBound
    }

    mutating func decimal(_ column: String, _ range: ClosedRange<Double>) -> Double {
        if let value = Double(cell(column).replacing(",", with: ".")), range.contains(value) { return value }
        refuse(
            column,
            "Indiquez un nombre entre \(Int(range.lowerBound)) et \(Int(range.upperBound)), par exemple 43,6045.")
        return range.lowerBound
    }

    mutating func day(_ column: String) -> CalendarDay {
        if let day = CalendarDay(cell(column)) { return day }
        refuse(column, "Écrivez un jour qui existe sous la forme 2026-06-18.")
        return CalendarDay(dayNumber: 0)
    }

    mutating func commune(_ column: String) -> CommuneCode? {
        if let code = CommuneCode(cell(column)) { return code }
        refuse(column, "Indiquez le code INSEE de la commune sur cinq caractères, par exemple 31555.")
        return nil
    }

    /// One of the French words of a list, as the code that the system uses.
    mutating func choice(_ column: String, _ words: [(word: String, code: String)]) -> String {
        let value = cell(column).lowercased()
        if let found = words.first(where: { $0.word == value || $0.code == value }) { return found.code }
        refuse(column, "Choisissez l’une des valeurs : \(words.map(\.word).joined(separator: ", ")).")
        return words.first?.code ?? ""
    }
}
