import Tariffs
public import Vocabulary

/// What the typed form says, as far as it can be read, and everything that is wrong or missing.
public struct Declaration: Hashable, Sendable {
    public enum Performance: Hashable, Sendable {
        case performed
        case notPerformed(NotPerformedReason, explanation: String?)
        /// Not said yet.
        case unsaid
    }

    public internal(set) var performance = Performance.unsaid
    public internal(set) var lines: [ClaimLine] = []
    public internal(set) var journey: Journey?
    public internal(set) var remark: String?
    /// In the order of the form.
    public internal(set) var problems: [EntryProblem] = []

    /// The most scripts, candidates and kilometres that one claim can declare; far above what one mission holds,
    /// so that a slip of the finger is caught.
    public static let mostScripts = FactLimits.scripts
    public static let mostCandidates = FactLimits.candidates
    public static let mostKilometres = FactLimits.kilometres

    /// Reads everything that was typed. Same text, same declaration.
    public init(_ typed: TypedEntry, about subject: EntrySubject) {
        readPerformance(typed, subject)
        if case .notPerformed = performance { return }
        readWork(typed, subject)
        if subject.openings[.travel] == .open { readTravel(typed, subject) }
        findImpossible(subject)
        let text = typed[.remark].trimmed
        remark = text.isEmpty ? nil : text
    }

    /// The problems of some fields alone: what one page shows.
    public func problems(of fields: [EntryField]) -> [EntryProblem] {
        let names = Set(fields.map(\.name))
        return problems.filter { names.contains($0.field) }
    }

    private mutating func readPerformance(_ typed: TypedEntry, _ subject: EntrySubject) {
        // Named lines that came back are corrected; that the work was done is settled.
        guard subject.reopened == nil else { return performance = .performed }
        switch typed[.performed] {
        case "yes": performance = .performed
        case "no":
            guard let reason = NotPerformedReason(rawValue: typed[.reason]) else {
                performance = .notPerformed(.other, explanation: nil)
                refuse(.reason, "Choisissez pourquoi la mission n’a pas eu lieu.")
                return
            }
            let explanation = typed[.explanation].trimmed
            performance = .notPerformed(reason, explanation: explanation.isEmpty ? nil : explanation)
            if reason == .other, explanation.isEmpty {
                refuse(.explanation, "Dites en une phrase ce qui s’est passé.")
            }
        default: refuse(.performed, "Dites si vous avez effectué la mission.")
        }
    }

    mutating func refuse(_ field: EntryField, _ message: String) { problems.append(EntryProblem(field, message)) }

    mutating func add(_ key: LineKey, _ fact: Fact, on day: CalendarDay, _ subject: EntrySubject) {
        let track: Track = key == .work ? .indemnity : .travel
        lines.append(ClaimLine(lineID: subject.naming(key), track: track, day: day, fact: fact))
    }

    /// A whole number within bounds; says what is wrong otherwise.
    mutating func number(
        _ field: EntryField, _ typed: TypedEntry, in bounds: ClosedRange<Int>, asking question: String
    ) -> Int? {
        let text = typed[field].filter { !$0.isWhitespace }
        guard !text.isEmpty else {
            refuse(field, question)
            return nil
        }
        guard text.count <= 9, text.allSatisfy({ $0.isASCII && $0.isNumber }), let value = Int(text) else {
            refuse(field, "« \(typed[field].trimmed) » n’est pas un nombre entier. Écrivez par exemple 42.")
            return nil
        }
        guard bounds.contains(value) else {
            refuse(field, "Écrivez un nombre entre \(bounds.lowerBound) et \(bounds.upperBound).")
            return nil
        }
        return value
    }

    /// An amount in euros; says what is wrong otherwise.
    mutating func amount(_ field: EntryField, _ typed: TypedEntry, asking question: String) -> Money? {
        let text = typed[field].trimmed
        guard !text.isEmpty else {
            refuse(field, question)
            return nil
        }
        guard let money = Money(typed: text) else {
            refuse(field, "« \(text) » n’est pas un montant en euros. Écrivez par exemple 12,50.")
            return nil
        }
        return money
    }
}

extension String {
    /// Without the blanks around.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
