/// All components of an instance under work: each gets a first plan, then those with the largest gap get the time.
struct SearchPool {
    private struct Entry {
        /// Nil only while a worker has it, so that no array is copied.
        var search: ComponentSearch?
        var gap: Int64
        var steps = 0
        var isFinished: Bool
    }

    private static let slice = Duration.milliseconds(200)

    private let settings: AssignmentSearch.Settings
    private let started = ContinuousClock.now
    private var waiting: [Component]
    private var entries: [Entry] = []
    private var cost: Int64
    private var bound: Int64
    private var emptySeats: Int

    init(_ instance: Instance, _ settings: AssignmentSearch.Settings) {
        self.settings = settings
        waiting = Component.split(instance)
        // Seats that nobody can take are lost from the beginning; so far all others are empty too.
        let everything = Int64(instance.seatCount) * Int64(instance.emptySeatCost)
        let reachable = waiting.reduce(Int64(0)) { $0 + Int64($1.instance.seatCount) }
        cost = everything
        emptySeats = instance.seatCount
        bound = everything - reachable * Int64(instance.emptySeatCost)
    }

    var progress: AssignmentSearch.Progress {
        .init(cost: cost, bound: bound, emptySeats: emptySeats, elapsed: ContinuousClock.now - started)
    }

    private var timeIsOver: Bool { Task.isCancelled || ContinuousClock.now - started >= settings.deadline }

    var isDone: Bool {
        waiting.isEmpty
            && (timeIsOver || entries.allSatisfy(\.isFinished) || progress.gapMillionths <= settings.gapMillionths)
    }

    /// Relaxation of every component; the deadline does not cut it short, since without it nothing is proven.
    mutating func begin() async {
        let components = waiting
        waiting = []
        let workers = settings.workers
        let searches = await withTaskGroup(of: [(Int, ComponentSearch)].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var mine: [(Int, ComponentSearch)] = []
                    for index in stride(from: worker, to: components.count, by: workers) {
                        mine.append((index, await ComponentSearch.begin(components[index])))
                    }
                    return mine
                }
            }
            var all: [(Int, ComponentSearch)] = []
            for await part in group { all += part }
            return all.sorted { $0.0 < $1.0 }
        }
        for (_, search) in searches {
            bound += search.bound
            entries.append(Entry(search: search, gap: search.cost - search.bound, isFinished: search.isFinished))
        }
    }

    /// One slice of time for as many components as there are workers, those first that have most to gain.
    mutating func work() async {
        let order = entries.indices.filter { !entries[$0].isFinished }
            .sorted { entries[$0].gap != entries[$1].gap ? entries[$0].gap > entries[$1].gap : $0 < $1 }
        let limit = settings.mostSteps
        let results = await withTaskGroup(of: (Int, ComponentSearch, Int).self) { group in
            for index in order.prefix(settings.workers) {
                guard let search = entries[index].search else { continue }
                let steps = entries[index].steps
                entries[index].search = nil
                cost -= search.cost
                bound -= search.bound
                emptySeats += search.filledSeats
                group.addTask { await Self.slice(index, search, steps: steps, limit: limit) }
            }
            var all: [(Int, ComponentSearch, Int)] = []
            for await result in group { all.append(result) }
            return all
        }
        for (index, search, steps) in results {
            emptySeats -= search.filledSeats
            cost += search.cost
            bound += search.bound
            entries[index] = Entry(
                search: search, gap: search.cost - search.bound, steps: steps,
                isFinished: search.isFinished || steps >= limit)
        }
    }

    private static func slice(
        _ index: Int, _ search: consuming ComponentSearch, steps: Int, limit: Int
    ) async -> (Int, ComponentSearch, Int) {
        var search = search
        var steps = steps
        let end = ContinuousClock.now + slice
        repeat {
            search.step()
            steps += 1
            await Task.yield()
        } while !search.isFinished && steps < limit && ContinuousClock.now < end
        return (index, search, steps)
    }

    func outcome(_ instance: Instance) -> AssignmentSearch.Outcome {
        var rows: [Plan.Row] = []
        var prices = [Int64](repeating: Int64(instance.emptySeatCost), count: instance.missions.count)
        var relaxed = bound
        var faults: [String] = []
        for search in entries.compactMap(\.search) {
            rows += search.best.plan.rows.map {
                .init(
                    person: search.component.people[Int($0.person)], mission: search.component.missions[Int($0.mission)]
                )
            }
            for (local, mission) in search.component.missions.enumerated() {
                prices[Int(mission)] = search.prices[local] / PriceAscent.scale
            }
            relaxed += search.relaxedCost - search.bound
            faults += search.certificateFaults
        }
        let plan = Plan(rows: rows.sorted { ($0.person, $0.mission) < ($1.person, $1.mission) })
        return .init(
            plan: plan, progress: progress, relaxedCost: relaxed, prices: prices,
            planFaults: PlanCheck.faults(of: plan, in: instance), certificateFaults: faults)
    }
}
