/// One SQL statement: its text, what is bound to `$1…`, and what one row of its answer means.
///
/// The text is fixed, so that a connection prepares it once and a test can prepare all of them.
public protocol Statement: Sendable {
    associatedtype Output

    static var sql: String { get }
    var bindings: [SQLValue] { get }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Output
}

extension Statement {
    public var bindings: [SQLValue] { [] }
}

/// A statement whose rows, if any, are of no interest.
public protocol Command: Statement where Output == Void {}

extension Command {
    public static func decode(_ row: borrowing Row) throws(PostgresError) {}
}
