import Web

/// What a participant has said, and the form to say more.
struct AvailabilityPage {
    struct Line {
        let text: String
        let state: String
        let tag: String
        let day: String
        let half: String
        let isOwn: Bool
        let isConvened: Bool
    }

    let title = "Mes disponibilités"
    let lead: String
    let summary: String
    let du: Field
    let au: Field
    let chaque: Field
    let periode: Field
    let niveau: Field
    let motif: Field
    let lines: [Line]
    let hasLines: Bool

    init(_ form: AvailabilityForm, _ stated: [StatedHalfDay]) {
        let days = stated.count(where: { $0.level == "unavailable" })
        lead =
            stated.isEmpty
            ? "Vous n’avez rien indiqué : vous pouvez être convoqué tous les jours de la session."
            : "\(Frenchly.count(days, "demi-journée")) d’indisponibilité, "
                + "\(Frenchly.count(stated.count - days, "préférence"))."
        summary = form.errors.summary
        du = Field("du", "Du", .day, value: form.first).errors(form.errors)
        au = Field("au", "Au (vide pour un seul jour)", .day, value: form.last).errors(form.errors)
        let weekdays = AvailabilityForm.weekdays.map { Field.Option($0, $0) }
        chaque = Field("chaque", "Quels jours de la période", .list(weekdays), value: form.weekday).errors(form.errors)
        periode = Field(
            "periode", "Moment",
            .list([
                .init("journee", "toute la journée"), .init("matin", "le matin"), .init("apres-midi", "l’après-midi"),
            ]),
            value: form.period)
        let levels = AvailabilityForm.levels.map { Field.Option($0.code, $0.label) }
        niveau = Field("niveau", "Votre réponse", .choice(levels), value: form.level).errors(form.errors)
        motif = Field("motif", "Motif, si vous ne pouvez pas venir", value: form.reason).errors(form.errors)
        lines = stated.map(Self.line)
        hasLines = !stated.isEmpty
    }

    private static func line(_ stated: StatedHalfDay) -> Line {
        let (state, tag) =
            switch stated.level {
            case "unavailable": ("indisponible", "tag-wrong")
            case "avoided": ("à éviter", "tag-wait")
            default: ("souhaité", "tag-done")
            }
        let half = stated.half == "morning" ? "matin" : "après-midi"
        let reason = stated.reason.isEmpty ? "" : ", \(stated.reason)"
        return Line(
            text: "\(Frenchly.day(stated.day)), \(half)\(reason)", state: state, tag: tag, day: stated.day,
            half: stated.half, isOwn: stated.isOwn, isConvened: stated.isConvened)
    }
}
