/// One element of a document that was read, with its place in the document for messages.
public struct XMLElement: Hashable, Sendable {
    /// Without prefix.
    public let name: String
    /// The namespace that applies to it; empty for none.
    public let namespace: String
    public let attributes: [String: String]
    /// The characters directly inside, without those of its children, trimmed.
    public let text: String
    public let children: [XMLElement]
    /// 1 for the first line.
    public let line: Int

    /// The first child of that name.
    public func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// All children of that name.
    public func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The first element along a path of names.
    public func at(_ path: String...) -> XMLElement? {
        path.reduce(XMLElement?.some(self)) { $0?.child($1) }
    }
}

/// A document that is not well-formed, or uses what is not accepted here, and where.
public struct XMLProblem: Error, Hashable, Sendable {
    public let line: Int
    /// In French.
    public let sentence: String
}
