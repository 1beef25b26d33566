import ClaimEntryDomain
import Vocabulary
import Web

/// One claim in the list.
struct ClaimRow: Sendable {
    let path: String
    let mission: String
    let place: String
    let label: String
    let tone: String
    let next: String
    let asksParticipant: Bool
    let deadline: CalendarDay?
    let underWay: Money

    init(_ claim: Claim, at now: LocalMoment, calendar: EntryCalendar) {
        let standing = claim.standing(at: now, calendar: calendar)
        path = "/etats-de-frais/\(claim.id)"
        mission = "\(claim.mission.kind.label), \(claim.mission.test)"
        place =
            "\(claim.mission.exam.label) · \(claim.mission.centreName), \(claim.mission.commune.name) · "
            + claim.mission.period
        (label, next) = (standing.label, standing.next)
        tone = Self.tag(standing.tone)
        asksParticipant = standing.tone == .action || standing.tone == .problem
        deadline = standing.until
        underWay = Track.allCases.map { claim.underWay($0) }.total()
    }

    static func tag(_ tone: Standing.Tone) -> String {
        switch tone {
        case .upcoming: "tag-soon"
        case .action: "tag-todo"
        case .waiting: "tag-wait"
        case .done: "tag-done"
        case .problem: "tag-wrong"
        case .quiet: "tag-off"
        }
    }
}

struct ClaimListView: Sendable {
    let answer: String
    let money: String?
    let claims: [ClaimRow]

    init(_ rows: [ClaimRow]) {
        claims = rows
        let waiting = rows.filter(\.asksParticipant)
        let count = "\(waiting.count) \(waiting.count == 1 ? "état de frais" : "états de frais")"
        let until = waiting.compactMap(\.deadline).min().map { " avant le \(FrenchDay.date($0))" } ?? ""
        answer =
            rows.isEmpty
            ? "Vous n’avez aucune mission." : waiting.isEmpty ? "Rien à compléter." : "\(count) à compléter\(until)."
        let total = rows.map(\.underWay).total()
        money = total > .zero ? "\(FrenchMoney.amount(total)) en cours de paiement." : nil
    }
}

/// One claim: where it stands, and the declaration while it is open.
struct ClaimPage: Sendable {
    struct TrackView: Sendable {
        let name: String
        let label: String
        let tone: String
        let next: String
    }

    let mission: String
    let place: String
    let tracks: [TrackView]
    let amounts: [String]
    let fields: [Field]
    let isOpen: Bool
    let address: String
    let erreurs: FormErrors

    init(_ read: ReadClaim, _ errors: FormErrors, at now: LocalMoment, calendar: EntryCalendar) {
        let row = ClaimRow(read.claim, at: now, calendar: calendar)
        (mission, place, erreurs) = (row.mission, row.place, errors)
        address = "\(row.path)/declaration"
        let standings = read.claim.standings(at: now, calendar: calendar)
        tracks = Track.allCases.compactMap { track in
            standings[track].map {
                TrackView(name: track.label, label: $0.label, tone: ClaimRow.tag($0.tone), next: $0.next)
            }
        }
        amounts = read.claim.liquidations.flatMap(\.lines).map(\.sentence)
        isOpen = read.claim.groundsAgainstEntry(at: now, calendar: calendar).isEmpty
        let proposed = ProposedEntry(for: read.subject, past: []).typed
        fields = DeclarationFields(read.subject, proposed.overlaid(with: read.typed), errors).all
    }
}
