import Contracts
import Foundation
import LiquidationDomain
import Postgres
import Tariffs
import Testing
import Vocabulary

@testable import LiquidationService

/// Claims of one person for the same journey, liquidated by the law itself: what is shared is paid once, in every order
/// and also at the same moment.
@Suite struct PaidOnceServerTests {
    private static let assess: Assess = TariffAssessment(tariffs: .standard, tables: .demonstration).assess

    /// One journey to Albi of 18 June: kilometres and a lunch at half price; more kilometres and the lunch at full price.
    private func claims(_ liquidation: LiquidationFixture, _ participant: ParticipantID) -> [FactsCertified] {
        let facts: [[(Track, Fact)]] = [
            [
                (.travel, .kilometres(count: 140, vehicle: .car(.upTo5))), (.travel, .toll(paid: Money(cents: 300))),
                (.travel, .meal(.noon, place: .subsidised)),
            ],
            [
                (.travel, .kilometres(count: 150, vehicle: .car(.upTo5))), (.travel, .toll(paid: Money(cents: 300))),
                (.travel, .meal(.noon, place: .ownCost)),
            ],
        ]
        return facts.map { travelled(liquidation.decision(participant, $0)) }
    }

    private func travelled(_ decision: FactsCertified) -> FactsCertified {
        var json = (try? JSONSerialization.jsonObject(with: JSONEncoder().encode(decision))) as? [String: Any] ?? [:]
        json["trip"] = ["departs": "2026-06-18T07:00", "returns": "2026-06-18T19:00", "from": "31555", "to": "81004"]
        json["carAuthorised"] = true
        let data = (try? JSONSerialization.data(withJSONObject: json)) ?? Data()
        return (try? JSONDecoder().decode(FactsCertified.self, from: data)) ?? decision
    }

    private func liquidate(_ decisions: [FactsCertified], _ liquidation: LiquidationFixture) async throws -> [Money] {
        let messages = try await liquidation.pool.transaction { connection in
            try EstablishAmounts(assess: Self.assess, indemnityCode: "J", now: LiquidationFixture.now)
                .establish(decisions, in: connection)
        }
        return messages.compactMap { ($0 as? AmountsEstablished)?.travelCents }
    }

    @Test func aJourneyOfTwoClaimsIsPaidOnceInEveryOrder() async throws {
        try await LiquidationFixture.run { liquidation in
            var paid: [[Int64]] = []
            for order in 0..<3 {
                let participant = ParticipantID(rawValue: UUID())
                try await liquidation.register(participant, number: "I000\(order)")
                let claims = claims(liquidation, participant)
                switch order {
                case 0: paid.append(try await liquidate(claims, liquidation).map(\.cents))
                case 1: paid.append(try await liquidate(claims.reversed(), liquidation).map(\.cents))
                default:
                    var sums: [Money] = []
                    for claim in claims { sums += try await liquidate([claim], liquidation) }
                    paid.append(sums.map(\.cents))
                }
            }

            // 150 km at 0,32, the toll once, one lunch: 48,00 + 3,00 + 20,00.
            #expect(paid == [[5_780, 1_320], [7_100, 0], [5_780, 1_320]])
        }
    }

    @Test func aJourneyByTwoVehiclesCountsOnceInTheYearInEveryOrder() async throws {
        try await LiquidationFixture.run { liquidation in
            for (round, order) in [[0, 1, 2], [1, 0, 2], [2, 1, 0]].enumerated() {
                let participant = ParticipantID(rawValue: UUID())
                try await liquidation.register(participant, number: "I002\(round)")
                let driven: [(Int, Vehicle)] = [(140, .car(.upTo5)), (150, .car(.eightOrMore)), (145, .motorcycle)]
                let claims = driven.map { kilometres, vehicle in
                    travelled(
                        liquidation.decision(
                            participant, [(.travel, .kilometres(count: kilometres, vehicle: vehicle))]))
                }
                var paid = Money.zero
                for index in order { paid += try await liquidate([claims[index]], liquidation).total() }
                let counted = try await liquidation.pool.transaction { connection in
                    try connection.run(LockCounters(keys: [CounterKey(participant: participant, year: 2026)]))
                }

                #expect(counted.map(\.kilometres) == [150])
                // 150 km at 0,45, whatever was decided first.
                #expect(paid == Money(cents: 6_750))
            }
        }
    }

    @Test func decisionsAtTheSameMomentPayWhatTheySharedOnce() async throws {
        try await LiquidationFixture.run { liquidation in
            for round in 0..<6 {
                let participant = ParticipantID(rawValue: UUID())
                try await liquidation.register(participant, number: "I001\(round)")
                let claims = claims(liquidation, participant)
                async let first = liquidate([claims[0]], liquidation)
                async let second = liquidate([claims[1]], liquidation)

                let paid = try await first + second
                #expect(paid.total() == Money(cents: 7_100))
            }
        }
    }

    @Test func theCounterOfTheYearGoesOnByTheKilometresThatWerePaid() async throws {
        try await LiquidationFixture.run { liquidation in
            let participant = ParticipantID(rawValue: UUID())
            try await liquidation.register(participant)
            _ = try await liquidate(claims(liquidation, participant), liquidation)

            let counted = try await liquidation.pool.transaction { connection in
                try connection.run(LockCounters(keys: [CounterKey(participant: participant, year: 2026)]))
            }
            #expect(counted.map(\.kilometres) == [150])
        }
    }
}
