package import Foundation

/// A certificate authority of the test's own, and one server certificate that it signed, made by openssl.
package struct TestAuthority: Sendable {
    let folder: URL
    /// PEM, for the settings of clients.
    package var file: String { folder.appendingPathComponent("authority.pem").path }

    /// - Parameter host: the only name that the server's certificate carries.
    package init(folder: URL, host: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=authority of a test", "-addext", "basicConstraints=critical,CA:TRUE", "-keyout",
            "authority.key", "-out", "authority.pem")
        try openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=\(host)",
            "-keyout", "server.key", "-out", "server.csr")
        try Data("subjectAltName=DNS:\(host)\n".utf8).write(to: folder.appendingPathComponent("names"))
        try openssl(
            "x509", "-req", "-in", "server.csr", "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial",
            "-days", "2", "-extfile", "names", "-out", "server.pem")
    }

    /// Another one, which signed nothing that anybody uses.
    package static func stranger() throws -> TestAuthority {
        try TestAuthority(folder: TestFolder.make("stranger"), host: "localhost")
    }

    private func openssl(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ServerUnavailable("openssl \(arguments[0]) failed: apt-get install openssl")
        }
    }
}
