import ClaimEntryDomain
import Vocabulary
import Web

/// Makes the inputs of the declaration: label, help, typed value, and what is wrong with it.
struct EntryFields {
    let typed: TypedEntry
    let errors: FormErrors
    let help: Help

    func field(_ field: EntryField, _ label: String, _ kind: Field.Kind, help key: String? = nil) -> Field {
        Field(field.name, label, kind, value: typed[field]).help(key.flatMap { help[$0] }).errors(errors)
    }

    static let yesOrNo = [Field.Option("yes", "Oui"), Field.Option("no", "Non")]
}

/// The first screen.
struct WorkScreen: Sendable {
    let performed: Field
    let reason: Field
    let explanation: Field
    /// What the work is counted in; absent when nothing is.
    let count: Field?
    let minutesEach: Field?
    /// Why nothing is counted, when the indemnity is not the participant's to enter.
    let service: String?

    init(_ subject: EntrySubject, _ fields: EntryFields) {
        let answers = [Field.Option("yes", "Oui"), Field.Option("no", "Non, mission non effectuée")]
        performed = fields.field(
            .performed, "Avez-vous effectué cette mission ?", .choice(answers), help: "non-effectuee")
        let reasons = NotPerformedReason.allCases.map { Field.Option($0.rawValue, $0.label) }
        reason = fields.field(
            .reason, "Pourquoi n’a-t-elle pas été effectuée ?", .list([Field.Option("", "Choisir")] + reasons))
        explanation = fields.field(.explanation, "Précisions", .text).isOptional()
        count = subject.isOpen(.work, .indemnity) ? Self.count(subject, fields) : nil
        let asksMinutes = subject.workField == .candidates && subject.mission.minutesPerCandidate == nil
        minutesEach =
            asksMinutes && count != nil
            ? fields.field(.minutesEach, "Durée d’une interrogation, en minutes", .whole(1...240)).suffix("min") : nil
        service = Self.service(subject)
    }

    private static func count(_ subject: EntrySubject, _ fields: EntryFields) -> Field? {
        switch subject.workField {
        case .scripts?:
            fields.field(.scripts, "Nombre de copies corrigées", .whole(0...Declaration.mostScripts), help: "copies")
        case .candidates?:
            fields.field(
                .candidates, "Nombre de candidats interrogés", .whole(0...Declaration.mostCandidates),
                help: "candidats")
        case .hours?:
            fields.field(.hours, "Durée de votre intervention", .text, help: "duree").hint("Par exemple 7 h 30")
        case .requests?:
            fields.field(.requests, "Nombre de demandes examinées", .whole(0...Declaration.mostScripts))
        case .subjects?:
            fields.field(.subjects, "Nombre de sujets élaborés", .whole(0...Declaration.mostScripts))
        default: nil
        }
    }

    private static func service(_ subject: EntrySubject) -> String? {
        switch subject.openings[.indemnity] {
        case .enteredByService?:
            "Le service gestionnaire saisit lui-même vos heures : vous n’avez que votre déplacement à déclarer."
        case .void(let reason)?: reason
        default: nil
        }
    }
}

/// The second screen: transport, hours, and the meals and nights that follow from them.
struct TravelScreen: Sendable {
    let transport: Field?
    let vehicle: Field
    let kilometres: Field
    let carBasis: Field
    let fareMode: Field
    let fare: Field
    let from: Field?
    let departsDay: Field
    let departsTime: Field
    let returnsDay: Field
    let returnsTime: Field
    let daily: Field?
    let toll: Field?
    let parking: Field?
    let stays: StaysPart

    init(_ desk: ClaimDesk.Desk, _ fields: EntryFields) {
        let subject = desk.read.subject
        let asksTransport = subject.isOpen(.transport, .travel)
        let choices = TransportChoice.allCases.filter {
            $0 != .shared || desk.sharesDays || fields.typed[.transport] == $0.rawValue
        }
        transport =
            asksTransport
            ? fields.field(
                .transport, "Comment êtes-vous venu(e) ?",
                .choice(choices.map { Field.Option($0.rawValue, $0.label) }), help: "transport") : nil
        vehicle = fields.field(.vehicle, "Votre véhicule", .list(Self.vehicles), help: "puissance")
        kilometres = fields.field(
            .kilometres, "Kilomètres, aller et retour", .whole(0...Declaration.mostKilometres), help: "kilometres"
        ).suffix("km")
        carBasis = fields.field(.carBasis, "Pourquoi votre véhicule ?", .choice(Self.grounds), help: "motif-voiture")
        fareMode = fields.field(.fareMode, "Votre moyen de transport", .list(Self.modes))
        fare = fields.field(.fare, "Prix payé, aller et retour", .decimal, help: "billet").suffix("€")
        from = Self.from(subject, fields)
        departsDay = fields.field(.departsDay, "Jour du départ", .day)
        departsTime = fields.field(.departsTime, "Heure du départ", .time)
        returnsDay = fields.field(.returnsDay, "Jour du retour", .day)
        returnsTime = fields.field(.returnsTime, "Heure du retour", .time)
        daily =
            subject.mission.days.count > 1
            ? fields.field(.daily, "Êtes-vous rentré(e) chez vous chaque soir ?", .choice(EntryFields.yesOrNo)) : nil
        let paid = { (field: EntryField, label: String) in
            fields.field(field, label, .decimal).suffix("€").isOptional()
        }
        toll = subject.isOpen(.toll, .travel) ? paid(.toll, "Péages") : nil
        parking = subject.isOpen(.parking, .travel) ? paid(.parking, "Stationnement") : nil
        stays = StaysPart(subject, fields)
    }

