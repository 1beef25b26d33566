import Foundation
import Subprocess

/// Makes PDF/A-2a and PDF/UA-1 documents with Typst, each in a process of its own that ends with it.
public struct PDFMaker: Sendable {
    /// Larger documents are a sign of a mistake.
    private static let mostBytes = 64 * 1024 * 1024

    private let python: String
    private let turns: PDFTurns

    /// - Parameters:
    ///   - python: the interpreter of an environment that holds the packages of `deploy/documents/requirements.txt`.
    ///   - atOnce: how many documents are made at the same time; others wait.
    public init(python: String, atOnce: Int = 2) {
        (self.python, turns) = (python, PDFTurns(free: atOnce))
    }

    /// - Parameters:
    ///   - template: Typst markup that reads `json(bytes(sys.inputs.data))`.
    ///   - data: what the template prints; never read as markup.
    ///   - codes: addresses whose QR codes the template finds, as SVG, in `data.codes`.
    public func document(
        template: String, data: some Encodable & Sendable, codes: [String]
    ) async throws(PDFFault) -> [UInt8] {
        try await turns.take()
        let outcome: Result<[UInt8], PDFFault>
        do {
            let request = try JSONEncoder().encode(PDFRequest(template: template, data: data, codes: codes))
            outcome = try await run(request)
        } catch {
            outcome = .failure(.notStarted("\(error)"))
        }
        await turns.giveBack()
        return try outcome.get()
    }

    private func run(_ request: Data) async throws -> Result<[UInt8], PDFFault> {
        let command = URL(fileURLWithPath: python)
        let result = try await Subprocess.run(
            .name(command.lastPathComponent),
            arguments: ["-I", "-c", String(decoding: PackageResources.pdf_py, as: UTF8.self)],
            environment: .inherit.updating(["PATH": command.deletingLastPathComponent().path]),
            input: .array(Array(request)), output: .bytes(limit: Self.mostBytes), error: .string(limit: 16_384))
        guard result.terminationStatus.isSuccess else {
            return .failure(.refused(String(result.standardError.suffix(500))))
        }
        return .success(result.standardOutput)
    }
}

private struct PDFRequest<Contents: Encodable>: Encodable {
    let template: String
    let data: Contents
    let codes: [String]
}

/// Why there is no document.
public enum PDFFault: Error, Sendable {
    case notStarted(String)
    /// The last words of the compiler: they name the template's line, never the data.
    case refused(String)
    /// So many wait already that the last one would wait too long.
    case busy
}

/// Who makes a document now, and who waits.
private actor PDFTurns {
    private static let mostWaiting = 100

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(free: Int) { self.free = free }

    func take() async throws(PDFFault) {
        if free > 0 {
            free -= 1
            return
        }
        guard waiting.count < Self.mostWaiting else { throw .busy }
        await withCheckedContinuation { waiting.append($0) }
    }

    func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
