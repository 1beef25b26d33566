import ArgumentParser
import Foundation
import Tariffs
import Vocabulary

/// `imagin tariffs …`: what the law gives, and why.
struct TariffsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tariffs", abstract: "Ce que le droit donne, et pourquoi.",
        subcommands: [
            TariffsExplain.self, TariffsOn.self, TariffsImpact.self, TariffsTables.self, TariffsExamples.self,
            TariffsGuide.self,
        ])
}

/// `imagin tariffs on 2025-06-18`: the law in force that day.
struct TariffsOn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "on", abstract: "Montre le droit en vigueur un jour, avec ses sources.")

    @Argument(help: "Le jour des faits, comme 2025-06-18.")
    var day: TariffDay

    @Option(help: "Le jour où l'on savait; sans lui, tout ce qui est connu.")
    var knownOn: TariffDay?

    func run() throws {
        let known = knownOn?.day ?? CalendarDay(dayNumber: .max)
        print(Tariffs.standard.law.table(on: day.day, knownOn: known))
    }
}

/// `imagin tariffs examples`: checks a table of worked examples.
struct TariffsExamples: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "examples", abstract: "Vérifie un tableau d'exemples chiffrés.")

    @Argument(help: "Le fichier CSV, comme contracts/tariffs/worked_examples.csv.")
    var file: String

    func run() throws {
        let examples = try WorkedExample.read(try String(contentsOfFile: file, encoding: .utf8), file: file)
        var failed = 0
        for example in examples {
            let lines = Tariffs.standard.assess(example.facts, knownOn: example.knownOn).lines
            guard lines.map(\.amount) != example.expected else { continue }
            failed += 1
            print("ligne \(example.line), \(example.name):")
            for line in lines { print("  " + line.sentence) }
        }
        print("\(examples.count - failed) exemples justes sur \(examples.count).")
        if failed > 0 { throw ExitCode.failure }
    }
}

/// `imagin tariffs tables FOLDER`: reads the operator's tables and says what is in them, or all that is wrong.
struct TariffsTables: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tables", abstract: "Vérifie les tables de l'académie: communes, tarifs, distances, réglages.")

    @Argument(help: "Le dossier des fichiers CSV.")
    var folder: String

    func run() throws {
        print(try OperatorTables.read(folder: URL(fileURLWithPath: folder)).summary)
    }
}

/// `imagin tariffs guide`: the guide's page on rates, made from the parameters.
struct TariffsGuide: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guide", abstract: "Écrit la page « Combien et pourquoi » du guide, faite des paramètres.")

    func run() { print(Tariffs.standard.guidePage, terminator: "") }
}

/// A day as it is typed on the command line.
struct TariffDay: ExpressibleByArgument {
    let day: CalendarDay

    init?(argument: String) {
        guard let day = CalendarDay(argument) else { return nil }
        self.day = day
    }

    /// The day of the computer's clock, in UTC.
    static var today: CalendarDay { CalendarDay(dayNumber: Int(Date().timeIntervalSince1970 / 86_400)) }
}
