/// What an operator decides about all pages.
public struct SiteSettings: Sendable {
    /// The origin that people type, without a slash at its end: `https://frais.example.fr`.
    public var publicOrigin: String
    /// The portal's public key, PEM.
    public var tokenPublicKeyPEM: String
    public var name: String
    /// Shown beside the name when not empty: "Académie de Toulouse".
    public var organisation: String
    public var helpDesk: HelpDesk
    /// Gateways whose `X-Real-IP` is believed.
    public var trustedProxies: Set<String> = ["127.0.0.1", "::1"]

    public init(publicOrigin: String, tokenPublicKeyPEM: String) {
        self.publicOrigin = publicOrigin
        self.tokenPublicKeyPEM = tokenPublicKeyPEM
        name = "Imagin"
        organisation = ""
        helpDesk = HelpDesk()
    }

    /// Reads `PUBLIC_ORIGIN`, `SITE_NAME`, `SITE_ORGANISATION`, `TRUSTED_PROXIES` (addresses with commas) and the
    /// settings of `HelpDesk`.
    /// - Parameter value: the value of a setting, `nil` when it is not set.
    public init(tokenPublicKeyPEM: String, value: (String) -> String?) {
        self.init(
            publicOrigin: value("PUBLIC_ORIGIN") ?? "http://127.0.0.1:8080", tokenPublicKeyPEM: tokenPublicKeyPEM)
        name = value("SITE_NAME") ?? name
        organisation = value("SITE_ORGANISATION") ?? ""
        helpDesk = HelpDesk(value: value)
        if let proxies = value("TRUSTED_PROXIES") {
            trustedProxies = Set(proxies.split(separator: ",").map { $0.filter { $0 != " " } })
        }
    }
}

/// Whom to call, and when nobody answers. Shown in the footer and wherever people get lost.
public struct HelpDesk: Sendable, Equatable {
    public var phone = ""
    public var mail = ""
    /// "De 8 h à 18 h, sauf jours fériés".
    public var hours = ""
    /// "Fermée de mi-juillet à mi-août et du 25 décembre au 1er janvier".
    public var closed = ""

    public init() {}

    /// Reads `HELP_DESK_PHONE`, `HELP_DESK_MAIL`, `HELP_DESK_HOURS` and `HELP_DESK_CLOSED`; unset means not shown.
    public init(value: (String) -> String?) {
        phone = value("HELP_DESK_PHONE") ?? ""
        mail = value("HELP_DESK_MAIL") ?? ""
        hours = value("HELP_DESK_HOURS") ?? ""
        closed = value("HELP_DESK_CLOSED") ?? ""
    }

    public var isKnown: Bool { !phone.isEmpty || !mail.isEmpty }

    /// The digits alone, for `tel:`.
    var dialled: String { phone.filter { $0.isNumber || $0 == "+" } }
}
