import Contracts
import Foundation
import Postgres
import TestServers
import Testing
import TransactionalMessaging
import Vocabulary

@testable import PortalService

/// What a person reads in the mail when a convocation is issued, amended or withdrawn.
struct ConvocationMailTests {
    private let participant = ParticipantID(rawValue: UUID())
    private let convocation = ConvocationID(rawValue: UUID())
    private let instant = Instant(Date(timeIntervalSince1970: 1_780_000_000))
    private let albi = CommuneName(code: CommuneCode("81004")!, name: "Albi")

    private var mission: MissionDescription {
        let slot = Slot(day: CalendarDay("2026-06-22")!, begins: LocalTime("08:00")!, ends: LocalTime("17:00")!)
        return MissionDescription(
            missionID: MissionID(rawValue: UUID()), session: "2026-06", kind: .marking, exam: .baccalaureatGeneral,
            test: "Philosophie", office: "DEC1", centreCode: "0810001A", centreName: "Lycée Bellevue", commune: albi,
            remote: false, evaluation: .terminal, slots: [slot], minutesPerCandidate: nil)
    }

    private func issued(version: Int, changes: [String]?) -> ConvocationIssued {
        ConvocationIssued(
            convocationID: convocation, version: version, participantID: participant, mission: mission,
            issuedAt: instant, changes: changes, reason: changes.map { _ in "Le centre ferme." })
    }

    @Test func whoAskedForAReplacementReadsWhoHasAccepted() async throws {
        let database = try await TestDatabase.make(
            service: "portal", migrations: MessagingMigrations.all + PortalService.migrations)
        try await database.withPool { pool in
            let helper = ParticipantID(rawValue: UUID())
            for (id, number, given) in [(participant, "31-00042", "Claire"), (helper, "31-00043", "Paul")] {
                let person = PersonDescription(
                    participantID: id, number: number, name: PersonName(family: "Martin", given: given), email: nil,
                    status: "internal", home: albi, school: nil)
                try await tell(OnPersonRegistered(publicOrigin: ""), PersonRegistered(person: person), on: pool)
            }
            let manager = Account(
                id: UUID(), login: "responsable", participantID: nil, displayName: "Anne Roux", email: "a@example.fr",
                roles: ["manager"], perimeter: ["*"], password: nil, state: "active")
            let now = instant.date
            _ = try await pool.transaction { try $0.run(InsertAccount(account: manager, now: now)) }

            let side = {
                ConvocationSubstituted.Side(
                    convocationID: ConvocationID(rawValue: UUID()), version: 1, participantID: $0)
            }
            let fact = ConvocationSubstituted(
                substitutionID: SubstitutionID(rawValue: UUID()), mission: mission, withdrawn: side(participant),
                issued: side(helper), substitutedAt: instant, requestedBy: AccountID(rawValue: manager.id))
            try await tell(OnConvocationSubstituted(publicOrigin: "https://site"), fact, on: pool)
            let later = now.addingTimeInterval(60)
            let mail = try #require(try await pool.transaction { try $0.run(TakeMail(now: later)) }.first)

            #expect(mail.subject.hasPrefix("Remplacement assuré : Philosophie") && mail.recipient == "a@example.fr")
            #expect(mail.body.hasPrefix("Paul Martin remplace Claire Martin pour Philosophie"))
        }
    }

    private func tell<Handler: MessageHandler>(
        _ handler: Handler, _ fact: Handler.Payload, on pool: Pool
    ) async throws {
        let envelope = Envelope(
            id: UUID(), type: Handler.Payload.type, stream: fact.stream, number: 1, time: instant.date)
        _ = try await pool.transaction { try handler.handle(fact, envelope: envelope, in: $0) }
    }

    /// The mail that the fact causes.
    private func mail<Handler: MessageHandler>(
        _ handler: Handler, _ fact: Handler.Payload
    ) async throws -> Mail {
        let database = try await TestDatabase.make(
            service: "portal", migrations: MessagingMigrations.all + PortalService.migrations)
        return try await database.withPool { pool in
            let person = PersonRegistered(
                person: PersonDescription(
                    participantID: participant, number: "31-00042", name: PersonName(family: "Martin", given: "Claire"),
                    email: "claire.martin@example.fr", status: "internal", home: albi, school: nil))
            try await tell(OnPersonRegistered(publicOrigin: ""), person, on: pool)
            try await tell(handler, fact, on: pool)
            let later = instant.date.addingTimeInterval(60)
            let mails = try await pool.transaction { connection in
                try connection.run(TakeMail(now: later)) + connection.run(TakeMail(now: later))
            }
            return try #require(mails.first { $0.kind != "activation" })
        }
    }

