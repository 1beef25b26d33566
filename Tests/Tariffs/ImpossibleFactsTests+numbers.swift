import Testing

@testable import Tariffs

/// Numbers that no claim has, and facts that each could be and cannot be together.
extension ImpossibleFactsTests {
    private static let amount = "indiquez un montant entre 0 et 99 999,99 €"
    private static let whole = "attendu: un nombre entier"

    static let numberCases: [Case] =
        [
            Case("scripts", "\"count\":35", "\"count\":-3", "lines[3].fact.count", "indiquez au moins 0"),
            Case("scripts", "\"count\":35", "\"count\":2001", "lines[3].fact.count", "indiquez au plus 2 000"),
            Case("files", "\"count\":35", "\"count\":2001", "lines[3].fact.count", "indiquez au plus 2 000"),
            Case("candidates", "\"count\":12", "\"count\":501", "lines[3].fact.count", "indiquez au plus 500"),
            Case("candidates", "\"count\":12", "\"count\":12.5", "lines[3].fact.count", whole),
            Case("candidates", "\"count\":12", "\"count\":\"douze\"", "lines[3].fact.count", whole),
            Case("candidates", "\"count\":12", "\"count\":1e400", "lines[3].fact.count", whole),
            Case("candidates", "\"count\":12", "\"count\":99999999999999999999", "lines[3].fact.count", whole),
            Case("candidates", "\"count\":12", "\"count\":true", "lines[3].fact.count", whole),
            Case("candidates", "\"count\":12", "\"count\":null", "lines[3].fact.count", whole),
            Case("candidates", "\"count\":12", "\"count\":NaN", "", "attendu: un objet JSON par état de frais"),
            Case(
                "candidates", "\"minutesEach\":20", "\"minutesEach\":0", "lines[3].fact.minutesEach",
                "indiquez au moins 1"),
            Case(
                "candidates", "\"minutesEach\":20", "\"minutesEach\":1441", "lines[3].fact.minutesEach",
                "indiquez au plus 1 440"),
            Case("hours", "\"minutes\":240", "\"minutes\":1441", "lines[3].fact.minutes", "indiquez au plus 1 440"),
            Case("hours", "\"minutes\":240", "\"minutes\":-1", "lines[3].fact.minutes", "indiquez au moins 0"),
            Case("help", "\"minutes\":240", "\"minutes\":1441", "lines[3].fact.minutes", "indiquez au plus 1 440"),
            Case(
                "memoir-approvals", "\"minutes\":120", "\"minutes\":1441", "lines[3].fact.minutes",
                "indiquez au plus 1 440"),
            Case("requests", "\"count\":2,", "\"count\":2001,", "lines[3].fact.count", "indiquez au plus 2 000"),
            Case(
                "requests", "\"coefficientPercent\":100", "\"coefficientPercent\":350",
                "lines[3].fact.coefficientPercent", "indiquez un coefficient entre 0,5 et 3"),
            Case(
                "requests", "\"coefficientPercent\":100", "\"coefficientPercent\":49",
                "lines[3].fact.coefficientPercent", "indiquez un coefficient entre 0,5 et 3"),
            Case("subjects", "\"count\":1}", "\"count\":201}", "lines[3].fact.count", "indiquez au plus 200"),
            Case("presidency", "\"posts\":30", "\"posts\":-1", "lines[3].fact.posts", "indiquez au moins 0"),
            Case("presidency", "\"posts\":30", "\"posts\":100001", "lines[3].fact.posts", "indiquez au plus 100 000"),
            Case("memoirs", "\"count\":2,", "\"count\":1001,", "lines[3].fact.count", "indiquez au plus 1 000"),
            Case("memoirs", "\"eachCents\":20000", "\"eachCents\":-1", "lines[3].fact.eachCents", amount),
            Case("memoirs", "\"eachCents\":20000", "\"eachCents\":200.5", "lines[3].fact.eachCents", whole),
            Case("\"count\":310", "\"count\":5001", "lines[0].fact.count", "indiquez au plus 5 000"),
            Case("\"count\":310", "\"count\":-310", "lines[0].fact.count", "indiquez au moins 0"),
            Case("passenger", "\"count\":120", "\"count\":5001", "lines[3].fact.count", "indiquez au plus 5 000"),
            Case("\"paidCents\":8000", "\"paidCents\":-1", "lines[2].fact.paidCents", amount),
            Case("\"paidCents\":8000", "\"paidCents\":80.5", "lines[2].fact.paidCents", whole),
        ]
        + ["fare", "first-class", "taxi"].flatMap {
            [
                Case($0, "\"paidCents\":2650", "\"paidCents\":10000000", "lines[3].fact.paidCents", amount),
                Case($0, "\"paidCents\":2650", "\"paidCents\":-1", "lines[3].fact.paidCents", amount),
            ]
        }
        + ["toll", "parking"].map {
            Case($0, "\"paidCents\":840", "\"paidCents\":-1", "lines[3].fact.paidCents", amount)
        }

    private static let lunch = "{\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"meal\""
    private static let meal = "\"fact\":{\"kind\":\"meal\",\"mealtime\":\"noon\",\"place\":\"own-cost\"}}"
    private static let night = "{\"day\":\"2026-06-18\",\"resolution\":\"base\","
    private static let drive = "{\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"kilometres\""
    private static let within = "indiquez un jour du 18 juin 2026 au 19 juin 2026, ou corrigez le trajet"

