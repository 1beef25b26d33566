public import Vocabulary

/// Something about a decision that no program may settle: the law leaves a question open, or the facts cannot be.
/// What it concerns is held, never guessed and never paid.
public struct OpenPoint: Hashable, Codable, Sendable {
    /// One of the answers between which a person chooses.
    public struct Answer: Hashable, Codable, Sendable {
        public let code: String
        /// In French.
        public let label: String
        /// What the line would then be worth, where that is known.
        public let amount: Money?

        public init(code: String, label: String, amount: Money?) {
            (self.code, self.label, self.amount) = (code, label, amount)
        }
    }

    /// The line; nil when the whole claim is concerned.
    public let lineID: LineID?
    /// The question, or what is impossible. In French.
    public let sentence: String
    /// What would release it. In French.
    public let remedy: String
    /// Empty when no answer can be given here.
    public let answers: [Answer]

    public init(lineID: LineID?, sentence: String, remedy: String, answers: [Answer]) {
        (self.lineID, self.sentence) = (lineID, sentence)
        (self.remedy, self.answers) = (remedy, answers)
    }
}

extension [OpenPoint] {
    /// The open points of each track that they hold. One about the whole claim holds every track that has lines.
    public func byTrack(of lines: [ClaimLine]) -> [Track: [OpenPoint]] {
        let tracks = Dictionary(lines.map { ($0.lineID, $0.track) }, uniquingKeysWith: { first, _ in first })
        var held: [Track: [OpenPoint]] = [:]
        for point in self {
            let concerned = point.lineID.flatMap { tracks[$0] }.map { [$0] } ?? Array<Track>(Set(lines.map(\.track)))
            for track in concerned { held[track, default: []].append(point) }
        }
        return held
    }
}
