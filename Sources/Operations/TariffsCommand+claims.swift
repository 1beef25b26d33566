import ArgumentParser
import Foundation
import Tariffs
import Vocabulary

/// `imagin tariffs explain`: one claim in JSON, or one on each line, from a file or the standard input.
struct TariffsExplain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explique les montants d'états de frais donnés en JSON.")

    enum Output: String, ExpressibleByArgument, CaseIterable {
        case sentence, table, json
    }

    @Argument(help: "Le fichier; sans lui, l'entrée standard.")
    var file: String?

    @Option(help: "sentence: des phrases; table: le détail; json: une ligne de JSON par état de frais.")
    var output = Output.sentence

    @Option(help: "Le dossier des tables de l'académie; sans lui, celles de la démonstration.")
    var tables: String?

    func run() throws {
        let reader = try StatedClaimReader(file: file, tables: tables)
        let failed = try reader.forEach { claim in try explain(claim) }
        if failed > 0 { throw ExitCode.failure }
    }

    private func explain(_ claim: StatedClaim) throws {
        let knownOn = claim.knownOn ?? TariffDay.today
        switch output {
        case .sentence: sentences(claim, knownOn)
        case .table:
            if let reference = claim.reference { print("\(reference)\n") }
            print(Tariffs.standard.assess(claim.facts, knownOn: knownOn).table + "\n")
        case .json:
            let explanation = Explanation(
                reference: claim.reference, claim.facts, by: .standard, knownOn: knownOn)
            print(try StatedClaimReader.json(explanation))
        }
    }

    private func sentences(_ claim: StatedClaim, _ knownOn: CalendarDay) {
        if let reference = claim.reference { print("\(reference)") }
        let explanation = Explanation(reference: claim.reference, claim.facts, by: .standard, knownOn: knownOn)
        for line in explanation.lines {
            print(line.sentence)
            if let advice = line.advice ?? line.remedy { print("  " + advice) }
        }
        print(
            "Indemnité: \(euros(explanation.indemnityCents)). "
                + "Déplacement: \(euros(explanation.travelCents)).")
    }
}

/// `1234,50 €`.
private func euros(_ amount: Money) -> String {
    let cents = amount.cents % 100
    return "\(amount.cents / 100),\(cents < 10 ? "0" : "")\(cents)\u{202F}€"
}

/// `imagin tariffs impact`: what a change of law does to liquidated claims.
struct TariffsImpact: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "impact", abstract: "Dit qui gagne et qui perd à un changement de droit, ligne par ligne.",
        discussion: """
            Chaque état de frais porte knownOn, le jour de sa liquidation: le premier calcul est fait du droit connu ce \
            jour-là, le second de tout ce qui est connu au jour donné par --known-on, avec les paramètres ajoutés.
            """)

    enum Output: String, ExpressibleByArgument, CaseIterable {
        case table, json
    }

    @Argument(help: "Le fichier des états de frais liquidés; sans lui, l'entrée standard.")
    var file: String?

    @Option(help: "Un fichier de paramètres à ajouter au droit, comme ceux de Sources/Tariffs/Parameters.")
    var parameters: String?

    @Option(help: "Le jour où le nouveau droit est connu; sans lui, tout ce qui est écrit.")
    var knownOn: TariffDay?

    @Option(
        help:
            "table: les deux calculs de chaque ligne, puis les sommes par personne; json: une ligne de JSON par ligne changée, puis les totaux."
    )
    var output = Output.table

    @Option(help: "Le dossier des tables de l'académie; sans lui, celles de la démonstration.")
    var tables: String?

    func run() throws {
        let law = try parameters.map { path in
            try Tariffs.standard.law.adding(
                parameters: try String(contentsOfFile: path, encoding: .utf8), file: path)
        }
        let change = LawChange(
            to: law.map(Tariffs.init(law:)) ?? .standard, knownOn: knownOn?.day ?? CalendarDay(dayNumber: .max),
            from: .standard)
        var (totals, number, changed) = (ImpactTotals(), 0, [LineImpact]())
        let failed = try StatedClaimReader(file: file, tables: tables).forEach { stated in
            number += 1
            guard let knownOn = stated.knownOn else { throw FactsRefused(problems: [.withoutLiquidationDay]) }
            let claim = LiquidatedClaim(
                reference: stated.reference ?? "\(number)", facts: stated.facts, knownOn: knownOn,
                person: stated.person)
            let impacts = change.impact(on: claim)
            totals.add(impacts, of: claim)
            for impact in impacts {
                if output == .table { changed.append(impact) } else { print(try StatedClaimReader.json(impact)) }
            }
        }
        print(output == .table ? totals.report(changed) : try StatedClaimReader.json(totals))
        if failed > 0 { throw ExitCode.failure }
    }
}

extension FactProblem {
    fileprivate static let withoutLiquidationDay = FactProblem(
        lineID: nil, field: "knownOn", message: "ce champ manque", remedy: "indiquez le jour de la liquidation")
}
