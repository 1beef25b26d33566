import Foundation
import Vocabulary
import Web

/// The schools of somebody who answers for several.
struct SchoolsPage {
    struct Line {
        let name: String
        let path: String
    }

    let lead: String
    let schools: [Line]

    init(_ schools: [School]) {
        lead =
            schools.isEmpty
            ? "Aucun établissement n’est encore rattaché à votre compte : demandez-le à l’exploitant."
            : "Choisissez un établissement."
        self.schools = schools.map {
            Line(name: "\($0.name), \($0.commune) (\($0.code))", path: "\(SchoolRoutes.path)/\($0.code)")
        }
    }
}

/// Who is away when, and how many lessons that costs.
struct SchoolPage {
    struct Line {
        let person: String
        let half: String
        let place: String
        let lessons: String
    }

    struct Day {
        let title: String
        let summary: String
        let lines: [Line]
    }

    /// Somebody who was away in the last twelve months.
    struct Former {
        let person: String
        let halfDays: String
        let lessons: String
    }

    struct Member {
        let name: String
        let competences: String
        let lessons: String
    }

    let name: String
    let path: String
    let lead: String
    let toConfirm: String?
    let away: String
    let halfDays: String
    let lessons: String
    let days: [Day]
    let hasDays: Bool
    let unknown: String?
    let former: [Former]
    let formerSummary: String?
    let staff: [Member]
    let hasStaff: Bool

    init(
        _ school: School, absences: [StaffAbsence], past: [StaffAbsence], staff: [StaffMember], open: [OpenCompetence]
    ) {
        name = school.name
        path = "\(SchoolRoutes.path)/\(school.code)"
        let people = Set(absences.map(\.number))
        let lost = absences.reduce(0) { $0 + ($1.lessons ?? 0) }
        lead =
            absences.isEmpty
            ? "Aucun de vos personnels n’est convoqué à partir d’aujourd’hui."
            : "\(Frenchly.count(people.count, "personne")) \(people.count > 1 ? "sont convoquées" : "est convoquée") à "
                + "partir d’aujourd’hui, soit \(Frenchly.count(lost, "cours perdu", "cours perdus"))."
        toConfirm = open.first.map { first in
            "\(Frenchly.count(open.count, "compétence")) à confirmer ; sans réponse, la première vaut accord le "
                + "\(Frenchly.shortDay(first.silentFrom))."
        }
        away = Frenchly.number(people.count)
        halfDays = Frenchly.number(absences.count)
        lessons = Frenchly.number(lost)
        days = Dictionary(grouping: absences, by: \.day).sorted { $0.key < $1.key }.map(Self.day)
        hasDays = !absences.isEmpty
        former = Self.former(past)
        formerSummary = former.isEmpty ? nil : Self.formerSummary(past)
        let without = Set((absences + past).filter { $0.lessons == nil }.map(\.number)).count
        unknown =
            without == 0
            ? nil
            : "L’emploi du temps de \(Frenchly.count(without, "personne")) n’est pas connu : ces cours ne sont pas comptés."
        self.staff = staff.map { member in
            Member(
                name: "\(member.name) (\(member.number))",
                competences: member.competences == 0 ? "aucune" : Frenchly.number(member.competences),
                lessons: member.weeklyLessons.map { Frenchly.number($0) } ?? "inconnus")
        }
        hasStaff = !staff.isEmpty
    }

    private static func former(_ past: [StaffAbsence]) -> [Former] {
        let each = Dictionary(grouping: past, by: \.number).values.compactMap { halfDays in
            halfDays.first.map { (person: "\($0.name) (\($0.number))", halfDays: halfDays) }
        }
        return each.sorted { $0.person < $1.person }.map { person, halfDays in
            let lessons = halfDays.compactMap(\.lessons)
            return Former(
                person: person, halfDays: Frenchly.number(halfDays.count),
                lessons: lessons.isEmpty ? "inconnus" : Frenchly.number(lessons.reduce(0, +)))
        }
    }

    private static func formerSummary(_ past: [StaffAbsence]) -> String {
        let people = Set(past.map(\.number)).count
        let lost = past.reduce(0) { $0 + ($1.lessons ?? 0) }
        return "\(Frenchly.count(people, "personne")) \(people > 1 ? "ont été convoquées" : "a été convoquée"), "
            + "\(Frenchly.count(past.count, "demi-journée")) d’absence, "
            + "\(Frenchly.count(lost, "cours perdu", "cours perdus"))."
    }

