import AssignmentDomain
import Vocabulary
import Web

/// Why the person is convened where they are, and why not elsewhere; in words about themselves alone.
struct OwnReasonsPage {
    struct Convened {
        let title: String
        let when: String
        let why: String
    }

    struct Rest {
        let title: String
        let reasons: [String]
    }

    let title = "Pourquoi moi, pourquoi pas moi"
    let lead: String
    let convened: [Convened]
    let hasConvened: Bool
    let rest: [Rest]
    let hasRest: Bool

    init(_ missions: [OwnMission], _ reasons: OwnReasons) {
        let own = missions.filter(\.reasons.isConvened)
        lead =
            missions.isEmpty
            ? "Aucune session en cours ou récente ne demande vos compétences."
            : own.isEmpty
                ? "Vous n’êtes convoqué à aucune mission de la session."
                : "Vous êtes convoqué à \(Frenchly.count(own.count, "mission"))."
        convened = own.map { mission in
            let way =
                mission.kilometres == 0
                ? "et il n’y a pas de trajet à faire"
                : "et le centre est à \(Frenchly.kilometres(mission.kilometres)) environ de chez vous"
            return Convened(
                title: "\(Wording.exam(mission.title.exam)), \(mission.title.test), \(mission.place)",
                when: Wording.slots(mission.slots),
                why:
                    "Vous avez la compétence \(mission.title.test), vous n’aviez pas signalé d’indisponibilité, \(way)."
            )
        }
        hasConvened = !own.isEmpty
        rest = reasons.tallies.filter { $0.missions > $0.convened }.map(Self.rest)
        hasRest = !rest.isEmpty
    }

    private static func rest(_ tally: OwnReasons.Tally) -> Rest {
        func line(_ count: Int, _ why: String) -> String? {
            count == 0 ? nil : "\(Frenchly.count(count, "mission")) : \(why)"
        }
        return Rest(
            title: "\(Wording.exam(tally.subject.exam)), \(tally.subject.test)",
            reasons: [
                line(tally.outdated, "votre compétence n’est pas valable à ces dates."),
                line(tally.unavailable, "vous êtes indisponible à ce moment."),
                line(tally.elsewhere, "vous êtes déjà convoqué ailleurs au même moment."),
                line(tally.tooFar, "vous êtes convoqué le même jour trop loin de là."),
                line(tally.atLimit, "vous avez atteint votre nombre maximal de missions."),
                line(
                    tally.excluded,
                    "vos élèves y composent, ou le service ne vous y affecte pas ; demandez-lui pourquoi si vous "
                        + "l’ignorez."),
                line(
                    tally.possible,
                    "vous pouviez y être affecté ; le plan retenu pourvoit les postes avec le moins de trajets et de "
                        + "charge possible, et s’en est passé. Ce n’est pas un jugement sur vous."),
            ].compactMap { $0 })
    }
}