    private static func from(_ subject: EntrySubject, _ fields: EntryFields) -> Field? {
        guard let school = subject.person.school, school.code != subject.person.home.code else { return nil }
        let places = [
            Field.Option("home", "Mon domicile, \(subject.person.home.name)"),
            Field.Option("school", "Mon établissement, \(school.name)"),
        ]
        return fields.field(.from, "D’où êtes-vous parti(e) ?", .choice(places))
    }

    private static let vehicles: [Field.Option] =
        [Field.Option("", "Choisir")]
        + [
            Vehicle.car(.upTo5), .car(.sixOrSeven), .car(.eightOrMore), .motorcycle, .moped, .lightMoped,
        ].map { Field.Option($0.code, $0.label.prefix(1).uppercased() + $0.label.dropFirst()) }

    private static let modes: [Field.Option] =
        [Field.Option("", "Choisir")]
        + [FareMode.train, .bus, .urban, .taxi, .plane, .boat].map { Field.Option($0.code, $0.label) }

    private static let grounds = [
        Field.Option("authorised", "Aucun transport public adapté, ou autorisation reçue"),
        Field.Option("convenience", "Par convenance personnelle"),
    ]
}

/// The meals and nights that the hours make due, and why the others are not.
struct StaysPart: Sendable {
    struct Night: Sendable {
        let night: Field
        let paid: Field
        let proof: Field
    }

    /// Changes when other meals or nights are due: the script replaces the part of the page then.
    let key: String
    let meals: [Field]
    let nights: [Night]
    let notDue: [String]
    let hasNotDue: Bool
    /// Whether the hours can be read at all.
    let isKnown: Bool
    let isEmpty: Bool
    /// False when only other lines came back.
    let isShown: Bool

    init(_ subject: EntrySubject, _ fields: EntryFields) {
        guard let hours = TravelReading(fields.typed, subject).hours else {
            (key, meals, nights, notDue, hasNotDue, isKnown, isEmpty) = ("", [], [], [], false, false, false)
            isShown = true
            return
        }
        let stays = DueStays(hours, ticket: fields.typed.ticket, subject: subject)
        let proposed = EntryFields(typed: fields.typed.proposing(stays), errors: fields.errors, help: fields.help)
        meals = stays.meals.filter { subject.isOpen(.meal($0), .travel) }.map { Self.meal($0, proposed) }
        nights = stays.nights.filter { subject.isOpen(.night($0.day), .travel) }.map { Self.night($0, proposed) }
        notDue = stays.notDue.map { "\($0.meal.mealtime.label) du \(FrenchDay.full($0.meal.day)). \($0.sentence)" }
        hasNotDue = !notDue.isEmpty
        (isKnown, isEmpty) = (true, meals.isEmpty && nights.isEmpty)
        isShown = subject.reopened == nil || !isEmpty
        key = (meals.map(\.name) + nights.map(\.night.name) + notDue).joined(separator: " ")
    }

    private static func meal(_ meal: DueMeal, _ fields: EntryFields) -> Field {
        let places =
            [MealPlace.ownCost, .subsidised, .free].map {
                Field.Option($0.rawValue, $0.label.prefix(1).uppercased() + $0.label.dropFirst())
            } + [Field.Option("none", "Pas de repas pris")]
        return fields.field(.meal(meal), "\(meal.mealtime.label) du \(FrenchDay.full(meal.day))", .list(places))
    }

    private static func night(_ night: DueNight, _ fields: EntryFields) -> Night {
        let morning = FrenchDay.full(night.day.adding(days: 1))
        return Night(
            night: fields.field(
                .night(night),
                "Nuit du \(FrenchDay.full(night.day)) au \(morning) : avez-vous logé hors de chez vous ?",
                .choice(EntryFields.yesOrNo)),
            paid: fields.field(.nightPaid(night), "Prix payé pour cette nuit", .decimal).suffix("€")
                .hint("0 si vous étiez logé(e) gratuitement"),
            proof: fields.field(
                .nightProof(night), "Avez-vous la facture acquittée de cette nuit ?", .choice(EntryFields.yesOrNo)))
    }
}
