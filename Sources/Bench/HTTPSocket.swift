import Glibc

/// One kept-alive HTTP/1.1 connection over a blocking socket; knows just enough to send a request and find the end of
/// its answer.
struct HTTPSocket: ~Copyable {
    struct Failure: Error { let what: String }

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(what: "socket") }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(what: "connect") }
    }

    deinit { close(descriptor) }

    /// Sends a whole request and returns the status of its answer.
    mutating func exchange(_ request: [UInt8]) throws -> Int {
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes { send(descriptor, $0.baseAddress! + sent, $0.count - sent, 0) }
            guard count > 0 else { throw Failure(what: "send") }
            sent += count
        }
        return try answer()
    }

    private mutating func answer() throws -> Int {
        buffer.removeAll(keepingCapacity: true)
        var end: Int?
        while end == nil {
            try receive()
            end = Self.endOfHead(buffer)
        }
        guard let end, buffer.count > 12 else { throw Failure(what: "no head") }
        let head = String(decoding: buffer[..<end], as: UTF8.self)
        let status = Int(head.dropFirst(9).prefix(3)) ?? 0
        let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        guard let count = length.flatMap({ Int($0.dropFirst(15).drop { $0 == " " }) }) else {
            throw Failure(what: "an answer without content-length, status \(status)")
        }
        while buffer.count < end + count { try receive() }
        return status
    }

    private mutating func receive() throws {
        let used = buffer.count
        let room = 65_536
        buffer.append(contentsOf: repeatElement(0, count: room))
        let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress! + used, room, 0) }
        buffer.removeLast(room - max(0, count))
        guard count > 0 else { throw Failure(what: "the server closed") }
    }

    /// Just behind the empty line.
    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        var index = 3
        while index < bytes.count {
            if bytes[index] == 10, bytes[index - 1] == 13, bytes[index - 2] == 10, bytes[index - 3] == 13 {
                return index + 1
            }
            index += 1
        }
        return nil
    }
}
