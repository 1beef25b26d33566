import ArgumentParser

/// `imagin …`: what an operator does from the command line. `deploy/imagin` runs it with the settings of what runs.
@main
struct OperatorCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imagin",
        abstract: "La ligne de commande des exploitants.",
        subcommands: [
            ImportCommand.self, DemoCommand.self, MatchingCommand.self, TopologyCommand.self, DoctorCommand.self,
            AuditCommand.self, DeadLettersCommand.self, AccountsCommand.self, TariffsCommand.self,
        ])
}

/// `imagin demo …`: the invented session.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "La session de démonstration.", subcommands: [DemoGenerate.self])
}
