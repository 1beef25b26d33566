import ArgumentParser
import Foundation
import FoundationNetworking

/// `imagin accounts …`: who may sign in. Speaks with the portal, as every other entrance does.
struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "Les comptes du portail : créer, fermer, montrer.",
        subcommands: [CreateAccount.self, CloseAccount.self, ListAccounts.self])
}

/// One account, as the portal describes it.
private struct PortalAccount: Decodable {
    let accountID: UUID
    let login: String
    let displayName: String?
    let state: String
    let roles: [String]?
    let perimeter: [String]?
    let activationLink: String?

    var stateInFrench: String {
        switch state {
        case "invited": "invité"
        case "active": "actif"
        case "closed": "fermé ; la page des comptes le rouvre"
        default: state
        }
    }
}

/// Creates, or brings an existing account of the same identifier up to date.
struct CreateAccount: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Ouvre un compte, ou met à jour celui qui a cet identifiant.",
        discussion: "Affiche le lien d’activation tant que la personne n’a pas choisi son mot de passe.")

    @Argument(help: "Identifiant de connexion.")
    var login: String

    @Option(help: "Nom affiché.")
    var name: String

    @Option(
        name: .customLong("role"), parsing: .singleValue,
        help: """
            participant, officer, manager, paymaster, centre-head, school-head ou operator ; plusieurs fois si besoin.
            """)
    var roles: [String]

    @Option(
        parsing: .singleValue,
        help: "Bureau (DEC1…), établissement pour school-head, ou « * » ; plusieurs fois si besoin.")
    var perimeter: [String] = []

    @Option(help: "Adresse électronique : le lien d’activation y est aussi envoyé.")
    var email: String?

    @Option(help: "Identifiant (UUID) de l’intervenant, pour le rôle participant.")
    var participant: String?

    private struct Body: Encodable {
        let login: String
        let displayName: String
        let email: String?
        let participantID: UUID?
        let roles: [String]
        let perimeter: [String]
    }

    func run() async throws {
        let participantID = try participant.map { text in
            guard let id = UUID(uuidString: text) else { throw ValidationError("« \(text) » n’est pas un UUID.") }
            return id
        }
        let body = Body(
            login: login, displayName: name, email: email, participantID: participantID, roles: roles,
            perimeter: perimeter)
        let account = try await PortalAdministration().ask("", body, as: PortalAccount.self)
        print("\(account.login) : \(account.stateInFrench)")
        if let link = account.activationLink { print(link) }
    }
}

/// The account stays, for the history; nobody signs in with it any more.
struct CloseAccount: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Ferme un compte et met fin à ses connexions.")

    @Argument(help: "Identifiant de connexion.")
    var login: String

    func run() async throws {
        let account = try await PortalAdministration().ask("/fermeture", ["login": login], as: PortalAccount.self)
        print("\(account.login) : fermé")
    }
}

struct ListAccounts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Montre les comptes, leurs rôles et leurs périmètres.")

    func run() async throws {
        let accounts = try await PortalAdministration().ask("", nil as Int?, as: [PortalAccount].self)
        for account in accounts {
            let words = [
                account.login, account.state, (account.roles ?? []).joined(separator: ","),
                (account.perimeter ?? []).joined(separator: ","), account.displayName ?? "",
            ]
            print(words.joined(separator: "\t"))
        }
    }
}

/// The portal's entrance for operators.
struct PortalAdministration {
    private struct Refusal: Decodable {
        let title: String?
        let detail: String?
    }

    /// POST with a body, GET without; prints what the portal refuses, and ends the command.
    func ask<Answer: Decodable>(
        _ path: String, _ body: (some Encodable)?, as answer: Answer.Type
    ) async throws -> Answer {
        let origin = try OperatorSettings().required("IMAGIN_ORIGIN")
        guard let url = URL(string: origin + "/portail/administration/comptes" + path) else {
            throw ValidationError("\(origin) n’est pas une adresse.")
        }
        var request = URLRequest(url: url, timeoutInterval: 30)
        request.setValue("Bearer \(try await OperatorToken.get())", forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        if let body {
            request.httpMethod = "POST"
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = try JSONEncoder().encode(body)
        }
        let (data, response) = try await answered(request, origin)
        guard response == 200 else {
            let refusal = try? JSONDecoder().decode(Refusal.self, from: data)
            let words = [refusal?.title, refusal?.detail].compactMap { $0 }
            print(words.isEmpty ? "Le portail a répondu \(response) sans explication." : words.joined(separator: "\n"))
            throw ExitCode.failure
        }
        return try JSONDecoder().decode(Answer.self, from: data)
    }

    private func answered(_ request: URLRequest, _ origin: String) async throws -> (Data, Int) {
        do {
            let (data, response) = try await URLSession.shared.data(for: request)
            return (data, (response as? HTTPURLResponse)?.statusCode ?? 0)
        } catch let error as URLError {
            print("\(origin) ne répond pas (\(error.localizedDescription)). « imagin doctor » dit ce qui manque.")
            throw ExitCode.failure
        }
    }
}
