import Web

struct RowLine {
    let person: String
    let mission: String
    let path: String
    let centre: String
    let when: String
    let why: String
    let state: String
    let tag: String

    init(_ row: PlanRow, session: String) {
        path = "/affectation/sessions/\(session)/missions/\(row.missionCode)"
        person = "\(row.name) (\(row.number)), \(row.home)"
        mission = Wording.mission(exam: row.exam, test: row.test, kind: row.kind, code: row.missionCode)
        centre = row.centre
        when = Wording.slots(row.slots)
        why = Wording.why(row)
        state = row.convened ? "convoqué" : "à convoquer"
        tag = row.convened ? "tag-done" : "tag-todo"
    }
}

/// Rows that answer a filter, and what the filter offers.
struct FoundRows {
    let rows: [PlanRow]
    let total: Int
    let links: [PageWindow.Link]
    let tests: [SeatCount]
    let centres: [SeatCount]
}

struct RowsPage {
    let session: String
    let sessionLabel: String
    let lead: String
    let recherche: Field
    let examen: Field
    let centre: Field
    let rows: [RowLine]
    let hasRows: Bool
    let pages: [PageWindow.Link]
    let hasPages: Bool

    init(_ session: SessionView, _ filter: RowFilter, _ found: FoundRows) {
        self.session = session.code
        sessionLabel = session.label
        lead =
            session.acceptedProposal == nil
            ? "Aucun plan n’est encore retenu pour cette session."
            : "\(Frenchly.count(found.total, "affectation")) \(filter.isOpen ? "dans le plan" : "pour ces critères")."
        recherche = Field("recherche", "Nom, numéro, épreuve ou mission", value: filter.text)
        let exams = Set(found.tests.map(\.group)).sorted().map { Field.Option($0, Wording.exam($0)) }
        examen = Field("examen", "Examen", .list([.init("", "Tous")] + exams), value: filter.exam)
        let places = found.centres.map { Field.Option($0.group, $0.detail) }
        centre = Field("centre", "Centre", .list([.init("", "Tous")] + places), value: filter.centre)
        rows = found.rows.map { RowLine($0, session: session.code) }
        hasRows = !found.rows.isEmpty
        pages = found.links
        hasPages = !found.links.isEmpty
    }
}

extension RowFilter {
    var isOpen: Bool { text.isEmpty && exam.isEmpty && centre.isEmpty }
}

struct GapsPage {
    let session: String
    let sessionLabel: String
    let lead: String
    let gaps: [GapLine]
    let hasGaps: Bool

    init(_ session: SessionView, _ found: [PlanGap]) {
        self.session = session.code
        sessionLabel = session.label
        let empty = found.reduce(0) { $0 + $1.emptySeats }
        lead =
            empty == 0
            ? "Tous les postes du plan sont pourvus."
            : "\(Frenchly.count(empty, "poste")) sans intervenant dans \(Frenchly.count(found.count, "mission"))."
        gaps = found.map { GapLine($0, session: session.code) }
        hasGaps = !found.isEmpty
    }
}

/// The people of each mission, to be read against the centres' own lists; changes nothing.
struct ControlPage {
    struct Group {
        let title: String
        let detail: String
        var people: [String]
    }

    let session: String
    let sessionLabel: String
    let lead: String
    let groups: [Group]
    let pages: [PageWindow.Link]
    let hasPages: Bool

    init(_ session: SessionView, _ rows: [PlanRow], total: Int, links: [PageWindow.Link]) {
        self.session = session.code
        sessionLabel = session.label
        lead = total == 0 ? "Aucun plan n’est encore retenu." : "\(Frenchly.count(total, "affectation")) à contrôler."
        var groups: [Group] = []
        var last = ""
        for row in rows {
            if row.missionCode != last {
                groups.append(
                    Group(
                        title: Wording.mission(exam: row.exam, test: row.test, kind: row.kind, code: row.missionCode),
                        detail: "\(row.centre) ; \(Wording.slots(row.slots))", people: []))
                last = row.missionCode
            }
            groups[groups.count - 1].people.append(
                "\(row.name) (\(row.number)), \(row.home), \(Frenchly.kilometres(row.kilometres))"
                    + (row.convened ? ", convoqué" : ""))
        }
        self.groups = groups
        pages = links
        hasPages = !links.isEmpty
    }
}
