public import Vocabulary

/// Why a claim is not simply in order: shown at first sight, and never decided by itself.
public enum Attention: Hashable, Sendable {
    case manyScripts(Int)
    case longWork(minutes: Int)
    case manyKilometres(Int)
    case carForConvenience
    case unprovenNight
    case unknownFact
    case sameThingTwice
    case notPerformed
    /// The tariffs cannot pay a line as it is declared; the text says why.
    case notPayable(String)
    /// The convocation was withdrawn after the claim was sent; the text says why.
    case convocationWithdrawn(String)
    /// The convocation was amended after the claim was sent; the text says what changed.
    case convocationAmended(String)

    /// What the work list filters by.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        case manyScripts = "many-scripts"
        case longWork = "long-work"
        case manyKilometres = "many-kilometres"
        case carForConvenience = "car-for-convenience"
        case unprovenNight = "unproven-night"
        case unknownFact = "unknown-fact"
        case sameThingTwice = "same-thing-twice"
        case notPerformed = "not-performed"
        case notPayable = "not-payable"
        case convocationChanged = "convocation-changed"

        /// French, as an entry of the filter.
        public var label: String {
            switch self {
            case .manyScripts: "Beaucoup de copies"
            case .longWork: "Journées très longues"
            case .manyKilometres: "Beaucoup de kilomètres"
            case .carForConvenience: "Voiture sans autorisation"
            case .unprovenNight: "Nuit sans preuve"
            case .unknownFact: "Ligne inconnue"
            case .sameThingTwice: "Lignes identiques"
            case .notPerformed: "Mission non effectuée"
            case .notPayable: "Ligne impossible à payer telle quelle"
            case .convocationChanged: "Convocation retirée ou modifiée"
            }
        }
    }

    public var reason: Reason {
        switch self {
        case .manyScripts: .manyScripts
        case .longWork: .longWork
        case .manyKilometres: .manyKilometres
        case .carForConvenience: .carForConvenience
        case .unprovenNight: .unprovenNight
        case .unknownFact: .unknownFact
        case .sameThingTwice: .sameThingTwice
        case .notPerformed: .notPerformed
        case .notPayable: .notPayable
        case .convocationWithdrawn, .convocationAmended: .convocationChanged
        }
    }

    /// French, short.
    public var label: String {
        switch self {
        case .manyScripts(let count): "\(count) copies : plus de 120 pour une mission"
        case .longWork(let minutes): "\(minutes / 60) h de travail : plus de 10 h par jour de mission"
        case .manyKilometres(let count): "\(count) km : plus de 400 km"
        case .carForConvenience: "Voiture sans autorisation : remboursée au tarif public le moins cher, à indiquer"
        case .unprovenNight: "Nuit sans preuve de paiement"
        case .unknownFact: "Une ligne n’est pas connue de ce programme"
        case .sameThingTwice: "Deux lignes identiques"
        case .notPerformed: "Mission déclarée non effectuée"
        case .notPayable(let why): why
        case .convocationWithdrawn(let why): "Convocation retirée : \(why)"
        case .convocationAmended(let what): "Convocation modifiée : \(what)"
        }
    }

    /// What deserves a look in these lines. The limits are of this program, not of the law.
    public static func find(in lines: [ClaimLine], days: Int, carAuthorised: Bool?) -> [Attention] {
        var found: [Attention] = []
        var minutes = 0
        for line in lines {
            switch line.fact {
            case .scripts(let count) where count > 120: found.append(.manyScripts(count))
            case .candidates(let count, let each): minutes += count * each
            case .hours(let worked), .help(let worked, _): minutes += worked
            case .kilometres(let count, _):
                if count > 400 { found.append(.manyKilometres(count)) }
                if carAuthorised == false { found.append(.carForConvenience) }
            case .night(_, _, proven: false): found.append(.unprovenNight)
            case .unknown: found.append(.unknownFact)
            default: break
            }
        }
        if minutes > 600 * max(days, 1) { found.append(.longWork(minutes: minutes)) }
        let things = lines.map { "\($0.day) \($0.fact)" }
        if Set(things).count < things.count { found.append(.sameThingTwice) }
        return found
    }
}
