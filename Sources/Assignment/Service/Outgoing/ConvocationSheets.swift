import Foundation
import ServiceRuntime
import Vocabulary
import Web

/// What the template of the convocation prints.
struct ConvocationSheets: Encodable, Sendable {
    struct Day: Encodable, Sendable {
        let year: Int
        let month: Int
        let day: Int
    }

    struct Fact: Encodable, Sendable {
        let name: String
        let value: String
    }

    struct Sheet: Encodable, Sendable {
        let person: String
        let number: String
        let address: [String]
        let heading: String
        /// What makes this paper worthless, or different from the one before.
        let notice: String
        let when: [String]
        let place: String
        let facts: [Fact]
        let changes: [String]
        let steps: [String]
        /// The address that says whether this version is valid; empty on a paper that never is.
        let code: String
        let signedOn: String
        let signatory: [String]
    }

    let title: String
    let organisation: String
    let date: Day
    let footer: String
    let sheets: [Sheet]

    var codes: [String] { sheets.map(\.code).filter { !$0.isEmpty } }

    private init(title: String, footer: String, at date: Date, _ sender: ConvocationSender, _ sheets: [Sheet]) {
        (self.title, self.footer, organisation, self.sheets) = (title, footer, sender.organisation, sheets)
        let day = CalendarDay(Frenchly.isoDay(date))
        self.date = Day(year: day?.year ?? 2000, month: day?.month ?? 1, day: day?.day ?? 1)
    }

    /// Issued convocations; each says itself whether it still stands.
    init(_ papers: [ConvocationPaper], _ sender: ConvocationSender, _ seal: AnswerSeal) {
        let one = papers.count == 1 ? papers.first : nil
        self.init(
            title: one.map { "Convocation de \($0.name), \($0.detail.test), version \($0.version)" } ?? "Convocations",
            footer: one.map { "Convocation \($0.missionCode), version \($0.version)" } ?? "Convocations",
            at: papers.map(\.issuedAt).max() ?? Date(timeIntervalSince1970: 0), sender,
            papers.map { paper in
                let address = sender.origin + seal.path(toCheck: paper.convocation, version: paper.version)
                return Sheet(paper, sender, address: address)
            })
    }

    /// What the official run would issue: without effect, without seal, without signature.
    init(control drafts: [ConvocationDraft], _ sender: ConvocationSender, at now: Date) {
        self.init(
            title: "Épreuves de contrôle des convocations", footer: "Épreuve de contrôle, sans effet", at: now, sender,
            drafts.map { Sheet($0, sender) })
    }
}

/// Who convenes: what every paper says of the sender.
struct ConvocationSender: Sendable {
    let organisation: String
    /// The beginning of every address.
    let origin: String
    let address: [String]
    /// Line by line, of the convocations that are issued now.
    let signatory: [String]

    /// Reads `SITE_ORGANISATION`, `PUBLIC_ORIGIN`, `CONVOCATION_ADDRESS` and `CONVOCATION_SIGNATORY`; `|` ends a line.
    init(_ settings: Settings) {
        func lines(_ name: String) -> [String] { (settings[name] ?? "").split(separator: "|").map(String.init) }
        organisation = settings["SITE_ORGANISATION"] ?? "Service des examens et concours"
        origin = settings["PUBLIC_ORIGIN"] ?? "http://127.0.0.1:8080"
        address = lines("CONVOCATION_ADDRESS")
        signatory = lines("CONVOCATION_SIGNATORY")
    }
}

extension ConvocationSheets.Sheet {
    fileprivate init(_ paper: ConvocationPaper, _ sender: ConvocationSender, address code: String) {
        var changes = paper.before.map { ConvocationDifference(from: $0, to: paper.detail).parts } ?? []
        if paper.before != nil, let reason = paper.reason { changes.append("motif : \(reason)") }
        let heading =
            switch paper.kind {
            case .issued: "Convocation"
            case .amended: "Convocation modifiée"
            case .withdrawn: "Convocation retirée"
            }
        let day = Frenchly.shortDay(of: paper.issuedAt)
        self.init(
            person: paper.name, number: paper.number, address: sender.address, heading: heading,
            notice: Self.notice(paper), when: Self.when(paper.detail), place: Self.place(paper.detail),
            facts: Self.facts(paper.detail, paper.missionCode), changes: changes,
            steps: paper.kind == .withdrawn ? ["Ne vous déplacez pas pour cette mission."] : Self.steps(paper.detail),
            code: code, signedOn: "Fait le \(day), version \(paper.version)", signatory: paper.signatory)
    }

    fileprivate init(_ draft: ConvocationDraft, _ sender: ConvocationSender) {
        let changes = draft.before.map { ConvocationDifference(from: $0, to: draft.detail).parts } ?? []
        self.init(
            person: draft.name, number: draft.number, address: sender.address,
            heading: draft.kind == .amended ? "Convocation modifiée" : "Convocation",
            notice: "Épreuve de contrôle, sans effet : ne vaut pas convocation.", when: Self.when(draft.detail),
            place: Self.place(draft.detail), facts: Self.facts(draft.detail, draft.missionCode),
            changes: draft.kind == .amended ? changes : [], steps: Self.steps(draft.detail), code: "",
            signedOn: "Non émise", signatory: sender.signatory)
    }

    private static func when(_ detail: ConvocationDetail) -> [String] {
        let text = Wording.slots(detail.slots)
        return text.split(separator: " ; ").map(String.init)
    }

    private static func place(_ detail: ConvocationDetail) -> String {
        detail.remote ? "À distance" : "\(detail.centreName), \(detail.communeName)"
    }

    private static func facts(_ detail: ConvocationDetail, _ mission: String) -> [ConvocationSheets.Fact] {
        var facts = [
            ConvocationSheets.Fact(name: "Examen", value: Wording.exam(detail.exam)),
            .init(name: "Épreuve", value: detail.test),
            .init(name: "Nature", value: MissionKind(code: detail.kind).french),
        ]
        if let minutes = detail.minutesPerCandidate {
            facts.append(.init(name: "Durée par candidat", value: "\(minutes) minutes"))
        }
        facts.append(.init(name: "Session", value: detail.session))
        facts.append(.init(name: "Mission", value: "\(mission), service \(detail.office)"))
        return facts
    }

    private static func steps(_ detail: ConvocationDetail) -> [String] {
        let first =
            detail.remote
            ? "Commencez à l’heure dite : la mission se fait à distance."
            : "Présentez-vous à l’accueil du centre avec cette convocation et une pièce d’identité."
        return [
            first,
            "Si vous ne pouvez pas venir, signalez-le aussitôt par le lien personnel du courriel de convocation.",
            "Après la mission, complétez l’état de frais qui est déjà préparé pour vous sur le portail.",
        ]
    }

    private static func notice(_ paper: ConvocationPaper) -> String {
        if paper.kind == .withdrawn || paper.latestKind == .withdrawn {
            return "Cette convocation est retirée depuis le \(Frenchly.instant(paper.latestAt)) : ne vous déplacez pas."
        }
        if paper.stands { return "" }
        return "Cette version est remplacée par la version \(paper.latest) du \(Frenchly.instant(paper.latestAt))."
    }
}
