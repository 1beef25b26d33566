/// Turns the bytes of a file into text, or says line by line where they are not UTF-8 and what the file seems to be.
enum ImportEncoding {
    struct Fault: Equatable {
        var file = ""
        let line: Int
        /// The line as a Western European program would show it.
        let value: String
        let remedy: String

        func named(_ file: String) -> Fault {
            var fault = self
            fault.file = file
            return fault
        }
    }

    struct Refusal: Error { let faults: [Fault] }

    private static let longestValue = 80

    static func read(_ bytes: [UInt8]) -> Result<String, Refusal> {
        if let text = String(validating: bytes, as: UTF8.self) { return .success(text) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            let remedy = "Le fichier est en UTF-16 (« Texte Unicode ») : enregistrez-le en « CSV UTF-8 »."
            return .failure(Refusal(faults: [Fault(line: 1, value: "", remedy: remedy)]))
        }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let faults = lines.enumerated().compactMap { index, line -> Fault? in
            guard String(validating: line, as: UTF8.self) == nil else { return nil }
            let western = String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) }))
                .filter { !$0.isNewline }
            return Fault(
                line: index + 1, value: String(western.prefix(longestValue)),
                remedy: "Cette ligne n’est pas en UTF-8 : réenregistrez tout le fichier en « CSV UTF-8 ».")
        }
        return .failure(Refusal(faults: faults))
    }
}
