import ArgumentParser
import Foundation
import Tariffs
import Vocabulary

/// How many lines the tariffs compute in a second: typical claims of an oral away from home, four lines each. A line of
/// JSON with the median of the runs, with traces and without, by the clock on the wall and by the seconds that one
/// processor worked, which a busy machine changes less; and by how much the memory grew from the first run to the last.
struct TariffBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tariffs", abstract: "Lines of claims computed per second, with and without traces.")

    @Option(help: "Claims of one run.")
    var claims = 100_000

    @Option(help: "Runs of each kind; the median counts.")
    var runs = 5

    @Option(help: "Parallel workers, each with its share of the claims.")
    var workers = 1

    /// Lines per second.
    private struct Rate {
        let wall: Int
        let processor: Int
    }

    func run() async throws {
        guard claims > 0, runs > 0, workers > 0 else { throw ValidationError("claims, runs and workers are positive") }
        let typical = try TypicalClaim.all()
        _ = await rate(typical, traced: true)
        let before = TariffBench.residentKilobytes
        let traced = await median(typical, traced: true)
        let untraced = await median(typical, traced: false)
        let report: [String: Int] = [
            "claims": claims, "workers": workers, "linesPerSecondWithTraces": traced.wall,
            "linesPerSecondWithoutTraces": untraced.wall, "linesPerProcessorSecondWithTraces": traced.processor,
            "linesPerProcessorSecondWithoutTraces": untraced.processor,
            "residentKilobytesGrowth": TariffBench.residentKilobytes - before,
        ]
        let json = try JSONSerialization.data(withJSONObject: report, options: .sortedKeys)
        print(String(decoding: json, as: UTF8.self))
    }

    private func median(_ typical: [ClaimFacts], traced: Bool) async -> Rate {
        var rates: [Rate] = []
        for _ in 0..<runs { rates.append(await rate(typical, traced: traced)) }
        return Rate(
            wall: rates.map(\.wall).sorted()[runs / 2], processor: rates.map(\.processor).sorted()[runs / 2])
    }

    private func rate(_ typical: [ClaimFacts], traced: Bool) async -> Rate {
        let share = (claims + workers - 1) / workers
        let (begins, worked) = (ContinuousClock.now, TariffBench.processorSeconds)
        let lines = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<workers {
                group.addTask { TariffBench.compute(share, typical, traced: traced) }
            }
            return await group.reduce(0, +)
        }
        let elapsed = begins.duration(to: .now)
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let processor = TariffBench.processorSeconds - worked
        return Rate(wall: Int(Double(lines) / seconds), processor: Int(Double(lines) / processor))
    }

    /// What all threads of the process have worked.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func compute(_ claims: Int, _ typical: [ClaimFacts], traced: Bool) -> Int {
        let knownOn = CalendarDay(dayNumber: 20_635)
        var lines = 0
        for number in 0..<claims {
            let facts = typical[number % typical.count]
            lines +=
                traced
                ? Tariffs.standard.assess(facts, knownOn: knownOn).lines.count
                : Tariffs.standard.amounts(facts, knownOn: knownOn).count
        }
        return lines
    }

    /// What the process holds in memory now.
    private static var residentKilobytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
}

/// Claims as most are: an oral of a day and a half in another town.
enum TypicalClaim {
    static func all() throws -> [ClaimFacts] {
        guard let toulouse = CommuneCode("31555"), let tarbes = CommuneCode("65440"),
            let day = CalendarDay("2026-06-18"), let departs = LocalMoment("2026-06-18T07:00"),
            let returns = LocalMoment("2026-06-19T20:00")
        else { throw ValidationError("the typical claim is not sound") }
        let trip = Trip(departs: departs, returns: returns, from: toulouse, to: tarbes)
        return (0..<64).map { number in
            let facts: [Fact] = [
                .candidates(count: 8 + number % 12, minutesEach: 20),
                .kilometres(count: 200 + number, vehicle: .car(.sixOrSeven)), .meal(.noon, place: .ownCost),
                .night(commune: tarbes, paid: Money(cents: 9_000), proven: true),
            ]
            let lines = facts.enumerated().map { index, fact in
                ClaimLine(
                    lineID: LineID(rawValue: UUID()), track: index == 0 ? .indemnity : .travel, day: day, fact: fact)
            }
            return ClaimFacts(
                mission: MissionFacts(
                    kind: .oral, exam: .baccalaureatGeneral, evaluation: .terminal, slots: [],
                    minutesPerCandidate: 20, commune: tarbes, remote: false),
                person: PersonFacts(home: toulouse, school: toulouse, status: .internal), trip: trip,
                carAuthorised: true, lines: lines, kilometresBefore: [2026: number * 50])
        }
    }
}
