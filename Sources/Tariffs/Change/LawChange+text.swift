import Vocabulary

extension LineImpact {
    /// Both computations of the line, one above the other, and the difference. In French.
    public var block: String {
        let day = French.day(before.trace.line.day)
        return """
              \(claim), \(before.track == .indemnity ? "indemnité" : "déplacement") du \(day): \(signed)
                avant  \(before.sentence)
                après  \(after.sentence)
            """
    }

    private var signed: String {
        if difference == .zero { return "même montant, mais une ligne à décider s'ouvre ou se ferme" }
        return French.signed(difference)
    }
}

extension LineImpact: Encodable {
    private enum Key: String, CodingKey {
        case claim, person, lineID, track, day, beforeCents, afterCents, differenceCents, before, after
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(claim, forKey: .claim)
        try fields.encodeIfPresent(person, forKey: .person)
        try fields.encode(before.lineID, forKey: .lineID)
        try fields.encode(before.track, forKey: .track)
        try fields.encode(before.trace.line.day, forKey: .day)
        try fields.encode(before.amount, forKey: .beforeCents)
        try fields.encode(after.amount, forKey: .afterCents)
        try fields.encode(difference, forKey: .differenceCents)
        try fields.encode(before.sentence, forKey: .before)
        try fields.encode(after.sentence, forKey: .after)
    }
}

extension French {
    /// `+4,00 €`, `-5,00 €`, `0,00 €`.
    static func signed(_ amount: Money) -> String { (amount > .zero ? "+" : "") + money(amount) }

    /// The same for a sum of gains or of losses; `aucun` where there is none.
    static func sum(_ amount: Money, _ none: String) -> String { amount == .zero ? none : signed(amount) }
}

extension ImpactTotals {
    /// The whole report: line by line, then by person, then together. In French.
    public func report(_ impacts: [LineImpact]) -> String {
        guard !impacts.isEmpty else { return sentence }
        let lines = impacts.map(\.block).joined(separator: "\n\n")
        return "Ligne par ligne\n\n\(lines)\n\nPar personne\n\n\(table)\n\n\(sentence)"
    }

    /// What each person gains and loses.
    var table: String {
        var table = TextTable(["personne", "lignes changées", "avant", "après", "gains", "pertes", "solde"])
        for person in people {
            table.add([
                person.name, French.count(person.lines), French.money(person.beforeCents),
                French.money(person.afterCents), French.sum(person.gainedCents, "aucun"),
                French.sum(person.lostCents, "aucune"), French.signed(person.netCents),
            ])
        }
        return table.text
    }

    /// In French, for example `2 états de frais sur 3 changent (2 lignes sur 3). Gains: +12,00 €. Pertes: aucune. …`
    public var sentence: String {
        let read = French.counted(claims, "état de frais lu", "états de frais lus")
        guard changedLines > 0 else { return "\(read): aucune ligne ne change." }
        let open = openLines == 0 ? "" : " \(French.counted(openLines, "ligne à décider", "lignes à décider"))."
        let after: String =
            if netCents > .zero { "à verser en plus" } else if netCents < .zero { "versés en trop" } else {
                "rien à régulariser"
            }
        return "\(read), \(French.count(changedClaims)) \(changedClaims < 2 ? "change" : "changent"); "
            + "\(French.counted(lines, "ligne", "lignes")), \(French.count(changedLines)) "
            + "\(changedLines < 2 ? "change" : "changent").\n"
            + "Gains: \(French.sum(gainedCents, "aucun")). Pertes: \(French.sum(lostCents, "aucune")). "
            + "Solde: \(French.signed(netCents)) (\(after)).\(open)"
    }
}
