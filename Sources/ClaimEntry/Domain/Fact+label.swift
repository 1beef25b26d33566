public import Vocabulary

extension Fact {
    /// What was done or spent, as a person would write it: `42 copies corrigées`, `156 km, voiture de 5 CV et moins`.
    public var label: String {
        switch self {
        case .scripts(let count): Self.counted(count, "copie corrigée", "copies corrigées")
        case .candidates(let count, let minutes):
            Self.counted(count, "candidat interrogé", "candidats interrogés")
                + ", \(FrenchDay.duration(minutes: minutes)) chacun"
        case .hours(let minutes): "\(FrenchDay.duration(minutes: minutes)) d’épreuve"
        case .help(let minutes, let period):
            "\(FrenchDay.duration(minutes: minutes)) de surveillance, \(period.label)"
        case .files(let count): Self.counted(count, "dossier corrigé", "dossiers corrigés")
        case .requests(let count, _): Self.counted(count, "demande examinée", "demandes examinées")
        case .subjects(let count): Self.counted(count, "sujet élaboré", "sujets élaborés")
        case .presidency(let posts, _): "Présidence de jury, " + Self.counted(posts, "poste", "postes")
        case .memoirs(let count, _): Self.counted(count, "mémoire", "mémoires")
        case .memoirApprovals(let minutes): "\(FrenchDay.duration(minutes: minutes)) d’agrément de sujets de mémoire"
        default: travelLabel
        }
    }

    private var travelLabel: String {
        switch self {
        case .kilometres(let count, let vehicle): "\(count) km aller et retour, \(vehicle.label)"
        case .fare(let mode, let paid): "\(mode.label), \(FrenchMoney.amount(paid)) aller et retour"
        case .firstClass(let mode, let paid): "\(mode.label) en première classe, \(FrenchMoney.amount(paid))"
        case .taxi(let time, let paid): "Taxi à \(FrenchDay.time(time)), \(FrenchMoney.amount(paid))"
        case .toll(let paid): "Péages, \(FrenchMoney.amount(paid))"
        case .parking(let paid): "Stationnement, \(FrenchMoney.amount(paid))"
        case .meal(let mealtime, let place): "\(mealtime.label), \(place.label)"
        case .night(_, let paid, let proven):
            paid == .zero
                ? "Nuit, logement gratuit"
                : "Nuit, \(FrenchMoney.amount(paid)) payés, \(proven ? "avec" : "sans") facture"
        case .passenger(let count): "\(count) km comme passager"
        case .unknown(let kind): kind
        default: kind
        }
    }

    private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) \(count < 2 ? one : many)"
    }
}

extension Vehicle {
    public var label: String {
        switch self {
        case .car(.upTo5): "voiture de 5 CV et moins"
        case .car(.sixOrSeven): "voiture de 6 ou 7 CV"
        case .car(.eightOrMore): "voiture de 8 CV et plus"
        case .motorcycle: "motocyclette de plus de 125 cm³"
        case .moped: "vélomoteur ou autre véhicule à moteur"
        case .lightMoped: "cyclomoteur jusqu’à 50 cm³"
        }
    }
}

extension FareMode {
    public var label: String {
        switch self {
        case .train: "Train"
        case .bus: "Bus ou autocar"
        case .plane: "Avion"
        case .boat: "Bateau"
        case .taxi: "Taxi"
        case .urban: "Transport urbain"
        case .hiredCar: "Véhicule loué"
        case .unknown(let code): code
        }
    }
}

extension Mealtime {
    public var label: String { self == .noon ? "Déjeuner" : "Dîner" }
}

extension MealPlace {
    public var label: String {
        switch self {
        case .ownCost: "à mes frais"
        case .subsidised: "dans un restaurant administratif ou subventionné"
        case .free: "offert"
        }
    }
}

extension HelpPeriod {
    public var label: String {
        switch self {
        case .day: "de jour"
        case .night: "de nuit"
        case .weekendOrHoliday: "un samedi, un dimanche ou un jour férié"
        }
    }
}
