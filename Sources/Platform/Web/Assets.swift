import Crypto
import HTTPTypes
public import Hummingbird

/// The stylesheet, the script and the icon. Their addresses carry their hash, so that browsers keep them for a year
/// and still see a new version at once.
public enum Assets {
    struct Asset: Sendable {
        let bytes: [UInt8]
        let type: String
        let tag: String

        init(_ bytes: [UInt8], _ type: String) {
            self.bytes = bytes
            self.type = type
            tag = SHA256.hash(data: bytes).prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    static let all: [String: Asset] = [
        "style.css": Asset(withoutComments(PackageResources.style_css), "text/css; charset=utf-8"),
        "script.js": Asset(PackageResources.script_js, "text/javascript; charset=utf-8"),
        "icon.svg": Asset(PackageResources.icon_svg, "image/svg+xml"),
    ]

    /// The list of classes at the top of the stylesheet is for developers; browsers need not fetch it.
    static func withoutComments(_ css: [UInt8]) -> [UInt8] {
        Array(String(decoding: css, as: UTF8.self).replacing(#/\/\*(?s:.*?)\*\/\s*/#, with: "").utf8)
    }

    /// The address to write into a page.
    static func path(of name: String) -> String { "/assets/\(name)?v=\(all[name]?.tag ?? "")" }

    /// Serves `/assets/…`. The portal does, for all services.
    public static func serve(on router: some RouterMethods<WebContext>) {
        router.get("/assets/:name") { request, context in
            guard let asset = all[try context.parameters.require("name")] else { throw Problem.notFound }
            return answer(asset, request)
        }
    }

    private static func answer(_ asset: Asset, _ request: Request) -> Response {
        let tag = "\"\(asset.tag)\""
        let current = request.uri.queryParameters["v"].map { $0 == asset.tag[...] } ?? false
        var headers: HTTPFields = [
            .eTag: tag, .contentType: asset.type,
            .cacheControl: current ? "public, max-age=31536000, immutable" : "public, no-cache",
        ]
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        headers[.contentLength] = String(asset.bytes.count)
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }
}
