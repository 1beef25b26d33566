public import Foundation
public import Hummingbird
import Mustache

/// The pages of one service: shell, templates, sign-in, problems. Made once at start by `ServiceRuntime`.
///
/// A service's routes look so; copy this. The template is `Templates/claim.mustache`, in HTML that follows the classes
/// listed at the top of `style.css`.
/// ```swift
/// struct ClaimRoutes {
///     let context: ServiceContext                                  // pool, work (UnitOfWork), site, settings, clock
///
///     func add(to router: Router<WebContext>) {
///         let group = router.group("/etats-de-frais").add(middleware: context.site.requiring("participant"))
///         group.get(":claim/copies") { request, web in try await show(request, web) }
///         group.post(":claim/copies") { request, web in try await save(request, web) }
///     }
///
///     func show(_ request: Request, _ web: WebContext) async throws -> Response {
///         let claim = try await load(web)
///         return try page(claim, typed: String(claim.scripts), FormErrors(), request, web)
///     }
///
///     func save(_ request: Request, _ web: WebContext) async throws -> Response {
///         let claim = try await load(web)
///         let form = try await Form(request: request, context: web)  // origin and form token are already checked
///         var errors = FormErrors()
///         if !(1...500).contains(Int(form["copies"]) ?? 0) {
///             errors.add("copies", "Saisissez un nombre de copies entre 1 et 500.")
///         }
///         guard errors.isEmpty else { return try page(claim, typed: form["copies"], errors, request, web) }
///         let key = CommandKey(id: form.commandID, actor: try web.person().accountID.uuidString, bodyHash: form.hash)
///         let answer = try await context.work.commit(key) { connection in
///             try connection.execute(UpdateScripts(claim: claim.id, count: Int(form["copies"]) ?? 0))
///             return ("/etats-de-frais/\(claim.id)", [])
///         }
///         return context.site.redirect(answer.text, notice: "Nombre de copies enregistré.")
///     }
///
///     /// Somebody else's claim is not found, rather than forbidden: its existence is nobody's business.
///     private func load(_ web: WebContext) async throws -> Claim {
///         let id = try web.parameters.require("claim", as: UUID.self)
///         let person = try web.person()
///         guard let claim = try await context.pool.withConnection({ try $0.run(SelectClaim(id: id)).first }),
///             claim.participantID == person.participantID else { throw Problem.notFound }
///         return claim
///     }
///
///     private func page(_ claim: Claim, typed: String, _ errors: FormErrors, _ request: Request, _ web: WebContext)
///         throws -> Response {
///         let view = CopiesView(
///             mission: claim.title, day: Frenchly.day(claim.day), erreurs: errors,
///             copies: Field("copies", "Nombre de copies corrigées", .whole(1...500), value: typed)
///                 .help(context.site.help["copies"]).errors(errors))
///         return try context.site.page(
///             "copies", view, title: "Copies corrigées", request: request, context: web,
///             status: errors.isEmpty ? .ok : .unprocessableContent)   // what was typed comes back, with what is wrong
///     }
/// }
/// ```
/// ```html
/// <a class="back" href="/etats-de-frais">Mes états de frais</a>
/// {{{erreurs.resume}}}
/// <h1>{{mission}}</h1>
/// <p class="lead">{{day}}</p>
/// <form method="post">{{{form}}}
/// {{{copies}}}
/// <p class="actions"><button class="button" type="submit">Enregistrer et continuer</button></p>
/// </form>
/// ```
public struct Site: Sendable {
    /// The cookie with the portal's token.
    public static let tokenCookie = "imagin_jeton"
    static let noticeCookie = "imagin_avis"

    public let service: String
    public let settings: SiteSettings
    /// The texts of the guide and of the fields.
    public let help: Help
    public let verifier: TokenVerifier
    let origin: Origin
    let library: MustacheLibrary
    let menu: Menu

