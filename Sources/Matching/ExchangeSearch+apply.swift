extension ExchangeSearch {
    private struct Move {
        var person: Int
        /// The pair taken, or −1.
        var taken: Int
        /// The pair given up, or −1.
        var given: Int
    }

    private static let longestChain = 200

    /// Missions that lie on closed chains of the labels, one for each.
    func findCycles() -> [Int32] {
        var mark = [Int32](repeating: 0, count: labels.count)
        var cycles: [Int32] = []
        for start in labels.indices where mark[start] == 0 {
            let walk = Int32(start + 1)
            var mission = start
            while mission >= 0 && mark[mission] == 0 {
                mark[mission] = walk
                mission = Int(labels[mission].before)
            }
            if mission >= 0 && mark[mission] == walk { cycles.append(Int32(mission)) }
        }
        return cycles
    }

    func carryOut(cycleThrough mission: Int32, on board: inout ExchangeBoard) -> Bool {
        var moves: [Move] = []
        var here = mission
        repeat {
            let label = labels[Int(here)]
            guard label.before >= 0, moves.count < Self.longestChain else { return false }
            moves.append(Move(person: Int(label.person), taken: Int(label.taken), given: Int(label.given)))
            here = label.before
        } while here != mission
        return carryOut(moves, on: &board)
    }

    func carryOut(chainTo ending: Ending, on board: inout ExchangeBoard) -> Bool {
        var moves: [Move] = []
        if ending.person >= 0 {
            moves.append(Move(person: Int(ending.person), taken: Int(ending.pair), given: -1))
        }
        var here = ending.mission
        while here >= 0 {
            let label = labels[Int(here)]
            if label.person >= 0 {
                moves.append(Move(person: Int(label.person), taken: Int(label.taken), given: Int(label.given)))
            }
            here = label.before
            if moves.count > Self.longestChain { return false }
        }
        return carryOut(moves, on: &board)
    }

    /// All moves or none: first everything given up, then everything taken; undone if something does not fit or the
    /// plan did not become cheaper.
    private func carryOut(_ moves: [Move], on board: inout ExchangeBoard) -> Bool {
        let before = board.cost
        for (index, move) in moves.enumerated() where move.given >= 0 {
            guard board.isChosen[move.given] else {
                undo(moves[..<index], taken: 0, of: moves, on: &board)
                return false
            }
            board.drop(move.person, move.given)
        }
        for (index, move) in moves.enumerated() where move.taken >= 0 {
            guard board.canTake(move.person, move.taken), board.hasSeat(board.mission(move.taken)) else {
                undo(moves[...], taken: index, of: moves, on: &board)
                return false
            }
            board.take(move.person, move.taken)
        }
        if board.cost < before { return true }
        undo(moves[...], taken: moves.count, of: moves, on: &board)
        return false
    }

    private func undo(_ dropped: ArraySlice<Move>, taken: Int, of moves: [Move], on board: inout ExchangeBoard) {
        for move in moves[..<taken] where move.taken >= 0 { board.drop(move.person, move.taken) }
        for move in dropped where move.given >= 0 { board.take(move.person, move.given) }
    }
}
