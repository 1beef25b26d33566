public import Vocabulary

/// How sure the reference is of a figure.
public enum Confidence: String, Hashable, Codable, Sendable, CaseIterable {
    /// Read in the legal text.
    case quoted
    /// Read in a secondary source: union, press, management centre.
    case secondary
    /// Concluded from texts that were read.
    case inferred
    /// General knowledge, not verified.
    case unverified
}

/// How the day of publication is known.
public enum PublicationBasis: String, Hashable, Codable, Sendable, CaseIterable {
    /// The *Journal officiel*.
    case journal
    /// The day on which the text was signed; that of its publication was not found.
    case signature
    /// The first day in force, because neither of the others was found.
    case inForce = "in-force"
}

/// A legal text, as it is cited.
public struct LegalText: Hashable, Codable, Sendable {
    public let code: String
    /// In French, for example `arrêté du 13 avril 2012`.
    public let title: String
    /// Its number in the national register; absent when it was not found.
    public let nor: String?

    public init(code: String, title: String, nor: String?) {
        (self.code, self.title, self.nor) = (code, title, nor)
    }
}

/// One value of one parameter, from one day on, by one text. Shared by all traces that read it, never changed.
public final class Provision: Sendable {
    /// Code of the parameter.
    public let parameter: String
    public let value: Exact
    public let unit: String
    /// First day of fact to which it applies; absent when the reference names none.
    public let from: CalendarDay?
    /// Last day, when the text itself ends; else it stays until another one follows.
    public let to: CalendarDay?
    /// Nobody knew of it before.
    public let published: CalendarDay
    public let basis: PublicationBasis
    public let text: LegalText
    /// For example `art. 9`; empty when the whole text.
    public let article: String
    public let confidence: Confidence
    public let comment: String

    init(_ parameter: String, _ value: Exact, unit: String, _ validity: Validity, _ origin: Origin) {
        (self.parameter, self.value, self.unit) = (parameter, value, unit)
        (from, to, published, basis) = (validity.from, validity.to, validity.published, validity.basis)
        (text, article, confidence, comment) = (origin.text, origin.article, origin.confidence, origin.comment)
    }

    struct Validity: Hashable {
        let from: CalendarDay?
        let to: CalendarDay?
        let published: CalendarDay
        let basis: PublicationBasis
    }

    struct Origin: Hashable {
        let text: LegalText
        let article: String
        let confidence: Confidence
        let comment: String
    }

    var validity: Validity { Validity(from: from, to: to, published: published, basis: basis) }
    var origin: Origin { Origin(text: text, article: article, confidence: confidence, comment: comment) }

    /// `arrêté du 20 décembre 2013, art. 9`.
    public var citation: String { article.isEmpty ? text.title : "\(text.title), \(article)" }

    func covers(_ day: CalendarDay) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }
}

extension Provision: Hashable {
    public static func == (left: Provision, right: Provision) -> Bool {
        left === right
            || (left.parameter == right.parameter && left.value == right.value && left.unit == right.unit
                && left.validity == right.validity && left.origin == right.origin)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(parameter)
        hasher.combine(value)
        hasher.combine(published)
    }
}

extension Provision: Codable {
    private enum Key: String, CodingKey {
        case parameter, value, unit, from, to, published, basis, text, article, confidence, comment
    }

    public convenience init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        self.init(
            try fields.decode(String.self, forKey: .parameter), try fields.decode(Exact.self, forKey: .value),
            unit: try fields.decode(String.self, forKey: .unit),
            Validity(
                from: try fields.decodeIfPresent(CalendarDay.self, forKey: .from),
                to: try fields.decodeIfPresent(CalendarDay.self, forKey: .to),
                published: try fields.decode(CalendarDay.self, forKey: .published),
                basis: try fields.decode(PublicationBasis.self, forKey: .basis)),
            Origin(
                text: try fields.decode(LegalText.self, forKey: .text),
                article: try fields.decode(String.self, forKey: .article),
                confidence: try fields.decode(Confidence.self, forKey: .confidence),
                comment: try fields.decode(String.self, forKey: .comment)))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(parameter, forKey: .parameter)
        try fields.encode(value, forKey: .value)
        try fields.encode(unit, forKey: .unit)
        try fields.encodeIfPresent(from, forKey: .from)
        try fields.encodeIfPresent(to, forKey: .to)
        try fields.encode(published, forKey: .published)
        try fields.encode(basis, forKey: .basis)
        try fields.encode(text, forKey: .text)
        try fields.encode(article, forKey: .article)
        try fields.encode(confidence, forKey: .confidence)
        try fields.encode(comment, forKey: .comment)
    }
}
