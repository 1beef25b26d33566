import Foundation
import Postgres

/// One version of a convocation as its paper says it.
struct ConvocationPaper: Sendable {
    var convocation: UUID
    var version: Int
    var kind: ConvocationKind
    var missionCode: String
    var office: String
    var number: String
    var name: String
    var detail: ConvocationDetail
    /// What the version before said.
    var before: ConvocationDetail?
    var reason: String?
    var issuedAt: Date
    /// Line by line.
    var signatory: [String]
    /// The latest version, and whether it withdraws.
    var latest: Int
    var latestKind: ConvocationKind
    /// When the latest version was issued.
    var latestAt: Date

    var stands: Bool { latest == version && latestKind != .withdrawn }
}

/// One version, or the versions that stand for one mission.
struct SelectConvocationPapers: Statement {
    static let sql = """
        SELECT c.id, c.version, c.kind, m.code, m.office, p.number, p.family_name || ' ' || p.given_name, c.detail,
               before.detail, c.reason, c.issued_at, run.signatory, last.version, last.kind, last.issued_at
          FROM assignment.convocations AS c
          JOIN assignment.missions AS m ON m.id = c.mission_id
          JOIN assignment.participants AS p ON p.id = c.participant_id
          JOIN assignment.convocation_runs AS run ON run.id = c.run_id
          LEFT JOIN assignment.convocations AS before
            ON before.id = c.id AND before.version = c.version - 1 AND before.kind <> 'withdrawn'
         CROSS JOIN LATERAL (SELECT version, kind, issued_at FROM assignment.convocations
                              WHERE id = c.id ORDER BY version DESC LIMIT 1) AS last
         WHERE (c.id = $1 AND c.version = $2)
            OR (m.session_code = $3 AND m.code = $4 AND c.version = last.version AND c.kind <> 'withdrawn')
         ORDER BY 7, p.number
        """
    var convocation: UUID?
    var version = 0
    var session = ""
    var mission = ""
    var bindings: [SQLValue] {
        [.optional(convocation) { .uuid($0) }, .int(Int64(version)), .text(session), .text(mission)]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ConvocationPaper? {
        guard let kind = ConvocationKind(rawValue: try row.text(2)),
            let detail = ConvocationDetail.read(try row.json(7)),
            let latestKind = ConvocationKind(rawValue: try row.text(13))
        else { return nil }
        return ConvocationPaper(
            convocation: try row.uuid(0), version: try row.int(1), kind: kind, missionCode: try row.text(3),
            office: try row.text(4), number: try row.text(5), name: try row.text(6), detail: detail,
            before: try row.optionalJSON(8).flatMap(ConvocationDetail.read), reason: try row.optionalText(9),
            issuedAt: try row.timestamp(10), signatory: try row.textArray(11), latest: try row.int(12),
            latestKind: latestKind, latestAt: try row.timestamp(14))
    }
}
