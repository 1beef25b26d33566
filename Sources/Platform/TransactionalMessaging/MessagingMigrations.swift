public import Postgres

/// The tables of messaging and audit, which every service's database has.
public enum MessagingMigrations {
    public static let all = [
        Migration(
            name: "m0001_create_messaging",
            sql: String(decoding: PackageResources.m0001_create_messaging_sql, as: UTF8.self)),
        Migration(
            name: "m0002_name_parked_messages",
            sql: String(decoding: PackageResources.m0002_name_parked_messages_sql, as: UTF8.self)),
        Migration(
            name: "m0003_keep_unconfirmed_apart",
            sql: String(decoding: PackageResources.m0003_keep_unconfirmed_apart_sql, as: UTF8.self)),
    ]
}
