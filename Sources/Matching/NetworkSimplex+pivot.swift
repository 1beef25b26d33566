extension NetworkSimplex {
    /// The cycle that an entering arc closes with the tree, and the arc of it that leaves.
    private struct Cycle {
        /// The first node that both sides reach.
        var join: Int32
        /// How much flow changes.
        var delta: Int64
        /// The lower end of the leaving tree arc, or −1 if the entering arc itself is the narrowest.
        var node: Int32
        var onFirstSide: Bool
    }

    /// Lets an arc enter the tree: pushes as much flow as its cycle takes and hangs the cut-off part anew.
    func pivot(_ entering: Int) {
        let forward = state[entering] > 0
        let first = forward ? ends[entering].source : ends[entering].target
        let second = forward ? ends[entering].target : ends[entering].source
        let cycle = findCycle(entering, first: first, second: second)
        if cycle.delta > 0 {
            loads[entering].flow &+= forward ? cycle.delta : -cycle.delta
            push(cycle.delta, from: first, to: cycle.join, up: false)
            push(cycle.delta, from: second, to: cycle.join, up: true)
        }
        guard cycle.node >= 0 else {
            state[entering] = -state[entering]
            return
        }
        let leavingArc = Int(tree[Int(cycle.node)].arc)
        state[entering] = 0
        state[leavingArc] = loads[leavingArc].flow == 0 ? 1 : -1
        let moved = cycle.onFirstSide ? first : second
        let newParent = cycle.onFirstSide ? second : first
        let size = tree[Int(cycle.node)].size
        resize(from: tree[Int(cycle.node)].parent, to: cycle.join, by: -size)
        hang(moved, under: newParent, by: Int32(entering), downTo: cycle.node)
        resize(from: newParent, to: cycle.join, by: size)
        updatePrices(of: moved)
    }

    /// Walks both sides up to where they meet; a node's subtree is smaller than that of everything above it. Among the
    /// arcs that block, the last one seen when walking the cycle from the join in the direction of the flow leaves:
    /// this choice keeps the tree strongly feasible.
    private func findCycle(_ entering: Int, first: Int32, second: Int32) -> Cycle {
        let tree = tree, loads = loads
        var (left, right) = (first, second)
        var (least, leastOfSecond) = (loads[entering].capacity, Int64.max)
        var (node, nodeOfSecond): (Int32, Int32) = (-1, -1)
        while left != right {
            if tree[Int(left)].size < tree[Int(right)].size {
                let here = tree + Int(left)
                let load = loads + Int(here.pointee.arc)
                let residual =
                    here.pointee.upward ? load.pointee.flow : load.pointee.capacity &- load.pointee.flow
                if residual < least { (least, node) = (residual, left) }
                left = here.pointee.parent
            } else {
                let here = tree + Int(right)
                let load = loads + Int(here.pointee.arc)
                let residual =
                    here.pointee.upward ? load.pointee.capacity &- load.pointee.flow : load.pointee.flow
                if residual <= leastOfSecond { (leastOfSecond, nodeOfSecond) = (residual, right) }
                right = here.pointee.parent
            }
        }
        return leastOfSecond <= least
            ? Cycle(join: left, delta: leastOfSecond, node: nodeOfSecond, onFirstSide: false)
            : Cycle(join: left, delta: least, node: node, onFirstSide: true)
    }

    private func push(_ delta: Int64, from start: Int32, to join: Int32, up: Bool) {
        let tree = tree, loads = loads
        var node = start
        while node != join {
            let here = tree + Int(node)
            loads[Int(here.pointee.arc)].flow &+= here.pointee.upward == up ? delta : -delta
            node = here.pointee.parent
        }
    }

    /// Counts nodes that came to, or went from, every subtree on the way up.
    private func resize(from start: Int32, to join: Int32, by change: Int32) {
        let tree = tree
        var node = start
        while node != join {
            tree[Int(node)].size &+= change
            node = tree[Int(node)].parent
        }
    }

    /// Reverses the path from `start` down to `last` and hangs it under `newParent` by the entering arc.
    private func hang(_ start: Int32, under newParent: Int32, by enteringArc: Int32, downTo last: Int32) {
        let whole = tree[Int(last)].size
        var node = start
        var parent = newParent
        var arc = enteringArc
        var before: Int32 = 0
        while true {
            let old = tree[Int(node)]
            detach(node)
            attach(node, to: parent, by: arc)
            tree[Int(node)].size = whole &- before
            if node == last { return }
            (parent, arc, node, before) = (node, old.arc, old.parent, old.size)
        }
    }

    private func detach(_ node: Int32) {
        let here = tree[Int(node)]
        if here.previousSibling >= 0 {
            tree[Int(here.previousSibling)].nextSibling = here.nextSibling
        } else {
            tree[Int(here.parent)].firstChild = here.nextSibling
        }
        if here.nextSibling >= 0 { tree[Int(here.nextSibling)].previousSibling = here.previousSibling }
    }

    private func attach(_ node: Int32, to parent: Int32, by arc: Int32) {
        let next = tree[Int(parent)].firstChild
        if next >= 0 { tree[Int(next)].previousSibling = node }
        tree[Int(parent)].firstChild = node
        let mine = tree + Int(node)
        mine.pointee.parent = parent
        mine.pointee.arc = arc
        mine.pointee.nextSibling = next
        mine.pointee.previousSibling = -1
        mine.pointee.upward = ends[Int(arc)].source == node
    }

    /// Shifts the prices of a subtree so that its new arc has no reduced cost; or, if that is less work, those of all
    /// other nodes the other way: only differences have a meaning. Arithmetic wraps, which leaves differences exact.
    private func updatePrices(of top: Int32) {
        let here = tree[Int(top)]
        let cost = ends[Int(here.arc)].cost
        let parentPrice = price[Int(here.parent)]
        let shift = (here.upward ? parentPrice &- cost : parentPrice &+ cost) &- price[Int(top)]
        if Int(here.size) * 2 <= nodeCount {
            addToPrices(shift, from: top, except: -1)
        } else {
            addToPrices(0 &- shift, from: root, except: top)
        }
    }

    /// In preorder, leaving out one subtree.
    private func addToPrices(_ shift: Int64, from top: Int32, except left: Int32) {
        let tree = tree, price = price
        var node = top
        while true {
            price[Int(node)] &+= shift
            var next = tree[Int(node)].firstChild
            if next == left && next >= 0 { next = tree[Int(next)].nextSibling }
            while next < 0 {
                if node == top { return }
                next = tree[Int(node)].nextSibling
                if next == left && next >= 0 { next = tree[Int(next)].nextSibling }
                if next < 0 { node = tree[Int(node)].parent }
            }
            node = next
        }
    }
}
