import ArgumentParser
import Foundation
import Matching

/// `imagin matching …`: the assignment engine on plain files, to set it beside any other solver.
struct MatchingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matching", abstract: "The assignment engine on plain files.",
        subcommands: [Solve.self, Flow.self, Generate.self])

    /// The full model.
    struct Solve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Solves an instance of people.csv, missions.csv and pairs.csv; writes person,mission rows.")

        @Argument(help: "Folder of the three files.") var directory: String
        @Option(help: "Where to write the rows; - for standard output.") var output = "-"
        @Option(help: "Cost of an empty seat.") var emptySeat: Int32 = 5_000
        @Option(help: "What each further mission of the same person costs more.") var furtherMission: Int32 = 0
        @Option(help: "How far one person comes between neighbouring half-days of a day, in the unit of x and y.")
        var reach: Int?
        @Option(help: "How many half-days a day has.") var halvesOfDay = 2
        @Option(help: "Seconds after which the best so far is taken.") var seconds = 60
        @Option(help: "Proven gap at which to stop, in millionths of the cost.") var gap: Int64 = 100
        @Option(help: "Components worked on at a time.") var workers = 2
        @Option(help: "A standing plan (person,mission): its rows are kept unless giving them up pays.")
        var standing: String?
        @Option(help: "What it costs to give up one row of the standing plan.") var changeCost: Int32 = 500

        /// Before the search, not after it.
        func validate() throws {
            let least: [(String, Int64, Int64)] = [
                ("empty-seat", Int64(emptySeat), 0), ("further-mission", Int64(furtherMission), 0),
                ("reach", Int64(reach ?? 0), 0), ("halves-of-day", Int64(halvesOfDay), 1),
                ("seconds", Int64(seconds), 0), ("gap", gap, 0), ("workers", Int64(workers), 1),
                ("change-cost", Int64(changeCost), 0),
            ]
            for (name, value, bound) in least where value < bound {
                throw ValidationError("--\(name) should be at least \(bound), not \(value)")
            }
            let folder = URL(filePath: output).deletingLastPathComponent().path
            if output != "-" && !FileManager.default.isWritableFile(atPath: folder) {
                throw ValidationError("--output: the folder \(folder) is not there or cannot be written")
            }
        }

        func run() async throws {
            let folder = URL(filePath: directory, directoryHint: .isDirectory)
            let files = try MatchingFiles(
                directory: folder,
                terms: .init(
                    costs: .init(emptySeat: emptySeat, furtherMission: furtherMission), reach: reach,
                    halvesOfDay: halvesOfDay))
            let standing = try self.standing.map(files.plan)
            let instance = standing.map { files.instance.keeping($0, changeCost: changeCost) } ?? files.instance
            let outcome = await AssignmentSearch.run(
                instance, .init(gapMillionths: gap, deadline: .seconds(seconds), workers: workers))
            let rows = files.csv(outcome.plan)
            if output == "-" {
                print(rows, terminator: "")
            } else {
                try Data(rows.utf8).write(to: URL(filePath: output), options: .atomic)
            }
            report(outcome)
            if let standing { report(changesFrom: standing, to: outcome, files.instance) }
            if !outcome.planFaults.isEmpty || !outcome.certificateFaults.isEmpty { throw ExitCode.failure }
        }

        /// Objective and bound above count every kept row as a gain; here is what they mean.
        private func report(
            changesFrom standing: Plan, to outcome: AssignmentSearch.Outcome, _ instance: Instance
        ) {
            let (before, after) = (Set(standing.rows), Set(outcome.plan.rows))
            let possible = before.filter { instance.pair(Int($0.person), Int($0.mission)) != nil }
            let shift = Int64(possible.count) * Int64(changeCost)
            MatchingCommand.note([
                ("rows kept", "\(before.intersection(after).count)"),
                ("rows given up because they pay", "\(possible.subtracting(after).count)"),
                ("rows no longer possible", "\(before.count - possible.count)"),
                ("rows new", "\(after.subtracting(before).count)"),
                ("cost of the plan itself", "\(outcome.plan.cost(in: instance))"),
                ("cost with changes", "\(outcome.progress.cost + shift)"),
                ("proven bound with changes", "\(outcome.progress.bound + shift)"),
            ])
        }

        private func report(_ outcome: AssignmentSearch.Outcome) {
            let progress = outcome.progress
            MatchingCommand.note([
                ("objective", "\(progress.cost)"), ("proven bound", "\(progress.bound)"),
                ("bound without times", "\(outcome.relaxedCost)"), ("gap, millionths", "\(progress.gapMillionths)"),
                ("rows", "\(outcome.plan.rows.count)"), ("seats empty", "\(progress.emptySeats)"),
                ("seconds", MatchingCommand.seconds(progress.elapsed)),
                ("peak memory, MiB", "\(MatchingCommand.peakMemoryMiB)"),
                ("plan checker", outcome.planFaults.isEmpty ? "no constraint broken" : "\(outcome.planFaults)"),
                (
                    "flow certificate",
                    outcome.certificateFaults.isEmpty ? "optimal" : outcome.certificateFaults.joined(separator: "; ")
                ),
            ])
        }
    }

    /// The relaxation, or any minimum-cost flow.
    struct Flow: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Solves a DIMACS minimum-cost flow file and checks the certificate of the result.")

        @Argument(help: "DIMACS file.") var file: String

        func run() async throws {
            let (network, fixed) = try MatchingDIMACS.read(String(contentsOfFile: file, encoding: .utf8), name: file)
            let clock = ContinuousClock.now
            var simplex = NetworkSimplex(network)
            simplex.advance()
            let solution = simplex.solution()
            let elapsed = ContinuousClock.now - clock
            let faults = FlowCertificate.faults(of: solution, in: network)
            let unsent = solution.slacks.reduce(0, +)
            MatchingCommand.note([
                ("objective", unsent == 0 ? "\(solution.cost + fixed)" : "none: \(unsent) units cannot be sent"),
                ("pivots", "\(solution.pivots)"), ("seconds", MatchingCommand.seconds(elapsed)),
                ("peak memory, MiB", "\(MatchingCommand.peakMemoryMiB)"),
                ("certificate", faults.isEmpty ? "optimal" : faults.prefix(5).joined(separator: "; ")),
            ])
            if !faults.isEmpty { throw ExitCode.failure }
        }
    }

    /// Instances of the documented shape.
    struct Generate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Writes a generated instance: \(GeneratedInstance.Size.allCases.map(\.rawValue).joined(separator: ", "))."
        )

        @Argument(help: "Folder to write to.") var directory: String
        @Option(help: "Size.") var size = "small"
        @Option(help: "Seed.") var seed: UInt64 = 1

        func run() async throws {
            guard let size = GeneratedInstance.Size(rawValue: size) else {
                throw ValidationError("unknown size \(self.size)")
            }
            let instance = GeneratedInstance.make(size, seed: seed)
            let folder = URL(filePath: directory, directoryHint: .isDirectory)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (name, lines) in MatchingCommand.lines(of: instance) {
                try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: name))
            }
        }
    }

    private static func lines(of instance: Instance) -> [(String, [String])] {
        let people = instance.limits.enumerated().map { "p\($0.offset),\($0.element)" }
        let missions = instance.missions.enumerated().map { index, mission in
            let halfDays = (0..<HalfDays.limit).filter(mission.halfDays.contains)
            return "m\(index),\(mission.seats),\(halfDays.first ?? 0),\(halfDays.count)"
        }
        let pairs = instance.limits.indices.flatMap { person in
            instance.pairs(of: person).map { "p\(person),m\(instance.pairMission[$0]),\(instance.pairCost[$0])" }
        }
        return [
            ("people.csv", ["person,max_missions"] + people),
            ("missions.csv", ["mission,seats,first_halfday,halfdays"] + missions),
            ("pairs.csv", ["person,mission,cost"] + pairs),
        ]
    }

    /// On standard error, so that rows on standard output stay clean.
    private static func note(_ lines: [(String, String)]) {
        let text = lines.map { "\($0.0): \($0.1)\n" }.joined()
        FileHandle.standardError.write(Data(text.utf8))
    }

    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
        return "\(milliseconds / 1_000).\(String(milliseconds % 1_000 + 1_000).dropFirst())"
    }

    private static var peakMemoryMiB: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1_024
    }
}
