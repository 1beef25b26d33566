public import Vocabulary

extension Claim {
    /// The standing of both tracks.
    public func standings(at now: LocalMoment, calendar: EntryCalendar) -> [Track: Standing] {
        Dictionary(
            uniqueKeysWithValues: Track.allCases.map { track in
                (track, Standing(status(of: track, at: now, calendar: calendar), of: track))
            })
    }

    /// The claim's own standing: that of its least advanced live track; both labels when they differ.
    public func standing(at now: LocalMoment, calendar: EntryCalendar) -> Standing {
        let all = standings(at: now, calendar: calendar)
        guard let indemnity = all[.indemnity], let travel = all[.travel] else {
            preconditionFailure("a claim has two tracks")
        }
        let live = [indemnity, travel].filter { $0.tone != .quiet }
        guard let first = live.min(by: { $0.rank < $1.rank }) else {
            return travel.label == "Pas de frais" ? indemnity : travel
        }
        if live.count == 1 || indemnity.label == travel.label { return first }
        var both = first
        both.label = "Indemnité : \(Self.lowered(indemnity.label)) · Déplacement : \(Self.lowered(travel.label))"
        return both
    }

    private static func lowered(_ label: String) -> String { label.prefix(1).lowercased() + label.dropFirst() }
}

extension Track {
    /// The name that French readers know.
    public var label: String {
        switch self {
        case .indemnity: "Indemnité"
        case .travel: "Déplacement"
        }
    }
}
