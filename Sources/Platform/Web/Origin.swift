import HTTPTypes
import Hummingbird

/// The one origin that people see, for example `https://frais.example.fr`.
struct Origin: Sendable {
    let text: String

    var isSecure: Bool { text.hasPrefix("https://") }

    /// Refuses an unsafe request that a browser says comes from another site. A browser that says nothing (or a
    /// program) passes here and is judged by the form token alone.
    func check(_ request: Request) throws {
        let site = request.headers[.secFetchSite]
        guard site == nil || site == "same-origin" else { throw Self.refusal }
        let origin = request.headers[.origin]
        guard origin == nil || origin == text else { throw Self.refusal }
    }

    private static let refusal = Problem.forbidden(
        "Le formulaire ne vient pas de ce site. Ouvrez la page sur ce site et recommencez.")
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site")!
}
