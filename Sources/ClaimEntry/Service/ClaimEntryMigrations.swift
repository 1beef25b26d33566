package import Postgres

/// The tables of claim entry.
package enum ClaimEntryMigrations {
    package static let all = [
        Migration(
            name: "v0001_create_schema",
            sql: String(decoding: PackageResources.v0001_create_schema_sql, as: UTF8.self)),
        Migration(
            name: "v0002_note_amendments",
            sql: String(decoding: PackageResources.v0002_note_amendments_sql, as: UTF8.self)),
        Migration(
            name: "v0003_keep_json_as_written",
            sql: String(decoding: PackageResources.v0003_keep_json_as_written_sql, as: UTF8.self)),
        Migration(
            name: "v0004_note_substitutions",
            sql: String(decoding: PackageResources.v0004_note_substitutions_sql, as: UTF8.self)),
    ]
}
