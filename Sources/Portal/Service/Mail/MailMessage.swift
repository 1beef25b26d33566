import Foundation

/// A mail as RFC 5322 writes it, with UTF-8 text and encoded headers.
struct MailMessage: Sendable {
    let text: String
    /// A file name in the order of sending, without anything personal.
    let name: String

    init(_ mail: Mail, from: String, at now: Date) {
        let id = mail.id.uuidString.lowercased()
        name = "\(Int(now.timeIntervalSince1970))-\(mail.kind)-\(id)"
        let headers = [
            "From: \(Self.line(from))", "To: \(Self.line(mail.recipient))", "Subject: \(Self.encoded(mail.subject))",
            "Date: \(Self.date(now))", "Message-ID: <\(id)@imagin>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
            "Auto-Submitted: auto-generated",
        ]
        let body = Data(mail.body.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
        text = headers.joined(separator: "\n") + "\n\n" + body + "\n"
    }

    /// No header can be smuggled in by a line end.
    static func line(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }

    /// RFC 2047: pieces of at most 75 characters, each of whole characters.
    static func encoded(_ text: String) -> String {
        let text = line(text)
        guard text.utf8.contains(where: { $0 > 0x7E }) || text.utf8.count > 60 else { return text }
        var pieces = [""]
        for character in text {
            if (pieces.last ?? "").utf8.count + String(character).utf8.count > 42 { pieces.append("") }
            pieces[pieces.count - 1].append(character)
        }
        return pieces.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\n ")
    }

    static func date(_ date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return formatter.string(from: date)
    }
}
