/// The user guide and the help beside each field: one source, so that they cannot contradict each other.
///
/// A page is a text named `<slug>.md`:
/// ```
/// # Remplir un état de frais
/// ordre: 2
/// résumé: Ce que vous déclarez, écran par écran.
///
/// ## Votre déplacement
/// Un paragraphe, avec **du gras** et [un lien](/etats-de-frais).
/// - une liste
/// 1. une liste numérotée
///
/// [[kilometres]] Le trajet aller et retour, tel que vous l’avez fait.
/// ```
/// A paragraph that begins with `[[key]]` is part of its page and is also the help of the field `key`: a template
/// writes `{{{aide.kilometres}}}` to show it, with a link to its place in the guide.
public struct Help: Sendable {
    /// A page of the guide.
    public struct Page: Sendable {
        public let slug: String
        public let title: String
        public let summary: String
        public let order: Int
        /// The content, from `<h2>` down.
        public let html: String
    }

    /// What stands beside a field.
    public struct Text: Sendable {
        public let key: String
        public let page: String
        /// Inline HTML.
        let inline: String

        /// The paragraph to put beside a field; its id is `aide-<key>`, for `aria-describedby`.
        public var html: String {
            """
            <p class="hint" id="aide-\(key)">\(inline) <a href="/portail/guide/\(page)#\(key)" target="_blank" \
            rel="noopener">Guide<span class="visually-hidden"> sur ce point, nouvelle fenêtre</span></a></p>
            """
        }
    }

    /// In the order of the guide.
    public let pages: [Page]
    private let texts: [String: Text]

    /// - Throws: `SiteError.guide` for a page without title or a key used twice.
    init(pages sources: [String: String]) throws {
        var pages: [Page] = []
        var texts: [String: Text] = [:]
        for (name, source) in sources {
            let slug = String(name.dropLast(3))
            let parsed = GuideMarkup(source)
            guard let title = parsed.title else { throw SiteError.guide(page: name, reason: "no title") }
            for (key, inline) in parsed.help {
                guard texts.updateValue(Text(key: key, page: slug, inline: inline), forKey: key) == nil else {
                    throw SiteError.guide(page: name, reason: "the key \(key) is explained twice")
                }
            }
            pages.append(
                Page(slug: slug, title: title, summary: parsed.summary, order: parsed.order, html: parsed.html))
        }
        self.pages = pages.sorted { ($0.order, $0.slug) < ($1.order, $1.slug) }
        self.texts = texts
    }

    public subscript(_ key: String) -> Text? { texts[key] }

    public func page(_ slug: String) -> Page? { pages.first { $0.slug == slug } }

    /// The keys that the guide explains.
    public var keys: [String] { texts.keys.sorted() }
}
