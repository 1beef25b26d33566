public import Hummingbird

/// Lets pass only people who are signed in with one of the roles, and only forms that our own pages sent.
/// Made by `site.requiring(…)`.
public struct SignInGuard: RouterMiddleware {
    public typealias Context = WebContext

    let roles: Set<String>
    let origin: Origin
    let maxBytes: Int

    public func handle(
        _ request: Request, context: WebContext, next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var request = request
        var context = context
        if request.isUnsafe { try origin.check(request) }
        guard let person = context.signedIn else {
            return try await SignInDetour(state: context.signIn).answer(&request)
        }
        guard roles.isEmpty || !roles.isDisjoint(with: person.roles) else {
            throw Problem.forbidden("Cette page n’est pas ouverte à votre profil. Repartez de l’accueil.")
        }
        if request.isUnsafe {
            let fields = try await request.formFields(upTo: maxBytes)
            try FormToken.check(fields, expected: person.session.formToken)
            context.fields = fields
        }
        return try await next(request, context)
    }
}

/// Checks the forms of pages that are open to everybody (sign-in, activation). Made by `site.open`.
public struct VisitorGuard: RouterMiddleware {
    public typealias Context = WebContext

    let origin: Origin

    public func handle(
        _ request: Request, context: WebContext, next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard request.isUnsafe else { return try await next(request, context) }
        var request = request
        var context = context
        try origin.check(request)
        let fields = try await request.formFields(upTo: Form.largestBytes)
        try FormToken.check(fields, expected: FormToken.expected(request, context))
        context.fields = fields
        return try await next(request, context)
    }
}

/// Refuses forms of other sites, and asks nothing else. Made by `site.sameOrigin`.
public struct SameOriginGuard: RouterMiddleware {
    public typealias Context = WebContext

    let origin: Origin

    public func handle(
        _ request: Request, context: WebContext, next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        if request.isUnsafe { try origin.check(request) }
        return try await next(request, context)
    }
}

/// Where somebody is sent who must sign in first, or whose token must be renewed.
///
/// A page is asked for again after the detour (303). A form is sent again by the browser itself (307 keeps method
/// and body), so that nothing typed is lost.
struct SignInDetour {
    let state: SignInState

    func answer(_ request: inout Request) async throws -> Response {
        guard request.wantsPage else { throw Problem.signInNeeded }
        let path = request.uri.string
        if request.isUnsafe {
            _ = try await request.collectBody(upTo: Form.largestBytes)  // Else the connection could not be used again.
            return Response(status: .temporaryRedirect, headers: [.location: ReturnPath.renewal(to: path)])
        }
        let target = state == .expired ? ReturnPath.renewal(to: path) : ReturnPath.signIn(to: path)
        return Response(status: .seeOther, headers: [.location: target])
    }
}

extension Request {
    /// Whether the method may change something.
    var isUnsafe: Bool { ![.get, .head, .options].contains(method) }

    /// Whether a person's browser asks, rather than a program that wants JSON.
    public var wantsPage: Bool {
        guard let accept = headers[.accept] else { return true }
        return accept.contains("text/html") || accept.contains("*/*") && !accept.contains("json")
    }
}