    /// - Parameter templates: template text by name, as `Templates.decode` gives it, together with the texts of
    ///   `GuideTexts`: names ending in `.md` are pages of the guide, `menu.txt` is the menu.
    /// - Throws: `SiteError` for a template that cannot be parsed, a partial or a help key that does not exist.
    public init(service: String, templates: [String: String], settings: SiteSettings) async throws {
        self.service = service
        self.settings = settings
        help = try Help(pages: templates.filter { $0.key.hasSuffix(".md") })
        menu = Menu(parsing: templates["menu.txt"] ?? "")
        origin = Origin(text: settings.publicOrigin)
        verifier = try await TokenVerifier(publicKeyPEM: settings.tokenPublicKeyPEM)
        let own = templates.filter { !$0.key.hasSuffix(".md") && !$0.key.hasSuffix(".txt") }
        let all = Self.shellTemplates.merging(own) { _, own in own }
        library = try Self.parse(all)
        try TemplateCheck(templates: all, help: help).run()
    }

    /// Puts the common way of a request onto the router, before any route: identity, log, metrics, security
    /// headers, sign-in, problem pages.
    /// - Parameter meaning: what an error from below (database, broker) means to people.
    public func install(
        on router: Router<WebContext>, now: @escaping @Sendable () -> Date = { Date() },
        meaning: @escaping @Sendable (any Error) -> Problem? = { _ in nil }
    ) {
        router.add(middleware: RequestIdentity(trustedProxies: settings.trustedProxies))
        router.add(middleware: AccessLog())
        router.add(middleware: SecurityHeaders(secure: origin.isSecure))
        router.add(middleware: SignInReader(verifier: verifier, now: now))
        router.add(middleware: ProblemPages(site: self, meaning: meaning))
    }

    /// The middleware of a group of routes that only these roles may use; without a role, whoever is signed in.
    /// - Parameter maxBytes: the largest body that these routes take; more than a form only where files are sent.
    public func requiring(_ roles: String..., upTo maxBytes: Int = Form.largestBytes) -> SignInGuard {
        SignInGuard(roles: Set(roles), origin: origin, maxBytes: maxBytes)
    }

    /// The middleware of a group of routes that are open to everybody, and have forms.
    public var visitors: VisitorGuard { VisitorGuard(origin: origin) }

    /// The middleware of routes that forms only pass through: nothing but their origin is checked.
    public var sameOrigin: SameOriginGuard { SameOriginGuard(origin: origin) }

    /// What `{{{form}}}` writes, for somebody whose sign-in this very answer begins.
    public func hiddenFields(for person: SignedIn) -> String { HiddenFields(token: person.session.formToken).html }

    /// Sends the browser elsewhere after a form (303), with a sentence that the next page shows once.
    public func redirect(_ path: String, notice: String? = nil) -> Response {
        var response = Response(status: .seeOther, headers: [.location: path])
        if let notice {
            set(SetCookie(Self.noticeCookie, ReturnPath.escape(notice), maxAgeSeconds: 60), on: &response)
        }
        return response
    }

    static let shellTemplates = Templates.decode([
        "page": PackageResources.page_mustache,
        "problem": PackageResources.problem_mustache,
        "assistance": PackageResources.assistance_mustache,
    ])

    private static func parse(_ templates: [String: String]) throws -> MustacheLibrary {
        var library = MustacheLibrary()
        for (name, text) in templates {
            do {
                try library.register(text, named: name)
            } catch {
                throw SiteError.template(name: name, reason: String(describing: error))
            }
        }
        return library
    }
}

/// Why a site cannot start.
public enum SiteError: Error, Sendable, Equatable, CustomStringConvertible {
    case template(name: String, reason: String)
    case unknownPartial(template: String, name: String)
    case unknownHelp(template: String, key: String)
    case guide(page: String, reason: String)
    case unknownTemplate(String)

    public var description: String {
        switch self {
        case .template(let name, let reason): "template \(name): \(reason)"
        case .unknownPartial(let template, let name): "template \(template): there is no partial \(name)"
        case .unknownHelp(let template, let key): "template \(template): the guide explains no \(key)"
        case .guide(let page, let reason): "guide page \(page): \(reason)"
        case .unknownTemplate(let name): "there is no template \(name)"
        }
    }
}
