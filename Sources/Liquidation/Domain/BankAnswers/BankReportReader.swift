import Vocabulary

extension BankReport {
    /// Reads the bytes of a pain.002 file. Throws every problem of structure at once.
    public static func read(_ bytes: [UInt8]) throws(ReportProblems) -> BankReport {
        let root: XMLElement
        do {
            root = try XMLReader.read(bytes)
        } catch {
            throw ReportProblems(all: [ReportProblem(path: "ligne \(error.line)", sentence: error.sentence)])
        }
        var reader = BankReportReader()
        let report = reader.report(root)
        guard let report, reader.problems.isEmpty else { throw ReportProblems(all: reader.problems) }
        return report
    }
}

/// Walks the document and collects what is missing or unreadable.
private struct BankReportReader {
    var problems: [ReportProblem] = []

    private static let namespace = "urn:iso:std:iso:20022:tech:xsd:pain.002.001."

    mutating func report(_ root: XMLElement) -> BankReport? {
        guard root.name == "Document", root.namespace.hasPrefix(BankReportReader.namespace),
            let version = Int(root.namespace.dropFirst(BankReportReader.namespace.count)), version >= 3,
            let body = root.child("CstmrPmtStsRpt")
        else {
            refuse("Document", root, "Ce fichier n'est pas un compte rendu pain.002 (version 03 ou suivante).")
            return nil
        }
        guard let header = required("GrpHdr", in: body, path: ""),
            let original = required("OrgnlGrpInfAndSts", in: body, path: "")
        else { return nil }
        let messageID = text("MsgId", in: header, path: "GrpHdr")
        let created = text("CreDtTm", in: header, path: "GrpHdr").flatMap { day($0, header, "GrpHdr/CreDtTm") }
        let originalID = text("OrgnlMsgId", in: original, path: "OrgnlGrpInfAndSts")
        let count = original.child("OrgnlNbOfTxs").flatMap { number($0, "OrgnlGrpInfAndSts/OrgnlNbOfTxs") }
        let sum = original.child("OrgnlCtrlSum").flatMap { amount($0, "OrgnlGrpInfAndSts/OrgnlCtrlSum") }
        let group = statement(original, "GrpSts", "OrgnlGrpInfAndSts")
        let blocks = body.all("OrgnlPmtInfAndSts").enumerated().map { index, element in
            block(element, "OrgnlPmtInfAndSts[\(index + 1)]")
        }
        guard let messageID, let created, let originalID else { return nil }
        return BankReport(
            messageID: messageID, createdOn: created, originalMessageID: originalID, originalCount: count,
            originalSum: sum, group: group, blocks: blocks)
    }

    private mutating func block(_ element: XMLElement, _ path: String) -> BankReport.Block {
        let originalID = text("OrgnlPmtInfId", in: element, path: path) ?? ""
        let statement = statement(element, "PmtInfSts", path)
        let transfers = element.all("TxInfAndSts").enumerated().map { index, element in
            transfer(element, "\(path)/TxInfAndSts[\(index + 1)]")
        }
        return BankReport.Block(originalID: originalID, statement: statement, transfers: transfers)
    }

    private mutating func transfer(_ element: XMLElement, _ path: String) -> BankReport.Transfer {
        let endToEndID = text("OrgnlEndToEndId", in: element, path: path) ?? ""
        let paid = element.at("OrgnlTxRef", "Amt", "InstdAmt").flatMap { amount($0, "\(path)/OrgnlTxRef/Amt/InstdAmt") }
        return BankReport.Transfer(
            endToEndID: endToEndID, amount: paid, statement: statement(element, "TxSts", path))
    }

    private mutating func statement(_ element: XMLElement, _ name: String, _ path: String) -> BankReport.Statement {
        var status: BankStatus?
        if let found = element.child(name) {
            status = BankStatus(rawValue: found.text)
            if status == nil {
                refuse("\(path)/\(name)", found, "Le statut « \(found.text.prefix(20)) » n'est pas un statut connu.")
            }
        }
        let information = element.child("StsRsnInf")
        let reason = information?.at("Rsn", "Cd")?.text ?? information?.at("Rsn", "Prtry")?.text
        return BankReport.Statement(
            status: status, reason: reason.map { String($0.prefix(35)) },
            information: information?.child("AddtlInf").map { String($0.text.prefix(105)) }, path: path)
    }

    // MARK: fields

    private mutating func refuse(_ path: String, _ element: XMLElement, _ sentence: String) {
        problems.append(ReportProblem(path: "\(path) (ligne \(element.line))", sentence: sentence))
    }

    private mutating func required(_ name: String, in parent: XMLElement, path: String) -> XMLElement? {
        if let child = parent.child(name) { return child }
        refuse(path.isEmpty ? name : "\(path)/\(name)", parent, "L'élément \(name) manque.")
        return nil
    }

    private mutating func text(_ name: String, in parent: XMLElement, path: String) -> String? {
        guard let child = required(name, in: parent, path: path) else { return nil }
        guard (1...35).contains(child.text.count) else {
            refuse("\(path)/\(name)", child, "\(name) doit compter de 1 à 35 caractères.")
            return nil
        }
        return child.text
    }

    private mutating func day(_ text: String, _ element: XMLElement, _ path: String) -> CalendarDay? {
        if let day = CalendarDay(text.prefix(10)) { return day }
        refuse(path, element, "La date doit s'écrire 2026-07-15T08:30:00.")
        return nil
    }

    private mutating func number(_ element: XMLElement, _ path: String) -> Int? {
        if (1...15).contains(element.text.count), let number = Int(element.text), number >= 0 { return number }
        refuse(path, element, "Un nombre entier d'au plus 15 chiffres est attendu.")
        return nil
    }

    private mutating func amount(_ element: XMLElement, _ path: String) -> Money? {
        let parts = element.text.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : "00"
        let digits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }
        guard (1...2).contains(parts.count), digits, parts[0].count <= 15, fraction.count <= 2,
            let euros = Int64(parts[0]), let cents = Int64(fraction.count == 1 ? "\(fraction)0" : fraction)
        else {
            refuse(path, element, "Un montant comme 1234.50 est attendu.")
            return nil
        }
        return Money(cents: euros * 100 + cents)
    }
}
