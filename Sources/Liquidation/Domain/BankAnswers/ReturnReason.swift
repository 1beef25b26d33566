/// Why money came back, and what to do.
/// Source: ISO 20022 external status reason and return reason codes; the French sentences are ours.
public struct ReturnReason: Hashable, Sendable {
    public let code: String
    /// What it means, as the participant reads it.
    public let meaning: String
    /// Whose turn it is, and what is to be done.
    public let remedy: String
    /// Whether the account itself is at fault: it is not used again until the participant has confirmed or changed it.
    public let refusesBankDetails: Bool

    /// `meaning` and `remedy` together.
    public var explanation: String { "\(meaning) \(remedy)" }

    private init(_ code: String, _ meaning: String, _ remedy: String, refuses: Bool) {
        (self.code, self.meaning, self.remedy, refusesBankDetails) = (code, meaning, remedy, refuses)
    }

    /// The reason behind a code; an unknown code is kept and left to the paymaster.
    public static func of(_ code: String) -> ReturnReason {
        if let meaning = accountReasons[code] {
            return ReturnReason(code, meaning, "Vérifiez ou remplacez vos coordonnées bancaires.", refuses: true)
        }
        if let meaning = officeReasons[code] {
            return ReturnReason(
                code, meaning, "Le service payeur s'en occupe : vous n'avez rien à faire.", refuses: false)
        }
        // Some banks write free text here, even account numbers: only a code is kept.
        guard (1...4).contains(code.utf8.count), code.utf8.allSatisfy({ $0.isDigit || $0.isCapital }) else {
            return of("NARR")
        }
        return ReturnReason(
            code, "La banque a rejeté le virement (motif \(code)).", "Le service payeur examine ce rejet.",
            refuses: false)
    }

    private static let accountReasons: [String: String] = [
        "AC01": "Le numéro de compte est inexact ou n'existe pas.",
        "AC03": "Le numéro de compte du bénéficiaire n'est pas valable.",
        "AC04": "Le compte est clos.",
        "AC06": "Le compte est bloqué.",
        "AC13": "Ce type de compte ne peut pas recevoir ce virement.",
        "AG01": "Ce compte n'accepte pas les virements (compte d'épargne, par exemple).",
        "BE01": "Le nom du titulaire ne correspond pas au compte.",
        "BE04": "L'adresse du titulaire manque.",
        "CNOR": "La banque du bénéficiaire n'est pas joignable par virement SEPA.",
        "MD07": "La banque signale le décès du titulaire.",
        "RC01": "Le code de la banque (BIC) est inexact.",
        "RR04": "La réglementation interdit ce virement vers ce compte.",
    ]

    private static let officeReasons: [String: String] = [
        "AG02": "Le code d'opération du virement est inexact.",
        "AM01": "Le montant est nul.",
        "AM02": "Le montant dépasse ce qui est permis.",
        "AM03": "La monnaie du virement n'est pas traitée.",
        "AM04": "La provision du compte de l'académie est insuffisante.",
        "AM05": "La banque tient ce virement pour un doublon.",
        "AM09": "Le montant reçu ne correspond pas.",
        "CUST": "Le virement a été annulé à la demande du service payeur.",
        "DT01": "La date d'exécution n'est pas valable.",
        "DUPL": "La banque tient ce virement pour un doublon.",
        "ED05": "Le règlement entre banques a échoué.",
        "FF01": "Le fichier transmis n'est pas conforme.",
        "FOCR": "Le virement a été rappelé à la demande du service payeur.",
        "MS02": "Le bénéficiaire a refusé le virement.",
        "MS03": "La banque a rejeté le virement sans préciser le motif.",
        "NARR": "La banque a rejeté le virement sans motif codé.",
        "RR01": "L'identification du débiteur manque.",
        "RR02": "Le nom ou l'adresse du débiteur manque.",
        "RR03": "Le nom ou l'adresse du bénéficiaire manque.",
        "TM01": "Le fichier est arrivé après l'heure limite.",
    ]
}
