import Foundation
import Postgres

/// Keeps how a member of staff is called, for the histories.
struct RememberStaff: Command {
    static let sql = """
        INSERT INTO liquidation.staff (account_id, name)
        VALUES ($1, $2)
            ON CONFLICT (account_id) DO UPDATE SET name = excluded.name
         WHERE staff.name <> excluded.name
        """
    let account: UUID
    let name: String
    var bindings: [SQLValue] { [.uuid(account), .text(name)] }
}
