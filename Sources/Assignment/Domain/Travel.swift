import Matching
public import Vocabulary

extension PlanningWeights {
    /// Whether nobody can be at both places on one day, in the morning here and in the afternoon there.
    public func areTooFar(_ left: GeoPoint, _ right: GeoPoint) -> Bool {
        left != right && Self.kilometres(left, right) > reachKilometres
    }

    /// Whether the half-days follow each other on one day and the places are too far apart. No place: at home.
    public func areTooFar(
        _ left: (halfDays: Set<PlanningData.HalfDay>, place: GeoPoint?),
        _ right: (halfDays: Set<PlanningData.HalfDay>, place: GeoPoint?)
    ) -> Bool {
        guard let here = left.place, let there = right.place, areTooFar(here, there) else { return false }
        return left.halfDays.contains { mine in
            right.halfDays.contains { $0.day == mine.day && $0.half != mine.half }
        }
    }
}

extension PlanningData.Mission {
    /// Where people must be; nil for a remote mission.
    public var place: GeoPoint? { remote ? nil : centre }
}

/// The places of the missions as the engine counts them.
struct MissionPlaces {
    let distances: Distances
    /// For each mission of the data.
    let place: [Int32]

    init(_ missions: [PlanningData.Mission], _ weights: PlanningWeights) {
        var numbers: [GeoPoint: Int32] = [:]
        var points: [GeoPoint] = []
        place = missions.map { mission in
            guard let point = mission.place else { return -1 }
            if let known = numbers[point] { return known }
            numbers[point] = Int32(points.count)
            points.append(point)
            return Int32(points.count - 1)
        }
        distances = Distances(places: points.count) { weights.areTooFar(points[$0], points[$1]) }
    }
}
