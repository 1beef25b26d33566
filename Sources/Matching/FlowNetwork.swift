/// A directed network in which every node may also exchange flow with one common root, at a price of its own.
///
/// A node with a positive supply sends what the arcs do not take to the root; a node with a negative supply takes from
/// the root what the arcs do not bring. So every network has a feasible flow, and a problem in which the root must stay
/// unused is one whose slack costs are higher than any path (see ``unaffordableSlackCost``).
public struct FlowNetwork: Sendable {
    /// A node: what it must send (positive) or receive (negative), and the cost of one unit exchanged with the root.
    public struct Node: Hashable, Sendable {
        public var supply: Int64
        public var slackCost: Int64
        public init(supply: Int64, slackCost: Int64) {
            self.supply = supply
            self.slackCost = slackCost
        }
    }

    /// An arc between two nodes; ``root`` is allowed at either end.
    public struct Arc: Hashable, Sendable {
        public var source: Int32
        public var target: Int32
        public var capacity: Int64
        public var cost: Int64
        public init(source: Int32, target: Int32, capacity: Int64, cost: Int64) {
            self.source = source
            self.target = target
            self.capacity = capacity
            self.cost = cost
        }
    }

    /// A capacity that no flow reaches.
    public static let unlimited = Int64.max / 4

    public private(set) var nodes: [Node] = []
    public private(set) var arcs: [Arc] = []

    public init() {}

    /// The index of the common root: one past the last node, so it is known only when all nodes are there.
    public var root: Int32 { Int32(nodes.count) }

    /// A slack cost higher than any simple path: flow through the root is then used only if nothing else is possible.
    public var unaffordableSlackCost: Int64 {
        let dearest = arcs.reduce(Int64(1)) { max($0, $1.cost.magnitude < 1 ? 1 : Int64($1.cost.magnitude)) }
        return (dearest + 1) * Int64(nodes.count + 1)
    }

    public mutating func reserve(nodes nodeCount: Int, arcs arcCount: Int) {
        nodes.reserveCapacity(nodeCount)
        arcs.reserveCapacity(arcCount)
    }

    @discardableResult public mutating func addNode(supply: Int64, slackCost: Int64) -> Int32 {
        nodes.append(Node(supply: supply, slackCost: slackCost))
        return Int32(nodes.count - 1)
    }

    /// Adds an arc; the capacity must not be negative and both ends must exist (or be the root).
    public mutating func addArc(_ arc: Arc) {
        precondition(arc.capacity >= 0, "an arc cannot have a negative capacity")
        precondition(arc.source != arc.target, "an arc must lead to another node")
        arcs.append(arc)
    }

    /// Sets one slack cost for every node, typically ``unaffordableSlackCost``.
    public mutating func setSlackCost(_ cost: Int64) {
        for index in nodes.indices { nodes[index].slackCost = cost }
    }
}

/// A flow with the prices that prove it optimal.
public struct FlowSolution: Sendable {
    /// Units on each arc, in the order of ``FlowNetwork/arcs``.
    public var flows: [Int64]
    /// Units that each node exchanges with the root.
    public var slacks: [Int64]
    /// The dual price of each node (the root's is zero): reduced cost = cost + price of source − price of target.
    public var prices: [Int64]
    public var cost: Int64
    /// How many changes of the spanning tree it took.
    public var pivots: Int
}
