/// A mail: the subject says what and when, the first line is the action.
public struct Letter: Sendable, Equatable {
    public let kind: String
    public let subject: String
    public let body: String

    init(_ kind: String, _ subject: String, _ lines: [String]) {
        (self.kind, self.subject) = (kind, subject)
        body = lines.joined(separator: "\n\n") + "\n"
    }
}

extension Letter {
    public static func activation(name: String, login: String, link: String, until: String) -> Letter {
        Letter(
            "activation", "Activez votre compte avant le \(until)",
            [
                "Choisissez votre mot de passe : \(link)",
                "Bonjour \(name),",
                "Un compte vous est ouvert pour vos missions d’examens et concours : convocations, états de frais, "
                    + "paiements. Votre identifiant est \(login).",
                "Ce lien sert une fois, jusqu’au \(until). Passé ce jour, demandez-en un autre sur la page de connexion.",
            ])
    }

    public static func recovery(name: String, link: String, minutes: Int) -> Letter {
        Letter(
            "recovery", "Choisissez un nouveau mot de passe",
            [
                "Choisissez un nouveau mot de passe : \(link)",
                "Bonjour \(name),",
                "Ce lien sert une fois, pendant \(minutes) minutes. Si vous n’avez rien demandé, ne faites rien : "
                    + "votre mot de passe reste le même.",
            ])
    }

    public static func convocation(name: String, mission: String, place: String, day: String, link: String) -> Letter {
        Letter(
            "convocation", "Convocation : \(mission), \(day)",
            [
                "Consultez votre convocation : \(link)",
                "Bonjour \(name),",
                "Vous êtes convoqué(e) pour \(mission), \(day), \(place).",
                "Un état de frais est déjà préparé. Complétez-le dès que la mission est terminée.",
            ])
    }

    public static func returned(name: String, lines: Int, until: String, link: String) -> Letter {
        Letter(
            "claim-returned", "État de frais à corriger avant le \(until)",
            [
                "Corrigez \(lines == 1 ? "la ligne signalée" : "les \(lines) lignes signalées") : \(link)",
                "Bonjour \(name),",
                "Le service gestionnaire vous renvoie une partie de votre état de frais. Les autres lignes suivent leur "
                    + "cours. Une réponse est attendue avant le \(until).",
            ])
    }

    public static func established(name: String, indemnity: String?, travel: String?, link: String) -> Letter {
        Letter(
            "amounts-established", "Vos montants sont établis",
            [
                "Voyez le détail de chaque montant : \(link)",
                "Bonjour \(name),",
                [
                    indemnity.map { "Indemnité, versée avec votre paye : \($0)." },
                    travel.map { "Frais de déplacement, versés sur votre compte : \($0)." },
                ].compactMap { $0 }.joined(separator: "\n"),
            ])
    }

    public static func settled(name: String, amount: String, what: String, day: String, link: String) -> Letter {
        Letter(
            "payment-settled", "Paiement de \(amount) le \(day)",
            [
                "Voyez ce qui est payé : \(link)",
                "Bonjour \(name),",
                "\(what) : \(amount), payé le \(day).",
            ])
    }

    public static func bounced(name: String, amount: String, reason: String, link: String) -> Letter {
        Letter(
            "payment-returned", "Paiement de \(amount) rejeté : vérifiez vos coordonnées bancaires",
            [
                "Vérifiez vos coordonnées bancaires : \(link)",
                "Bonjour \(name),",
                "Le paiement de \(amount) nous est revenu. \(reason) La somme vous reste due : elle sera versée de nouveau "
                    + "après correction.",
            ])
    }
}
