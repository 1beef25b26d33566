import ArgumentParser
import Foundation
import Web

/// The token with which an operator's command speaks to the services.
enum OperatorToken {
    /// A token given (`--token-file`, `IMAGIN_TOKEN`), or one signed here for the time of one command with the portal's
    /// key.
    static func get(
        file: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> String {
        if let file { return try text(of: file) }
        if let token = environment["IMAGIN_TOKEN"] { return token }
        guard let keyFile = environment["IMAGIN_TOKEN_PRIVATE_KEY_FILE"] else {
            throw ValidationError(
                "Donnez un jeton (--token-file FICHIER ou IMAGIN_TOKEN), ou la clé du portail "
                    + "(IMAGIN_TOKEN_PRIVATE_KEY_FILE) ; deploy/imagin la connaît.")
        }
        let now = Date()
        let account = SignedIn.Account(id: UUID(), participantID: nil, displayName: "imagin")
        let session = SignedIn.Session(
            id: UUID(), formToken: UUID().uuidString, expiresAt: now.addingTimeInterval(TokenIssuer.lifetimeSeconds))
        let person = SignedIn(account: account, roles: ["operator"], perimeter: ["*"], session: session)
        return try await TokenIssuer(privateKeyPEM: text(of: keyFile)).sign(person, at: now)
    }

    private static func text(of file: String) throws -> String {
        do {
            return try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw ValidationError("Le fichier \(file) ne peut pas être lu.")
        }
    }
}
