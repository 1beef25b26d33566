import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1
import Web

/// A browser with or without a sign-in. It follows no redirection, so that a test sees where it is sent.
package struct TestVisitor: Sendable {
    let address: String
    /// As in the header `Cookie`; nil for somebody who is not signed in.
    package let cookie: String?
    /// The synchroniser token of this sign-in's forms.
    package let formToken: String

    package func get(_ path: String, accept: String = "text/html") async throws -> TestAnswer {
        try await send("GET", path, ["Accept": accept])
    }

    /// Sends a form as the page would, with its hidden fields. The same `command` twice is a double submission.
    package func post(
        _ path: String, _ fields: KeyValuePairs<String, String> = [:], command: UUID = UUID()
    ) async throws -> TestAnswer {
        try await post(path, form: fields.map { ($0.key, $0.value) }, command: command)
    }

    /// The same with fields that a test puts together.
    package func post(
        _ path: String, form fields: [(name: String, value: String)], command: UUID = UUID()
    ) async throws -> TestAnswer {
        let hidden = [(name: "_jeton", value: formToken), (name: "_commande", value: command.uuidString)]
        return try await post(path, raw: Self.encoded(hidden + fields))
    }

    /// A body as it stands, without hidden fields.
    package func post(
        _ path: String, raw body: String, type: String = "application/x-www-form-urlencoded",
        origin: String = TestService.publicOrigin
    ) async throws -> TestAnswer {
        try await send("POST", path, ["Accept": "text/html", "Content-Type": type, "Origin": origin], body: body)
    }

    private func send(
        _ method: String, _ path: String, _ headers: [String: String], body: String? = nil
    ) async throws -> TestAnswer {
        var request = HTTPClientRequest(url: address + path)
        request.method = HTTPMethod(rawValue: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let cookie { request.headers.add(name: "Cookie", value: cookie) }
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await Self.client.execute(request, timeout: .seconds(30))
        let answered = try await response.body.collect(upTo: 64 * 1_024 * 1_024)
        return TestAnswer(
            status: Int(response.status.code), headers: response.headers.map { ($0.name.lowercased(), $0.value) },
            bytes: Array(answered.readableBytesView))
    }

    private static let client = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: .init(redirectConfiguration: .disallow))

    static func encoded(_ fields: [(name: String, value: String)]) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: allowed) ?? "" }
        return fields.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    }
}

/// What came back.
package struct TestAnswer: Sendable {
    package let status: Int
    let headers: [(name: String, value: String)]
    package let bytes: [UInt8]

    package var text: String { String(decoding: bytes, as: UTF8.self) }
    /// Where a redirection leads.
    package var location: String? { header("location") }
    package func header(_ name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }
}

extension TestVisitor {
    /// Somebody who has not signed in at a process.
    package static func of(_ process: TestProcess) -> TestVisitor {
        TestVisitor(address: process.address, cookie: nil, formToken: "")
    }
}

extension TestService {
    /// Somebody who has not signed in.
    package var visitor: TestVisitor { TestVisitor(address: address, cookie: nil, formToken: "") }

    /// Somebody whom the portal has signed in, for the next fifteen minutes of the service's clock.
    package func signIn(
        roles: Set<String>, participantID: UUID? = nil, perimeter: Set<String> = ["*"], name: String = "Claire Martin"
    ) async throws -> TestVisitor {
        let token = "jeton-\(UUID().uuidString)"
        let now = clock()
        let person = SignedIn(
            account: .init(id: UUID(), participantID: participantID, displayName: name), roles: roles,
            perimeter: perimeter,
            session: .init(id: UUID(), formToken: token, expiresAt: now.addingTimeInterval(900)))
        let signed = try await issuer.sign(person, at: now)
        return TestVisitor(address: address, cookie: "\(Site.tokenCookie)=\(signed)", formToken: token)
    }
}
