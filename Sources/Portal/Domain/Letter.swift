/// A mail: the subject says what and when, the first line is the action.
public struct Letter: Sendable, Equatable {
    public let kind: String
    public let subject: String
    public private(set) var body: String
    /// An iCalendar file that goes with it.
    public private(set) var calendar: String?

    init(_ kind: String, _ subject: String, _ lines: [String]) {
        (self.kind, self.subject) = (kind, subject)
        body = lines.joined(separator: "\n\n") + "\n"
    }

    public func attaching(_ calendar: String, saying words: String) -> Letter {
        var letter = self
        letter.calendar = calendar
        letter.body += "\n\(words)\n"
        return letter
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

    public static func convocation(_ convocation: ConvocationNews) -> Letter {
        Letter(
            "convocation", "Convocation : \(convocation.mission), \(convocation.day)",
            [
                convocation.answerLink.map { "Accusez réception ou signalez un empêchement : \($0)" }
                    ?? "Consultez votre convocation : \(convocation.link)",
                "Bonjour \(convocation.name),",
                "Vous êtes convoqué(e) pour \(convocation.mission), \(convocation.day), \(convocation.place).",
                "Un état de frais est déjà préparé. Complétez-le dès que la mission est terminée.",
                convocation.answerLink.map { _ in "Consultez votre convocation : \(convocation.link)" } ?? "",
            ].filter { !$0.isEmpty })
    }

    public static func amended(_ convocation: ConvocationNews, changes: [String], reason: String?) -> Letter {
        let changed = changes.isEmpty ? ["des précisions sans effet sur les dates et le lieu"] : changes
        return Letter(
            "convocation-amended", "Convocation modifiée : \(convocation.mission), \(convocation.day)",
            [
                "Consultez votre convocation : \(convocation.link)",
                "Bonjour \(convocation.name),",
                "Votre convocation pour \(convocation.mission) a changé. Ce qui change :\n"
                    + changed.map { "- \($0)" }.joined(separator: "\n"),
                reason.map { "Motif : \($0)" } ?? "",
                "Vous êtes désormais convoqué(e) \(convocation.day), \(convocation.place). Cette version remplace la "
                    + "précédente ; votre état de frais suit.",
                convocation.answerLink.map { "Accusez réception ou signalez un empêchement : \($0)" } ?? "",
            ].filter { !$0.isEmpty })
    }

    /// - Parameter convocation: its link is where the person answers.
    public static func replacement(_ convocation: ConvocationNews) -> Letter {
        Letter(
            "replacement-offered", "Pouvez-vous remplacer un collègue ? \(convocation.mission), \(convocation.day)",
            [
                "Acceptez ou refusez : \(convocation.link)",
                "Bonjour \(convocation.name),",
                "Un intervenant est absent pour \(convocation.mission), \(convocation.day), \(convocation.place). Pouvez-vous "
                    + "le remplacer ?",
                "Plusieurs personnes sont sollicitées : la première qui accepte est convoquée. Refuser n’a aucune "
                    + "conséquence pour vous. Ce lien vous est personnel et ne demande pas de mot de passe.",
            ])
    }

    /// - Parameter convocation: for whoever asked for the replacement.
    public static func replaced(_ convocation: ConvocationNews, absent: String, by present: String) -> Letter {
        Letter(
            "replacement-found", "Remplacement assuré : \(convocation.mission), \(convocation.day)",
            [
                "\(present) remplace \(absent) pour \(convocation.mission), \(convocation.day), \(convocation.place).",
                "Bonjour \(convocation.name),",
                "La convocation de la personne absente est retirée et la nouvelle est envoyée. Les états de frais suivent.",
                "Voyez les affectations : \(convocation.link)",
            ])
    }

    public static func withdrawn(_ convocation: ConvocationNews, reason: String) -> Letter {
        Letter(
            "convocation-withdrawn", "Convocation retirée : ne vous déplacez pas, \(convocation.day)",
            [
                "Ne vous déplacez pas pour \(convocation.mission), \(convocation.day), \(convocation.place).",
                "Bonjour \(convocation.name),",
                "Votre convocation est retirée et ne vaut plus ordre de mission. Motif : \(reason)",
                "Vos autres convocations restent valables. L’état de frais de cette mission est annulé s’il n’est pas "
                    + "transmis ; s’il l’est, le service gestionnaire l’examine.",
                "Vos missions : \(convocation.link)",
            ])
    }

    public static func returned(name: String, lines: Int, until: String, link: String) -> Letter {
        Letter(
            "claim-returned", "État de frais à corriger avant le \(until)",
            [
                "Corrigez \(lines == 1 ? "la ligne signalée" : "les \(lines) lignes signalées") : \(link)",
                "Bonjour \(name),",
                "Le service gestionnaire vous renvoie une partie de votre état de frais, avec ses motifs. Seules ces "
                    + "lignes sont à reprendre. Une réponse est attendue avant le \(until).",
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
