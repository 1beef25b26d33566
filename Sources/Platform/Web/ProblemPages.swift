import Foundation
import HTTPTypes
public import Hummingbird
import Logging

/// Turns whatever a route throws into a page or into `application/problem+json`. The last resort of every request.
struct ProblemPages: RouterMiddleware {
    typealias Context = WebContext

    let site: Site
    /// What an error of the service's own world means; `nil` leaves it unexpected.
    let meaning: @Sendable (any Error) -> Problem?

    func handle(
        _ request: Request, context: WebContext, next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = problem(for: error)
            if problem.status.code >= 500 {
                context.logger.error("request failed", metadata: ["error": .string(String(describing: error))])
            }
            return try site.answer(problem, to: request, context: context)
        }
    }

    private func problem(for error: any Error) -> Problem {
        if let problem = error as? Problem { return problem }
        if let problem = meaning(error) { return problem }
        if let error = error as? HTTPError { return Problem(error) }
        if let error = error as? any HTTPResponseError { return Problem(HTTPError(error.status)) }
        return .failed
    }
}

extension Site {
    /// The answer to a problem: a page for people, RFC 9457 for programs.
    public func answer(_ problem: Problem, to request: Request, context: WebContext) throws -> Response {
        var response =
            request.wantsPage
            ? try page(
                "problem", ProblemView(problem, requestID: context.requestID), title: problem.title,
                request: request, context: context, status: problem.status)
            : try json(problem, requestID: context.requestID)
        switch problem {
        case .tooManyRequests(let seconds): response.headers[.retryAfter] = String(seconds)
        case .unavailable: response.headers[.retryAfter] = "60"
        default: break
        }
        return response
    }

    private func json(_ problem: Problem, requestID: String) throws -> Response {
        let body = ProblemDocument(
            type: "urn:imagin:probleme:\(problem.code)", title: problem.title, status: problem.status.code,
            detail: problem.detail, instance: "urn:trace:\(requestID)")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: problem.status, headers: [.contentType: "application/problem+json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(body))))
    }
}

struct ProblemDocument: Codable {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let instance: String
}

struct ProblemView {
    let title: String
    let detail: String
    let signIn: Bool
    let reference: String?

    init(_ problem: Problem, requestID: String) {
        title = problem.title
        detail = problem.detail
        signIn = problem == .signInNeeded
        reference = problem.status.code >= 500 ? requestID : nil
    }
}
