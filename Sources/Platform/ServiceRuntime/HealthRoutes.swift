import Hummingbird
import Web

/// What machines ask: is it alive, can it work, what does it count. Not reachable through the gateway.
struct HealthRoutes {
    let registry: MetricsRegistry
    /// Nil when the service can work; else why not, without secrets.
    let unready: @Sendable () async -> String?

    func add(to router: Router<WebContext>) {
        router.get("/health/live") { _, _ in plain("live\n") }
        router.get("/health/ready") { _, _ in
            guard let reason = await unready() else { return plain("ready\n") }
            return plain(reason + "\n", status: .serviceUnavailable)
        }
        router.get("/metrics") { _, _ in
            plain(registry.exposition(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    private func plain(
        _ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