    private func slot(_ day: String, _ begins: String) throws -> Slot {
        Slot(
            day: try #require(CalendarDay(day)), begins: try #require(LocalTime(begins)),
            ends: try #require(LocalTime("17:00")))
    }

    private func issued(version: Int, on slots: [Slot]) -> ConvocationIssued {
        let mission = MissionDescription(
            missionID: MissionID(rawValue: UUID()), session: "2026-06", kind: .oral, exam: .baccalaureatGeneral,
            test: "Français, oral", office: "DEC1", centreCode: "0810001A", centreName: "Lycée Bellevue", commune: albi,
            remote: false, evaluation: .terminal, slots: slots, minutesPerCandidate: 20)
        return ConvocationIssued(
            convocationID: convocation, version: version, participantID: participant, mission: mission,
            issuedAt: instant, changes: version == 1 ? nil : [], reason: nil)
    }

    /// The files that go with the mails about one convocation: issued for two days, moved to another one, withdrawn.
    private func calendars() async throws -> [Mail] {
        let database = try await TestDatabase.make(
            service: "portal", migrations: MessagingMigrations.all + PortalService.migrations)
        return try await database.withPool { pool in
            let person = PersonDescription(
                participantID: participant, number: "31-00042", name: PersonName(family: "Martin", given: "Claire"),
                email: "claire.martin@example.fr", status: "internal", home: albi, school: nil)
            try await tell(OnPersonRegistered(publicOrigin: ""), PersonRegistered(person: person), on: pool)
            let writer = OnConvocationIssued(publicOrigin: "", organizer: "dec@example.fr")
            let first = [try slot("2026-06-22", "08:00"), try slot("2026-06-23", "08:00")]
            try await tell(writer, issued(version: 1, on: first), on: pool)
            try await tell(writer, issued(version: 2, on: [try slot("2026-06-24", "09:00")]), on: pool)
            let withdrawn = ConvocationWithdrawn(
                convocationID: convocation, participantID: participant, reason: "Le centre ferme.",
                withdrawnAt: instant, mission: mission)
            try await tell(OnConvocationWithdrawn(publicOrigin: ""), withdrawn, on: pool)
            let later = instant.date.addingTimeInterval(60)
            let mails = try await pool.transaction { connection in
                try (1...4).flatMap { _ in try connection.run(TakeMail(now: later)) }
            }
            let order = ["convocation", "convocation-amended", "convocation-withdrawn"]
            return order.compactMap { kind in mails.first { $0.kind == kind } }
        }
    }

    @Test func calendarsFollowFromMailToMail() async throws {
        let mails = try await calendars()
        let lines = mails.map { $0.calendar?.components(separatedBy: "\r\n") ?? [] }
        func values(_ name: String) -> [[String]] { lines.map { $0.filter { $0.hasPrefix(name) } } }

        #expect(values("METHOD:") == [["METHOD:PUBLISH"], ["METHOD:PUBLISH"], ["METHOD:CANCEL"]])
        #expect(Set(values("UID:")).count == 1 && Set(values("UID:")[0]).count == 2)
        #expect(values("SEQUENCE:").map(Set.init) == [["SEQUENCE:0"], ["SEQUENCE:1"], ["SEQUENCE:2"]])
        #expect(
            values("STATUS:") == [
                ["STATUS:CONFIRMED", "STATUS:CONFIRMED"], ["STATUS:CONFIRMED", "STATUS:CANCELLED"],
                ["STATUS:CANCELLED", "STATUS:CANCELLED"],
            ])
        #expect(values("DTSTART:")[1] == ["DTSTART:20260624T070000Z", "DTSTART:20260623T060000Z"])
        #expect(lines[0].contains("ORGANIZER:mailto:dec@example.fr"))
    }

    @Test func theCalendarGoesBesideTheWordsOfTheMail() async throws {
        let mail = try #require(try await calendars().last)

        let message = MailMessage(mail, from: "dec@example.fr", at: instant.date).text

        let file = Data(mail.calendar!.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithLineFeed,
        ])
        #expect(message.contains("Content-Type: multipart/mixed; boundary="))
        #expect(message.contains("Content-Type: text/calendar; charset=utf-8; method=CANCEL; name=\"convocation.ics\""))
        #expect(message.contains(file))
        #expect(mail.body.hasSuffix("Le fichier joint retire ces horaires de votre agenda.\n"))
    }

    @Test func aFirstConvocationSaysWhereAndWhen() async throws {
        let mail = try await mail(OnConvocationIssued(publicOrigin: ""), issued(version: 1, changes: nil))

        #expect(mail.subject.hasPrefix("Convocation : Philosophie, lundi 22"))
        #expect(mail.body.contains("Lycée Bellevue, Albi"))
    }

    @Test func anAmendedOneSaysWhatHasChangedAndWhy() async throws {
        let mail = try await mail(
            OnConvocationIssued(publicOrigin: ""), issued(version: 2, changes: ["centre : A → B", "lieu : C → D"]))

        #expect(mail.kind == "convocation-amended" && mail.subject.hasPrefix("Convocation modifiée : Philosophie"))
        #expect(mail.body.contains("- centre : A → B\n- lieu : C → D"))
        #expect(mail.body.contains("Motif : Le centre ferme."))
    }

    @Test func aWithdrawnOneSaysNotToCome() async throws {
        let mail = try await mail(
            OnConvocationWithdrawn(publicOrigin: ""),
            ConvocationWithdrawn(
                convocationID: convocation, participantID: participant, reason: "Le centre ferme.",
                withdrawnAt: instant, mission: mission))

        #expect(mail.subject.hasPrefix("Convocation retirée : ne vous déplacez pas, lundi 22"))
        #expect(mail.body.contains("Philosophie") && mail.body.contains("Motif : Le centre ferme."))
    }
}
