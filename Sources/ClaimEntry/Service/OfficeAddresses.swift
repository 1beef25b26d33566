/// Where paper is sent: the postal address of each office, as an operator sets it.
struct OfficeAddresses: Sendable {
    private let lines: [String: [String]]

    /// Reads `DEC1=Rectorat|Bureau DEC1|31077 Toulouse cedex 4;DEC2=…`; an office without name is that of all others.
    init(_ text: String) {
        var lines: [String: [String]] = [:]
        for entry in text.split(separator: ";") {
            let parts = entry.split(separator: "=", maxSplits: 1)
            let office = parts.count == 2 ? String(parts[0].filter { !$0.isWhitespace }) : ""
            lines[office] = parts.last?.split(separator: "|").map {
                $0.trimmingPrefix { $0.isWhitespace }.description
            }
        }
        self.lines = lines
    }

    /// Line by line; empty when nobody has set it.
    func address(of office: String) -> [String] { lines[office] ?? lines[""] ?? [] }
}
