import Foundation
import ValidationDomain
import Vocabulary
import Web

/// What is read for one page of the work list, in one go.
struct OpenQueue: Sendable {
    let rows: [QueueRow]
    let counts: [QueueCount]
    let choices: [QueueChoice]

    func count(_ filter: QueueFilter) -> Int {
        let wanted = counts.filter { count in
            switch filter.view {
            case .hours: count.awaitsHours
            default: filter.states.contains(count.state.rawValue)
            }
        }
        return wanted.map(\.claims).reduce(0, +)
    }

    var inOrder: Int { counts.filter { $0.inOrder && $0.state == .submitted }.map(\.claims).reduce(0, +) }
}

/// The work list as the template shows it.
struct QueuePage {
    struct Row {
        let path: String
        let name: String
        let number: String
        let mission: String
        let place: String
        let state: String
        let tag: String
        let attention: String
        let since: String
        let estimate: String
    }

    let lead: String
    let bulk: String?
    let bulkPath: String
    let filtered: Bool
    /// Whether one of the less usual filters is set.
    let more: Bool
    let hoursPath: String?
    let rows: [Row]
    let etat: Field
    let bureau: Field?
    let examen: Field
    let genre: Field
    let centre: Field
    let ordre: Field
    let tri: Field
    let recherche: Field
    let previous: String?
    let next: String?
    let range: String

    init(_ filter: QueueFilter, _ queue: OpenQueue) {
        let count = queue.count(filter)
        lead = Self.lead(filter, count, queue.inOrder)
        let passes = filter.view == .open && queue.inOrder > 0
        bulk = passes ? Frenchly.count(queue.inOrder, "état de frais en ordre", "états de frais en ordre") : nil
        bulkPath = filter.address("/verification/certifier")
        filtered = !filter.query.isEmpty
        more = ![filter.kind, filter.exam, filter.centre, filter.office, filter.order].allSatisfy(\.isEmpty)
        hoursPath = filter.view == .hours && count > 0 ? filter.address("/verification/heures") : nil
        rows = queue.rows.map { Row($0, filter) }
        etat = Self.state(filter, queue)
        let offices = Set(queue.choices.map(\.office)).sorted()
        bureau = offices.count > 1 ? Self.list("bureau", "Bureau", offices.map { ($0, $0) }, filter.office) : nil
        examen = Self.list("examen", "Examen", Self.exams(queue.choices), filter.exam)
        genre = Self.list("type", "Type de mission", Self.kinds(queue.choices), filter.kind)
        centre = Self.list("centre", "Centre", Self.centres(queue.choices), filter.centre)
        let reasons = Attention.Reason.allCases.map { Field.Option($0.rawValue, $0.label) }
        ordre = Field(
            "ordre", "Contrôle",
            .list([.init("", "Tous"), .init("oui", "En ordre"), .init("non", "À regarder")] + reasons),
            value: filter.point)
        tri = Field(
            "tri", "Classer par",
            .list([.init("", "Ancienneté"), .init("nom", "Nom"), .init("centre", "Centre")]), value: filter.order)
        recherche = Field("q", "Nom ou numéro", value: filter.text)
        let last = (filter.page + 1) * QueueFilter.pageSize
        previous = filter.page > 0 ? filter.address("/verification", "page=\(filter.page)") : nil
        next = last < count ? filter.address("/verification", "page=\(filter.page + 2)") : nil
        let first = filter.page * QueueFilter.pageSize + 1
        range =
            count < first
            ? "" : "\(Frenchly.number(first)) à \(Frenchly.number(min(last, count))) sur \(Frenchly.number(count))"
    }

    private static func lead(_ filter: QueueFilter, _ count: Int, _ inOrder: Int) -> String {
        let claims = Frenchly.count(count, "état de frais", "états de frais")
        if count == 0 { return filter.query.isEmpty ? "Rien à vérifier." : "Rien avec ces critères." }
        switch filter.view {
        case .open:
            let ready = inOrder == 0 ? "aucun" : Frenchly.number(inOrder)
            return "\(claims) à vérifier, dont \(ready) en ordre."
        case .hours: return "\(claims) dont le service saisit les heures."
        case .state(let state): return "\(claims) : \(FactWording.text(state).label.lowercased())."
        }
    }

