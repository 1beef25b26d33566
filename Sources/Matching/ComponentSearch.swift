/// The search in one component: prices push the proven bound up, plans built from what people want at those prices
/// push the cost down; each step is small, so that a caller can stop at any time with the best so far.
struct ComponentSearch: Sendable {
    private enum Phase {
        /// So many sweeps of prices still to do.
        case pricing(left: Int)
        case filling(ExchangeBoard, ExchangeSearch, left: Int)
        case improving(ExchangeBoard, ExchangeSearch, left: Int)
    }

    /// How long prices are worked on before a plan is built from them, and from which stride.
    private struct Course {
        var sweeps: Int
        var divisor: Int64
    }

    /// One sweep gives a first plan soon; then a long course from wide strides; then shorter ones from the best prices.
    private static let courses = [
        Course(sweeps: 1, divisor: 10_000), Course(sweeps: 600, divisor: 10), Course(sweeps: 300, divisor: 100_000),
        Course(sweeps: 300, divisor: 5_000), Course(sweeps: 300, divisor: 30_000),
    ]
    private static let mostFillings = [40, 60]
    private static let mostImprovements = [3, 120]
    private static let passes = 12
    private static let fruitlessRounds = 4

    let component: Component
    /// The cost of the relaxation without time conflicts, and what its certificate found wrong.
    let relaxedCost: Int64
    let certificateFaults: [String]
    private var ascent: PriceAscent
    private var phase = Phase.pricing(left: 1)
    private var round = 0
    private var fruitless = 0
    private var boundAtRoundStart = Int64.min
    private var costAtRoundStart = Int64.max
    private(set) var best: ExchangeBoard
    private(set) var hasPlan = false

    var instance: Instance { component.instance }
    var cost: Int64 { best.cost }
    var filledSeats: Int { best.rowCount }
    var bound: Int64 { max(relaxedCost, ascent.bound) }
    /// Seat prices that prove the bound, scaled by ``PriceAscent/scale``.
    var prices: [Int64] { ascent.bestPrices }
    /// True if nothing more can be expected: the gap is closed, or several rounds brought nothing.
    var isFinished: Bool { hasPlan && (cost <= bound || fruitless >= Self.fruitlessRounds) }

    /// Solves the relaxation; gives way to others between instalments.
    static func begin(_ component: Component) async -> ComponentSearch {
        let network = SeatRelaxation.network(component.instance)
        var simplex = NetworkSimplex(network)
        while !simplex.advance(pivots: 4_000) { await Task.yield() }
        return ComponentSearch(component, network, simplex.solution())
    }

    private init(_ component: Component, _ network: FlowNetwork, _ flow: FlowSolution) {
        self.component = component
        relaxedCost = flow.cost + SeatRelaxation.constant(component.instance)
        certificateFaults = FlowCertificate.faults(of: flow, in: network)
        ascent = PriceAscent(component.instance, from: Array(flow.prices[component.people.count...]))
        best = ExchangeBoard(component.instance)
    }

    /// One sweep of prices, or one round of exchanges.
    mutating func step() {
        switch phase {
        case .pricing(let left):
            ascent.sweep()
            phase = left > 1 && cost > bound ? .pricing(left: left - 1) : startFilling()
        case .filling(var board, var search, let left):
            phase = .pricing(left: 1)
            let chains = search.fill(&board, passes: Self.passes)
            keep(board)
            if chains > 0 && left > 1 {
                phase = .filling(board, search, left: left - 1)
            } else {
                phase = .improving(board, search, left: Self.mostImprovements[min(round, 1)])
            }
        case .improving(var board, var search, let left):
            phase = .pricing(left: 1)
            let changes = search.improve(&board, passes: Self.passes)
            if changes > 0 && left > 1 && board.cost > bound {
                phase = .improving(board, search, left: left - 1)
            } else {
                finishRound(board)
            }
        }
    }

    /// Whatever ends the search, what was reached until then is not lost.
    private mutating func keep(_ board: ExchangeBoard) { if board.cost < best.cost { best = board } }

    private mutating func startFilling() -> Phase {
        let board = PlanConstruction.board(instance, wishes: ascent.chosen, prices: ascent.pricesOfChosen)
        keep(board)
        return .filling(
            board, ExchangeSearch(instance, prices: ascent.bestPrices), left: Self.mostFillings[min(round, 1)])
    }

    private mutating func finishRound(_ board: ExchangeBoard) {
        let improved = board.cost < costAtRoundStart || !hasPlan || bound > boundAtRoundStart
        fruitless = improved ? 0 : fruitless + 1
        keep(board)
        costAtRoundStart = best.cost
        hasPlan = true
        boundAtRoundStart = bound
        round += 1
        let course = Self.courses[min(round, Self.courses.count - 1)]
        ascent.restart(divisor: course.divisor)
        phase = .pricing(left: course.sweeps)
    }
}
