import PinnedThread

/// The series of a process by family and labels.
final class SeriesTable: Sendable {
    private struct Family {
        var kind: MetricSeries.Kind
        var series: [String: MetricSeries] = [:]
    }

    private let families = Locked<[String: Family]>([:])

    /// The series of this name and these labels, made at its first use. Two kinds under one name are a mistake.
    func find(_ kind: MetricSeries.Kind, _ label: String, _ dimensions: [(String, String)]) -> MetricSeries {
        let name = Self.name(label, kind)
        let labels = dimensions.map { "\(Self.cleaned($0.0))=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        return families.withLock { families in
            var family = families[name] ?? Family(kind: kind)
            precondition(family.kind == kind, "metric \(name) is used as two kinds")
            let series = family.series[labels] ?? MetricSeries(kind: kind)
            family.series[labels] = series
            families[name] = family
            return series
        }
    }

    func exposition() -> String {
        let families = families.withLock { $0 }
        var lines: [String] = []
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            lines.append("# HELP \(name) \(name.replacing("_", with: " ")).")
            lines.append("# TYPE \(name) \(family.kind.rawValue)")
            for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
                lines += series.lines(name, labels)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Prometheus wants counters to end in `_total` and has no points or strokes in names.
    static func name(_ label: String, _ kind: MetricSeries.Kind) -> String {
        let name = cleaned(label)
        return kind == .counter && !name.hasSuffix("_total") ? name + "_total" : name
    }

    private static func cleaned(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" })
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
