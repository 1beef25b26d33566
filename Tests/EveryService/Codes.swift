/// The open codes of a body: values without capitals or blanks that are neither identifiers nor dates.
enum Codes {
    private static let names: Set<String> = [
        "kind", "exam", "status", "track", "verdict", "outcome", "vehicle", "mealtime", "evaluation", "reason",
    ]

    static func replaced(in json: [String: Any], by code: String) -> [String: Any] {
        var replaced = json
        for (name, value) in json {
            switch value {
            case is String where names.contains(name): replaced[name] = code
            case let inner as [String: Any]: replaced[name] = Self.replaced(in: inner, by: code)
            case let list as [[String: Any]]: replaced[name] = list.map { Self.replaced(in: $0, by: code) }
            default: break
            }
        }
        return replaced
    }
}