    static let relationCases: [Case] = [
        // Departure and return.
        Case(
            "2026-06-19T20:00", "2026-06-18T06:59", "trip.returns", "indiquez un retour après le 18 juin 2026 à 7 h 00"),
        Case(
            "2026-06-19T20:00", "2026-06-18T07:00", "trip.returns", "indiquez un retour après le 18 juin 2026 à 7 h 00"),
        Case(
            "2026-06-18T07:00", "2025-01-18T07:00", "trip.returns",
            "indiquez un retour au plus tard le 21 mars 2025: un trajet dure au plus 62 jours"),
        // The journey and its lines.
        Case(lunch, "{\"day\":\"2026-06-20\",\"fact\":{\"kind\":\"meal\"", "lines[1].day", within),
        Case(lunch, "{\"day\":\"2026-06-17\",\"fact\":{\"kind\":\"meal\"", "lines[1].day", within),
        Case(night, "{\"day\":\"2026-06-20\",", "lines[2].day", within),
        Case(night, "{\"day\":\"2026-06-16\",", "lines[2].day", within),
        Case(drive, "{\"day\":\"2026-06-20\",\"fact\":{\"kind\":\"kilometres\"", "lines[0].day", within),
        Case(
            "2026-06-19T20:00", "2026-06-18T08:30", "lines[0].fact.count",
            "corrigez les kilomètres (300 au plus), le départ ou le retour"),
        Case(
            "fare", "{\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"fare\"",
            "{\"day\":\"2026-06-20\",\"fact\":{\"kind\":\"fare\"", "lines[3].day", within),
        // A day has twenty-four hours.
        Case(
            "\"count\":12,\"minutesEach\":20", "\"count\":100,\"minutesEach\":20", "lines[3].fact.count",
            "un jour a 24 h: corrigez les durées"),
        Case(
            "hours", "{\"kind\":\"hours\",\"minutes\":240}",
            "{\"kind\":\"hours\",\"minutes\":750}},{\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"hours\",\"minutes\":750}",
            "lines[4].fact.minutes", "un jour a 24 h: corrigez les durées"),
        Case(
            "help", "\"minutes\":240,\"period\":\"day\"", "\"minutes\":541,\"period\":\"night\"",
            "lines[3].fact.minutes", "indiquez au plus 540"),
        // The same thing twice.
        Case(lunch, "{\"day\":\"2026-06-18\",\(meal),\(lunch)", "lines[2]", "retirez l'une des deux"),
        Case(
            night,
            "{\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"night\",\"commune\":\"65440\",\"paidCents\":1,\"proven\":true}},\(night)",
            "lines[3]", "retirez l'une des deux"),
        Case(
            lunch, "{\"day\":\"2026-06-18\",\(meal),{\"day\":\"2026-06-18\",\(meal),\(lunch)", "lines",
            "un jour a deux repas: retirez les autres"),
        Case(
            "[{\"kind\":\"meal\",",
            "[{\"kind\":\"meal\",\"day\":\"2026-06-18\",\"mealtime\":\"evening\"},{\"kind\":\"meal\",", "elsewhere[1]",
            "retirez l'un des deux"),
        Case("[\"taxi\",", "[\"taxi\",\"taxi\",", "authorisations[1]", "retirez l'une des deux"),
        // The days of the claim.
        Case(
            "\"claimedOn\":\"2026-06-30\"", "\"claimedOn\":\"2026-07-02\"", "claimedOn",
            "indiquez un jour jusqu'à knownOn"),
        Case(
            "\"claimedOn\":\"2026-06-30\"", "\"claimedOn\":\"2026-06-17\"", "claimedOn",
            "indiquez un jour à partir du 18 juin 2026"),
        Case(
            "\"knownOn\":\"2026-07-01\",\"claimedOn\":\"2026-06-30\"", "\"knownOn\":\"2026-06-18\"", "trip.returns",
            "indiquez un jour jusqu'au 18 juin 2026"),
        // Counters against each other.
        Case(
            "{\"2026\":300}", "{\"2026\":10}", "kilometresBefore.2026",
            "indiquez au moins ceux de mopedKilometresBefore"),
        // A fact and what belongs to it.
        Case(
            "first-class", "\"mode\":\"train\"", "\"mode\":\"urban\"", "lines[3].fact.mode",
            "attendu: train, plane, boat"),
        Case(
            "help", "\"fact\":{\"kind\":\"help\"", "\"resolution\":\"longer\",\"fact\":{\"kind\":\"help\"",
            "lines[3].resolution", "attendu: night, weekend"),
        Case(
            "toll", "\"fact\":{\"kind\":\"toll\"", "\"resolution\":\"night\",\"fact\":{\"kind\":\"toll\"",
            "lines[3].resolution", "retirez cette réponse"),
        Case(
            "{\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"cand",
            "{\"lineID\":\"00000000-0000-4000-8000-000000000001\",\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"cand",
            "lines[3].lineID", "donnez-en un autre, ou aucun"),
    ]
}
