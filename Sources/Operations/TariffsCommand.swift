import ArgumentParser
import Foundation
import Tariffs
import Vocabulary

/// `imagin tariffs …`: what the law gives, and why.
struct TariffsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tariffs", abstract: "Ce que le droit donne, et pourquoi.",
        subcommands: [TariffsExplain.self, TariffsOn.self, TariffsExamples.self])
}

/// `imagin tariffs explain`: one claim in JSON, or one on each line, from a file or the standard input.
struct TariffsExplain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explique les montants d'états de frais donnés en JSON.")

    @Argument(help: "Le fichier; sans lui, l'entrée standard.")
    var file: String?

    func run() throws {
        let input =
            try file.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
            ?? FileHandle.standardInput.readDataToEndOfFile()
        let whole = (try? JSONSerialization.jsonObject(with: input)) != nil
        for claim in whole ? [input] : input.split(separator: 0x0A).map({ Data($0) }) { try explain(claim) }
    }

    private func explain(_ json: Data) throws {
        let (facts, knownOn) = try FactsReader.read(json)
        let today = CalendarDay(dayNumber: Int(Date().timeIntervalSince1970 / 86_400))
        let assessment = Tariffs.standard.assess(facts, knownOn: knownOn ?? today)
        for line in assessment.lines {
            print(line.sentence)
            if let remedy = line.remedy { print("  " + remedy) }
        }
        print("Indemnité: \(assessment.indemnity.cents) centimes. Déplacement: \(assessment.travel.cents) centimes.")
    }
}

/// `imagin tariffs on 2025-06-18`: the law in force that day.
struct TariffsOn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "on", abstract: "Montre le droit en vigueur un jour, avec ses sources.")

    @Argument(help: "Le jour des faits, comme 2025-06-18.")
    var day: String

    @Option(help: "Le jour où l'on savait; sans lui, le même.")
    var knownOn: String?

    func run() throws {
        guard let day = CalendarDay(day), let known = CalendarDay(knownOn ?? self.day) else {
            throw ValidationError("Indiquez un jour comme 2025-06-18.")
        }
        for (parameter, reading) in Tariffs.standard.law.inForce(on: day, knownOn: known) {
            let from = reading.provision.from?.description ?? "…"
            let until = reading.until?.description ?? "…"
            print(
                [
                    parameter.code, reading.value.description, reading.provision.unit, "\(from) → \(until)",
                    reading.provision.citation,
                ].joined(separator: "\t"))
        }
    }
}

/// `imagin tariffs examples`: checks a table of worked examples.
struct TariffsExamples: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "examples", abstract: "Vérifie un tableau d'exemples chiffrés.")

    @Argument(help: "Le fichier CSV; sans lui, celui du programme.")
    var file: String?

    func run() throws {
        let text = try file.map { try String(contentsOfFile: $0, encoding: .utf8) } ?? WorkedExample.embedded
        let examples = try WorkedExample.read(text, file: file ?? "worked_examples.csv")
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
