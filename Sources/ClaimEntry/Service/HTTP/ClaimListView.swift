import ClaimEntryDomain
import Vocabulary

/// The list: what to do, how much and until when; then the missions.
struct ClaimListView: Sendable {
    struct Group: Sendable {
        let title: String
        let claims: [ClaimRow]
    }

    let answer: [String]
    let money: [String]
    let alerts: [AlertView]
    let groups: [Group]

    init(_ claims: [Claim], hasBankDetails: Bool, at now: LocalMoment, calendar: EntryCalendar) {
        let rows = claims.map { ClaimRow($0, at: now, calendar: calendar) }
        answer = Self.answer(rows, claims, today: now.day)
        money = Self.money(rows)
        let bankDetailsMatter = claims.contains { !$0.isCancelled && $0.closure == nil }
        alerts = AlertView.all(claims, hasBankDetails: hasBankDetails || !bankDetailsMatter)
        let parts: [(String, (Standing) -> Bool)] = [
            ("À faire", { $0.turn == .participant }),
            ("En cours", { $0.turn != .participant && [.waiting, .upcoming].contains($0.tone) }),
            ("Terminés", { $0.turn != .participant && [.done, .quiet, .problem, .action].contains($0.tone) }),
        ]
        groups = parts.compactMap { title, belongs in
            let members = rows.filter { belongs($0.standing) }
            return members.isEmpty ? nil : Group(title: title, claims: members)
        }
    }

    private static func answer(_ rows: [ClaimRow], _ claims: [Claim], today: CalendarDay) -> [String] {
        guard !rows.isEmpty else { return ["Vous n’avez aucune mission pour le moment."] }
        let correcting = rows.filter { $0.standing.tone == .problem && $0.standing.until != nil }
        let completing = rows.filter { $0.standing.tone == .action }
        let sentences = [("corriger", correcting), ("compléter", completing)].compactMap { verb, some in
            some.isEmpty ? nil : "\(counted(some.count)) à \(verb)\(until(some, today))."
        }
        guard sentences.isEmpty else { return sentences }
        guard let upcoming = rows.indices.first(where: { rows[$0].standing.tone == .upcoming }) else {
            return ["Vous n’avez rien à compléter."]
        }
        return [
            "Vous n’avez rien à compléter. Prochaine mission\u{00A0}: \(FrenchDay.full(claims[upcoming].mission.firstDay))."
        ]
    }

    private static func counted(_ count: Int) -> String { "\(count) \(count == 1 ? "état" : "états") de frais" }

    private static func until(_ rows: [ClaimRow], _ today: CalendarDay) -> String {
        guard let first = rows.map({ $0.standing.until ?? .distantPast }).min(), first >= today else {
            return " sans attendre"
        }
        return " avant le \(FrenchDay.date(first))"
    }

    private static func money(_ rows: [ClaimRow]) -> [String] {
        var sentences: [String] = []
        let underWay = rows.map(\.underWay).total()
        if underWay > .zero {
            let expected = rows.flatMap(\.expectedOn).min().map { ", premier versement prévu le \(FrenchDay.date($0))" }
            sentences.append("\(FrenchMoney.amount(underWay)) en cours de paiement\(expected ?? "").")
        }
        let paid = rows.map(\.paid).total()
        if paid > .zero { sentences.append("\(FrenchMoney.amount(paid)) déjà payés.") }
        return sentences
    }
}

/// Something that keeps money from arriving, and where the person can mend it.
struct AlertView: Sendable {
    let text: String
    let path: String
    let action: String

    static let bankDetails = "/paiements/mes-coordonnees"

    /// A returned transfer with its reason, else the missing details; one of each at most.
    static func all(_ claims: [Claim], hasBankDetails: Bool) -> [AlertView] {
        let steps = claims.flatMap { claim in Track.allCases.flatMap { claim.lastSteps($0) } }
        let returned = steps.filter { if case .returned = $0.event { $0.asksBankDetails } else { false } }
        let alerts = returned.compactMap { step -> AlertView? in
            guard case .returned(_, let explanation) = step.event else { return nil }
            let day = FrenchDay.date(step.happenedOn)
            return AlertView(
                text: "Le virement de \(FrenchMoney.amount(step.amount)) est revenu le \(day). \(explanation)",
                path: bankDetails, action: "Corriger mes coordonnées bancaires")
        }
        if !alerts.isEmpty { return alerts }
        guard !hasBankDetails || steps.contains(where: \.asksBankDetails) else { return [] }
        return [
            AlertView(
                text: "Vos coordonnées bancaires manquent\u{00A0}: vos frais de déplacement ne peuvent pas être virés.",
                path: bankDetails, action: "Saisir mes coordonnées bancaires")
        ]
    }
}

extension CalendarDay {
    fileprivate static let distantPast = CalendarDay(dayNumber: 0)
}
