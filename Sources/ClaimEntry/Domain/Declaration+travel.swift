public import Vocabulary

/// How a person travelled, as the form offers it.
public enum TransportChoice: String, Hashable, Sendable, CaseIterable {
    case car
    case fare
    /// Passenger, bicycle, on foot: meals and nights only.
    case none
    /// Declared with another mission of the same journey.
    case shared
    /// No travel cost is asked for.
    case nothing

    public var label: String {
        switch self {
        case .car: "Avec mon véhicule"
        case .fare: "En train, en bus ou autre transport payant"
        case .none: "Sans frais de transport : passager, vélo, à pied"
        case .shared: "Déjà déclaré avec une autre mission du même jour"
        case .nothing: "Je ne demande aucun frais de déplacement"
        }
    }
}

extension Declaration {
    /// Transport, hours of the journey, tolls and car parks, meals and nights.
    mutating func readTravel(_ typed: TypedEntry, _ subject: EntrySubject) {
        guard subject.reopened == nil || Self.anyTravelOpen(typed, subject) else { return }
        guard let choice = TransportChoice(rawValue: typed[.transport]) else {
            return refuse(.transport, "Dites comment vous êtes venu(e).")
        }
        if choice == .nothing || choice == .shared { return }
        var authorised: Bool?
        if choice == .car { authorised = readCar(typed, subject) }
        if choice == .fare, subject.isOpen(.transport, .travel) { readFare(typed, subject) }
        let hours = readHours(of: typed, subject)
        journey = hours.map { Journey(trip: $0.trip, carAuthorised: authorised) }
        if choice == .car || choice == .fare { readTolls(typed, subject) }
        if let hours { readStays(typed, DueStays(hours, ticket: typed.ticket, subject: subject), subject) }
    }

    private static func anyTravelOpen(_ typed: TypedEntry, _ subject: EntrySubject) -> Bool {
        let plain: [LineKey] = [.transport, .toll, .parking]
        if plain.contains(where: { subject.isOpen($0, .travel) }) { return true }
        guard let hours = TravelReading(typed, subject).hours else { return true }
        let stays = DueStays(hours, ticket: typed.ticket, subject: subject)
        return stays.meals.contains { subject.isOpen(.meal($0), .travel) }
            || stays.nights.contains { subject.isOpen(.night($0.day), .travel) }
    }

    /// The ground of the car; nil when it is not said.
    private mutating func readCar(_ typed: TypedEntry, _ subject: EntrySubject) -> Bool? {
        if subject.isOpen(.transport, .travel) { readKilometres(typed, subject) }
        switch typed[.carBasis] {
        case "authorised": return true
        case "convenience": return false
        default:
            refuse(.carBasis, "Dites pourquoi vous avez pris votre véhicule.")
            return nil
        }
    }

    private mutating func readKilometres(_ typed: TypedEntry, _ subject: EntrySubject) {
        let vehicle = Vehicle(code: typed[.vehicle])
        if vehicle == nil { refuse(.vehicle, "Choisissez votre véhicule et sa puissance fiscale.") }
        let question = "Indiquez les kilomètres aller et retour."
        let kilometres = number(.kilometres, typed, in: 1...Self.mostKilometres, asking: question)
        guard let vehicle, let kilometres else { return }
        add(.transport, .kilometres(count: kilometres, vehicle: vehicle), on: subject.mission.firstDay, subject)
    }

    private mutating func readFare(_ typed: TypedEntry, _ subject: EntrySubject) {
        let mode = FareMode(knownCode: typed[.fareMode])
        if mode == nil { refuse(.fareMode, "Choisissez le moyen de transport.") }
        let paid = amount(.fare, typed, asking: "Indiquez le prix payé pour l’aller et le retour.")
        guard let mode, let paid else { return }
        add(.transport, .fare(mode: mode, paid: paid), on: subject.mission.firstDay, subject)
    }

    private mutating func readTolls(_ typed: TypedEntry, _ subject: EntrySubject) {
        let day = subject.mission.firstDay
        if subject.isOpen(.toll, .travel), let paid = optionalAmount(.toll, typed) {
            add(.toll, .toll(paid: paid), on: day, subject)
        }
        if subject.isOpen(.parking, .travel), let paid = optionalAmount(.parking, typed) {
            add(.parking, .parking(paid: paid), on: day, subject)
        }
    }

    /// Nothing and zero both mean that nothing was paid.
    private mutating func optionalAmount(_ field: EntryField, _ typed: TypedEntry) -> Money? {
        guard !typed[field].trimmed.isEmpty, let paid = amount(field, typed, asking: ""), paid > .zero else {
            return nil
        }
        return paid
    }

    private mutating func readHours(of typed: TypedEntry, _ subject: EntrySubject) -> TravelHours? {
        let reading = TravelReading(typed, subject)
        problems += reading.problems
        return reading.hours
    }

    private mutating func readStays(_ typed: TypedEntry, _ stays: DueStays, _ subject: EntrySubject) {
        for meal in stays.meals where subject.isOpen(.meal(meal), .travel) {
            guard let place = MealPlace(rawValue: typed[.meal(meal)]) else { continue }
            add(.meal(meal), .meal(meal.mealtime, place: place), on: meal.day, subject)
        }
        for night in stays.nights where typed[.night(night)] == "yes" && subject.isOpen(.night(night.day), .travel) {
            let question = "Indiquez ce que vous avez payé pour cette nuit, ou 0 si vous étiez logé(e) gratuitement."
            guard let paid = amount(.nightPaid(night), typed, asking: question) else { continue }
            let proven = typed[.nightProof(night)] == "yes"
            let fact = Fact.night(commune: subject.mission.commune.code, paid: paid, proven: proven)
            add(.night(night.day), fact, on: night.day, subject)
        }
    }
}

extension TypedEntry {
    /// The means of a journey on a ticket; nil for any other journey.
    public var ticket: FareMode? {
        self[.transport] == TransportChoice.fare.rawValue ? FareMode(knownCode: self[.fareMode]) : nil
    }
}
