import Foundation
import LiquidationDomain
import Vocabulary
import Web

/// What a participant is owed and was paid, mission by mission.
struct StatementPage {
    struct Mission {
        let titre, jour: String
        let parts: [Part]
    }

    /// One track of one liquidation: its lines, its total, where its money is.
    struct Part {
        let nom, total: String
        let lignes: [Line]
        let etat, marque, suite: String
        let due: Bool
        let motif: String?
    }

    struct Line {
        let phrase, montant: String
        let remede: String?
    }

    struct Hold {
        let phrase: String
    }

    let phrase: String
    let missions: [Mission]
    let retenues: [Hold]
    let aucun: Bool
    let compteManque: Bool
    let nom, etabli: String

    init(_ statement: OwnStatement, name: String, at now: Date) {
        let current = Self.current(statement.payments)
        phrase =
            statement.liquidations.isEmpty
            ? "Rien n’a encore été liquidé. Vos montants paraîtront ici dès qu’un service aura certifié vos missions."
            : Self.sums(current.values.map(\.payment))
        aucun = statement.liquidations.isEmpty
        compteManque = current.values.contains { $0.payment.state.needsAccount }
        missions = statement.liquidations.map { Self.mission($0, statement.lines, current) }
        retenues = statement.holds.map {
            Hold(
                phrase:
                    "\($0.work) (\($0.track?.label ?? "")) : depuis le \(Frenchly.shortDay(of: $0.since)), le service "
                    + "payeur doit trancher une question avant de fixer le montant. Vous n’avez rien à faire.")
        }
        nom = name
        etabli = Frenchly.instant(now)
    }

    /// What is paid, and of the rest only what there is: on its way, waiting for the person, rejected.
    private static func sums(_ payments: [Payment]) -> String {
        func sum(_ belongs: (PaymentState) -> Bool) -> Money {
            payments.filter { belongs($0.state) }.map(\.amount).total()
        }
        let rest = [
            (sum(\.isOnItsWay), "en cours"), (sum(\.needsAccount), "en attente de vos coordonnées"),
            (sum { $0 == .returned }, "rejetés"),
        ]
        return Frenchly.money(sum { $0 == .settled }.cents) + " payés"
            + rest.filter { $0.0 > .zero }.map { ", \(Frenchly.money($0.0.cents)) \($0.1)" }.joined() + "."
    }

    private struct Debt: Hashable {
        let claim: ClaimID
        let liquidation: Int
        let track: Track
    }

    /// The last order of each debt.
    private static func current(_ payments: [OwnPayment]) -> [Debt: OwnPayment] {
        Dictionary(
            payments.map {
                (Debt(claim: $0.payment.claimID, liquidation: $0.payment.liquidation, track: $0.payment.track), $0)
            }, uniquingKeysWith: { $0.payment.attempt > $1.payment.attempt ? $0 : $1 })
    }

    private static func mission(
        _ liquidation: OwnLiquidation, _ lines: [ExplainedLine], _ current: [Debt: OwnPayment]
    ) -> Mission {
        let own = lines.filter { $0.claimID == liquidation.claimID && $0.liquidation == liquidation.number }
        let parts = Track.allCases.compactMap { track -> Part? in
            let of = own.filter { $0.track == track }
            guard !of.isEmpty else { return nil }
            let debt = Debt(claim: liquidation.claimID, liquidation: liquidation.number, track: track)
            return part(track, of, current[debt])
        }
        return Mission(
            titre: "\(liquidation.work), \(Exam(code: liquidation.exam).label)",
            jour: liquidation.workedOn.map { Frenchly.day($0.description) } ?? "", parts: parts)
    }

    private static func part(_ track: Track, _ lines: [ExplainedLine], _ payment: OwnPayment?) -> Part {
        Part(
            nom: track == .indemnity ? "Indemnité" : "Frais de déplacement",
            total: Frenchly.money(lines.map(\.amount).total().cents),
            lignes: lines.map {
                Line(phrase: $0.sentence, montant: Frenchly.money($0.amount.cents), remede: $0.remedy)
            },
            etat: payment?.payment.state.ownLabel ?? "Rien n’est dû", marque: payment?.payment.state.tag ?? "tag-off",
            suite: payment?.next ?? "", due: payment != nil,
            motif: payment.flatMap { $0.payment.state == .returned ? $0.explanation : nil })
    }
}

extension PaymentState {
    /// As the person to whom it is owed reads it.
    var ownLabel: String {
        switch self {
        case .blocked: "En attente de vos coordonnées"
        case .ordered, .inFile, .released: "Virement en préparation"
        case .sent, .unknown: "Transmis à la banque"
        case .instructed: "Transmis à la paye"
        case .settled: "Payé"
        case .returned: "Rejeté"
        }
    }

    /// Whether others move it without the person: neither paid, nor rejected, nor waiting for an account.
    var isOnItsWay: Bool {
        switch self {
        case .ordered, .inFile, .released, .sent, .unknown, .instructed: true
        case .blocked, .settled, .returned: false
        }
    }

    /// Whether the person has to give an account before anything moves.
    var needsAccount: Bool { self == .blocked }
}

extension OwnPayment {
    /// Since when, and whose turn it is.
    var next: String {
        let since = Frenchly.shortDay(of: changedAt)
        switch payment.state {
        case .blocked:
            return code == "bank-details-refused"
                ? "Depuis le \(since). La banque a refusé votre compte. À vous : donnez-en un autre, le virement repartira "
                    + "de lui-même."
                : "Depuis le \(since). À vous : donnez vos coordonnées bancaires."
        case .ordered: return "Depuis le \(since). Il partira avec le prochain lot de virements."
        case .inFile, .released:
            return
                "Depuis le \(since).\(executionDay.map { " Exécution prévue le \(Frenchly.day($0.description))." } ?? "")"
        case .sent, .unknown:
            return
                "Depuis le \(since).\(executionDay.map { " Exécution prévue le \(Frenchly.day($0.description))." } ?? "") "
                + "La banque doit répondre."
        case .instructed: return "Depuis le \(since). L’indemnité paraîtra sur un bulletin de paye."
        case .settled: return "Le \(since).\(batch.map { " Référence du virement : \($0)." } ?? "")"
        case .returned:
            return payment.track == .indemnity
                ? "Le \(since). Le service payeur doit l’ordonner à nouveau."
                : "Le \(since). Si votre compte est en cause, donnez-en un autre : le virement repartira de lui-même. "
                    + "Sinon, le service payeur doit l’ordonner à nouveau."
        }
    }
}
