package import Foundation
import FoundationNetworking
package import ServiceRuntime
import Synchronization

/// The real executable of a service, as an operator starts it, against servers of a test. Killed when the test forgets it.
package final class TestProcess: Sendable {
    package struct Ending: Sendable, Equatable {
        /// The exit status, or minus the number of the signal.
        package let status: Int32
        /// What it wrote to both outputs.
        package let said: String
    }

    private let process: Process
    private let log: URL
    private let ended: Task<Int32, Never>
    package let address: String

    /// - Parameter command: the name of the executable, then its arguments.
    package init(_ command: [String], environment: [String: String]) throws {
        let port = try FreePorts.find(1)[0]
        address = "http://127.0.0.1:\(port)"
        log = try TestFolder.make("process").appendingPathComponent("log")
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        let process = Process()
        process.executableURL = Self.executable(command[0])
        process.arguments = Array(command.dropFirst())
        process.environment = environment.merging(
            ["HTTP_PORT": String(port), "SWIFT_BACKTRACE": "enable=no"]
        ) { given, own in given == "0" ? own : given }
        process.standardOutput = output
        process.standardError = output
        let (stream, input) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { process in
            let signalled = process.terminationReason == .uncaughtSignal
            input.yield(signalled ? -process.terminationStatus : process.terminationStatus)
            input.finish()
        }
        ended = Task {
            for await status in stream { return status }
            return Int32.min
        }
        try process.run()
        self.process = process
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// What it has said so far.
    package var said: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    package var isRunning: Bool { process.isRunning }

    package func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for its end.
    package func ending(within limit: Duration = .seconds(60)) async throws -> Ending {
        try await eventually("the process ends", within: limit) { process.isRunning ? nil : true }
        let status = await ended.value
        return Ending(status: status, said: said)
    }

    /// Waits until it has answered `path` with this status; gives the body.
    @discardableResult
    package func awaitAnswer(_ status: Int, at path: String = "/health/ready") async throws -> String {
        try await eventually("\(path) answers \(status)", within: .seconds(40)) {
            guard process.isRunning else { throw Unexpected("it ended: \(said.suffix(2000))") }
            let answer = try? await TestVisitor(address: address, cookie: nil, formToken: "").get(path)
            return answer?.status == status ? answer?.text : nil
        }
    }

    /// Beside the test bundle, where one build puts both.
    private static func executable(_ name: String) -> URL {
        URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent(name)
    }
}
