/// The search in one component: prices push the proven bound up, plans built from what people want at those prices
/// push the cost down; each step is small, so that a caller can stop at any time with the best so far.
struct ComponentSearch: Sendable {
    private enum Phase {
        /// So many chunks of price work still to do.
        case pricing(left: Int)
        case filling(ExchangeBoard, ExchangeSearch, left: Int)
        case improving(ExchangeBoard, ExchangeSearch, left: Int)
    }

    /// The two ways to raise the bound, and what a chunk of each last gained.
    private struct Gains {
        var sweeping = Int64.max
        var balancing = Int64.max
        var chunks = 0
    }

    private static let laterChunks = 24
    /// A chunk is so many sweeps, or one balance of all prices, which takes about as long.
    private static let sweepsInChunk = 15
    /// Every so many chunks the way that gained less is tried again.
    private static let retryEvery = 6
    private static let mostFillings = 60
    /// The first plan is wanted soon rather than good: it says how far the bound may rise.
    private static let firstFillings = 20
    private static let firstImprovements = 5
    private static let passes = 12
    private static let longestImprovement = 120
    private static let fruitlessRounds = 8

    let component: Component
    /// The cost of the relaxation without time conflicts, and what its certificate found wrong.
    let relaxedCost: Int64
    let certificateFaults: [String]
    private var ascent: PriceAscent
    private var phase = Phase.pricing(left: 1)
    private var gains = Gains()
    private var sweepsLeft = 0
    private var boundAtChunkStart = Int64.min
    private var fruitless = 0
    private var boundAtRoundStart = Int64.min
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

    /// One sweep or balance of prices, or one round of exchanges.
    mutating func step() {
        switch phase {
        case .pricing(let left):
            if !hasPlan {
                ascent.sweep(target: bound + 1)
                phase = startFilling()
            } else if workOnPrices() {
                phase = left > 1 ? .pricing(left: left - 1) : startFilling()
            }
        case .filling(var board, var search, let left):
            phase = .pricing(left: 1)
            if search.fill(&board, passes: Self.passes) > 0 && left > 1 {
                phase = .filling(board, search, left: left - 1)
            } else {
                phase = .improving(board, search, left: hasPlan ? Self.longestImprovement : Self.firstImprovements)
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

    /// True at the end of a chunk.
    private mutating func workOnPrices() -> Bool {
        if sweepsLeft == 0 {
            boundAtChunkStart = ascent.bound
            let sweepsBetter = gains.sweeping >= gains.balancing
            gains.chunks += 1
            if sweepsBetter == (gains.chunks % Self.retryEvery == 0) {
                ascent.balance()
                gains.balancing = ascent.bound - boundAtChunkStart
                return true
            }
            sweepsLeft = Self.sweepsInChunk
        }
        ascent.sweep(target: bound + max(1, min(cost - bound, bound / 200)))
        sweepsLeft -= 1
        if sweepsLeft == 0 { gains.sweeping = ascent.bound - boundAtChunkStart }
        return sweepsLeft == 0
    }

    private func startFilling() -> Phase {
        let board = PlanConstruction.board(instance, wishes: ascent.chosen, prices: ascent.pricesOfChosen)
        return .filling(
            board, ExchangeSearch(instance, prices: ascent.bestPrices),
            left: hasPlan ? Self.mostFillings : Self.firstFillings)
    }

    private mutating func finishRound(_ board: ExchangeBoard) {
        let improved = board.cost < best.cost || !hasPlan || bound > boundAtRoundStart
        fruitless = improved ? 0 : fruitless + 1
        if board.cost < best.cost { best = board }
        hasPlan = true
        boundAtRoundStart = bound
        phase = .pricing(left: Self.laterChunks)
    }
}
