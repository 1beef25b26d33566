import Hummingbird
import Logging
import Metrics

/// One log line and two metrics per request. The route's pattern is written, never the path or the query,
/// because these may name somebody; nor the address.
struct AccessLog: RouterMiddleware {
    typealias Context = WebContext

    func handle(
        _ request: Request, context: WebContext, next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let elapsed = ContinuousClock.now - start
        let route = context.endpointPath ?? "none"
        record(method: request.method.rawValue, route: route, status: response.status.code, elapsed: elapsed)
        if !route.hasPrefix("/health"), route != "/metrics" {
            context.logger.info(
                "request",
                metadata: [
                    "method": .string(request.method.rawValue), "route": .string(route),
                    "status": .stringConvertible(response.status.code),
                    "milliseconds": .stringConvertible(Double(elapsed / .microseconds(100)) / 10),
                ])
        }
        return response
    }

    private func record(method: String, route: String, status: Int, elapsed: Duration) {
        let dimensions = [("method", method), ("route", route), ("status", String(status))]
        Counter(label: "http_requests_total", dimensions: dimensions).increment()
        Metrics.Timer(label: "http_request_duration_seconds", dimensions: [("method", method), ("route", route)])
            .recordNanoseconds(Int64(elapsed / .nanoseconds(1)))
    }
}
