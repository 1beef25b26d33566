import Foundation
import Vocabulary
import Web

extension MissionKind {
    /// The word that a manager reads.
    var french: String {
        switch self {
        case .marking: "correction"
        case .oral: "oral"
        case .practical: "épreuve pratique"
        case .meeting: "réunion"
        case .invigilation: "surveillance"
        case .optionalOral: "oral facultatif"
        case .sports: "épreuve d’EPS"
        case .accreditation: "validation des acquis"
        case .subjectSetting: "élaboration de sujets"
        case .presidency: "présidence de jury"
        case .memoir: "mémoire"
        case .unknown(let code): code
        }
    }
}

/// French sentences about slots, missions and rows.
enum Wording {
    static func exam(_ code: String) -> String { Exam(code: code).label }

    static func mission(exam: String, test: String, kind: String, code: String) -> String {
        "\(Wording.exam(exam)), \(test) (\(MissionKind(code: kind).french)), \(code)"
    }

    /// "18, 19 et 22 juin 2026, 8 h à 12 h et 13 h 30 à 17 h 30": days with the same hours stand together.
    static func slots(_ written: [String]) -> String {
        let slots = written.compactMap { Slot(written: $0) }
        let hours = Dictionary(grouping: slots, by: \.day).mapValues { list in
            Frenchly.list(
                list.map {
                    "\(Frenchly.time($0.begins.description)) à \(Frenchly.time($0.ends.description))"
                })
        }
        var groups: [(hours: String, days: [CalendarDay])] = []
        for day in hours.keys.sorted() {
            let text = hours[day] ?? ""
            if groups.last?.hours == text {
                groups[groups.count - 1].days.append(day)
            } else {
                groups.append((text, [day]))
            }
        }
        return groups.map { "\(days($0.days)), \($0.hours)" }.joined(separator: " ; ")
    }

    /// "18, 19 et 22 juin 2026"; the month stands once for all its days.
    private static func days(_ days: [CalendarDay]) -> String {
        let months = Dictionary(grouping: days, by: { $0.description.prefix(7) })
        return months.keys.sorted().map { month in
            let own = months[month] ?? []
            let last = own.last.map { Frenchly.shortDay($0.description) } ?? ""
            return Frenchly.list(own.dropLast().map { $0.day == 1 ? "1er" : "\($0.day)" } + [last])
        }.joined(separator: ", ")
    }

    /// Why this person: the distance, who else was free, and how far the next one lives.
    static func why(_ row: PlanRow) -> String {
        let own = Frenchly.kilometres(row.kilometres)
        if row.convened && row.nextBestKilometres == nil { return own }
        guard let next = row.nextBestKilometres else { return "\(own), personne d’autre n’était libre" }
        if row.nearer == 0 { return "\(own), le plus proche libre ; suivant à \(Frenchly.kilometres(next))" }
        return "\(own), \(Frenchly.count(row.nearer, "personne")) libre\(row.nearer > 1 ? "s" : "") plus près, "
            + "plus utile\(row.nearer > 1 ? "s" : "") ailleurs ou déjà affectée\(row.nearer > 1 ? "s" : "")"
    }

    /// Rows of a plan that are no longer possible, and what to do.
    static func conflicts(_ conflicts: [PlanConflict]) -> String {
        let named = conflicts.prefix(5).map { conflict in
            let why =
                switch conflict.why {
                case "unavailable": "indisponible le \(Frenchly.shortDay(conflict.detail))"
                case "elsewhere": "aussi dans \(conflict.detail) au même moment"
                case "far": "le même jour dans \(conflict.detail), trop loin"
                case "competence": "n’a pas ou plus la compétence à ces dates"
                default: "écarté de la mission"
                }
            return "\(conflict.name) dans \(conflict.missionCode) (\(why))"
        }
        let rest = conflicts.count - named.count
        let names = named.joined(separator: " ; ") + (rest > 0 ? " ; et \(rest) de plus" : "")
        return
            "\(Frenchly.count(conflicts.count, "affectation")) de ce plan \(conflicts.count > 1 ? "ne sont" : "n’est") "
            + "plus possible\(conflicts.count > 1 ? "s" : "") : \(names). Remplacez-les à la main ou relancez l’affectation."
    }

    /// Millionths as "0,12 %".
    static func percent(millionths: Int) -> String {
        let hundredths = (millionths + 50) / 100
        let rest = hundredths % 100
        return "\(Frenchly.number(hundredths / 100)),\(rest < 10 ? "0" : "")\(rest)\u{202F}%"
    }

    static func bar(filled: Int, seats: Int) -> String {
        let share = seats == 0 ? 0 : filled * 200 / seats
        return """
            <svg class="chart" viewBox="0 0 200 12" preserveAspectRatio="xMinYMid meet" role="img" \
            aria-label="\(filled) sur \(seats)"><rect class="bar-off" width="200" height="12"/>\
            <rect class="bar" width="\(share)" height="12"/></svg>
            """
    }
}
