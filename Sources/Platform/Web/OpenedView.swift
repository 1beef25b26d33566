import Mustache

/// A view whose properties have been read once. Mustache by itself reflects on a struct again for each name that a
/// template asks of it, which was most of the time of a page.
final class OpenedView: MustacheParent {
    private let children: [String: Any]

    private init(_ mirror: Mirror) {
        var children: [String: Any] = [:]
        for child in mirror.children {
            if let label = child.label, let value = Self.open(child.value) { children[label] = value }
        }
        self.children = children
    }

    func child(named name: String) -> Any? { children[name] }

    /// The value as a template uses it: structs opened, lists of them too, nothing for nil. What describes itself as a
    /// text, or answers a template by itself, stays as it is.
    static func open(_ value: Any) -> Any? {
        switch value {
        case is String, is Bool, is any MustacheParent, is any MustacheCustomRenderable: return value
        case let list as [Any]: return list.compactMap(open)
        case is any CustomStringConvertible: return value
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { open($0.value) }
        case .struct, .class, .tuple: return OpenedView(mirror)
        default: return value
        }
    }
}
