import ArgumentParser
import Broker
import Foundation
import FoundationNetworking
import Postgres

/// `imagin doctor`: looks at everything that must answer and says what to do about what does not.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Examine tout ce qui doit répondre, et dit que faire sinon.")

    private struct Finding {
        let subject: String
        /// Nil when all is well.
        let complaint: String?
        let remedy: String
    }

    func run() async throws {
        let settings = OperatorSettings()
        var findings = [await broker(settings)]
        for service in OperatorSettings.services {
            findings.append(await database(of: service, settings))
            findings.append(await readiness(of: service, settings))
        }
        findings.append(await gateway(settings))
        for finding in findings {
            guard let complaint = finding.complaint else {
                print("✔ \(finding.subject)")
                continue
            }
            print("✗ \(finding.subject) : \(complaint)\n    \(finding.remedy)")
        }
        if findings.contains(where: { $0.complaint != nil }) { throw ExitCode.failure }
    }

    private func broker(_ settings: OperatorSettings) async -> Finding {
        await look("RabbitMQ, échanges et files", "deploy/run le démarre ; son journal est log/rabbitmq/node.log.") {
            try await Topology.check(
                try settings.broker(), queues: TopologyCommand.queues, exchanges: TopologyCommand.exchanges)
        }
    }

    private func database(of service: String, _ settings: OperatorSettings) async -> Finding {
        await look("base de \(service)", "deploy/run démarre PostgreSQL ; son journal est log/postgres.log.") {
            let connection = try await Connection.open(try settings.audit(of: service))
            await connection.close()
        }
    }

    private func readiness(of service: String, _ settings: OperatorSettings) async -> Finding {
        await look("service \(service)", "Lisez log/\(service).log, puis deploy/run.") {
            try await expectSuccess(try settings.address(of: service) + "/health/ready")
        }
    }

    private func gateway(_ settings: OperatorSettings) async -> Finding {
        await look("adresse du site", "deploy/run démarre nginx ; son journal est log/nginx-error.log.") {
            try await expectSuccess(try settings.required("IMAGIN_ORIGIN") + "/")
        }
    }

    private func look(_ subject: String, _ remedy: String, _ action: () async throws -> Void) async -> Finding {
        do {
            try await action()
            return Finding(subject: subject, complaint: nil, remedy: remedy)
        } catch let error as URLError {
            return Finding(subject: subject, complaint: error.localizedDescription, remedy: remedy)
        } catch {
            return Finding(subject: subject, complaint: String(describing: error), remedy: remedy)
        }
    }

    private struct Refused: Error, CustomStringConvertible {
        let status: Int
        var description: String { "répond \(status)" }
    }

    private func expectSuccess(_ address: String) async throws {
        guard let url = URL(string: address) else { throw ValidationError("\(address) n’est pas une adresse.") }
        let (_, response) = try await URLSession.shared.data(for: URLRequest(url: url, timeoutInterval: 3))
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard (200..<400).contains(status) else { throw Refused(status: status) }
    }
}
