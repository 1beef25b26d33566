import ArgumentParser
import Foundation

/// `imagin demo generate DIR`: writes the CSV files of a demonstration session.
struct DemoGenerate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Écrit les fichiers d’import d’une session de démonstration inventée.",
        discussion: "La même graine donne toujours les mêmes fichiers. Rien n’est importé : voir imagin import.")

    @Argument(help: "Dossier où écrire les fichiers ; il est créé s’il manque.")
    var directory: String

    @Option(help: "Graine du hasard.")
    var seed: UInt64 = 2_026

    func run() async throws {
        let folder = URL(filePath: directory, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let session = DemoSession(seed: seed)
        for (name, text) in session.files.sorted(by: { $0.key < $1.key }) {
            try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic)
            print("\(name) : \(text.split(separator: "\n").count - 1) lignes")
        }
    }
}
