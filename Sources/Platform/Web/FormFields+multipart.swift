import Foundation

extension FormFields {
    /// Reads a `multipart/form-data` body: texts become fields, chosen files become files.
    /// Source: RFC 7578, with the names as browsers write them (UTF-8, quotes as %22).
    ///
    /// - Throws: `Problem.badRequest` when the body does not follow its own boundary, or a text is not UTF-8.
    init(multipart body: [UInt8], boundary: String) throws {
        let body = Data(body)
        let delimiter = Data("--\(boundary)".utf8)
        guard (1...70).contains(boundary.utf8.count), var mark = body.range(of: delimiter), mark.lowerBound == 0 else {
            throw Self.malformedParts
        }
        var texts: [Field] = []
        var files: [(field: String, file: UploadedFile)] = []
        let inner = Data("\r\n".utf8) + delimiter
        while !body[mark.upperBound...].starts(with: Data("--".utf8)) {
            guard texts.count + files.count < Self.limit else { throw Problem.tooLarge }
            guard body[mark.upperBound...].starts(with: Data("\r\n".utf8)),
                let end = body.range(of: inner, in: (mark.upperBound + 2)..<body.endIndex)
            else { throw Self.malformedParts }
            let part = try Part(body[(mark.upperBound + 2)..<end.lowerBound])
            if let fileName = part.fileName {
                let file = UploadedFile(name: fileName, type: part.type, bytes: Array(part.content))
                if !file.bytes.isEmpty || !fileName.isEmpty { files.append((part.name, file)) }
            } else {
                guard let text = String(validating: part.content, as: UTF8.self), !text.utf8.contains(0) else {
                    throw Self.malformedParts
                }
                texts.append(Field(name: part.name, value: text.replacing("\r\n", with: "\n")))
            }
            mark = end
        }
        self.init(texts, files: files)
    }

    /// The boundary that a content type announces; nil for every other type.
    static func boundary(of contentType: String) -> String? {
        let parts = contentType.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.first?.lowercased() == "multipart/form-data",
            let parameter = parts.first(where: { $0.lowercased().hasPrefix("boundary=") })
        else { return nil }
        return parameter.dropFirst("boundary=".count).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
    }

    private static let malformedParts = Problem.badRequest(
        "L’envoi reçu est incomplet ou illisible. Recommencez depuis la page.")

    /// One part: its name, the name of its file if it is one, and what it contains.
    private struct Part {
        let name: String
        let fileName: String?
        let type: String
        let content: Data

        init(_ bytes: Data) throws {
            guard let blank = bytes.range(of: Data("\r\n\r\n".utf8)), blank.lowerBound - bytes.startIndex <= 8192,
                let head = String(validating: bytes[..<blank.lowerBound], as: UTF8.self)
            else { throw malformedParts }
            var disposition = ""
            var type = ""
            for line in head.split(separator: "\r\n") {
                let pair = line.split(separator: ":", maxSplits: 1)
                guard pair.count == 2 else { throw malformedParts }
                let value = pair[1].trimmingCharacters(in: .whitespaces)
                switch pair[0].lowercased() {
                case "content-disposition": disposition = value
                case "content-type": type = value
                default: break
                }
            }
            guard let name = Self.parameter("name", of: disposition) else { throw malformedParts }
            self.name = name
            fileName = Self.parameter("filename", of: disposition)
            self.type = type
            content = bytes[blank.upperBound...]
        }

        private static func parameter(_ name: String, of disposition: String) -> String? {
            let pieces = disposition.split(separator: "; \(name)=\"", maxSplits: 1, omittingEmptySubsequences: false)
            guard pieces.count == 2, let end = pieces[1].firstIndex(of: "\"") else { return nil }
            return String(pieces[1].prefix(upTo: end)).replacingOccurrences(of: "%22", with: "\"")
        }
    }
}
