public import Vocabulary

/// One thing that liquidation said about paying one track of one liquidation.
public struct PaymentStep: Hashable, Sendable {
    public enum Event: Hashable, Sendable {
        /// Owed, and cannot be ordered: the code of the reason.
        case blocked(reason: String)
        case ordered(expectedOn: CalendarDay?)
        case sent(expectedOn: CalendarDay?)
        case settled
        case returned(code: String, explanation: String)
    }

    public let track: Track
    public let liquidation: Int
    public let amount: Money
    public let event: Event
    public let happenedOn: CalendarDay

    public init(track: Track, liquidation: Int, amount: Money, event: Event, happenedOn: CalendarDay) {
        (self.track, self.liquidation, self.amount) = (track, liquidation, amount)
        (self.event, self.happenedOn) = (event, happenedOn)
    }

    /// Whether the participant's bank details keep the money from arriving.
    public var asksBankDetails: Bool {
        switch event {
        case .blocked(let reason): reason.hasPrefix("bank-details")
        case .returned: track == .travel
        case .ordered, .sent, .settled: false
        }
    }

    /// How much still stands between this step and the money; the largest needs the most attention.
    var distanceFromMoney: Int {
        switch event {
        case .returned: 4
        case .blocked: 3
        case .ordered: 2
        case .sent: 1
        case .settled: 0
        }
    }
}

extension PaymentStep.Event {
    /// What the participant can do about a payment that cannot leave.
    static func blockedSentence(_ reason: String) -> String {
        switch reason {
        case "bank-details-missing":
            "Vos coordonnées bancaires manquent. Saisissez-les : le versement partira ensuite."
        case "bank-details-refused":
            "Vos coordonnées bancaires ont été refusées. Corrigez-les : le versement partira ensuite."
        default: "Le paiement est suspendu ; le service examine votre dossier."
        }
    }
}
