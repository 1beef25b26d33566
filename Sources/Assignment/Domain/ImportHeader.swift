/// The first line of a file: names its columns, in any order. Says what is wrong with it and, where it can be guessed,
/// what the program that wrote it did.
struct ImportHeader {
    let columns: [String]
    let faults: [ImportFault]

    init(_ file: ImportFile, _ record: CSVTable.Record) {
        let found = record.fields.map { $0.lowercased() }
        columns = found
        let missing = file.columns.filter { !found.contains($0) }
        let surplus = found.filter { !file.columns.contains($0) && !file.optionalColumns.contains($0) }
        let twice = Dictionary(grouping: found, by: \.self).filter { $1.count > 1 }.keys.sorted()
        guard !missing.isEmpty || !surplus.isEmpty || !twice.isEmpty else {
            faults = []
            return
        }
        var reasons: [String] = []
        if let separator = Self.otherSeparator(in: record, file) {
            reasons.append("Le fichier est séparé par \(separator) : enregistrez-le avec des points-virgules")
        } else {
            if !missing.isEmpty { reasons.append("Il manque : \(missing.joined(separator: ", "))") }
            if !surplus.isEmpty { reasons.append("À retirer : \(surplus.joined(separator: ", "))") }
            if !twice.isEmpty { reasons.append("En double : \(twice.joined(separator: ", "))") }
        }
        let optional = file.optionalColumns.joined(separator: ", ")
        reasons.append(
            "Colonnes attendues : \(file.columns.joined(separator: ";"))\(optional.isEmpty ? "" : " (facultatif : \(optional))")"
        )
        faults = [
            ImportFault(
                file: file.rawValue, line: record.line, column: nil,
                value: record.fields.joined(separator: ";").shortened(to: 120),
                remedy: reasons.joined(separator: ". ") + ".")
        ]
    }

    /// The separator that the writer used instead of the semicolon, if the expected names appear when it is taken.
    private static func otherSeparator(in record: CSVTable.Record, _ file: ImportFile) -> String? {
        guard record.fields.count == 1, let line = record.fields.first?.lowercased() else { return nil }
        let candidates: [(Character, String)] = [
            (",", "des virgules"), ("\t", "des tabulations"), ("|", "des barres verticales"),
        ]
        return candidates.first { separator, _ in
            let names = line.split(separator: separator).map { String($0).trimmed }
            return names.count > 1 && names.contains(where: file.columns.contains)
        }?.1
    }
}

extension String {
    func shortened(to most: Int) -> String { count > most ? prefix(most) + "…" : self }
}
