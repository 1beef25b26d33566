import Vocabulary

extension MissionRecord {
    static let kinds = [
        ("correction", "marking"), ("oral", "oral"), ("pratique", "practical"), ("reunion", "meeting"),
        ("surveillance", "invigilation"), ("oral-facultatif", "optional-oral"), ("eps", "sports"),
        ("vae", "accreditation"), ("sujets", "subject-setting"), ("presidence", "presidency"), ("memoire", "memoir"),
    ]
    /// The word of the files for a kind of mission.
    public static func word(ofKind code: String) -> String { kinds.first { $0.1 == code }?.0 ?? code }

    private static let evaluations = [("terminale", "terminal"), ("en-cours-d-annee", "in-year")]
    private static let mostSlots = 40

    init(_ row: inout ImportRow, _ references: inout ImportReferences) {
        code = row.code("code")
        session = row.cell("session")
        kind = MissionKind(code: row.choice("nature", Self.kinds))
        exam = row.exam("examen")
        test = row.text("epreuve")
        office = row.code("service")
        centre = references.centre(&row, "centre")
        seats = row.whole("effectif", 1...5_000)
        evaluation = Evaluation(code: row.choice("evaluation", Self.evaluations))
        remote = row.choice("a_distance", [("non", "false"), ("oui", "true")]) == "true"
        let days = references.session(&row, "session")
        slots = Self.slots(&row, within: days)
        minutesPerCandidate = Self.minutes(&row, kind)
        references.once(&row, "\(session)/\(code)", column: "code")
        references.add(mission: "\(session)/\(code)")
    }

    private static func minutes(_ row: inout ImportRow, _ kind: MissionKind) -> Int? {
        let oral = kind == .oral || kind == .optionalOral
        if oral { return row.whole("minutes_par_candidat", 1...480) }
        if !row.cell("minutes_par_candidat").isEmpty {
            row.refuse("minutes_par_candidat", "Laissez vide : seules les épreuves orales ont une durée par candidat.")
        }
        return nil
    }

    /// `2026-06-18 08:00-12:00 | 2026-06-18 13:30-17:30`, in any order; a night is not a slot.
    private static func slots(_ row: inout ImportRow, within days: ClosedRange<CalendarDay>?) -> [Slot] {
        let parts = row.cell("creneaux").split(separator: "|").map { String($0).trimmed }
        let read = parts.map(slot)
        let slots = read.compactMap { try? $0.get() }.sorted { ($0.day, $0.begins) < ($1.day, $1.begins) }
        if parts.isEmpty {
            row.refuse(
                "creneaux",
                "Indiquez au moins un créneau « jour début-fin », par exemple 2026-06-18 08:00-12:00 ; séparez-les par |."
            )
        } else if parts.count > mostSlots {
            row.refuse("creneaux", "Indiquez au plus \(mostSlots) créneaux : partagez la mission en plusieurs.")
        }
        for case .failure(let fault) in read { row.refuse("creneaux", fault.remedy) }
        guard !parts.isEmpty, slots.count == parts.count else { return [] }
        for (left, right) in zip(slots, slots.dropFirst()) where left.day == right.day && right.begins < left.ends {
            row.refuse("creneaux", "Deux créneaux du \(left.day) se chevauchent.")
        }
        if let days, slots.contains(where: { !days.contains($0.day) }) {
            row.refuse(
                "creneaux", "Tous les jours doivent être dans la session, du \(days.lowerBound) au \(days.upperBound).")
        }
        return slots
    }

    /// What is wrong with one slot.
    private struct SlotFault: Error {
        let remedy: String
        init(_ remedy: String) { self.remedy = remedy }
    }

    private static func slot(_ text: String) -> Result<Slot, SlotFault> {
        let words = text.split(separator: " ")
        let times = words.last?.split(separator: "-", omittingEmptySubsequences: false) ?? []
        guard words.count == 2, times.count == 2, let begins = LocalTime(times[0]), let ends = LocalTime(times[1])
        else {
            return .failure(.init("« \(text) » n’est pas un créneau : écrivez par exemple 2026-06-18 08:00-12:00."))
        }
        guard let day = CalendarDay(words[0]) else {
            return .failure(.init("Le jour « \(words[0]) » n’existe pas : écrivez par exemple 2026-06-18."))
        }
        guard begins < ends else {
            let (first, second) = ("\(day) \(begins)-23:59", "\(day.adding(days: 1)) 00:00-\(ends)")
            return .failure(
                .init(
                    "Le créneau « \(text) » finit avant de commencer. S’il passe minuit, partagez-le en deux : "
                        + "\(first)|\(second) ; sinon corrigez les heures."))
        }
        return .success(Slot(day: day, begins: begins, ends: ends))
    }
}
