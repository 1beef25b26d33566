import Foundation

/// A mail as RFC 5322 writes it, with UTF-8 text, encoded headers, and a calendar file where there is one.
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
            "Auto-Submitted: auto-generated",
        ]
        let words = Self.part(["Content-Type: text/plain; charset=utf-8"], mail.body)
        let head = headers.joined(separator: "\n") + "\n"
        guard let calendar = mail.calendar else {
            text = head + words
            return
        }
        let boundary = "=_\(id)"
        let method = calendar.contains("\r\nMETHOD:CANCEL\r\n") ? "CANCEL" : "PUBLISH"
        let file = Self.part(
            [
                "Content-Type: text/calendar; charset=utf-8; method=\(method); name=\"convocation.ics\"",
                "Content-Disposition: attachment; filename=\"convocation.ics\"",
            ], calendar)
        text =
            head + "Content-Type: multipart/mixed; boundary=\"\(boundary)\"\n\n--\(boundary)\n\(words)--\(boundary)\n"
            + "\(file)--\(boundary)--\n"
    }

    private static func part(_ headers: [String], _ content: String) -> String {
        let body = Data(content.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
        return (headers + ["Content-Transfer-Encoding: base64"]).joined(separator: "\n") + "\n\n\(body)\n"
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
