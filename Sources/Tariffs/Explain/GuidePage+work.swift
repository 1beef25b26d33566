import Vocabulary

/// The work that is paid otherwise than by script or by hour of oral: help, VAE, higher education, competitions.
extension Tariffs {
    func rareWork(_ day: CalendarDay) -> String {
        let guide = GuideFigures(law: law, day: day)
        return [help(guide), accreditation(guide), higher(guide), competitions(guide)].joined(separator: "\n\n")
    }

    private func help(_ guide: GuideFigures) -> String {
        let rates = { (period: HelpPeriod) in guide.rate(.help(.secondary, period)) }
        return """
            ## Surveillance et aide au déroulement

            Le service saisit lui-même ces heures, quand elles s’ajoutent aux obligations de service.

            - De jour : \(rates(.day)) par heure
            - De nuit, de \(guide.rule(.helpNightBegins)) à \(guide.rule(.helpNightEnds)) : \(rates(.night)) par heure
            - Le samedi, le dimanche et les jours fériés : \(rates(.weekendOrHoliday)) par heure
            - Personnes extérieures et agents retraités : le SMIC horaire, \(guide.rate(.rule(.minimumWage))) depuis le \
            \(guide.since(.rule(.minimumWage)))

            De nuit un samedi, un dimanche ou un jour férié, le texte ne dit pas lequel des deux taux l’emporte : le \
            gestionnaire choisit, et sa réponse reste écrite. Les taux sont les mêmes pour les examens du supérieur et les \
            concours. Sources : \(guide.sources([.help(.secondary, .day), .help(.higher, .day), .help(.competition, .day)])).
            """
    }

    private func accreditation(_ guide: GuideFigures) -> String {
        let (least, most) = (guide.factor(.accreditationLeast), guide.factor(.accreditationMost))
        return """
            ## Validation des acquis de l’expérience (VAE)

            Chaque demande examinée est payée au taux horaire de l’oral du diplôme, multiplié par un coefficient de \(least) \
            à \(most) que l’académie fixe selon la difficulté. Pour un baccalauréat professionnel : de \
            \(guide.rate(.oral(.rate3), times: .accreditationLeast)) à \
            \(guide.rate(.oral(.rate3), times: .accreditationMost)) par demande ; pour un BTS : de \
            \(guide.rate(.oral(.higherFirst), times: .accreditationLeast)) à \
            \(guide.rate(.oral(.higherFirst), times: .accreditationMost)). Source : \
            \(guide.sources([.rule(.accreditationLeast)])).
            """
    }

    private func higher(_ guide: GuideFigures) -> String {
        """
        ## Examens de l’enseignement supérieur

        - BTS, DMA : \(guide.rate(.script(.higherFirst))) par copie, \(guide.rate(.oral(.higherFirst))) par heure d’oral ou \
        de pratique
        - DCG, DSCG, DEC : \(guide.rate(.script(.higherSecond))) par copie, \(guide.rate(.oral(.higherSecond))) par heure
        - Agrément des sujets de mémoire du DSCG : \(guide.rate(.rule(.memoirApproval))) par heure
        - Mémoire du DEC : \(guide.rate(.rule(.memoirCeiling))) au plus par candidat

        Sources : \(guide.sources([.script(.higherFirst), .script(.higherSecond)])).
        """
    }

    private func competitions(_ guide: GuideFigures) -> String {
        let scales: [(String, Scale)] = [
            ("Agrégation, inspecteurs, chefs d’établissement (A1)", .a1), ("Autres corps de catégorie A (A2)", .a2),
            ("Catégorie B", .b), ("Catégorie C", .c),
        ]
        let rows = scales.map { name, scale in
            "- \(name) : \(guide.rate(.script(scale))) par copie ou dossier, \(guide.rate(.oral(scale))) par heure d’oral, "
                + "\(guide.rate(.subject(scale))) par sujet d’écrit"
        }
        let tiers: [(String, Presidency)] = [
            ("moins de 25 postes", .nationalBelow25), ("de 25 à 49", .nationalFrom25), ("de 50 à 99", .nationalFrom50),
            ("de 100 à 199", .nationalFrom100), ("200 et plus", .nationalFrom200),
        ]
        let presidency = tiers.map { "\($0) : \(guide.rate(.presidency($1)))" }.joined(separator: " ; ")
        return """
            ## Concours de recrutement

            \(rows.joined(separator: "\n"))
            - Présidence d’un jury national de A1, selon le nombre de postes : \(presidency)
            - Présidence d’un jury de catégorie B : \(guide.rate(.presidency(.nationalB))) au niveau national, \
            \(guide.rate(.presidency(.deconcentratedB))) s’il est déconcentré

            Source : \(guide.sources([.script(.a1)])).
            """
    }
}

/// The figures of one day as the guide writes them.
private struct GuideFigures {
    let law: Law
    let day: CalendarDay

    private func reading(_ parameter: Parameter) -> Reading? { law.read(parameter, on: day, knownOn: day) }

    func rate(_ parameter: Parameter) -> String {
        reading(parameter).map { "\(French.rate($0.value))\(French.thin)€" } ?? "pas de taux"
    }

    /// Rounded as a line is.
    func rate(_ parameter: Parameter, times rule: Rule) -> String {
        guard let rate = reading(parameter), let factor = reading(.rule(rule)) else { return "pas de taux" }
        return French.money(Rounding.halfUp.cents(rate.value * factor.value))
    }

    func rule(_ rule: Rule) -> String { reading(.rule(rule))?.words ?? "sans règle" }

    func factor(_ rule: Rule) -> String { reading(.rule(rule)).map { French.decimal($0.value) } ?? "" }

    func since(_ parameter: Parameter) -> String {
        reading(parameter)?.provision.from.map(French.day) ?? "jour non trouvé"
    }

    /// Each text once.
    func sources(_ parameters: [Parameter]) -> String {
        var seen: [String] = []
        for parameter in parameters {
            guard let citation = reading(parameter)?.provision.citation, !seen.contains(citation) else { continue }
            seen.append(citation)
        }
        return seen.joined(separator: " ; ")
    }
}
