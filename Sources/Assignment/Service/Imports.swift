import AssignmentDomain
import Contracts
import Foundation
import Postgres
import TransactionalMessaging
import Vocabulary
import Web

/// What an import did, or would do, to the rows of one file.
struct FileChange: Codable, Equatable, Sendable {
    var file: String
    var added: Int
    var changed: Int
    var unchanged: Int
    /// What differs, row by row; at most ``ImportDifference/mostRows``.
    var rows: [RowChange]
}

/// The outcome of an import: never half of it.
struct ImportOutcome: Codable, Equatable, Sendable {
    var dryRun: Bool
    var changes: [FileChange]
    /// What was taken and is probably wrong.
    var doubts: [ImportFault]?
}

/// Thrown inside the transaction, so that nothing of the import stays.
struct ImportRefused: Error {
    var faults: [ImportFault]
}

struct RegistryChanged: Error {}

struct DryRunOver: Error {
    var outcome: ImportOutcome
}

/// Takes files into the registry: validates all, writes all in one transaction, tells the other services.
struct Importer: Sendable {
    let work: UnitOfWork
    /// From this day on the silence of a school about what the import brings is agreement.
    let silentFrom: String

    private static let mostTries = 3
    /// No statement may take so long that the connection believes its server dead.
    private static let mostRowsAtOnce = 5_000

    /// Throws ``ImportRefused`` with every fault. Files are read outside the transaction that writes them, since large
    /// ones take time; if the registry has changed meanwhile, they are read again.
    func run(texts: [String: String], dryRun: Bool, actor: String) async throws -> ImportOutcome {
        for _ in 1..<Self.mostTries {
            if let outcome = try await attempt(texts, dryRun, actor) { return outcome }
        }
        guard let outcome = try await attempt(texts, dryRun, actor) else {
            throw Problem.conflict("D’autres imports changent le registre en même temps. Réessayez dans un instant.")
        }
        return outcome
    }

    /// Nil if the registry changed between reading and writing.
    private func attempt(_ texts: [String: String], _ dryRun: Bool, _ actor: String) async throws -> ImportOutcome? {
        let (known, revision) = try await work.pool.transaction { connection in
            (try Self.known(in: connection), try connection.run(SelectRegistryRevision()).first ?? 0)
        }
        let reading = ImportReading(texts: texts, known: known)
        guard reading.faults.isEmpty else { throw ImportRefused(faults: reading.faults) }
        do {
            return try await work.commit { connection in
                try connection.run(AllowLongTransaction())
                guard try connection.run(RaiseRegistryRevision()).first == revision + 1 else {
                    throw RegistryChanged()
                }
                let (outcome, effects) = try apply(reading, texts: texts, actor: actor, in: connection)
                if dryRun {
                    throw DryRunOver(
                        outcome: ImportOutcome(dryRun: true, changes: outcome.changes, doubts: outcome.doubts))
                }
                return (outcome, effects)
            }
        } catch let over as DryRunOver {
            return over.outcome
        } catch is RegistryChanged {
            return nil
        }
    }

    private static func known(in connection: isolated Connection) throws -> KnownCodes {
        let sessions = try connection.run(SelectSessionDays()).compactMap { $0 }
        var known = KnownCodes(
            sessions: Dictionary(sessions, uniquingKeysWith: { first, _ in first }),
            communes: Set(try connection.run(SelectCommuneCodes())),
            participants: Set(try connection.run(SelectParticipantNumbers())),
            centres: Set(try connection.run(SelectCentreCodes())))
        known.missions = Set(try connection.run(SelectMissionCodes()))
        known.schools = Set(try connection.run(SelectSchoolCodes()))
        return known
    }

    private func apply(
        _ reading: ImportReading, texts: [String: String], actor: String, in connection: isolated Connection
    ) throws -> (ImportOutcome, Effects) {
        let registry = reading.registry
        let revision = try connection.run(SelectRegistryRevision()).first ?? 0
        let present = ImportFile.allCases.filter { texts[$0.rawValue] != nil }
        let differences = try present.map {
            try ImportDifference($0, keys: registry.keys(of: $0), in: connection)
        }
        try connection.run(UpsertCommunes(records: registry.communes))
        try connection.run(UpsertSessions(records: registry.sessions))
        try connection.run(UpsertSchools(records: registry.schools))
        try connection.run(UpsertCentres(records: registry.centres))
        let people = try connection.run(UpsertParticipants(records: registry.participants))
        for part in Self.parts(registry.competences) {
            try connection.run(InsertCompetences(records: part, silentFrom: silentFrom))
        }
        for part in Self.parts(registry.lessons) { try connection.run(UpsertLessons(records: part)) }
        try connection.run(UpsertUnavailabilities(records: registry.unavailabilities))
        try connection.run(UpsertMissions(records: registry.missions))
        try connection.run(UpsertCompositions(records: registry.compositions))
        try connection.run(UpsertExclusions(records: registry.exclusions))
        try connection.run(UpsertCentrePupils(records: registry.pupils))
        try connection.run(UpsertTaughtSchools(records: registry.teaching))
        let changes = try differences.map { try $0.change(in: connection) }
        let changed = changes.contains { $0.added + $0.changed > 0 }
        if !changed { try connection.execute(LowerRegistryRevision()) }
        let entry = AuditEntry(
            actor: actor, action: "import", subject: "registry/\(revision)", detail: try Self.detail(changes))
        return (
            ImportOutcome(
                dryRun: false, changes: changes, doubts: try ImportDoubts(reading, in: connection).list),
            Effects(messages: try Self.messages(people, in: connection), audit: changed ? [entry] : [])
        )
    }

    private static func parts<Record>(_ records: [Record]) -> [[Record]] {
        stride(from: 0, to: records.count, by: mostRowsAtOnce).map {
            Array(records[$0..<min($0 + mostRowsAtOnce, records.count)])
        }
    }

    private static func messages(
        _ touched: [TouchedRow], in connection: isolated Connection
    ) throws -> [any Message] {
        let isNew = Dictionary(touched.map { ($0.key, $0.isNew) }, uniquingKeysWith: { first, _ in first })
        return try connection.run(SelectPersonDescriptions(numbers: isNew.keys.sorted())).compactMap { row in
            guard let person = row.description else { return nil }
            return isNew[row.number] == true ? PersonRegistered(person: person) : PersonChanged(person: person)
        }
    }

    /// Counts only: the audit holds no personal data.
    private static func detail(_ changes: [FileChange]) throws -> String {
        let counts = changes.map { change in
            var change = change
            change.rows = []
            return change
        }
        return String(decoding: try JSONEncoder().encode(counts), as: UTF8.self)
    }
}

extension SelectPersonDescriptions.Description {
    var description: PersonDescription? {
        guard let home = CommuneCode(home.code) else { return nil }
        let school = school.flatMap { school in
            CommuneCode(school.code).map { CommuneName(code: $0, name: school.name) }
        }
        return PersonDescription(
            participantID: AssignmentIDs.participant(number: number), number: number, name: name, email: email,
            status: status, home: CommuneName(code: home, name: self.home.name), school: school)
    }
}
