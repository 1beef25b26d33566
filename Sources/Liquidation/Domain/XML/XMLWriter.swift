/// Writes an XML document of elements and texts. The same calls give the same bytes.
struct XMLWriter {
    private(set) var bytes: [UInt8] = Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8 + [0x0A])

    mutating func element(_ name: String, _ attributes: [String: String] = [:], _ body: (inout XMLWriter) -> Void) {
        open(name, attributes)
        body(&self)
        close(name)
    }

    /// Elements one in the other, with `body` in the innermost.
    mutating func nested(_ names: [String], _ body: (inout XMLWriter) -> Void) {
        for name in names { open(name, [:]) }
        body(&self)
        for name in names.reversed() { close(name) }
    }

    mutating func leaf(_ name: String, _ text: String, _ attributes: [String: String] = [:]) {
        open(name, attributes)
        append(text)
        close(name)
    }

    private mutating func open(_ name: String, _ attributes: [String: String]) {
        bytes += Array("<\(name)".utf8)
        for (key, value) in attributes.sorted(by: { $0.key < $1.key }) {
            bytes += Array(" \(key)=\"".utf8)
            append(value)
            bytes.append(0x22)
        }
        bytes.append(0x3E)
    }

    private mutating func close(_ name: String) { bytes += Array("</\(name)>".utf8) }

    private mutating func append(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case 0x26: bytes += Array("&amp;".utf8)
            case 0x3C: bytes += Array("&lt;".utf8)
            case 0x3E: bytes += Array("&gt;".utf8)
            case 0x22: bytes += Array("&quot;".utf8)
            default: bytes.append(byte)
            }
        }
    }
}
