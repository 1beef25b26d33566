import ClaimEntryDomain
import Vocabulary

/// The estimate as the screens show it: a line, its sentence, what would make it due; then the totals.
struct EstimateView: Sendable {
    struct Line: Sendable {
        let what: String
        let amount: String
        let sentence: String
        let remedy: String?
    }

    struct Document: Sendable {
        let label: String
        let what: String
        let why: String
    }

    /// Changes when what is shown changes: the script replaces the part of the page then.
    let key: String
    let lines: [Line]
    let total: String?
    let indemnityTotal: String?
    let travelTotal: String?
    let toSend: [Document]
    let toKeep: [Document]
    let hasDocuments: Bool

    init(_ estimate: Estimate) {
        lines = estimate.lines.map {
            Line(
                what: $0.line.label, amount: FrenchMoney.amount($0.amount), sentence: $0.sentence, remedy: $0.remedy)
        }
        total = estimate.isEmpty ? nil : FrenchMoney.amount(estimate.total)
        let tracks = Set(estimate.lines.map(\.line.track))
        indemnityTotal = tracks.count == 2 ? FrenchMoney.amount(estimate.indemnity) : nil
        travelTotal = tracks.count == 2 ? FrenchMoney.amount(estimate.travel) : nil
        toSend = estimate.documents.filter(\.mustBeSent).map(Document.init)
        toKeep = estimate.documents.filter { !$0.mustBeSent }.map(Document.init)
        hasDocuments = !estimate.documents.isEmpty
        key = estimate.lines.map { "\($0.line.label) \($0.amount.cents)" }.joined(separator: ";")
    }
}

extension EstimateView.Document {
    init(_ document: Estimate.Document) {
        self.init(label: document.label, what: document.line?.label ?? "", why: document.why)
    }
}

extension ClaimLine {
    /// What was declared; meals and nights with their day.
    var label: String {
        switch fact {
        case .meal, .night: "\(fact.label), \(FrenchDay.full(day))"
        default: fact.label
        }
    }
}

extension ReadClaim {
    /// The estimate of what is typed so far, as far as it can be read.
    func estimate(_ declaration: Declaration, on day: CalendarDay) -> Estimate {
        guard case .declared(let journey, let lines) = claim.content(of: declaration) else {
            return Estimate([], nil, about: subject, knownOn: day)
        }
        return Estimate(lines, journey, about: subject, knownOn: day)
    }
}
