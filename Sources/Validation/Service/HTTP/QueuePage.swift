import Foundation
import ValidationDomain
import Vocabulary
import Web

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
    }

    let lead: String
    let bulk: String?
    let rows: [Row]
    let etat: Field
    let bureau: Field
    let examen: Field
    let genre: Field
    let ordre: Field
    let recherche: Field
    let previous: String?
    let next: String?
    let range: String

    init(filter: QueueFilter, rows: [QueueRow], count: Int, inOrder: Int) {
        lead =
            count == 0
            ? "Rien à traiter avec ces critères."
            : "\(Frenchly.count(count, "état de frais", "états de frais")), du plus ancien au plus récent."
        bulk = inOrder == 0 ? nil : Frenchly.count(inOrder, "état de frais en ordre", "états de frais en ordre")
        self.rows = rows.map(Row.init)
        let state = filter.states.count == 1 ? filter.states[0] : ""
        etat = Field(
            "etat", "État",
            .list(
                [.init("", "À vérifier")]
                    + FileState.allCases.map { .init($0.rawValue, FactWording.text($0).label) }), value: state)
        bureau = Field("bureau", "Bureau", value: filter.office)
        examen = Field(
            "examen", "Examen",
            .list([.init("", "Tous")] + Exam.known.map { .init($0.code, $0.label) }), value: filter.exam)
        genre = Field(
            "type", "Type de mission",
            .list([.init("", "Tous")] + MissionKind.known.map { .init($0.code, FactWording.text($0)) }),
            value: filter.kind)
        ordre = Field(
            "ordre", "Contrôle",
            .list([.init("", "Tous"), .init("oui", "En ordre"), .init("non", "À regarder")]),
            value: filter.inOrder.map { $0 ? "oui" : "non" } ?? "")
        recherche = Field("q", "Nom ou numéro", value: filter.text)
        let query = filter.query
        previous = filter.page > 0 ? "/verification?\(query)&page=\(filter.page)" : nil
        let last = (filter.page + 1) * QueueFilter.pageSize
        next = last < count ? "/verification?\(query)&page=\(filter.page + 2)" : nil
        range = count == 0 ? "" : "\(filter.page * QueueFilter.pageSize + 1) à \(min(last, count)) sur \(count)"
    }
}

extension QueuePage.Row {
    init(_ row: QueueRow) {
        let state = FactWording.text(row.state)
        path = "/verification/\(row.claimID)"
        (name, number) = (row.name.isEmpty ? "Nom à venir" : row.name, row.number)
        mission = "\(FactWording.text(MissionKind(code: row.kind))), \(Exam(code: row.exam).label), \(row.test)"
        place = row.centre
        (self.state, tag) = (state.label, state.tag)
        attention = row.attention.joined(separator: " ; ")
        since = Frenchly.shortDay(of: row.since)
    }
}

extension QueueFilter {
    /// The filter as it stands in the address.
    var query: String {
        let pairs = [
            ("etat", states.count == 1 ? states[0] : ""), ("bureau", office), ("examen", exam), ("type", kind),
            ("q", text), ("ordre", inOrder.map { $0 ? "oui" : "non" } ?? ""),
        ]
        return pairs.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")
    }
}

/// The summary that an officer signs before certifying all that is in order.
struct BulkPage {
    let count: String
    let some: Bool
    let bureau: String
    let examen: String
    let genre: String

    init(filter: QueueFilter, count: Int) {
        self.count = Frenchly.count(count, "état de frais en ordre", "états de frais en ordre")
        some = count > 0
        (bureau, examen, genre) = (filter.office, filter.exam, filter.kind)
    }
}
