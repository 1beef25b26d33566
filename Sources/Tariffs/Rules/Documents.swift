import Vocabulary

extension Tariffs {
    /// The documents that the claim's expenses need, by the rules of the day of each.
    public func requiredDocuments(_ facts: ClaimFacts) -> [RequiredDocument] {
        let whole = facts.lines.map { $0.fact.documentedCost }.total()
        return facts.lines.compactMap { document(for: $0, of: facts, whole: whole) }
    }

    private func document(for line: ClaimLine, of facts: ClaimFacts, whole: Money) -> RequiredDocument? {
        guard let (label, rule) = line.fact.document, !facts.mission.remote else { return nil }
        let knownOn = CalendarDay(dayNumber: .max)
        guard let reading = law.read(.rule(rule), on: line.day, knownOn: knownOn), reading.value > .zero else {
            return nil
        }
        var (mustBeSent, why) = (reading.value == Exact(2), "à joindre (\(reading.provision.citation))")
        if !mustBeSent { why = "à garder et à produire sur demande (\(reading.provision.citation))" }
        if rule == .transportDocuments, mustBeSent,
            let threshold = law.read(.rule(.documentsThreshold), on: line.day, knownOn: knownOn),
            Exact(whole) <= threshold.value
        {
            mustBeSent = false
            why =
                "frais de \(French.rate(threshold.value))\(French.thin)€ au plus: à garder et à produire sur demande "
                + "(\(threshold.provision.citation))"
        }
        if !mustBeSent, facts.settings.asksForAllDocuments {
            (mustBeSent, why) = (true, "demandé par l'académie")
        }
        return RequiredDocument(lineID: line.lineID, label: label, why: why, mustBeSent: mustBeSent)
    }
}

extension Fact {
    /// What proves it, and by which rule; nil when nothing does.
    var document: (label: String, rule: Rule)? {
        switch self {
        case .fare(let mode, _): ("Titre de transport (\(mode.french.lowercased()))", .transportDocuments)
        case .firstClass(let mode, _):
            ("Titre de transport (\(mode.french.lowercased()), première classe)", .transportDocuments)
        case .taxi: ("Reçu de taxi", .transportDocuments)
        case .toll: ("Ticket de péage", .transportDocuments)
        case .parking: ("Reçu de stationnement", .transportDocuments)
        case .night: ("Facture d'hébergement acquittée", .lodgingDocuments)
        case .meal(_, let place): place == .free ? nil : ("Preuve de paiement du repas", .mealDocuments)
        default: nil
        }
    }

    /// What counts toward the amount below which documents are only kept: not the lump sums.
    var documentedCost: Money {
        switch self {
        case .fare(_, let paid), .firstClass(_, let paid), .taxi(_, let paid), .toll(let paid), .parking(let paid):
            paid
        default: .zero
        }
    }
}
