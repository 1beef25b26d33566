public import Vocabulary

/// A status as a person reads it: what it is, whose turn, since when, until when, and what happens next.
public struct Standing: Hashable, Sendable {
    public enum Turn: Hashable, Sendable {
        case participant
        case office
        case payroll
        case bank
        case nobody

        public var label: String {
            switch self {
            case .participant: "À vous de jouer"
            case .office: "Chez le service gestionnaire"
            case .payroll: "Chez le service de paye"
            case .bank: "À la banque"
            case .nobody: ""
            }
        }
    }

    /// How the status looks; the words say the same.
    public enum Tone: String, Hashable, Sendable { case upcoming, action, waiting, done, problem, quiet }

    public var label: String
    public var tone: Tone
    public var turn: Turn
    public var since: CalendarDay?
    public var until: CalendarDay?
    /// What happens now, in one or two sentences.
    public var next: String

    /// The least advanced first: 0 asks the participant, larger ones wait, the last are over.
    var rank: Int {
        switch tone {
        case .problem: 0
        case .action: 1
        case .upcoming: 2
        case .waiting: 3
        case .done: 4
        case .quiet: 5
        }
    }
}

extension Standing {
    /// `Transmis le 3 juillet 2026, en vérification` and its kin.
    public init(_ status: TrackStatus, of track: Track) {
        self.init(label: "", tone: .quiet, turn: .nobody, since: nil, until: nil, next: "")
        switch status {
        case .void, .cancelled, .enteredByService, .nothingClaimed, .notPerformed, .nothingDue: describeQuiet(status)
        case .upcoming, .toComplete, .overdue, .returned: describeEntry(status)
        case .submitted, .declaredNotPerformed, .certified, .liquidated: describeWaiting(status, track)
        case .payment(let step): describe(step)
        }
    }

    private mutating func describeQuiet(_ status: TrackStatus) {
        switch status {
        case .void(let reason): (label, next) = ("Pas de frais", reason)
        case .cancelled(let reason, let day):
            (label, since, next) = ("Annulé", day, reason)
        case .enteredByService:
            (label, tone, turn) = ("Saisi par le service", .waiting, .office)
            next = "Le service gestionnaire saisit lui-même vos heures. Vous n’avez rien à faire."
        case .nothingClaimed(let day):
            (label, since) = ("Rien demandé", day)
            next = "Vous n’avez demandé aucun frais pour cette partie."
        case .notPerformed(let day):
            (label, since) = ("Mission non réalisée", day)
            next = "L’état de frais est clos sans paiement."
        case .nothingDue(let day):
            (label, since) = ("Rien à verser", day)
            next = "Les montants établis sont nuls. Le détail explique chaque ligne."
        default: break
        }
    }

    private mutating func describeEntry(_ status: TrackStatus) {
        turn = .participant
        switch status {
        case .upcoming(let moment):
            (label, tone, turn) = ("Mission à venir", .upcoming, .nobody)
            next = "La saisie ouvrira le \(FrenchDay.full(moment.day)) à \(FrenchDay.time(moment.time))."
        case .toComplete(let day):
            (label, tone, until) = ("À compléter", .action, day)
            next = "Complétez votre état de frais et transmettez-le avant le \(FrenchDay.date(day))."
        case .overdue(let day):
            (label, tone, since) = ("À compléter, date limite passée", .action, day)
            next = "La date limite était le \(FrenchDay.date(day)) : vous pouvez encore transmettre, sans attendre."
        case .returned(let lines, let day, let answerBy):
            let what = lines == 0 ? "" : lines == 1 ? " : 1 ligne" : " : \(lines) lignes"
            (label, tone, since, until) = ("À corriger\(what)", .problem, day, answerBy)
            next = "Le service attend votre réponse avant le \(FrenchDay.date(answerBy))."
        default: break
        }
    }

    private mutating func describeWaiting(_ status: TrackStatus, _ track: Track) {
        (tone, turn) = (.waiting, .office)
        switch status {
        case .submitted(let day):
            (label, since) = ("Transmis le \(FrenchDay.date(day)), en vérification", day)
            next = "Le service gestionnaire vérifie votre déclaration."
        case .declaredNotPerformed(let day):
            (label, since) = ("Mission déclarée non effectuée le \(FrenchDay.date(day))", day)
            next = "Le service gestionnaire confirme ou vous interroge."
        case .certified(let outcome, let day):
            since = day
            describe(outcome, day)
        case .liquidated(let amount, let day):
            (label, since) = ("\(FrenchMoney.amount(amount)) à payer", day)
            turn = track == .indemnity ? .payroll : .bank
            next =
                track == .indemnity
                ? "L’indemnité sera versée avec votre paye." : "Les frais seront virés sur votre compte."
        default: break
        }
    }

    private mutating func describe(_ outcome: Certification, _ day: CalendarDay) {
        switch outcome {
        case .whole:
            label = "Validé le \(FrenchDay.date(day)), en attente de paiement"
            next = "Le montant va être établi."
        case .partly:
            label = "Validé en partie le \(FrenchDay.date(day))"
            next = "Le détail dit ce qui a été réduit ou refusé, et pourquoi."
        case .refused:
            (label, tone, turn) = ("Refusé le \(FrenchDay.date(day))", .problem, .nobody)
            next = "Le détail dit pourquoi, et comment contester."
        }
    }

    private mutating func describe(_ step: PaymentStep) {
        let amount = FrenchMoney.amount(step.amount)
        let payer = step.track == .indemnity ? Turn.payroll : Turn.bank
        (since, turn, tone) = (step.happenedOn, payer, .waiting)
        switch step.event {
        case .blocked(let reason):
            (label, tone, turn) = ("Paiement bloqué : \(amount)", .problem, .participant)
            next = PaymentStep.Event.blockedSentence(reason)
        case .ordered(let expected), .sent(let expected):
            label = "\(amount) en cours de paiement"
            next =
                expected.map { "Versement prévu le \(FrenchDay.date($0))." }
                ?? "La date du versement n’est pas connue."
        case .settled:
            (label, tone, turn) = ("Payé le \(FrenchDay.date(step.happenedOn))", .done, .nobody)
            next = "\(amount) versés."
        case .returned(_, let explanation):
            (label, tone, turn) = ("Paiement rejeté : \(amount)", .problem, .participant)
            next = explanation
        }
    }
}
