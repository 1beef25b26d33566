/// A document while it is written, straight into its bytes.
///
/// A container of `Codable` has no end that it would announce: an object or array is closed when something is written
/// next to or above it. So of two containers that stand side by side only the younger can still be written to.
final class JSONOutput {
    // One thread writes, and nothing is written while a value is appended; the checks took a quarter of the time.
    @exclusivity(unchecked) private(set) var bytes: [UInt8] = []
    /// The objects and arrays that are open, outermost first.
    @exclusivity(unchecked) private var open: [Open] = []
    private var lastID = 0

    private struct Open {
        let id: Int
        let isObject: Bool
        var isEmpty = true
    }

    init() { bytes.reserveCapacity(512) }

    /// Writes a value that stands in the container of that depth; 0 is the document itself.
    func write(_ value: some Encodable, at depth: Int) throws {
        let before = bytes.count
        try value.encode(to: JSONValueEncoder(output: self, depth: depth))
        guard bytes.count == before else { return }
        throw EncodingError.invalidValue(
            value, .init(codingPath: [], debugDescription: "\(type(of: value)) wrote no value"))
    }

    /// Closes what is open below that depth.
    func close(to depth: Int) {
        while open.count > depth {
            bytes.append(open.removeLast().isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
        }
    }

    /// The container of the value that stands at that depth: begun, or the one that it already began.
    /// - Returns: what to give to `step(into:)`.
    func container(isObject: Bool, at depth: Int) -> (depth: Int, id: Int) {
        if open.count > depth {
            precondition(open[depth].isObject == isObject, "one value is an object and an array")
            close(to: depth + 1)
            return (depth + 1, open[depth].id)
        }
        lastID += 1
        bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
        open.append(Open(id: lastID, isObject: isObject))
        return (depth + 1, lastID)
    }

    /// Makes ready for the next member or element of a container.
    func step(into container: (depth: Int, id: Int)) {
        precondition(
            open.count >= container.depth && open[container.depth - 1].id == container.id,
            "a container is written to after its neighbour was begun")
        close(to: container.depth)
        if open[container.depth - 1].isEmpty {
            open[container.depth - 1].isEmpty = false
        } else {
            bytes.append(UInt8(ascii: ","))
        }
    }

    func step(into container: (depth: Int, id: Int), name: String) {
        step(into: container)
        append(name)
        bytes.append(UInt8(ascii: ":"))
    }

    // MARK: Values

    func append(null: Void) { bytes.append(contentsOf: "null".utf8) }
    func append(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }
    func append(_ value: some FixedWidthInteger) {
        var text = String(value)
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    func append(_ value: Double) throws {
        guard value.isFinite else {
            throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "not a finite number"))
        }
        bytes.append(contentsOf: (Int64(exactly: value).map(String.init) ?? value.description).utf8)
    }

    func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { units in
            var written = 0
            for place in 0..<units.count {
                let unit = units[place]
                guard unit < 0x20 || unit == UInt8(ascii: "\"") || unit == UInt8(ascii: "\\") else { continue }
                bytes.append(contentsOf: units[written..<place])
                append(escaped: unit)
                written = place + 1
            }
            bytes.append(contentsOf: units[written...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func append(escaped unit: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch unit {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            bytes.append(contentsOf: unit < 0x10 ? "u000".utf8 : "u001".utf8)
            bytes.append(contentsOf: String(unit & 0xF, radix: 16).utf8)
        default: bytes.append(unit)
        }
    }
}
