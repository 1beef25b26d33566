import Foundation
import Matching

/// What is wrong with an instance's files, with its place.
struct MatchingFileError: Error, CustomStringConvertible {
    let description: String

    init(_ file: String, _ line: Int?, _ problem: String) {
        description = line.map { "\(file), line \($0): \(problem)" } ?? "\(file): \(problem)"
    }
}

/// An instance as plain files: `people.csv` (person,max_missions), `missions.csv`
/// (mission,seats,first_halfday,halfdays and, if somebody cares for ways, x,y), `pairs.csv` (person,mission,cost);
/// names are any text without a comma.
struct MatchingFiles {
    let people: [String]
    let missions: [String]
    let instance: Instance

    /// What the files do not say.
    struct Terms {
        var costs: Instance.Costs
        /// Missions in neighbouring half-days of one day whose places are farther apart than this are not for one
        /// person, in the unit of x and y; nil: no way is too long.
        var reach: Int?
        var halvesOfDay = 2
    }

    init(directory: URL, terms: Terms) throws {
        let peopleFile = try Self.table(directory, "people.csv", ["person", "max_missions"])
        let columns = ["mission", "seats", "first_halfday", "halfdays"]
        let missionFile = try Self.table(directory, "missions.csv", columns, optional: ["x", "y"])
        let sites = try Sites(missionFile, terms)
        let pairFile = try Self.table(directory, "pairs.csv", ["person", "mission", "cost"])
        people = peopleFile.rows.map { $0.fields[0] }
        missions = missionFile.rows.map { $0.fields[0] }
        let personNumbers = try peopleFile.numbers()
        let missionNumbers = try missionFile.numbers()
        let limits = try peopleFile.rows.map { try Int32(peopleFile.whole($0, 1, 0...1_000)) }
        let timed = try missionFile.rows.enumerated().map { index, row in
            let first = try missionFile.whole(row, 2, 0...HalfDays.limit - 1)
            let length = try missionFile.whole(row, 3, 0...HalfDays.limit - first)
            return Instance.Mission(
                seats: Int32(try missionFile.whole(row, 1, 0...1_000_000)),
                halfDays: HalfDays(first..<first + length), place: sites.place[index])
        }
        let pairs = try pairFile.rows.map { row in
            guard let person = personNumbers[row.fields[0]] else {
                throw MatchingFileError(pairFile.name, row.line, "unknown person \(row.fields[0])")
            }
            guard let mission = missionNumbers[row.fields[1]] else {
                throw MatchingFileError(pairFile.name, row.line, "unknown mission \(row.fields[1])")
            }
            let cost = try pairFile.whole(row, 2, -1_000_000_000...1_000_000_000)
            return Instance.Pair(person: person, mission: mission, cost: Int32(cost))
        }
        do {
            instance = try Instance(
                limits: limits, missions: timed, pairs: pairs, costs: terms.costs, distances: sites.distances)
        } catch .pairGivenTwice(let pair) {
            throw MatchingFileError(pairFile.name, pairFile.rows[pair].line, "this pair is given twice")
        }
    }

    /// A standing plan, as ``csv(_:)`` writes one. Rows that are no longer possible are part of it: they are given up.
    func plan(_ path: String) throws -> Plan {
        let table = try Self.table(URL(filePath: path), ["person", "mission"])
        let personNumbers = Dictionary(zip(people, people.indices), uniquingKeysWith: { first, _ in first })
        let missionNumbers = Dictionary(zip(missions, missions.indices), uniquingKeysWith: { first, _ in first })
        var seen: Set<Plan.Row> = []
        for row in table.rows {
            guard let person = personNumbers[row.fields[0]] else {
                throw MatchingFileError(table.name, row.line, "unknown person \(row.fields[0])")
            }
            guard let mission = missionNumbers[row.fields[1]] else {
                throw MatchingFileError(table.name, row.line, "unknown mission \(row.fields[1])")
            }
            guard seen.insert(.init(person: Int32(person), mission: Int32(mission))).inserted else {
                throw MatchingFileError(table.name, row.line, "this row is given twice")
            }
        }
        return Plan(rows: seen.sorted { ($0.person, $0.mission) < ($1.person, $1.mission) })
    }

    /// The rows of a plan as `person,mission`.
    func csv(_ plan: Plan) -> String {
        (["person,mission"] + plan.rows.map { "\(people[Int($0.person)]),\(missions[Int($0.mission)])" })
            .joined(separator: "\n") + "\n"
    }

    private struct Row {
        let line: Int
        let fields: [String]
    }

    private struct Table {
        let name: String
        let rows: [Row]

        func numbers() throws -> [String: Int32] {
            var numbers: [String: Int32] = [:]
            for (index, row) in rows.enumerated() {
                guard numbers.updateValue(Int32(index), forKey: row.fields[0]) == nil else {
                    throw MatchingFileError(name, row.line, "\(row.fields[0]) is given twice")
                }
            }
            return numbers
        }

        func whole(_ row: Row, _ column: Int, _ range: ClosedRange<Int>) throws -> Int {
            guard let value = Int(row.fields[column]), range.contains(value) else {
                throw MatchingFileError(
                    name, row.line,
                    "\(row.fields[column]) should be a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
    }

    /// The places of the missions.
    private struct Sites {
        let distances: Distances
        let place: [Int32]

        init(_ file: Table, _ terms: Terms) throws {
            guard let reach = terms.reach, file.rows.first?.fields.count == 6 else {
                if terms.reach != nil { throw MatchingFileError(file.name, 1, "a reach needs the columns x and y") }
                (distances, place) = (.none, file.rows.map { _ in -1 })
                return
            }
            var numbers: [[Int]: Int32] = [:]
            var points: [[Int]] = []
            place = try file.rows.map { row in
                let point = try [4, 5].map { try file.whole(row, $0, -1_000_000_000...1_000_000_000) }
                if let known = numbers[point] { return known }
                numbers[point] = Int32(points.count)
                points.append(point)
                return Int32(points.count - 1)
            }
            distances = Distances(places: points.count, halvesOfDay: terms.halvesOfDay) { left, right in
                let (x, y) = (points[left][0] - points[right][0], points[left][1] - points[right][1])
                return x * x + y * y > reach * reach
            }
        }
    }

    private static func table(
        _ directory: URL, _ name: String, _ header: [String], optional: [String] = []
    ) throws -> Table {
        try table(directory.appending(path: name), header, optional: optional)
    }

    private static func table(_ file: URL, _ header: [String], optional: [String] = []) throws -> Table {
        let name = file.lastPathComponent
        let text: String
        do {
            text = try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw MatchingFileError(name, nil, "cannot be read (\(error.localizedDescription))")
        }
        var rows: [Row] = []
        var line = 0
        for content in text.split(separator: "\n", omittingEmptySubsequences: false) {
            line += 1
            let fields = content.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if fields == [""] { continue }
            if line == 1 {
                guard fields == header || fields == header + optional else {
                    throw MatchingFileError(name, 1, "the first line should be \(header.joined(separator: ","))")
                }
                continue
            }
            let expected = rows.first?.fields.count ?? fields.count
            guard fields.count == expected, [header.count, header.count + optional.count].contains(fields.count)
            else { throw MatchingFileError(name, line, "\(fields.count) fields instead of \(expected)") }
            rows.append(Row(line: line, fields: fields))
        }
        return Table(name: name, rows: rows)
    }
}
