import ArgumentParser
import Crypto
import Foundation
import FoundationXML

/// The bank's side: the transfer files (pain.001) and the answers (pain.002) as they lie in folders.
struct BankSide {
    struct Transfer: Hashable {
        let endToEndID: String
        let cents: Int64
    }
    struct TransferFile {
        let name: String
        let messageID: String
        let hash: [UInt8]
        let announced: (count: Int64, cents: Int64)
        let transfers: [Transfer]
    }

    let files: [TransferFile]
    /// The last status of each transfer, by its end-to-end identifier.
    let statuses: [String: String]

    init(transferFolder: String?, answerFolder: String?) throws {
        files = try Self.xmlFiles(transferFolder).map { name, bytes in
            let reading = try PainReading(name, bytes)
            return TransferFile(
                name: name, messageID: reading.first("MsgId"), hash: Array(SHA256.hash(data: bytes)),
                announced: (Int64(reading.first("NbOfTxs")) ?? -1, Self.cents(reading.first("CtrlSum")) ?? -1),
                transfers: zip(reading.all("EndToEndId"), reading.all("InstdAmt")).map {
                    Transfer(endToEndID: $0, cents: Self.cents($1) ?? -1)
                })
        }
        var statuses: [String: String] = [:]
        for (name, bytes) in try Self.xmlFiles(answerFolder) {
            let reading = try PainReading(name, bytes)
            statuses.merge(zip(reading.all("OrgnlEndToEndId"), reading.all("TxSts"))) { _, last in last }
        }
        self.statuses = statuses
    }

    private static func xmlFiles(_ folder: String?) throws -> [(String, Data)] {
        guard let folder else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw ValidationError("Le dossier \(folder) ne peut pas être lu.")
        }
        return try names.filter { $0.hasSuffix(".xml") }.sorted().map {
            ($0, try Data(contentsOf: URL(filePath: folder, directoryHint: .isDirectory).appending(path: $0)))
        }
    }

    /// `1234.5` is 123450 cents; nil for what is not an amount in euros.
    private static func cents(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let euros = parts.first.flatMap({ Int64($0) }), parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return euros * 100 }
        guard (1...2).contains(parts[1].count), let rest = Int64(parts[1]) else { return nil }
        return euros * 100 + (parts[1].count == 1 ? rest * 10 : rest)
    }

    /// Each transfer is in exactly one file, as it was ordered; each answer has had its effect.
    func findings(_ money: AuditedMoney) -> [String] {
        var complaints = Complaints()
        let batches = Dictionary(money.batches.map { ($0.messageID, $0) }, uniquingKeysWith: { first, _ in first })
        let payments = Dictionary(money.payments.map { ($0.endToEndID, $0) }, uniquingKeysWith: { first, _ in first })
        complaints.add("fichiers bancaires inconnus", files.filter { batches[$0.messageID] == nil }.map(\.name))
        complaints.add(
            "fichiers bancaires altérés",
            files.filter { file in batches[file.messageID].map { $0.fileHash != file.hash } ?? false }.map(\.name))
        complaints.add(
            "fichiers bancaires dont les totaux sont faux",
            files.filter {
                $0.announced != (Int64($0.transfers.count), $0.transfers.reduce(0) { $0 + $1.cents })
            }.map(\.name))
        let listed = Dictionary(grouping: files.flatMap(\.transfers), by: \.endToEndID)
        complaints.add("virements dans deux fichiers", listed.filter { $0.value.count > 1 }.map(\.key))
        complaints.add(
            "virements d’un autre montant ou inconnus",
            listed.filter { id, transfers in transfers.contains { $0.cents != payments[id]?.cents } }.map(\.key))
        complaints.add(
            "virements transmis qui ne sont dans aucun fichier",
            payments.values.filter { $0.track == "travel" && ["sent", "settled"].contains($0.state) }
                .map(\.endToEndID).filter { listed[$0] == nil })
        let settled: Set<String> = ["ACSC", "ACCC"]
        complaints.add(
            "virements réglés par la banque et non soldés",
            statuses.filter { settled.contains($0.value) && payments[$0.key]?.state != "settled" }.map(\.key))
        complaints.add(
            "virements rejetés par la banque et non revenus",
            statuses.filter { $0.value == "RJCT" && payments[$0.key]?.state != "returned" }.map(\.key))
        return complaints.all
    }

    var summary: String {
        let transfers = files.flatMap(\.transfers)
        return "banque : \(files.count) fichiers, \(transfers.count) virements, "
            + "\(transfers.reduce(0) { $0 + $1.cents }) centimes"
    }
}

/// The texts of a pain file by element name, in the order of the document.
private struct PainReading {
    private let document: XMLDocument

    init(_ name: String, _ bytes: Data) throws {
        do {
            document = try XMLDocument(data: bytes, options: [.nodeLoadExternalEntitiesNever])
        } catch {
            throw ValidationError("\(name) n’est pas un fichier XML bien formé.")
        }
    }

    func all(_ element: String) -> [String] {
        // A fixed expression is never refused.
        let nodes = (try? document.nodes(forXPath: "//*[local-name()='\(element)']")) ?? []
        return nodes.map { ($0.stringValue ?? "").trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    func first(_ element: String) -> String { all(element).first ?? "" }
}
