import Vocabulary

extension LineImpact {
    /// The header of the table of changes.
    public static let emptyTable = TextTable(["état de frais", "jour", "avant", "après", "différence", "calculs"])

    /// Its row: both amounts, the difference, both sentences.
    public var row: [String] {
        let sign = difference > .zero ? "+" : ""
        return [
            claim, before.trace.line.day.description, French.money(before.amount), French.money(after.amount),
            sign + French.money(difference), "\(before.sentence) → \(after.sentence)",
        ]
    }
}

extension LineImpact: Encodable {
    private enum Key: String, CodingKey {
        case claim, lineID, track, day, beforeCents, afterCents, differenceCents, before, after
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(claim, forKey: .claim)
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

extension ImpactTotals {
    /// In French, for example `2 états de frais sur 3 changent: +12,00 € et -1,00 €, soit 11,00 €.`
    public var sentence: String {
        let claims = French.counted(claims, "état de frais", "états de frais")
        let open = openLines == 0 ? "" : " \(French.counted(openLines, "ligne à décider", "lignes à décider"))."
        return "\(French.count(changedClaims)) sur \(claims) et \(French.counted(changedLines, "ligne", "lignes")) sur "
            + "\(French.count(lines)) changent: +\(French.money(gainedCents)) et \(French.money(lostCents)), soit "
            + "\(French.money(netCents)).\(open)"
    }
}
