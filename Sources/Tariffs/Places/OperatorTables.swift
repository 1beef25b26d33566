public import Foundation
import Vocabulary

/// What an académie keeps itself: its tables of places, and its answers to what the texts leave open.
public struct OperatorTables: Sendable {
    public let places: Places
    public let settings: TariffSettings

    public init(places: Places, settings: TariffSettings) { (self.places, self.settings) = (places, settings) }

    /// What this program ships to be tried with.
    public static let demonstration = OperatorTables(places: .demonstration, settings: .standard)

    /// The files of which a folder may have any; the others of the demonstration are not mixed in.
    public static let fileNames = [
        "communes.csv", "populations.csv", "adjoining.csv", "fares.csv", "distances.csv", "grand_paris.csv",
        "settings.csv",
    ]

    /// Reads the files of a folder that have one of the known names.
    /// - Throws: `TableRefused` with every fault of every file; an error of the file system.
    public static func read(folder: URL) throws -> OperatorTables {
        var texts: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".csv") {
            texts[name] = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        }
        return try read(texts)
    }

    /// The tables of the folder that a setting of the operator names; without one, those of the demonstration.
    public static func installed(in folder: String?) throws(TablesUnusable) -> OperatorTables {
        guard let folder else { return .demonstration }
        do {
            return try read(folder: URL(fileURLWithPath: folder, isDirectory: true))
        } catch let refused as TableRefused {
            throw TablesUnusable(folder: folder, problems: refused.problems)
        } catch {
            throw TablesUnusable(folder: folder, problems: [])
        }
    }

    /// Reads texts by file name; names that are not known are refused, so that a misspelt file is not silently missed.
    public static func read(_ texts: [String: String]) throws(TableRefused) -> OperatorTables {
        var reading = Reading(texts: texts)
        for name in texts.keys.sorted() where !fileNames.contains(name) {
            reading.problems.append(
                TableProblem(
                    file: name, line: 1, column: "", value: "",
                    remedy: "ce fichier n'est pas attendu; attendus: \(fileNames.joined(separator: ", "))"))
        }
        var communes = reading.table("communes.csv", Places.communes) ?? [:]
        let counted: [CommuneCode: [Dated<Int>]] = reading.table("populations.csv", Places.populations) ?? [:]
        for (code, populations) in counted {
            communes[code] = Commune(
                code: code, name: communes[code]?.name ?? code.description, parent: communes[code]?.parent,
                point: communes[code]?.point, populations: populations)
        }
        let places = Places(
            communes: communes, adjoining: reading.table("adjoining.csv", Places.adjoining) ?? [:],
            fares: reading.table("fares.csv", Places.fares) ?? [:],
            distances: reading.table("distances.csv", Places.distances) ?? [:],
            grandParis: reading.table("grand_paris.csv", Places.grandParis), counted: Set(counted.keys))
        let settings = reading.table("settings.csv", TariffSettings.read) ?? .standard
        guard reading.problems.isEmpty else { throw TableRefused(problems: reading.problems) }
        return OperatorTables(places: places, settings: settings)
    }

    private struct Reading {
        let texts: [String: String]
        var problems: [TableProblem] = []

        mutating func table<Table>(_ name: String, _ read: (String, String) throws(TableRefused) -> Table) -> Table? {
            guard let text = texts[name] else { return nil }
            do throws(TableRefused) {
                return try read(text, name)
            } catch {
                problems += error.problems
                return nil
            }
        }
    }
}

/// The tables of the operator cannot be used; nothing of them was taken.
public struct TablesUnusable: Error, Hashable, Sendable, CustomStringConvertible {
    public let folder: String
    /// Empty when the folder itself cannot be read.
    public let problems: [TableProblem]

    public var description: String {
        guard !problems.isEmpty else {
            return
                "le dossier des tables \(folder) est illisible: nommez dans TARIFF_TABLES un dossier que ce service peut lire"
        }
        return (["les tables de \(folder) sont à corriger:"] + problems.map(\.description)).joined(separator: "\n")
    }
}

extension OperatorTables {
    /// What is in the tables, in French.
    public var summary: String {
        let counts = [
            French.counted(places.communes.count, "commune", "communes"),
            French.counted(places.adjoining.count, "voisinage", "voisinages"),
            French.counted(places.fares.count, "tarif", "tarifs"),
            French.counted(places.distances.count, "distance", "distances"),
        ]
        let grandParis = places.grandParis.map { "\($0.count) communes" } ?? "non chargée"
        let law = Tariffs.standard.law
        let threshold = law.read(.rule(.largeTownPopulation), on: law.lastChange, knownOn: law.lastChange)?.value.whole
        let least = threshold ?? .max
        let large = places.communes.values.filter { $0.parent == nil && ($0.populations.last?.value ?? 0) >= least }
            .map(\.name).sorted()
        return counts.joined(separator: ", ") + ".\nMétropole du Grand Paris: \(grandParis).\n"
            + "\(French.count(least)) habitants ou plus: \(large.joined(separator: ", ")).\n"
    }
}
