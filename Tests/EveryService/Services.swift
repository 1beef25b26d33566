import AssignmentService
import ClaimEntryService
import Contracts
import Crypto
import CryptoExtras
import Foundation
import LiquidationService
import PortalService
import ServiceRuntime
import TestServers
import TransactionalMessaging
import ValidationService

/// The five services as they are deployed.
enum Services {
    static let all = [assignment, claimEntry, validation, liquidation, portal]

    static let assignment = ServiceUnderTest(AssignmentService.assembly)
    static let claimEntry = ServiceUnderTest(ClaimEntryService.assembly(Settings([:])))
    static let validation = ServiceUnderTest(ValidationService.assembly)
    static let liquidation = ServiceUnderTest(
        LiquidationService.assembly(Settings([:])), settings: ["DOSSIER_KEYS_FILE": .file(dossierKeys)])
    static let portal = ServiceUnderTest(
        PortalService.assembly(Settings([:])),
        settings: ["TOKEN_PRIVATE_KEY_FILE": .file(Curve25519.Signing.PrivateKey().pemRepresentation)])

    private static var dossierKeys: String {
        let key = Data(repeating: 7, count: 32).base64EncodedString()
        return "wrap 1 \(key)\nindex 1 \(key)\n"
    }
}

/// One of them, with the settings that it wants beside those of all.
struct ServiceUnderTest: Sendable, CustomStringConvertible {
    let assembly: ServiceAssembly
    let settings: [String: TestSetting]

    init(_ assembly: ServiceAssembly, settings: [String: TestSetting] = [:]) {
        (self.assembly, self.settings) = (assembly, settings)
    }

    var description: String { assembly.name }

    /// Without the work that it does by itself, so that only messages change its tables.
    var withoutJobs: ServiceAssembly {
        ServiceAssembly(
            name: assembly.name, database: assembly.database, migrations: assembly.migrations,
            templates: assembly.templates, queues: assembly.queues, routes: assembly.routes)
    }

    /// The queues that it consumes, as the catalogue lists them.
    var queues: [Queue] { MessageCatalog.queues.filter { $0.consumer == assembly.name } }
}
