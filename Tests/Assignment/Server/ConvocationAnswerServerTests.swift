import Foundation
import Hummingbird
import HummingbirdTesting
import Postgres
import ServiceRuntime
import Testing
import Vocabulary
import Web

@testable import AssignmentService

struct ConvocationAnswerServerTests {
    /// The link in the convocation of P1, who is convened to M1.
    private func link(_ site: AssignmentFixture) async throws -> String {
        let id = AssignmentIDs.convocation(
            mission: AssignmentIDs.mission(session: "2026-06", code: "M1"),
            participant: AssignmentIDs.participant(number: "P1"))
        let bodies = try await site.messages("assignment.convocation-issued.v1")
        let body = try #require(bodies.last { $0.contains("\(id)") })
        let path = body.firstMatch(of: /"answerPath":"([^"]+)"/).map { String($0.1) }
        return try #require(path).replacing("\\/", with: "/")
    }

    private func read(_ answer: TestResponse) -> String { String(buffer: answer.body) }

    @Test func aConvocationIsAcknowledgedByItsLinkWithoutSigningIn() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)
            let link = try await link(site)

            let before = read(try await site.visit(link))
            #expect(try await site.submit(link, ["reponse": "lu"]).status == .seeOther)
            let after = read(try await site.visit(link))
            let mission = read(try await site.get("\(AssignmentFixture.session)/missions/M1", as: manager))

            #expect(before.contains("Cette convocation est valable.") && before.contains("J’ai lu"))
            #expect(after.contains("Vous avez accusé réception") && !after.contains("J’ai lu"))
            #expect(mission.contains("convoqué, a lu"))
        }
    }

    @Test func anImpedimentAsksForItsReasonReachesTheManagerAndTheNextCalculation() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)
            let link = try await link(site)

            #expect(try await site.submit(link, ["reponse": "empeche"]).status == .unprocessableContent)
            _ = try await site.submit(link, ["reponse": "empeche", "motif": "hospitalisation"])
            let overview = read(try await site.get(AssignmentFixture.session, as: manager))
            _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)
            _ = try await site.post("\(AssignmentFixture.session)/convocations", as: manager)

            #expect(overview.contains("Martin Claire, mission M1 : hospitalisation"))
            #expect(try await site.messages("assignment.convocation-withdrawn.v1").count == 1)
            #expect(try await read(site.visit(link)).contains("ne vous déplacez pas"))
            #expect(try await site.submit(link, ["reponse": "lu"]).status == .conflict)
        }
    }

    /// The code on the paper of a version of P1's convocation to M1.
    private func check(_ site: AssignmentFixture, version: Int) async throws -> String {
        let id = AssignmentIDs.convocation(
            mission: AssignmentIDs.mission(session: "2026-06", code: "M1"),
            participant: AssignmentIDs.participant(number: "P1"))
        return try await site.context.pool.withConnection { connection in
            try AnswerSeal.load(in: connection).path(toCheck: id.rawValue, version: version)
        }
    }

    @Test func theCodeOnThePaperSaysWhetherItsVersionIsValidReplacedOrWithdrawn() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)
            let (first, second) = (try await check(site, version: 1), try await check(site, version: 2))

            let valid = read(try await site.visit(first))
            let missions = try #require(AssignmentFixture.files["missions.csv"])
            let moved = missions.replacing("2026-06-18 08:00-12:00", with: "2026-06-18 14:00-17:00")
            _ = try await site.import(["missions.csv": moved])
            _ = try await site.post("\(AssignmentFixture.session)/convocations", as: manager)
            let (replaced, standing) = (read(try await site.visit(first)), read(try await site.visit(second)))
            _ = try await site.submit(try await link(site), ["reponse": "empeche", "motif": "malade"])
            _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)
            _ = try await site.post("\(AssignmentFixture.session)/convocations", as: manager)

            #expect(valid.contains("Cette convocation est valable.") && valid.contains("Martin Claire"))
            #expect(replaced.contains("remplacée par la version 2") && replaced.contains("à \(Frenchly.time("12:00"))"))
            #expect(standing.contains("Cette convocation est valable."))
            #expect(standing.contains("à \(Frenchly.time("17:00"))"))
            #expect(read(try await site.visit(second)).contains("elle ne vaut plus"))
            let other = first.dropLast(20) + second.suffix(20)
            #expect(try await site.visit(String(other)).status == .notFound)
        }
    }

    @Test func aControlPrintHasNoEffectAndIsSaidToBeMissingWithoutTypst() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            _ = try await site.import(AssignmentFixture.files)
            _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)

            let page = read(try await site.get("\(AssignmentFixture.session)/convocations", as: manager))
            let print = try await site.get("\(AssignmentFixture.session)/convocations/controle.pdf", as: manager)

            #expect(page.contains("/convocations/controle.pdf?partie=1"))
            #expect(print.status == .serviceUnavailable)
            #expect(try await site.messages("assignment.convocation-issued.v1").isEmpty)
        }
    }

    @Test func aSupersededVersionShowsWhatStandsNow() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)
            let link = try await link(site)
            let moved = AssignmentFixture.files["missions.csv", default: ""].replacing(
                "2026-06-18 08:00-12:00", with: "2026-06-20 09:00-12:00")

            _ = try await site.import(["missions.csv": moved])
            _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)
            _ = try await site.post("\(AssignmentFixture.session)/convocations", as: manager)
            let page = read(try await site.visit(link))

            #expect(page.contains("remplacée par une version plus récente") && page.contains("20\u{A0}juin"))
            #expect(!page.contains("J’ai lu"))
        }
    }

    @Test func theSealOfOneVersionOpensNoOther() async throws {
        try await AssignmentFixture.run { site in
            try await site.convene(as: try await site.token("manager"))
            let other = try await link(site).replacing("/1/", with: "/2/")

            #expect(try await site.visit(other).status == .notFound)
        }
    }

    /// The lines of the calendar, unfolded.
    private func calendar(_ site: AssignmentFixture, _ link: String) async throws -> [String] {
        let answer = try await site.visit("\(link)/agenda.ics")
        #expect(answer.headers[.contentType]?.hasPrefix("text/calendar") == true)
        let text = read(answer)
        #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 75 })
        return text.replacing("\r\n ", with: "").components(separatedBy: "\r\n")
    }

    @Test func aCalendarMovesWhatHasMovedAndTakesOutWhatIsWithdrawn() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)
            let link = try await link(site)
            let first = try await calendar(site, link)

            _ = try await site.import([
                "missions.csv": AssignmentFixture.files["missions.csv", default: ""].replacing(
                    "2026-06-18 08:00-12:00", with: "2026-06-20 09:00-12:00")
            ])
            _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)
            _ = try await site.post("\(AssignmentFixture.session)/convocations", as: manager)
            let second = try await calendar(site, link)
            _ = try await site.import([
                "unavailabilities.csv": "numero;jour;periode;motif\nP1;2026-06-20;journee;Congé\n"
            ])
            _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)
            _ = try await site.post("\(AssignmentFixture.session)/convocations", as: manager)
            let third = try await calendar(site, link)

            #expect(first.contains("DTSTART:20260618T060000Z") && first.contains("SEQUENCE:0"))
            #expect(second.contains("DTSTART:20260620T070000Z") && second.contains("SEQUENCE:1"))
            #expect(third.contains("STATUS:CANCELLED") && third.contains("SEQUENCE:2"))
            let identities = [first, second, third].map { $0.filter { $0.hasPrefix("UID:") } }
            #expect(Set(identities).count == 1 && identities[0].count == 1)
        }
    }
}
