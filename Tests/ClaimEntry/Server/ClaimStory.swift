import ClaimEntryDomain
import Contracts
import Foundation
import ServiceRuntime
import TestServers
import Vocabulary

@testable import ClaimEntryService

/// Claire Martin of Toulouse, convened to Albi on 22 June 2026; it is the evening of 3 July. The whole service runs,
/// with its database, its queues and its pages.
struct ClaimStory: Sendable {
    let service: TestService
    /// Claire's browser.
    let browser: TestVisitor
    let claim: ClaimID

    static let participant = ParticipantID(rawValue: UUID())
    static let convocation = ConvocationID(rawValue: UUID())
    static let now = Instant(Date(timeIntervalSince1970: 1_783_105_200))

    var path: String { "/etats-de-frais/\(claim)" }

    static func run(
        kind: MissionKind = .marking, in place: CommuneName = albi, _ body: (ClaimStory) async throws -> Void
    ) async throws {
        let addresses = "DEC1=Rectorat|Bureau DEC1|31077 Toulouse cedex 4"
        let assembly = ClaimEntryService.assembly(Settings(["OFFICE_ADDRESSES": addresses]))
        try await TestService.run(assembly, clock: { now.date }) { service in
            try await service.deliver(person)
            try await service.deliver(issued(kind, in: place))
            let browser = try await service.signIn(roles: ["participant"], participantID: participant.rawValue)
            try await body(ClaimStory(service: service, browser: browser, claim: ClaimID(of: convocation)))
        }
    }

    static let albi = CommuneName(code: CommuneCode("81004")!, name: "Albi")
    static let toulouse = CommuneName(code: CommuneCode("31555")!, name: "Toulouse")

    static let person = PersonRegistered(
        person: PersonDescription(
            participantID: participant, number: "31-00042", name: PersonName(family: "Martin", given: "Claire"),
            email: nil, status: "internal", home: toulouse, school: nil))

    static func issued(_ kind: MissionKind, in place: CommuneName) -> ConvocationIssued {
        let slot = Slot(day: CalendarDay("2026-06-22")!, begins: LocalTime("08:00")!, ends: LocalTime("17:00")!)
        let mission = MissionDescription(
            missionID: MissionID(rawValue: UUID()), session: "2026-06", kind: kind, exam: .baccalaureatGeneral,
            test: "Philosophie", office: "DEC1", centreCode: "0810001A", centreName: "Lycée Bellevue",
            commune: place, remote: false, evaluation: .terminal, slots: [slot], minutesPerCandidate: nil)
        return ConvocationIssued(
            convocationID: convocation, version: 1, participantID: participant, mission: mission, issuedAt: now)
    }

    static let car: KeyValuePairs = [
        "transport": "car", "vehicle": "car-up-to-5", "kilometres": "156", "carBasis": "authorised",
        "departsDay": "2026-06-22", "departsTime": "06:30", "returnsDay": "2026-06-22", "returnsTime": "18:30",
        "meal-2026-06-22-noon": "own-cost", "action": "continuer",
    ]

    /// Everything in one form, as a program may send it.
    static let whole: KeyValuePairs = [
        "performed": "yes", "scripts": "42", "transport": "car", "vehicle": "car-up-to-5", "kilometres": "156",
        "carBasis": "authorised", "departsDay": "2026-06-22", "departsTime": "06:30", "returnsDay": "2026-06-22",
        "returnsTime": "18:30", "meal-2026-06-22-noon": "own-cost",
    ]

    /// Sends the whole claim and returns what went out.
    func transmit() async throws -> ClaimSubmitted {
        let answer = try await browser.post("\(path)/transmettre", Self.whole)
        guard answer.status == 303 else { throw Refused(page: answer.text) }
        return try await service.awaitOutbox(ClaimSubmitted.self)
    }

    struct Refused: Error { let page: String }

    /// The page without its markup, and with plain spaces.
    func read(_ path: String) async throws -> String { try await browser.get(path).words }
}

extension TestAnswer {
    var words: String {
        text.replacing(#/<[^>]+>/#, with: " ").replacing("\u{202F}", with: " ").replacing(#/\s+/#, with: " ")
    }
}

extension ClaimStory {
    func certified(_ sent: ClaimSubmitted, _ lines: [CertifiedLine], decision: Int = 1) -> FactsCertified {
        FactsCertified(
            claimID: claim, participantID: Self.participant, convocationID: Self.convocation, decision: decision,
            mission: Self.issued(.marking, in: Self.albi).mission, trip: sent.trip,
            carAuthorised: sent.carAuthorised, lines: lines, office: "DEC1", decidedAt: Self.now)
    }

    func returned(_ line: LineID, _ reason: String) -> ClaimReturned {
        ClaimReturned(
            claimID: claim, participantID: Self.participant, submission: 1,
            lines: [ReturnedLine(lineID: line, reason: reason)], office: "DEC1",
            answerBy: CalendarDay("2026-07-24")!, returnedAt: Self.now)
    }

    func payment(_ cents: Int64, _ track: Track) -> PaymentReference {
        PaymentReference(
            paymentID: PaymentID(rawValue: UUID()), claimID: claim, participantID: Self.participant, track: track,
            liquidation: 1, attempt: 1, amountCents: Money(cents: cents))
    }
}
