import Foundation
import Hummingbird
import Postgres
import Testing
@testable import TransactionalMessaging
import Web

@testable import ServiceRuntime

private func faults(_ values: [String: String]) throws -> [SettingsError.Fault] {
    let error = #expect(throws: SettingsError.self) {
        _ = try ServiceSettings(Settings(values), service: "essai")
    }
    return try #require(error).faults
}

@Test func everySettingThatIsMissingIsNamedAtOnceWithWhatToGive() throws {
    let faults = try faults([:])

    #expect(
        faults.map(\.name) == [
            "HTTP_PORT", "DATABASE_URL", "BROKER_NODES", "BROKER_USER", "BROKER_PASSWORD_FILE",
            "TOKEN_PUBLIC_KEY_FILE",
        ])
    #expect(faults.allSatisfy { !$0.remedy.isEmpty && $0.fault == "is not set" })
}

@Test func aFileThatCannotBeReadIsNamedWithItsSetting() throws {
    let fault = try #require(
        try faults(["BROKER_PASSWORD_FILE": "/no/such/file"]).first { $0.name.contains("PASSWORD") })

    #expect(fault.fault == "names /no/such/file, which cannot be read")
}

@Test(arguments: ["eighty", "-1", "65536", "80 80"])
func aPortThatIsNoneIsRefusedWithItsRange(_ text: String) throws {
    let fault = try #require(try faults(["HTTP_PORT": text]).first)

    #expect(fault == .init(name: "HTTP_PORT", fault: "is not usable", remedy: "a whole number from 0 to 65535"))
}

@Test func anErrorShowsNoValue() throws {
    let error = #expect(throws: SettingsError.self) {
        _ = try ServiceSettings(Settings(["HTTP_PORT": "hunter2", "BROKER_NODES": "hunter2"]), service: "essai")
    }

    #expect(try !#require(error).description.contains("hunter2"))
}

private let outcomes: [(PostgresError.Code, Bool)] = [
    (.commitOutcomeUnknown, true), (.poolTimeout, true), (.connectionLost, true), (.lockTimeout, true),
    (.serialization, true), (.foreignKey, false), (.insufficientPrivilege, false),
]

@Test(arguments: outcomes)
func whatMayPassAsksPeopleToTryAgain(_ code: PostgresError.Code, _ mayPass: Bool) {
    let error = PostgresError(code: code, statement: "x", message: "x")

    let problem = ServiceProcess.meaning(error)

    #expect((problem?.status == .serviceUnavailable) == mayPass)
}

@Test func aCommandGivenTwiceWithAnotherContentIsAConflict() {
    #expect(ServiceProcess.meaning(CommandConflict())?.status == .conflict)
}
