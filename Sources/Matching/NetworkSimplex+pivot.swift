extension NetworkSimplex {
    /// The arc that leaves the tree, and how much flow changes.
    private struct Leaving {
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
        let join = findJoin(first, second)
        let leaving = findLeaving(entering, first: first, second: second, join: join)
        if leaving.delta > 0 {
            push(leaving.delta, forward: forward, entering: entering)
            push(leaving.delta, from: first, to: join, up: false)
            push(leaving.delta, from: second, to: join, up: true)
        }
        guard leaving.node >= 0 else {
            state[entering] = -state[entering]
            return
        }
        let leavingArc = Int(tree[Int(leaving.node)].arc)
        state[entering] = 0
        state[leavingArc] = flow[leavingArc] == 0 ? 1 : -1
        let moved = leaving.onFirstSide ? first : second
        hang(moved, under: leaving.onFirstSide ? second : first, by: Int32(entering), downTo: leaving.node)
        updatePrices(from: moved)
    }

    private func findJoin(_ first: Int32, _ second: Int32) -> Int32 {
        let tree = tree
        var left = first
        var right = second
        while left != right {
            let depths = (tree[Int(left)].depth, tree[Int(right)].depth)
            if depths.0 >= depths.1 { left = tree[Int(left)].parent }
            if depths.1 >= depths.0 { right = tree[Int(right)].parent }
        }
        return left
    }

    /// Among the arcs that block, the last one seen when walking the cycle from the join in the direction of the flow:
    /// this choice keeps the tree strongly feasible.
    private func findLeaving(_ entering: Int, first: Int32, second: Int32, join: Int32) -> Leaving {
        let tree = tree, flow = flow, capacity = capacity
        var leaving = Leaving(delta: capacity[entering], node: -1, onFirstSide: true)
        var node = first
        while node != join {
            let here = tree[Int(node)]
            let arc = Int(here.arc)
            let residual = here.upward ? flow[arc] : capacity[arc] &- flow[arc]
            if residual < leaving.delta { leaving = Leaving(delta: residual, node: node, onFirstSide: true) }
            node = here.parent
        }
        node = second
        while node != join {
            let here = tree[Int(node)]
            let arc = Int(here.arc)
            let residual = here.upward ? capacity[arc] &- flow[arc] : flow[arc]
            if residual <= leaving.delta { leaving = Leaving(delta: residual, node: node, onFirstSide: false) }
            node = here.parent
        }
        return leaving
    }

    private func push(_ delta: Int64, forward: Bool, entering: Int) {
        flow[entering] += forward ? delta : -delta
    }

    private func push(_ delta: Int64, from start: Int32, to join: Int32, up: Bool) {
        let tree = tree, flow = flow
        var node = start
        while node != join {
            let here = tree[Int(node)]
            flow[Int(here.arc)] &+= here.upward == up ? delta : -delta
            node = here.parent
        }
    }

    /// Reverses the path from `start` down to `last` and hangs it under `newParent` by the entering arc.
    private func hang(_ start: Int32, under newParent: Int32, by enteringArc: Int32, downTo last: Int32) {
        var node = start
        var parent = newParent
        var arc = enteringArc
        while true {
            let oldParent = tree[Int(node)].parent
            let oldArc = tree[Int(node)].arc
            detach(node)
            attach(node, to: parent, by: arc)
            if node == last { return }
            parent = node
            arc = oldArc
            node = oldParent
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

    /// Shifts the prices of a subtree so that its new arc has no reduced cost, and sets the depths, in preorder.
    private func updatePrices(from top: Int32) {
        let tree = tree, price = price
        let here = tree[Int(top)]
        let cost = ends[Int(here.arc)].cost
        let parentPrice = price[Int(here.parent)]
        let shift = (here.upward ? parentPrice &- cost : parentPrice &+ cost) &- price[Int(top)]
        var node = top
        while true {
            let current = tree + Int(node)
            price[Int(node)] &+= shift
            current.pointee.depth = tree[Int(current.pointee.parent)].depth &+ 1
            if current.pointee.firstChild >= 0 {
                node = current.pointee.firstChild
                continue
            }
            while node != top && tree[Int(node)].nextSibling < 0 { node = tree[Int(node)].parent }
            if node == top { return }
            node = tree[Int(node)].nextSibling
        }
    }
}
