import ArgumentParser
import Foundation
import Synchronization

/// Sends prepared requests over a number of connections, as fast as they are answered.
struct ReplayRequests: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Sends the requests of a file and measures the answers.",
        discussion: "Each line of the file: METHOD, path, token and form body, separated by tabs.")

    @Argument(help: "File of requests.") var file: String
    @Option(help: "Port on 127.0.0.1.") var port: UInt16
    @Option(help: "Origin that the forms name.") var origin: String
    @Option(help: "Connections at the same time.") var connections = 16

    func run() async throws {
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        let requests = try lines.map { try request(String($0)) }
        let tally = Tally()
        let started = ContinuousClock.now
        // Threads, not tasks: each waits for its own socket.
        let threads = (0..<connections).map { lane in
            let mine = stride(from: lane, to: requests.count, by: connections).map { requests[$0] }
            return Lane(port: port, requests: mine, tally: tally)
        }
        for thread in threads { thread.start() }
        for thread in threads { thread.done.wait() }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        print(tally.report(seconds: seconds))
    }

    private func request(_ line: String) throws -> [UInt8] {
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4 else { throw ValidationError("expected METHOD, path, token, body: \(line.prefix(80))") }
        var text = "\(parts[0]) \(parts[1]) HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: imagin_jeton=\(parts[2])\r\n"
        if parts[0] == "POST" {
            text += "Origin: \(origin)\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            text += "Content-Length: \(parts[3].utf8.count)\r\n"
        }
        return Array((text + "\r\n" + parts[3]).utf8)
    }
}

/// What all connections have seen.
private final class Tally: Sendable {
    private struct Seen {
        var milliseconds: [Double] = []
        var statuses: [Int: Int] = [:]
        var failures: [String: Int] = [:]
    }
    private let seen = Mutex(Seen())

    func add(_ milliseconds: [Double], _ statuses: [Int: Int], _ failures: [String: Int]) {
        seen.withLock {
            $0.milliseconds += milliseconds
            $0.statuses.merge(statuses, uniquingKeysWith: +)
            $0.failures.merge(failures, uniquingKeysWith: +)
        }
    }

    func report(seconds: Double) -> String {
        let seen = seen.withLock { $0 }
        let sorted = seen.milliseconds.sorted()
        func percentile(_ share: Double) -> Double {
            sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
        }
        func object(_ counts: [(String, Int)]) -> String {
            "{" + counts.sorted { $0.0 < $1.0 }.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
        }
        return """
            {"count": \(sorted.count), "seconds": \(seconds), "p50": \(percentile(0.5)), "p95": \(percentile(0.95)), \
            "p99": \(percentile(0.99)), "statuses": \(object(seen.statuses.map { ("\($0)", $1) })), \
            "failures": \(object(seen.failures.map { ($0, $1) }))}
            """
    }
}

/// One connection on a thread of its own; a connection that breaks is made again.
private final class Lane: Sendable {
    private let port: UInt16
    private let requests: [[UInt8]]
    private let tally: Tally
    let done = DispatchSemaphore(value: 0)

    init(port: UInt16, requests: [[UInt8]], tally: Tally) {
        (self.port, self.requests, self.tally) = (port, requests, tally)
    }

    func start() { Thread { self.run() }.start() }

    private func run() {
        var milliseconds: [Double] = []
        var statuses: [Int: Int] = [:]
        var failures: [String: Int] = [:]
        var next = 0
        while next < requests.count {
            do {
                var socket = try HTTPSocket(port: port)
                while next < requests.count {
                    let started = ContinuousClock.now
                    statuses[try socket.exchange(requests[next]), default: 0] += 1
                    milliseconds.append((ContinuousClock.now - started) / .milliseconds(1))
                    next += 1
                }
            } catch {
                failures["\(error)".replacing("\"", with: "'"), default: 0] += 1
                next += 1
            }
        }
        tally.add(milliseconds, statuses, failures)
        done.signal()
    }
}
