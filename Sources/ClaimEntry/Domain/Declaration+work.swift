import Vocabulary

extension Declaration {
    /// Scripts, candidates or hours, as the kind of mission asks.
    mutating func readWork(_ typed: TypedEntry, _ subject: EntrySubject) {
        guard let field = subject.workField, subject.isOpen(.work, .indemnity) else { return }
        switch field {
        case .candidates: readCandidates(typed, subject)
        case .hours: readHours(typed, subject)
        default: readCount(field, typed, subject)
        }
    }

    private mutating func readCount(_ field: EntryField, _ typed: TypedEntry, _ subject: EntrySubject) {
        let what = Self.countedThings[field] ?? "copies corrigées"
        let question = "Indiquez le nombre de \(what)."
        guard let count = number(field, typed, in: 0...Self.mostScripts, asking: question) else { return }
        let fact: Fact =
            switch field {
            // The académie's coefficient is not the participant's to say: one, until validation puts it.
            case .requests: .requests(count: count, coefficientPercent: 100)
            case .subjects: .subjects(count: count)
            default: .scripts(count: count)
            }
        add(.work, fact, on: subject.mission.firstDay, subject)
    }

    private static let countedThings: [EntryField: String] = [
        .scripts: "copies corrigées", .requests: "demandes examinées", .subjects: "sujets élaborés",
    ]

    private mutating func readCandidates(_ typed: TypedEntry, _ subject: EntrySubject) {
        let question = "Indiquez le nombre de candidats interrogés."
        let count = number(.candidates, typed, in: 0...Self.mostCandidates, asking: question)
        let minutes =
            subject.mission.minutesPerCandidate
            ?? number(
                .minutesEach, typed, in: 1...240, asking: "Indiquez la durée d’une interrogation, en minutes.")
        guard let count, let minutes else { return }
        add(.work, .candidates(count: count, minutesEach: minutes), on: subject.mission.firstDay, subject)
    }

    private mutating func readHours(_ typed: TypedEntry, _ subject: EntrySubject) {
        let text = typed[.hours].trimmed
        guard !text.isEmpty else { return refuse(.hours, "Indiquez la durée de votre intervention.") }
        guard let minutes = Self.minutes(text) else {
            return refuse(.hours, "« \(text) » n’est pas une durée. Écrivez par exemple 7 h 30.")
        }
        let most = subject.mission.days.count * 1440
        guard minutes <= most else {
            return refuse(.hours, "La durée dépasse celle de la mission. Écrivez au plus \(most / 60) h.")
        }
        add(.work, .hours(minutes: minutes), on: subject.mission.firstDay, subject)
    }

    /// Reads `7`, `7h`, `7 h 30`, `7:30` and `7,5`; nil for anything else.
    static func minutes(_ text: String) -> Int? {
        let compact = text.lowercased().filter { !$0.isWhitespace }
        guard compact.count <= 7, !compact.isEmpty else { return nil }
        let marks = compact.filter { !$0.isNumber }
        let parts = compact.split(omittingEmptySubsequences: false) { !$0.isNumber }
        guard let hours = Int(parts[0]), hours <= 999, marks.count <= 1 else { return nil }
        switch marks {
        case "": return hours * 60
        case "h" where parts[1].isEmpty: return hours * 60
        case "h", ":":
            guard parts[1].count == 2, let minutes = Int(parts[1]), minutes < 60 else { return nil }
            return hours * 60 + minutes
        case ",", ".":
            guard (1...2).contains(parts[1].count), let fraction = Int(parts[1]) else { return nil }
            let hundredths = parts[1].count == 1 ? fraction * 10 : fraction
            return (hundredths * 60).isMultiple(of: 100) ? hours * 60 + hundredths * 60 / 100 : nil
        default: return nil
        }
    }
}
