import Vocabulary

/// From when to when a person was on mission.
extension Assessor {
    /// Throws when the mission did not cover the whole window of the day, bounds included.
    func checkCovers(
        _ day: CalendarDay, _ minutes: Range<Int>, worth: Exact, _ work: inout Working
    ) throws(Halt) {
        guard let trip = facts.trip else { throw .reason(.noTrip) }
        if trip.returns < trip.departs {
            throw .problem(
                FactProblem(
                    lineID: nil, field: "trip.returns", message: "le retour précède le départ",
                    remedy: "indiquez un retour après le \(French.moment(trip.departs))"))
        }
        let window = Span(
            fromMinute: day.dayNumber * 1440 + minutes.lowerBound, toMinute: day.dayNumber * 1440 + minutes.upperBound)
        let (shorter, longer) = try margins(&work)
        let least = span(trip, shorter)
        if shorter == longer || least.covers(window) {
            work.note(.away(least))
            guard least.covers(window) else { throw .reason(.outsideWindow(window, away: least)) }
            return
        }
        let most = span(trip, longer)
        guard most.covers(window) else {
            work.note(.away(most))
            throw .reason(.outsideWindow(window, away: most))
        }
        try chooseMargin(window, (least, most), worth, &work)
    }

    private func span(_ trip: Trip, _ margin: Int) -> Span {
        Span(fromMinute: trip.departs.minuteNumber - margin, toMinute: trip.returns.minuteNumber + margin)
    }

    /// The margins that the claim's tickets open: none by road, one hour by train, two by plane or boat.
    private func margins(_ work: inout Working) throws(Halt) -> (shorter: Int, longer: Int) {
        var train = facts.earlier.tickets.contains(.train)
        var plane = facts.earlier.tickets.contains { $0 == .plane || $0 == .boat }
        for line in facts.lines {
            switch line.fact {
            case .fare(.train, _), .firstClass(.train, _): train = true
            case .fare(.plane, _), .fare(.boat, _), .firstClass(.plane, _), .firstClass(.boat, _): plane = true
            default: break
            }
        }
        if train, plane { return (try work.whole(.trainMargin), try work.whole(.planeMargin)) }
        let margin = train ? try work.whole(.trainMargin) : plane ? try work.whole(.planeMargin) : 0
        return (margin, margin)
    }

    /// Train and plane in one journey, and it matters which of them opens the mission.
    private func chooseMargin(
        _ window: Span, _ spans: (least: Span, most: Span), _ worth: Exact, _ work: inout Working
    ) throws(Halt) {
        let chosen = facts.resolutions[work.trace.line.lineID] ?? facts.settings.mixedMeans.rawValue
        switch chosen {
        case "longer":
            work.note(.resolved(chosen))
            work.note(.away(spans.most))
        case "shorter":
            work.note(.resolved(chosen))
            work.note(.away(spans.least))
            throw .reason(.outsideWindow(window, away: spans.least))
        default:
            throw .question(
                OpenQuestion(
                    code: "mixed-means",
                    question: "Train et avion ou bateau: le texte ne dit pas lequel ouvre et ferme la mission",
                    options: [
                        .init(code: "longer", label: "avion ou bateau", amount: facts.settings.rounding.cents(worth)),
                        .init(code: "shorter", label: "train", amount: .zero),
                    ]))
        }
    }
}
