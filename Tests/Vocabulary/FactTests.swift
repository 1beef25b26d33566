import Foundation
import Testing
import Vocabulary

@Suite struct FactTests {
    static let all: [Fact] = [
        .scripts(count: 42), .candidates(count: 12, minutesEach: 20), .hours(minutes: 440),
        .help(minutes: 180, period: .weekendOrHoliday), .kilometres(count: 236, vehicle: .car(.sixOrSeven)),
        .kilometres(count: 30, vehicle: .motorcycle), .fare(mode: .train, paid: Money(cents: 4210)),
        .toll(paid: Money(cents: 1830)), .parking(paid: Money(cents: 600)), .meal(.noon, place: .subsidised),
        .night(commune: CommuneCode("31555")!, paid: Money(cents: 9500), proven: true),
    ]

    @Test(arguments: all)
    func everyFactComesBackFromTheWire(_ fact: Fact) throws {
        let written = try JSONEncoder().encode(fact)

        #expect(try JSONDecoder().decode(Fact.self, from: written) == fact)
    }

    @Test func aKindOfFactFromTheFutureIsKeptByName() throws {
        let fact = try JSONDecoder().decode(Fact.self, from: Data(#"{"kind":"bicycle","count":3}"#.utf8))

        #expect(fact == .unknown(kind: "bicycle"))
    }

    @Test func aKnownFactWithoutItsFieldIsRefused() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Fact.self, from: Data(#"{"kind":"scripts"}"#.utf8))
        }
    }

    @Test func aCodeFromTheFutureTravelsOnUnchanged() throws {
        let exam = try JSONDecoder().decode([Exam].self, from: Data(#"["bac-general","dcl"]"#.utf8))

        #expect(exam == [.baccalaureatGeneral, .unknown("dcl")] || exam[1].isKnown)
        #expect(exam.map(\.code) == ["bac-general", "dcl"])
    }
}
