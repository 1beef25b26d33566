import ClaimEntryDomain
import Vocabulary
import Web

/// The fields of the declaration, for what this mission asks.
struct DeclarationFields {
    private(set) var all: [Field] = []
    private let typed: TypedEntry
    private let errors: FormErrors

    init(_ subject: EntrySubject, _ typed: TypedEntry, _ errors: FormErrors) {
        (self.typed, self.errors) = (typed, errors)
        addWork(subject)
        if subject.openings[.travel] == .open { addTravel(subject) }
        add(.remark, "Un message pour le service", .paragraph(rows: 3), optional: true)
    }

    private mutating func addWork(_ subject: EntrySubject) {
        let yesOrNo = [Field.Option("yes", "Oui"), Field.Option("no", "Non, mission non effectuée")]
        add(.performed, "Avez-vous effectué cette mission ?", .choice(yesOrNo))
        let reasons = NotPerformedReason.allCases.map { Field.Option($0.rawValue, $0.label) }
        add(.reason, "Si non, pourquoi ?", .list([Field.Option("", "")] + reasons), optional: true)
        add(.explanation, "Précisions", .text, optional: true)
        switch subject.workField {
        case .scripts?: add(.scripts, "Nombre de copies corrigées", .whole(0...Declaration.mostScripts))
        case .candidates?:
            add(.candidates, "Nombre de candidats interrogés", .whole(0...Declaration.mostCandidates))
        case .hours?: add(.hours, "Durée de votre intervention, par exemple 7 h 30", .text)
        case .requests?: add(.requests, "Nombre de demandes examinées", .whole(0...Declaration.mostScripts))
        case .subjects?: add(.subjects, "Nombre de sujets élaborés", .whole(0...Declaration.mostScripts))
        default: break
        }
    }

    private mutating func addTravel(_ subject: EntrySubject) {
        let choices = TransportChoice.allCases.map { Field.Option($0.rawValue, $0.label) }
        add(.transport, "Comment êtes-vous venu(e) ?", .choice(choices))
        let vehicles = [
            ("car-up-to-5", "Voiture, 5 CV et moins"), ("car-6-or-7", "Voiture, 6 ou 7 CV"),
            ("car-8-or-more", "Voiture, 8 CV et plus"), ("motorcycle", "Moto"), ("moped", "Vélomoteur"),
        ]
        let listed = [Field.Option("", "")] + vehicles.map { Field.Option($0.0, $0.1) }
        add(.vehicle, "Votre véhicule", .list(listed), optional: true)
        add(.kilometres, "Kilomètres, aller et retour", .whole(0...Declaration.mostKilometres), optional: true)
        let grounds = [
            Field.Option("authorised", "Aucun transport public adapté, ou autorisation"),
            Field.Option("convenience", "Par convenance personnelle"),
        ]
        add(.carBasis, "Pourquoi votre véhicule ?", .choice(grounds), optional: true)
        let modes = [("train", "Train"), ("bus", "Bus ou car"), ("urban", "Transport urbain"), ("taxi", "Taxi")]
        let tickets = [Field.Option("", "")] + modes.map { Field.Option($0.0, $0.1) }
        add(.fareMode, "Votre moyen de transport payant", .list(tickets), optional: true)
        add(.fare, "Prix payé, aller et retour", .decimal, optional: true)
        addHours(subject)
        add(.toll, "Péages", .decimal, optional: true)
        add(.parking, "Stationnement", .decimal, optional: true)
        for meal in possibleMeals(subject) { addMeal(meal) }
    }

    private mutating func addHours(_ subject: EntrySubject) {
        add(.departsDay, "Jour du départ", .day)
        add(.departsTime, "Heure du départ", .time)
        add(.returnsDay, "Jour du retour", .day)
        add(.returnsTime, "Heure du retour", .time)
        if subject.mission.days.count > 1 {
            let answers = [Field.Option("yes", "Oui"), Field.Option("no", "Non")]
            add(.daily, "Êtes-vous rentré(e) chez vous chaque soir ?", .choice(answers))
        }
    }

    private mutating func addMeal(_ meal: DueMeal) {
        let places = [
            Field.Option("", "Aucun"), Field.Option("own-cost", "À mes frais"),
            Field.Option("subsidised", "Dans un restaurant administratif"), Field.Option("free", "Offert"),
        ]
        let name = meal.mealtime == .noon ? "Déjeuner" : "Dîner"
        add(.meal(meal), "\(name) du \(FrenchDay.full(meal.day))", .list(places), optional: true)
    }

    private func possibleMeals(_ subject: EntrySubject) -> [DueMeal] {
        subject.mission.days.flatMap { day in Mealtime.allCases.map { DueMeal(day: day, mealtime: $0) } }
    }

    private mutating func add(_ field: EntryField, _ label: String, _ kind: Field.Kind, optional: Bool = false) {
        let made = Field(field.name, label, kind, value: typed[field]).errors(errors)
        all.append(optional ? made.isOptional() : made)
    }
}
