import HTTPTypes
import Hummingbird
import Logging

/// Gives each request its identity and its correlation, and finds the browser's address behind the gateway.
struct RequestIdentity: RouterMiddleware {
    typealias Context = WebContext

    /// Peers whose `X-Real-IP` is believed.
    let trustedProxies: Set<String>

    func handle(
        _ request: Request, context: WebContext, next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let trace = Self.traceID(request.headers[.traceparent]) ?? Self.hexadecimal(words: 2)
        context.requestID = trace
        context.correlation = "00-\(trace)-\(Self.hexadecimal(words: 1))-01"
        context.logger[metadataKey: "trace"] = .string(trace)
        if trustedProxies.contains(context.remoteAddress), let address = request.headers[.realIP] {
            context.remoteAddress = address
        }
        var response = try await next(request, context)
        response.headers[.requestID] = trace
        return response
    }

    /// The trace id of a well-formed W3C header; `nil` for anything else, and for the forbidden all-zero id.
    static func traceID(_ header: String?) -> String? {
        let parts = (header ?? "").split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "00", parts[1].count == 32,
            parts[1].allSatisfy({ $0.isHexDigit && !$0.isUppercase }), parts[1].contains(where: { $0 != "0" })
        else { return nil }
        return String(parts[1])
    }

    private static func hexadecimal(words: Int) -> String {
        (0..<words).map { _ in
            let text = String(UInt64.random(in: 1 ... .max), radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
    }
}

extension HTTPField.Name {
    static let traceparent = Self("traceparent")!
    static let realIP = Self("X-Real-IP")!
    static let requestID = Self("X-Request-ID")!
}
