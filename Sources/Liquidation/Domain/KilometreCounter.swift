import Vocabulary

/// The kilometres of one person by calendar year, which choose the bracket of the kilometric rate.
/// Source: arrêté of 3 July 2006 (NOR BUDB0620005A): kilometres count from 1 January to 31 December.
///
/// The counter advances in the order of the decisions, and a decided trip keeps its bracket: when a trip made earlier
/// in the year is decided later, it counts after those already liquidated. With one vehicle and one rate over the
/// year the person receives the same sum in either order, because each kilometre of the year stands once in each
/// bracket; when the vehicle or the rate changed in between, the order of the decisions stands, and a difference that
/// is contested is settled by a correction, never by an edit.
public struct KilometreCounter: Hashable, Sendable {
    /// Kilometres liquidated so far, by year.
    public private(set) var byYear: [Int: Int]

    public init(byYear: [Int: Int]) { self.byYear = byYear }

    /// Counts the kilometres of a liquidation: those that were paid by the kilometre, which are fewer than declared
    /// where the shortest route or another claim took some off, and none where a public fare was paid. Kilometres of a
    /// journey that another claim brought for another vehicle are not counted again.
    public mutating func count(_ liquidation: Liquidation) {
        for line in liquidation.lines where line.countedKilometres > 0 {
            byYear[line.line.day.year, default: 0] += line.countedKilometres
        }
    }
}