    private static func day(_ day: String, _ absences: [StaffAbsence]) -> Day {
        let lost = absences.reduce(0) { $0 + ($1.lessons ?? 0) }
        let people = Frenchly.count(Set(absences.map(\.number)).count, "absent")
        return Day(
            title: Frenchly.day(day), summary: "\(people), \(Frenchly.count(lost, "cours perdu", "cours perdus"))",
            lines: absences.map { absence in
                let detail = absence.detail
                let place = detail.remote ? "à distance" : "\(detail.centreName), \(detail.communeName)"
                let kind = MissionKind(code: detail.kind).french
                return Line(
                    person: absence.name, half: absence.half == "morning" ? "matin" : "après-midi",
                    place: "\(Wording.exam(detail.exam)), \(detail.test) (\(kind)), \(place)",
                    lessons: absence.lessons.map { Frenchly.number($0) } ?? "inconnus")
            })
    }
}

/// Competences that wait for the head's word.
struct SchoolCompetencesPage {
    struct Typed {
        var chosen: Set<String> = []
        var reason = ""
        var errors = FormErrors()
    }

    struct Line {
        let key: String
        let id: String
        let text: String
        let origin: String
        let until: String
        let isTicked: Bool
    }

    let title = "Compétences à confirmer"
    let name: String
    let path: String
    let lead: String
    let summary: String
    let lines: [Line]
    let hasLines: Bool
    let motif: Field

    init(_ school: School, _ open: [OpenCompetence], _ typed: Typed) {
        name = school.name
        path = "\(SchoolRoutes.path)/\(school.code)"
        summary = typed.errors.summary
        lead =
            open.first.map { first in
                "\(Frenchly.count(open.count, "compétence")) à confirmer avant le \(Frenchly.day(first.silentFrom))."
            } ?? "Aucune compétence n’attend votre réponse."
        lines = open.enumerated().map { place, each in
            let key = "\(each.number)|\(each.exam)|\(each.test)"
            return Line(
                key: key, id: place == 0 ? "competence" : "competence-\(place)",
                text: "\(each.name) (\(each.number)) : \(Wording.exam(each.exam)), \(each.test)",
                origin: Self.origin(each),
                until: "accord tacite le \(Frenchly.shortDay(each.silentFrom))", isTicked: typed.chosen.contains(key))
        }
        hasLines = !open.isEmpty
        motif = Field("motif", "Motif, si vous refusez", value: typed.reason).errors(typed.errors)
    }

    private static func origin(_ open: OpenCompetence) -> String {
        let origin = open.origin == "teaching" ? "d’après son enseignement" : "déclarée par la personne"
        let evidence = open.evidence.map { " (\($0))" } ?? ""
        return origin + evidence + (open.validTo.map { ", valable jusqu’au \(Frenchly.shortDay($0))" } ?? "")
    }

    static func key(_ text: String) -> AnswerCompetences.Key? {
        let parts = text.split(separator: "|", maxSplits: 2).map(String.init)
        return parts.count == 3 ? .init(number: parts[0], exam: parts[1], test: parts[2]) : nil
    }
}

/// When the school's own staff cannot come.
struct SchoolUnavailabilityPage {
    struct Line {
        let text: String
        let who: String
        let person: String
        let day: String
        let half: String
        let isOfSchool: Bool
        let isConvened: Bool
    }

    let title = "Indisponibilités des personnels"
    let name: String
    let path: String
    let summary: String
    /// Not `personne`: that is the reader's own name on every page.
    let membre: Field
    let du: Field
    let au: Field
    let chaque: Field
    let periode: Field
    let motif: Field
    let lines: [Line]
    let hasLines: Bool
    let hasStaff: Bool

    init(
        _ school: School, staff: [StaffMember], stated: [StaffUnavailability],
        _ typed: (person: String, form: AvailabilityForm)
    ) {
        let form = typed.form
        name = school.name
        path = "\(SchoolRoutes.path)/\(school.code)"
        summary = form.errors.summary
        let people = staff.map { Field.Option($0.id.uuidString.lowercased(), "\($0.name) (\($0.number))") }
        membre = Field("personne", "Qui", .list([.init("", "Choisissez")] + people), value: typed.person)
            .errors(form.errors)
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
        motif = Field("motif", "Motif", value: form.reason).errors(form.errors)
        lines = stated.map { each in
            let half = each.half == "morning" ? "matin" : "après-midi"
            let reason = each.reason.isEmpty ? "" : ", \(each.reason)"
            return Line(
                text: "\(each.name), \(Frenchly.day(each.day)), \(half)\(reason)",
                who: each.isOfSchool ? "par vous" : "par la personne ou le service",
                person: each.person.uuidString.lowercased(), day: each.day, half: each.half,
                isOfSchool: each.isOfSchool, isConvened: each.isConvened)
        }
        hasLines = !stated.isEmpty
        hasStaff = !staff.isEmpty
    }
}
