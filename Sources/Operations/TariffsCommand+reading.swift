import ArgumentParser
import Foundation
import Tariffs

/// Reads a stream of claims: one JSON document, or one on each line; a claim that is refused is named, and the others
/// go on.
struct StatedClaimReader {
    let file: String?
    let tables: OperatorTables

    init(file: String?, tables folder: String?) throws {
        self.file = file
        tables = try folder.map { try OperatorTables.read(folder: URL(fileURLWithPath: $0)) } ?? .demonstration
    }

    /// - Returns: how many claims were refused.
    func forEach(_ body: (StatedClaim) throws -> Void) throws -> Int {
        var lines = try LineReader(file: file)
        defer { lines.close() }
        var (number, failed) = (0, 0)
        while let line = lines.next() {
            number += 1
            guard let text = line.trimmed else { continue }
            guard text.hasSuffix("}") else { return try takeWhole(text, &lines, body) ? failed : failed + 1 }
            failed += try take(Data(text.utf8), "ligne \(number)", body) ? 0 : 1
        }
        return failed
    }

    /// A document that goes over several lines.
    private func takeWhole(
        _ first: String, _ lines: inout LineReader, _ body: (StatedClaim) throws -> Void
    ) throws -> Bool {
        var whole = first + "\n"
        while let line = lines.next() { whole += line }
        return try take(Data(whole.utf8), file ?? "entrée", body)
    }

    private func take(_ json: Data, _ place: String, _ body: (StatedClaim) throws -> Void) throws -> Bool {
        do {
            try body(try FactsReader.read(json, tables: tables, today: TariffDay.today))
            return true
        } catch let refused as FactsRefused {
            for problem in refused.problems { FileHandle.standardError.write(Data("\(place), \(problem)\n".utf8)) }
            return false
        }
    }

    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

/// The lines of a file or of the standard input, one at a time.
private struct LineReader {
    private let handle: UnsafeMutablePointer<FILE>
    private var buffer: UnsafeMutablePointer<CChar>?
    private var capacity = 0

    init(file: String?) throws {
        guard let handle = file.map({ fopen($0, "r") }) ?? fdopen(STDIN_FILENO, "r") else {
            throw ValidationError("Ce fichier est illisible: \(file ?? "entrée standard").")
        }
        self.handle = handle
    }

    /// With its end of line; nil after the last one.
    mutating func next() -> String? {
        let length = getline(&buffer, &capacity, handle)
        guard length > 0, let buffer else { return nil }
        return buffer.withMemoryRebound(to: UInt8.self, capacity: length) {
            String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
        }
    }

    func close() {
        free(buffer)
        fclose(handle)
    }
}

extension String {
    /// Without surrounding blanks; nil when nothing else is there.
    fileprivate var trimmed: String? {
        let text = trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }
}
