import ArgumentParser

/// The measuring instruments of `deploy/bench`: each prints one line of JSON. They use as little processor as they can,
/// because what is measured runs on the same machine.
@main
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Instruments of deploy/bench.",
        subcommands: [ReplayRequests.self, BareBroker.self, TariffBench.self])
}
