import Foundation
import Glibc

/// A shell script that starts servers, says `ready`, obeys the orders that it reads, and stops them again when its
/// standard input ends.
///
/// Its standard input is a pipe that only this process writes to. However this process ends, even by SIGKILL, the
/// pipe closes, and the script stops what it started and removes its folder. Nothing stays behind.
final class Supervised: Sendable {
    private let process: Process
    private let lifeline: FileHandle
    private let output: FileHandle
    private let log: URL

    /// Returns when the script has printed `ready`.
    init(script: String, arguments: [String], folder: URL) async throws {
        let (input, lifeline) = try Self.pipeClosedOnExec()
        self.lifeline = lifeline
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "trap '' INT TERM HUP\n" + script, "supervised", folder.path] + arguments
        process.standardInput = input
        log = folder.appendingPathComponent("log")
        try Data().write(to: log)
        process.standardError = try FileHandle(forWritingTo: log)
        let output = Pipe()
        process.standardOutput = output
        self.output = output.fileHandleForReading
        try process.run()
        try await expect("ready")
    }

    /// Gives the script an order, one line, and returns when it has said `done`. One at a time.
    func order(_ line: String) async throws {
        try lifeline.write(contentsOf: Data("\(line)\n".utf8))
        try await expect("done")
    }

    /// Ends the servers before this process does. Nothing may be asked of them any more.
    func end() throws { try lifeline.close() }

    private func expect(_ word: String) async throws {
        let output = output
        let said: String = await withCheckedContinuation { continuation in
            Thread {
                // Ends at the word, or when the script ends.
                var text = ""
                while true {
                    let chunk = output.availableData
                    text += String(decoding: chunk, as: UTF8.self)
                    if chunk.isEmpty || text.hasSuffix("\n") { break }
                }
                continuation.resume(returning: text)
            }.start()
        }
        guard said == "\(word)\n" else {
            let told = try String(contentsOf: log, encoding: .utf8)
            throw ServerUnavailable("the server did not get \(word): \(said) \(told.suffix(2000))")
        }
    }

    private static func pipeClosedOnExec() throws -> (FileHandle, FileHandle) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ServerUnavailable("no pipe: errno \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (FileHandle(fileDescriptor: ends[0]), FileHandle(fileDescriptor: ends[1]))
    }
}

/// Why the tests have no server, with what to do if it is known.
struct ServerUnavailable: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

enum TestFolder {
    /// A new folder of its own under the system's temporary folder.
    static func make(_ purpose: String) throws -> URL {
        var template = Array("\(NSTemporaryDirectory())/exam-\(purpose)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ServerUnavailable("no temporary folder: errno \(errno)") }
        let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        return URL(fileURLWithPath: path)
    }
}

package enum FreePorts {
    /// Ports of the loopback interface that nobody listens on at this moment, all different.
    package static func find(_ count: Int) throws -> [Int] {
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        return try (0..<count).map { _ in
            let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            sockets.append(socket)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let bound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
                }
            }
            guard bound else { throw ServerUnavailable("no free port: errno \(errno)") }
            return Int(UInt16(bigEndian: address.sin_port))
        }
    }
}

/// The files of this repository that tests and deployment share.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
}
