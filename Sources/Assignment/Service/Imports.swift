import AssignmentDomain
import Contracts
import Foundation
import Postgres
import TransactionalMessaging
import Vocabulary

/// What an import did, or would do, to the rows of one file.
struct FileChange: Codable, Equatable, Sendable {
    var file: String
    var added: Int
    var changed: Int
    var unchanged: Int
}

/// The outcome of an import: never half of it.
struct ImportOutcome: Codable, Equatable, Sendable {
    var dryRun: Bool
    var changes: [FileChange]
}

/// Thrown inside the transaction, so that nothing of the import stays.
struct ImportRefused: Error {
    var faults: [ImportFault]
}

struct DryRunOver: Error {
    var outcome: ImportOutcome
}

/// Takes files into the registry: validates all, writes all in one transaction, tells the other services.
struct Importer: Sendable {
    let work: UnitOfWork

    /// Throws ``ImportRefused`` with every fault.
    func run(texts: [String: String], dryRun: Bool, actor: String) async throws -> ImportOutcome {
        do {
            return try await work.commit { connection in
                let registry = try Self.read(texts, in: connection)
                let (outcome, effects) = try Self.apply(registry, texts: texts, actor: actor, in: connection)
                if dryRun { throw DryRunOver(outcome: ImportOutcome(dryRun: true, changes: outcome.changes)) }
                return (outcome, effects)
            }
        } catch let over as DryRunOver {
            return over.outcome
        }
    }

    private static func read(_ texts: [String: String], in connection: isolated Connection) throws -> RegistryImport {
        let sessions = try connection.run(SelectSessionDays()).compactMap { $0 }
        let known = KnownCodes(
            sessions: Dictionary(sessions, uniquingKeysWith: { first, _ in first }),
            communes: Set(try connection.run(SelectCommuneCodes())),
            participants: Set(try connection.run(SelectParticipantNumbers())),
            centres: Set(try connection.run(SelectCentreCodes())))
        let reading = ImportReading(texts: texts, known: known)
        guard reading.faults.isEmpty else { throw ImportRefused(faults: reading.faults) }
        return reading.registry
    }

    private static func apply(
        _ registry: RegistryImport, texts: [String: String], actor: String, in connection: isolated Connection
    ) throws -> (ImportOutcome, Effects) {
        let revision = try connection.run(RaiseRegistryRevision()).first ?? 0
        var changes: [FileChange] = []
        func note(_ file: ImportFile, _ total: Int, _ touched: [TouchedRow]) {
            guard texts[file.rawValue] != nil else { return }
            let added = touched.count(where: \.isNew)
            changes.append(
                FileChange(
                    file: file.rawValue, added: added, changed: touched.count - added, unchanged: total - touched.count)
            )
        }
        note(.communes, registry.communes.count, try connection.run(UpsertCommunes(records: registry.communes)))
        note(.sessions, registry.sessions.count, try connection.run(UpsertSessions(records: registry.sessions)))
        note(.centres, registry.centres.count, try connection.run(UpsertCentres(records: registry.centres)))
        let people = try connection.run(UpsertParticipants(records: registry.participants))
        note(.participants, registry.participants.count, people)
        note(
            .competences, registry.competences.count,
            try connection.run(InsertCompetences(records: registry.competences)))
        note(
            .unavailabilities, registry.unavailabilities.count,
            try connection.run(UpsertUnavailabilities(records: registry.unavailabilities)))
        note(.missions, registry.missions.count, try upsertMissions(registry.missions, in: connection))
        let changed = changes.contains { $0.added + $0.changed > 0 }
        if !changed { try connection.execute(LowerRegistryRevision()) }
        let entry = AuditEntry(
            actor: actor, action: "import", subject: "registry/\(revision)", detail: try detail(changes))
        return (
            ImportOutcome(dryRun: false, changes: changes),
            Effects(messages: try messages(people, in: connection), audit: changed ? [entry] : [])
        )
    }

    /// A convened mission keeps what its convocations say: it is refused with its place, not changed.
    private static func upsertMissions(
        _ missions: [MissionRecord], in connection: isolated Connection
    ) throws -> [TouchedRow] {
        let touched = try connection.run(UpsertMissions(records: missions))
        let changed = touched.filter { !$0.isNew }.compactMap { UUID(uuidString: $0.key) }
        let convened = try connection.run(SelectConvenedMissions(missions: changed))
        guard convened.isEmpty else {
            throw ImportRefused(
                faults: convened.sorted().map { mission in
                    ImportFault(
                        file: ImportFile.missions.rawValue, line: nil, column: "code", value: mission,
                        remedy: "Cette mission est déjà convoquée et ne peut plus changer : remettez-la à l’identique.")
                })
        }
        return touched
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

    private static func detail(_ changes: [FileChange]) throws -> String {
        String(decoding: try JSONEncoder().encode(changes), as: UTF8.self)
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
