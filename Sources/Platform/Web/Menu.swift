/// The entries of the header, by role. The texts come from the service, as `menu.txt`: one line for each entry,
/// `role  path  label`; the role `*` stands for everybody who is signed in, `visiteur` for those who are not.
struct Menu: Sendable {
    struct Entry: Sendable {
        let role: String
        let path: String
        let label: String
    }

    let entries: [Entry]

    init(parsing text: String) {
        entries = text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
            guard parts.count == 3, !line.hasPrefix("#") else { return nil }
            let label = parts[2].drop { $0 == " " }
            return Entry(role: String(parts[0]), path: String(parts[1]), label: String(label))
        }
    }

    /// What this person sees, each path once, with the entry of the current page marked.
    func view(for person: SignedIn?, at path: String) -> [View] {
        var seen: Set<String> = []
        let visible = entries.filter { entry in
            let wanted = person.map { entry.role == "*" || $0.has(entry.role) } ?? (entry.role == "visiteur")
            return wanted && seen.insert(entry.path).inserted
        }
        let current = visible.filter { path == $0.path || path.hasPrefix($0.path + "/") }
            .max { $0.path.count < $1.path.count }
        return visible.map { View(path: $0.path, label: $0.label, current: $0.path == current?.path) }
    }

    struct View {
        let path: String
        let label: String
        let current: Bool
    }
}
