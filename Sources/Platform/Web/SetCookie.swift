import HTTPTypes
public import Hummingbird

/// A cookie as this site sets them all: HttpOnly, SameSite=Lax, Secure wherever the origin is https.
public struct SetCookie: Sendable {
    public let name: String
    public let value: String
    public var path = "/"
    /// `nil` lets the browser keep it until it closes; 0 removes it.
    public var maxAgeSeconds: Int?

    public init(_ name: String, _ value: String, path: String = "/", maxAgeSeconds: Int? = nil) {
        self.name = name
        self.value = value
        self.path = path
        self.maxAgeSeconds = maxAgeSeconds
    }

    func header(secure: Bool) -> String {
        var text = "\(name)=\(value); Path=\(path); HttpOnly; SameSite=Lax"
        if let maxAgeSeconds { text += "; Max-Age=\(maxAgeSeconds)" }
        return secure ? text + "; Secure" : text
    }
}

extension Site {
    public func set(_ cookie: SetCookie, on response: inout Response) {
        response.headers.append(HTTPField(name: .setCookie, value: cookie.header(secure: origin.isSecure)))
    }
}