    private static func state(_ filter: QueueFilter, _ queue: OpenQueue) -> Field {
        func option(_ code: String, _ label: String, _ view: QueueFilter.View) -> Field.Option {
            var other = filter
            other.view = view
            return .init(code, "\(label) (\(Frenchly.number(queue.count(other))))")
        }
        let states = FileState.allCases.map { option($0.rawValue, FactWording.text($0).label, .state($0)) }
        let value =
            switch filter.view {
            case .open: ""
            case .hours: "heures"
            case .state(let state): state.rawValue
            }
        return Field(
            "etat", "État",
            .list(
                [option("", "À décider", .open), option("heures", "Heures à saisir", .hours)]
                    + states), value: value)
    }

    private static func list(_ name: String, _ label: String, _ options: [(String, String)], _ value: String) -> Field {
        Field(name, label, .list([.init("", "Tous")] + options.map { .init($0.0, $0.1) }), value: value)
    }

    private static func exams(_ choices: [QueueChoice]) -> [(String, String)] {
        Set(choices.map(\.exam)).map { ($0, Exam(code: $0).label) }.sorted { $0.1 < $1.1 }
    }

    private static func kinds(_ choices: [QueueChoice]) -> [(String, String)] {
        Set(choices.map(\.kind)).map { ($0, FactWording.text(MissionKind(code: $0))) }.sorted { $0.1 < $1.1 }
    }

    private static func centres(_ choices: [QueueChoice]) -> [(String, String)] {
        Dictionary(choices.map { ($0.centre, $0.centreName) }, uniquingKeysWith: { first, _ in first })
            .map { ($0.key, $0.value) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    }
}

extension QueuePage.Row {
    init(_ row: QueueRow, _ filter: QueueFilter) {
        let state = FactWording.text(row.state)
        path = filter.address("/verification/\(row.claimID)")
        (name, number) = (row.name.isEmpty ? "Nom à venir" : row.name, row.number)
        mission = "\(FactWording.text(MissionKind(code: row.kind))), \(Exam(code: row.exam).label), \(row.test)"
        place = row.centre
        (self.state, tag) = (state.label, state.tag)
        attention = row.attention.joined(separator: " ; ")
        since = Frenchly.shortDay(of: row.since)
        estimate = row.estimateCents == 0 ? "" : Frenchly.money(row.estimateCents)
    }
}

/// The summary that an officer signs before certifying all that is in order.
struct BulkPage {
    struct Group {
        let mission: String
        let count: String
        let indemnity: String
        let travel: String
    }

    let erreurs: FormErrors
    let some: Bool
    let claims: String
    let groups: [Group]
    let indemnity: String
    let travel: String
    let total: String
    let criteria: String?
    let before: String
    let path: String
    let list: String
    let more: Bool
    let signature: Field

    init(_ filter: QueueFilter, _ counts: [BulkCount], before: Date, errors: FormErrors) {
        let claims = counts.map(\.claims).reduce(0, +)
        let (indemnity, travel) = (
            counts.map(\.indemnityCents).reduce(0, +), counts.map(\.travelCents).reduce(0, +)
        )
        erreurs = errors
        some = claims > 0
        more = claims == 1000
        self.claims = Frenchly.count(claims, "état de frais", "états de frais")
        groups = counts.map { count in
            Group(
                mission:
                    "\(FactWording.text(MissionKind(code: count.kind))), \(Exam(code: count.exam).label)",
                count: Frenchly.number(count.claims), indemnity: Frenchly.money(count.indemnityCents),
                travel: Frenchly.money(count.travelCents))
        }
        self.indemnity = Frenchly.money(indemnity)
        self.travel = Frenchly.money(travel)
        total = Frenchly.money(indemnity + travel)
        criteria = filter.query.isEmpty ? nil : "Seulement ceux que montre la liste filtrée."
        self.before = "\(Int64((before.timeIntervalSince1970 * 1_000_000).rounded(.up)))"
        path = filter.address("/verification/certifier")
        list = filter.address("/verification")
        signature = Field(
            "signature", "Je certifie le service fait pour les missions ci-dessus, telles qu’elles sont déclarées.",
            .tick
        ).errors(errors)
    }
}
