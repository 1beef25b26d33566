/// A first possible plan from what people would choose alone at the present prices: overfilled missions let those go
/// who lose least.
enum PlanConstruction {
    static func board(_ instance: Instance, wishes: [Int32], prices: [Int64]) -> ExchangeBoard {
        var board = ExchangeBoard(instance)
        var owner = [Int32](repeating: 0, count: instance.pairCount)
        for person in instance.limits.indices {
            for pair in instance.pairs(of: person) { owner[pair] = Int32(person) }
        }
        let order = wishes.map { pair -> (gain: Int64, pair: Int32) in
            let mission = Int(instance.pairMission[Int(pair)])
            return (prices[mission] - Int64(instance.pairCost[Int(pair)]) * PriceAscent.scale, pair)
        }.sorted { $0.gain != $1.gain ? $0.gain > $1.gain : $0.pair < $1.pair }
        for (_, pair) in order {
            let person = Int(owner[Int(pair)])
            if board.hasSeat(board.mission(Int(pair))) && board.canTake(person, Int(pair)) {
                board.take(person, Int(pair))
            }
        }
        return board
    }
}
