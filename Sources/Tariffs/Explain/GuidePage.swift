import Vocabulary

extension Tariffs {
    /// The page "Combien et pourquoi" of the user guide, in the markup of the guide: made from the parameters, so that it
    /// cannot say anything else than what is computed.
    public var guidePage: String {
        let day = law.lastChange
        func rate(_ parameter: Parameter) -> String {
            law.read(parameter, on: day, knownOn: day).map { "\(French.rate($0.value))\(French.thin)€" }
                ?? "pas de taux"
        }
        func share(_ rule: Rule) -> String {
            law.read(.rule(rule), on: day, knownOn: day).map { French.factor($0.value) } ?? ""
        }
        func rule(_ rule: Rule) -> String { law.read(.rule(rule), on: day, knownOn: day)?.words ?? "sans règle" }
        func source(_ parameter: Parameter) -> String {
            law.read(parameter, on: day, knownOn: day)?.provision.citation ?? ""
        }
        return """
            # Combien et pourquoi
            ordre: 3
            résumé: Les taux en vigueur, les textes qui les fixent, et ce qui ouvre droit à quoi.

            Cette page est faite des mêmes données que le calcul. Taux connus et en vigueur au \(French.day(day)) ; le taux \
            appliqué est toujours celui du jour des faits, et chaque ligne de votre état de frais cite le sien.

            ## Votre travail

            \(work(rate))

            Le temps d’un oral est celui passé avec les candidats. Une épreuve facultative ou une épreuve ponctuelle d’EPS est \
            payée à \(share(.optionalShare)) du taux de l’oral. Source : \(source(.oral(.rate3))).

            Une épreuve évaluée en cours d’année, une réunion ou une délibération n’ouvre pas d’indemnité ; le déplacement reste dû.

            \(rareWork(day))

            ## Votre déplacement

            Le déplacement est dû quand la mission est hors de votre commune, hors de celle de votre établissement, et hors des \
            communes limitrophes desservies par un transport public. Source : \(source(.rule(.adjoiningIsSameCommune))).

            \(kilometres(rate))

            Les kilomètres se comptent par année civile : chacun est payé au taux de sa tranche. Source : \
            \(source(.kilometre(.smallCarFirst))).

            Une voiture utilisée par convenance est remboursée au tarif public le moins cher, sans péage ni stationnement. \
            Source : \(source(.rule(.convenienceAtCheapestFare))).

            ## Repas et nuits

            - Déjeuner : \(rate(.meal(.mainland))) si vous êtes en mission de \(rule(.noonBegins)) à \(rule(.noonEnds)) sans \
            interruption ; dîner : de \(rule(.eveningBegins)) à \(rule(.eveningEnds)).
            - Restaurant administratif ou subventionné : \(share(.subsidisedShare)). Repas offert : rien.
            - Nuit, en mission de \(rule(.nightBegins)) à \(rule(.nightEnds)), avec preuve de paiement : \(rate(.night(.base))) ; \
            grande ville \(rate(.night(.largeTown))) ; Métropole du Grand Paris \(rate(.night(.grandParis))) ; \
            Paris \(rate(.night(.paris))) ; travailleur handicapé à mobilité réduite \(rate(.night(.reducedMobility))).
            - Outre-mer : \(rate(.meal(.overseas))) par repas, \(rate(.night(.overseas))) par nuit ; Nouvelle-Calédonie, \
            Polynésie française, Wallis-et-Futuna : \(rate(.meal(.pacific))) et \(rate(.night(.pacific))).

            Sources : \(source(.meal(.mainland))) ; \(source(.rule(.noonBegins))) ; \(source(.rule(.nightBegins))).

            ## Délais et avances

            - Une créance s’éteint après \(rule(.prescriptionYears)), comptées du 1er janvier qui suit l’année de la mission. \
            Source : \(source(.rule(.prescriptionYears))).
            - Une avance de \(share(.advanceShare)) au plus \
            peut être demandée sur les frais de déplacement. Source : \(source(.rule(.advanceShare))).
            - Jusqu’à \(rate(.rule(.documentsThreshold))) de frais de transport, hors forfaits, les justificatifs se gardent et \
            se produisent sur demande. Source : \(source(.rule(.documentsThreshold))).

            """
    }

    private func work(_ rate: (Parameter) -> String) -> String {
        let rows: [(String, Scale, Scale)] = [
            ("Baccalauréat", .rate5, .rate3), ("Concours généraux, brevet de technicien", .rate3, .rate3),
            ("CAP, BEP, CFG, brevet des collèges", .rate1, .rate1),
            ("Brevet professionnel, mention complémentaire de niveau IV", .rate2, .rate2), ("DCL", .rate4, .rate4),
            ("BTS, DMA", .higherFirst, .higherFirst), ("DCG, DSCG", .higherSecond, .higherSecond),
        ]
        return rows.map { name, script, oral in
            "- \(name) : \(rate(.script(script))) par copie, \(rate(.oral(oral))) par heure d’oral ou de pratique"
        }.joined(separator: "\n")
    }

    private func kilometres(_ rate: (Parameter) -> String) -> String {
        let cars = FiscalPower.allCases.map { power in
            let rates = (0...2).map { rate(.kilometre(power.rate(inBracket: $0))) }
            return "- Voiture de \(power.french) : \(rates[0]) par kilomètre jusqu’à 2\(French.thin)000 km, "
                + "\(rates[1]) jusqu’à 10\(French.thin)000, \(rates[2]) au-delà"
        }
        return
            (cars + [
                "- Motocyclette de plus de 125 cm³ : \(rate(.kilometre(.motorcycle)))",
                "- Vélomoteur : \(rate(.kilometre(.moped))), et \(rate(.rule(.mopedMonthlyMinimum))) au moins par mois",
            ]).joined(separator: "\n")
    }
}

extension Law {
    /// The last day on which anything was published or began: from then on all that is known is in force.
    var lastChange: CalendarDay {
        series.joined().flatMap { [$0.published, $0.from].compactMap { $0 } }.max() ?? CalendarDay(dayNumber: 0)
    }
}

extension FiscalPower {
    var french: String {
        switch self {
        case .upTo5: "5\(French.thin)CV et moins"
        case .sixOrSeven: "6 ou 7\(French.thin)CV"
        case .eightOrMore: "8\(French.thin)CV et plus"
        }
    }
}
