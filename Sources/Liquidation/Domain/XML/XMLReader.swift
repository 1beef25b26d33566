/// Reads the plain XML that banks send: elements, attributes, texts.
///
/// A document type declaration is refused, so there are no entities but the five predefined ones and no access to
/// anything outside the document. Size, depth and number of elements are bounded.
public struct XMLReader {
    static let largestSize = 32 * 1024 * 1024
    static let largestDepth = 32
    static let largestCount = 2_000_000

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var count = 0

    /// The root element of a UTF-8 document.
    public static func read(_ bytes: [UInt8]) throws(XMLProblem) -> XMLElement {
        guard bytes.count <= largestSize else {
            throw XMLProblem(line: 1, sentence: "Le fichier dépasse \(largestSize / 1_048_576) Mo.")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw XMLProblem(line: 1, sentence: "Le fichier n'est pas en UTF-8.")
        }
        var reader = XMLReader(bytes)
        try reader.skipBetweenElements(prolog: true)
        let root = try reader.element(depth: 1, scope: [:])
        try reader.skipBetweenElements(prolog: false)
        guard reader.position == reader.bytes.count else { throw reader.problem("Du texte suit la fin du document.") }
        return root
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    func problem(_ sentence: String) -> XMLProblem { XMLProblem(line: line, sentence: sentence) }

    // MARK: elements

    private mutating func element(depth: Int, scope: [String: String]) throws(XMLProblem) -> XMLElement {
        count += 1
        guard depth <= XMLReader.largestDepth else { throw problem("Les éléments sont trop imbriqués.") }
        guard count <= XMLReader.largestCount else { throw problem("Le fichier contient trop d'éléments.") }
        let begins = line
        try expect("<")
        let tag = try name()
        let (attributes, empty) = try attributes()
        var scope = scope
        for (key, value) in attributes where key == "xmlns" || key.hasPrefix("xmlns:") { scope[key] = value }
        let parts = tag.split(separator: ":", maxSplits: 1)
        let namespace = parts.count == 2 ? scope["xmlns:\(parts[0])"] : scope["xmlns"]
        guard parts.count == 1 || namespace != nil else { throw problem("Le préfixe de \(tag) n'est pas déclaré.") }
        let (text, children) = empty ? ("", []) : try content(of: tag, depth: depth, scope: scope)
        return XMLElement(
            name: String(parts.last ?? ""), namespace: namespace ?? "",
            attributes: attributes.filter { !$0.key.hasPrefix("xmlns") }, text: text, children: children, line: begins)
    }

    private mutating func content(
        of tag: String, depth: Int, scope: [String: String]
    ) throws(XMLProblem) -> (String, [XMLElement]) {
        var text: [UInt8] = []
        var children: [XMLElement] = []
        while true {
            if take("</") {
                guard try name() == tag else { throw problem("La balise fermante de \(tag) manque.") }
                skipSpace()
                try expect(">")
                return (XMLReader.trimmed(text), children)
            } else if take("<!--") {
                try skip(past: "-->")
            } else if take("<![CDATA[") {
                let begin = position
                try skip(past: "]]>")
                text += bytes[begin..<(position - 3)]
            } else if take("<?") {
                try skip(past: "?>")
            } else if peek("<") {
                children.append(try element(depth: depth + 1, scope: scope))
            } else {
                try character(into: &text)
            }
        }
    }

    private mutating func attributes() throws(XMLProblem) -> ([String: String], empty: Bool) {
        var found: [String: String] = [:]
        while true {
            skipSpace()
            if take("/>") { return (found, true) }
            if take(">") { return (found, false) }
            let key = try name()
            skipSpace()
            try expect("=")
            skipSpace()
            guard let quote = current, quote == 0x22 || quote == 0x27 else { throw problem("Un guillemet manque.") }
            position += 1
            var value: [UInt8] = []
            while current != quote {
                guard current != 0x3C else { throw problem("Le caractère < n'est pas permis ici.") }
                try character(into: &value)
            }
            position += 1
            guard found.updateValue(String(decoding: value, as: UTF8.self), forKey: key) == nil else {
                throw problem("L'attribut \(key) figure deux fois.")
            }
        }
    }

    // MARK: characters

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func character(into text: inout [UInt8]) throws(XMLProblem) {
        guard let byte = current else { throw problem("Le document s'arrête avant sa fin.") }
        if byte == 0x26 {
            text += try reference()
        } else {
            if byte == 0x0A { line += 1 }
            guard byte >= 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
                throw problem("Un caractère de contrôle n'est pas permis.")
            }
            text.append(byte)
            position += 1
        }
    }

    private mutating func reference() throws(XMLProblem) -> [UInt8] {
        let begin = position + 1
        guard let end = bytes[begin..<min(begin + 12, bytes.count)].firstIndex(of: 0x3B) else {
            throw problem("Le caractère & doit s'écrire &amp;.")
        }
        let name = String(decoding: bytes[begin..<end], as: UTF8.self)
        position = end + 1
        if let plain = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"][name] { return Array(plain.utf8) }
        let number =
            name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst(), radix: 10)
        guard name.hasPrefix("#"), let number, number >= 0x20 || [9, 10, 13].contains(number),
            let scalar = Unicode.Scalar(number)
        else { throw problem("L'entité \(name) n'est pas permise.") }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func name() throws(XMLProblem) -> String {
        let begin = position
        while let byte = current, byte.isNamePart { position += 1 }
        guard position > begin, !bytes[begin].isDigit, bytes[begin] != 0x2D, bytes[begin] != 0x2E else {
            throw problem("Un nom d'élément ou d'attribut manque.")
        }
        return String(decoding: bytes[begin..<position], as: UTF8.self)
    }

    private mutating func skipSpace() {
        while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
            if byte == 0x0A { line += 1 }
            position += 1
        }
    }

    /// Comments, processing instructions and space; before the root also the XML declaration.
    private mutating func skipBetweenElements(prolog: Bool) throws(XMLProblem) {
        while true {
            skipSpace()
            if take("<!--") {
                try skip(past: "-->")
            } else if take("<?") {
                try skip(past: "?>")
            } else if take("<!") {
                throw problem("Une déclaration DOCTYPE n'est pas acceptée.")
            } else {
                guard !prolog || peek("<") else { throw problem("Le fichier n'est pas un document XML.") }
                return
            }
        }
    }

    private func peek(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { wanted in
            position + wanted.count <= bytes.count && bytes[position..<(position + wanted.count)].elementsEqual(wanted)
        }
    }

    private mutating func take(_ text: StaticString) -> Bool {
        guard peek(text) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    private mutating func expect(_ text: StaticString) throws(XMLProblem) {
        guard take(text) else { throw problem("Le signe \(text) est attendu ici.") }
    }

    private mutating func skip(past text: StaticString) throws(XMLProblem) {
        while !take(text) {
            guard let byte = current else { throw problem("Le signe \(text) manque.") }
            if byte == 0x0A { line += 1 }
            position += 1
        }
    }

    private static func trimmed(_ text: [UInt8]) -> String {
        let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        guard let first = text.firstIndex(where: { !space.contains($0) }),
            let last = text.lastIndex(where: { !space.contains($0) })
        else { return "" }
        return String(decoding: text[first...last], as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isNamePart: Bool {
        isDigit || isCapital || (0x61...0x7A).contains(self) || self >= 0x80 || [0x2D, 0x2E, 0x3A, 0x5F].contains(self)
    }
}
