import ArgumentParser
import Foundation
import FoundationNetworking

/// `imagin import DIR`: sends the CSV files of a folder to assignment, all or nothing.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Importe les fichiers CSV d’un dossier (voir contracts/imports), en tout ou rien.")

    @Argument(help: "Dossier des fichiers .csv.")
    var directory: String

    @Flag(help: "Montre ce qui changerait, sans rien prendre.")
    var dryRun = false

    @Option(help: "Combien de différences sont montrées par fichier.")
    var differences = 20

    @Option(help: "Adresse du service d’affectation.")
    var origin = ProcessInfo.processInfo.environment["IMAGIN_ORIGIN"] ?? "http://127.0.0.1:8080"

    @Option(help: "Fichier qui contient le jeton d’un gestionnaire ou d’un exploitant (sinon IMAGIN_TOKEN).")
    var tokenFile: String?

    private struct Body: Encodable {
        let dryRun: Bool
        let files: [String: String]
    }

    private struct Outcome: Decodable {
        struct Change: Decodable {
            let file: String
            let added: Int
            let changed: Int
            let unchanged: Int
            let rows: [Row]
        }
        struct Row: Decodable {
            let key: String
            let isNew: Bool
            let cells: [Cell]
        }
        struct Cell: Decodable {
            let column: String
            let before: String
            let after: String
        }
        let changes: [Change]
        let doubts: [Refusal.Fault]?
    }

    private struct Refusal: Decodable {
        struct Fault: Decodable {
            let file: String
            let line: Int?
            let column: String?
            let value: String?
            let remedy: String
        }
        let title: String?
        let detail: String?
        let faults: [Fault]?
    }

    func run() async throws {
        guard let url = URL(string: origin + "/affectation/imports") else {
            throw ValidationError("\(origin) n’est pas une adresse.")
        }
        var request = URLRequest(url: url, timeoutInterval: 300)
        request.httpMethod = "POST"
        request.setValue("Bearer \(try await OperatorToken.get(file: tokenFile))", forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        request.httpBody = try JSONEncoder().encode(Body(dryRun: dryRun, files: try texts()))
        let (answer, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        if status == 200 { return report(try JSONDecoder().decode(Outcome.self, from: answer)) }
        refuse(answer, status: status)
        throw ExitCode.failure
    }

    private func texts() throws -> [String: String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.hasSuffix(".csv") }
        guard !names.isEmpty else { throw ValidationError("Le dossier \(directory) ne contient aucun fichier .csv.") }
        let folder = URL(filePath: directory, directoryHint: .isDirectory)
        var texts: [String: String] = [:]
        var faults: [ImportEncoding.Fault] = []
        for name in names.sorted() {
            switch ImportEncoding.read(Array(try Data(contentsOf: folder.appending(path: name)))) {
            case .success(let text): texts[name] = text
            case .failure(let found): faults += found.faults.map { $0.named(name) }
            }
        }
        guard faults.isEmpty else {
            print("Import refusé : rien n’a été envoyé.")
            for fault in faults { print("  \(fault.file), ligne \(fault.line) « \(fault.value) » : \(fault.remedy)") }
            throw ExitCode.failure
        }
        return texts
    }

    private func report(_ outcome: Outcome) {
        print(dryRun ? "Essai : rien n’a été pris." : "Import terminé.")
        for change in outcome.changes {
            print(
                "  \(change.file) : \(Self.count(change.added, "ajouté")), \(Self.count(change.changed, "modifié")), "
                    + Self.count(change.unchanged, "inchangé"))
            show(change)
        }
        if let doubts = outcome.doubts, !doubts.isEmpty {
            print("À vérifier :")
            doubts.forEach(Self.show)
        }
    }

    private func show(_ change: Outcome.Change) {
        let shown = change.rows.prefix(differences)
        for row in shown {
            let cells = row.cells.map { "\($0.column) « \($0.before) » → « \($0.after) »" }
            print(row.isNew ? "    + \(row.key)" : "    ~ \(row.key) : \(cells.joined(separator: ", "))")
        }
        let rest = change.added + change.changed - shown.count
        if rest > 0 && !shown.isEmpty { print("    … et \(rest) autres (--differences montre davantage)") }
    }

    private func refuse(_ answer: Data, status: Int) {
        guard let refusal = try? JSONDecoder().decode(Refusal.self, from: answer) else {
            return print("Le service a répondu \(status) sans explication. Vérifiez l’adresse \(origin).")
        }
        print(refusal.title ?? "Le service a répondu \(status).")
        if let detail = refusal.detail { print(detail) }
        (refusal.faults ?? []).forEach(Self.show)
    }

    private static func show(_ fault: Refusal.Fault) {
        let place = [fault.file, fault.line.map { "ligne \($0)" }, fault.column.map { "colonne \($0)" }]
        let value = fault.value.map { $0.isEmpty ? " (vide)" : " « \($0) »" } ?? ""
        print("  \(place.compactMap { $0 }.joined(separator: ", "))\(value) : \(fault.remedy)")
    }

    private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number > 1 ? "s" : "")" }
}
