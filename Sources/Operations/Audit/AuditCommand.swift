import ArgumentParser
import Broker
import Contracts
import Foundation

/// `imagin audit`: whether anything was lost or done twice, from the databases, the payroll and the bank.
///
/// Reads every database with its reading role and shares no code with what writes them. Meant for a system at rest:
/// what is still on its way is reported as missing.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract:
            "Compare les services, la paye et la banque : rien de perdu, rien en double, chaque centime à sa place.",
        discussion: """
            À lancer quand plus rien ne circule. Code de sortie 1 si quelque chose ne va pas.
            Sans --payroll, --transfers et --answers, seules les bases et les files sont comparées.
            """)

    @Option(
        help: "Journal de la paye, une ligne JSON par message : {\"taken\": instruction} ou {\"sent\": compte rendu}.")
    var payroll: String?

    @Option(help: "Dossier des fichiers de virement remis à la banque (pain.001).")
    var transfers: String?

    @Option(help: "Dossier des réponses de la banque (pain.002).")
    var answers: String?

    @Flag(help: "Ne regarde pas les files de RabbitMQ.")
    var withoutBroker = false

    func run() async throws {
        let settings = OperatorSettings()
        let reading = AuditReading(settings: settings)
        let payrollSide = try payroll.map(PayrollSide.init)
        let bankSide =
            try transfers == nil && answers == nil ? nil : BankSide(transferFolder: transfers, answerFolder: answers)
        var services: [AuditedService] = []
        for name in OperatorSettings.services { services.append(try await reading.messaging(of: name)) }
        let claims = try await reading.claims(services)
        let money = try await reading.money()
        summarise(services, claims, money)
        for summary in [payrollSide?.summary, bankSide?.summary].compactMap({ $0 }) { print(summary) }

        var findings = MessagingFindings.all(services, readers: Self.readers)
        if !withoutBroker { findings += await queues(settings) }
        findings += ClaimFindings.all(claims) + MoneyFindings.all(money)
        findings += payrollSide?.findings(money) ?? []
        findings += bankSide?.findings(money) ?? []
        for finding in findings { print("✗ \(finding)") }
        if !findings.isEmpty { throw ExitCode.failure }
        print("✔ rien de perdu, rien en double, chaque centime à sa place, chaînes intactes")
    }

    private static let readers = MessageCatalog.queues.map {
        MessagingFindings.Reader(queue: $0.name, consumer: $0.consumer, types: Set($0.routingKeys))
    }

    private func summarise(_ services: [AuditedService], _ claims: AuditedClaims, _ money: AuditedMoney) {
        for service in services {
            print(
                "\(service.name) : \(service.sent.count) faits dits, \(service.seen.count) messages pris, "
                    + "\(service.chain.count) maillons d’audit")
        }
        print(
            "\(claims.convocations.count) convocations, \(claims.entered.count) états de frais, "
                + "\(claims.entered.reduce(0) { $0 + $1.sent.count }) transmissions, "
                + "\(claims.checked.reduce(0) { $0 + $1.certified.count }) certifications, "
                + "\(claims.establishedLines.count) lignes liquidées")
        let cents = money.owed.reduce(0) { $0 + $1.cents }
        let settled = money.payments.filter { $0.state == "settled" }.reduce(0) { $0 + $1.cents }
        print("\(cents) centimes dus, \(money.payments.count) ordres de paiement, \(settled) centimes payés")
    }

    /// Nothing waits in the broker; what the payroll has not fetched is its own affair until the end.
    private func queues(_ settings: OperatorSettings) async -> [String] {
        let names = MessageCatalog.queues.flatMap { [$0.name, $0.name + MessageCatalog.deadLetterSuffix] }
        do {
            let depths = try await Topology.depths(try settings.broker(), queues: names)
            return depths.filter { $0.value > 0 }.map { "\($0.key) : \($0.value) messages dans la file" }.sorted()
        } catch {
            return ["les files de RabbitMQ ne peuvent pas être lues : \(error)"]
        }
    }
}
