import Foundation
import Hummingbird

/// Reads the sign-in cookie once, before anything else asks who is there.
struct SignInReader: RouterMiddleware {
    typealias Context = WebContext

    let verifier: TokenVerifier
    let now: @Sendable () -> Date

    func handle(
        _ request: Request, context: WebContext, next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.signIn = await verifier.read(request.cookies[Site.tokenCookie]?.value, at: now())
        return try await next(request, context)
    }
}
