import AssignmentDomain
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import AssignmentService

struct AssignmentServerTests {
    private let session = "/affectation/sessions/2026-06"

    /// Imports, computes and accepts a plan; the address of the proposal.
    private func plan(_ site: AssignmentFixture, as manager: String) async throws -> String {
        let started = try await site.post("\(session)/calculs", as: manager)
        #expect(started.status == .seeOther)
        try await AssignmentJob(context: site.context).run()
        return try #require(started.headers[.location])
    }

    @Test func anImportIsTakenOnceAndTheSecondTimeChangesNothing() async throws {
        try await AssignmentFixture.run { site in
            let first = try await site.import(AssignmentFixture.files)
            let messages = try await site.count(CountRows(table: "outbox"))
            let second = try await site.import(AssignmentFixture.files)

            #expect(first.status == .ok && second.status == .ok)
            #expect(String(buffer: second.body).contains("\"added\":0,\"changed\":0,\"file\":\"participants.csv\""))
            #expect(messages == 3)
            #expect(try await site.count(CountRows(table: "outbox")) == 3)
        }
    }

    @Test func aDryRunKeepsNothing() async throws {
        try await AssignmentFixture.run { site in
            let answer = try await site.import(AssignmentFixture.files, dryRun: true)

            #expect(String(buffer: answer.body).contains("\"added\":3,\"changed\":0,\"file\":\"participants.csv\""))
            #expect(try await site.count(CountRows(table: "participants")) == 0)
        }
    }

    @Test func oneFaultRefusesTheWholeImportAndIsNamed() async throws {
        try await AssignmentFixture.run { site in
            var files = AssignmentFixture.files
            files["centres.csv"] = "code;nom;commune\nC1;Lycée du Parc;99999\n"

            let answer = try await site.import(files)

            #expect(answer.status == .unprocessableContent)
            #expect(String(buffer: answer.body).contains("\"column\":\"commune\",\"file\":\"centres.csv\",\"line\":2"))
            #expect(try await site.count(CountRows(table: "participants")) == 0)
        }
    }

    @Test func aSessionIsAssignedAcceptedAndConvenedOnce() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let manager = try await site.token("manager")
            let proposal = try await plan(site, as: manager)

            let page = try await site.get(proposal, as: manager)
            #expect(String(buffer: page.body).contains("1\u{A0}poste sans"))
            #expect(try await site.post("\(proposal)/decision", as: manager).status == .seeOther)
            #expect(try await site.post("\(session)/convocations", as: manager).status == .seeOther)
            #expect(try await site.post("\(session)/convocations", as: manager).status == .seeOther)

            #expect(try await site.count(CountRows(table: "convocations")) == 3)
            #expect(try await site.count(CountRows(table: "outbox")) == 6)
        }
    }

    @Test func aPlanOfOtherDataIsNotAccepted() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let manager = try await site.token("manager")
            let proposal = try await plan(site, as: manager)
            let change = "numero;jour;periode;motif\nP1;2026-06-18;matin;Formation\n"

            _ = try await site.import(["unavailabilities.csv": change])

            #expect(try await site.post("\(proposal)/decision", as: manager).status == .conflict)
        }
    }

    @Test func ofTwoPlansFromTheSameStateOnlyTheFirstIsAccepted() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let manager = try await site.token("manager")
            let first = try await plan(site, as: manager)
            let second = try await plan(site, as: manager)

            #expect(try await site.post("\(second)/decision", as: manager).status == .seeOther)
            #expect(try await site.post("\(first)/decision", as: manager).status == .conflict)
        }
    }

    @Test func ofTwoManagersWhoDecideAtOnceOneWinsAndTheOtherIsToldWhosePlanStands() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let (manager, other) = (try await site.token("manager"), try await site.token("manager"))
            let first = try await plan(site, as: manager)
            let second = try await plan(site, as: other)

            async let one = site.post("\(first)/decision", as: manager)
            async let two = site.post("\(second)/decision", as: other)
            let answers = [try await one, try await two]

            #expect(Set(answers.map(\.status)) == [.seeOther, .conflict])
            let told = answers.first { $0.status == .conflict }.map { String(buffer: $0.body) } ?? ""
            #expect(told.contains("Un autre plan (du ") && told.contains("par Hélène Castaing) a été retenu"))
        }
    }

    @Test func aCalculationWhoseProgramDiedSaysSoAndIsTakenOver() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let manager = try await site.token("manager")
            let started = try await site.post("\(session)/calculs", as: manager)
            let proposal = try #require(started.headers[.location])

            try await site.abandon(proposal, secondsAgo: 12)
            try await AssignmentJob(context: site.context).run()
            let silent = String(buffer: try await site.get(proposal, as: manager).body)
            try await site.abandon(proposal, secondsAgo: 21)
            try await AssignmentJob(context: site.context).run()
            let finished = String(buffer: try await site.get(proposal, as: manager).body)

            #expect(silent.contains("ne donne plus signe de vie depuis 1"))
            #expect(finished.contains("1\u{A0}fois après l’arrêt du programme"))
            #expect(try await site.post("\(proposal)/decision", as: manager).status == .seeOther)
        }
    }

    @Test func theSameCommandTwiceHasTheSameAnswer() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let manager = try await site.token("manager")
            let command = UUID()

            let first = try await site.post("\(session)/calculs", command: command, as: manager)
            let second = try await site.post("\(session)/calculs", command: command, as: manager)

            #expect(first.headers[.location] == second.headers[.location])
        }
    }

    @Test func aManagerOfOneOfficeSeesItsRowsAndDoesNotRecompute() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let manager = try await site.token("manager")
            _ = try await site.post("\(try await plan(site, as: manager))/decision", as: manager)
            let other = try await site.token("manager", perimeter: ["DEC4"])

            let rows = String(buffer: try await site.get("\(session)/affectations", as: other).body)

            #expect(rows.contains("Roux Anne") && !rows.contains("Martin Claire"))
            #expect(try await site.post("\(session)/calculs", as: other).status == .forbidden)
        }
    }

    @Test(arguments: ["participant", "officer", "paymaster", "operator"])
    func otherRolesAreRefused(role: String) async throws {
        try await AssignmentFixture.run { site in
            let token = try await site.token(role)

            #expect(try await site.get("/affectation", as: token).status == .forbidden)
        }
    }

    @Test func anImportWithoutAValidTokenIsRefused() async throws {
        try await AssignmentFixture.run { site in
            let answer = try await site.client.execute(
                uri: "/affectation/imports", method: .post, headers: [.authorization: "Bearer x"])

            #expect(answer.status == .unauthorized)
        }
    }
}
