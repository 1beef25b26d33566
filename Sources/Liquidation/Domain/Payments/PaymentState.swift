public import Vocabulary

/// Where one payment order stands. Travel goes through a bank file; an indemnity through the payroll.
public enum PaymentState: String, Hashable, Sendable, CaseIterable {
    /// Owed, and cannot be ordered: no usable bank details.
    case blocked
    /// Waits for the next bank file.
    case ordered
    /// Stands in a file that nobody has released.
    case inFile = "in-file"
    /// A second person has released the file; it may now be downloaded and sent.
    case released
    /// The file has gone to the bank.
    case sent
    /// The file may have gone: nobody could tell. Only an answer, or the identical file, resolves it.
    case unknown
    /// The payroll has been instructed.
    case instructed
    /// Bank or payroll has said that the money was paid. A late return may still follow.
    case settled
    /// Bank or payroll has refused it or given it back: the money is owed again, by a new attempt.
    case returned
}

/// What can happen to a payment order.
public enum PaymentStep: String, Hashable, Sendable, CaseIterable {
    /// Usable bank details have come.
    case unblock
    /// The bank has refused the account that it would go to.
    case block
    case putInFile = "put-in-file"
    /// The file was given up before its release.
    case leaveFile = "leave-file"
    case release
    case send
    /// Sending broke off and nobody can tell whether the bank has the file.
    case loseSight = "lose-sight"
    /// The bank has the file and has not refused it.
    case acknowledge
    case settle
    case giveBack = "give-back"
    /// The payroll had paid it, although it had given it back; a human has made sure.
    case confirm
}

extension PaymentState {
    /// Where an order of a track begins.
    public static func first(of track: Track, payable: Bool) -> PaymentState {
        switch track {
        case .indemnity: .instructed
        case .travel: payable ? .ordered : .blocked
        }
    }

    /// The next state, or nil when the step cannot happen here.
    public func after(_ step: PaymentStep) -> PaymentState? {
        switch (self, step) {
        case (.blocked, .unblock): .ordered
        case (.ordered, .block): .blocked
        case (.ordered, .putInFile): .inFile
        case (.inFile, .leaveFile): .ordered
        case (.inFile, .release): .released
        case (.released, .send), (.unknown, .send): .sent
        case (.released, .loseSight): .unknown
        // An answer proves that the file arrived, whatever was noted here.
        case (.released, .acknowledge), (.unknown, .acknowledge), (.sent, .acknowledge): .sent
        case (.released, .settle), (.unknown, .settle), (.sent, .settle), (.instructed, .settle): .settled
        case (.released, .giveBack), (.unknown, .giveBack), (.sent, .giveBack), (.instructed, .giveBack),
            (.settled, .giveBack):
            .returned
        case (.returned, .confirm): .settled
        default: nil
        }
    }

    /// Whether the money may be on its way or has arrived: then no other order for it may exist.
    public var excludesAnotherAttempt: Bool { self != .returned }

    /// How it is called on screens.
    public var label: String {
        switch self {
        case .blocked: "En attente de coordonnées bancaires"
        case .ordered: "À virer au prochain lot"
        case .inFile: "Dans un lot à libérer"
        case .released: "Lot libéré, à transmettre à la banque"
        case .sent: "Transmis à la banque"
        case .unknown: "Transmission incertaine, réponse de la banque attendue"
        case .instructed: "Transmis à la paye"
        case .settled: "Payé"
        case .returned: "Rejeté"
        }
    }
}
