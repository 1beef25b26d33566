import Foundation
import Postgres
import Subprocess

/// Sends the waiting mails, through the host's `sendmail` or into a folder. Run every few seconds; several portals
/// may run it at once.
struct MailSender: Sendable {
    let pool: Pool
    let settings: PortalSettings
    let clock: @Sendable () -> Date

    /// Sends until nothing waits or the minute has had its share, and says how many have left. What is left waits for
    /// the next turn: thousands of mails at once would be taken for a flood by those who receive them.
    func run() async throws -> Int {
        var sent = 0
        while try await mayGoOn(), let mail = try await take() {
            let now = clock()
            do {
                try await send(MailMessage(mail, from: settings.mailFrom, at: now))
                try await pool.transaction { _ = try $0.execute(MarkMailSent(id: mail.id, now: now)) }
                sent += 1
            } catch let fault as MailFault {
                let next = now.addingTimeInterval(Double(min(60 << min(mail.attempts, 8), 3600)))
                try await pool.transaction {
                    _ = try $0.execute(DelayMail(id: mail.id, nextAttemptAt: next, fault: fault.reason))
                }
            }
        }
        return sent
    }

    /// Counted in the database, because several portals share the minute.
    private func mayGoOn() async throws -> Bool {
        guard settings.mailDirectory == nil else { return true }
        let minuteAgo = clock().addingTimeInterval(-60)
        let recent = try await pool.withConnection { try $0.run(CountSentMails(since: minuteAgo)).first ?? 0 }
        return recent < settings.mailsPerMinute
    }

    private func take() async throws -> Mail? {
        let now = clock()
        return try await pool.transaction { try $0.run(TakeMail(now: now)).first }
    }

    private func send(_ message: MailMessage) async throws {
        if let folder = settings.mailDirectory { return try write(message, into: folder) }
        let command = URL(fileURLWithPath: settings.mailCommand)
        let path = "\(command.deletingLastPathComponent().path):/usr/sbin:/usr/bin:/bin"
        do {
            let result = try await Subprocess.run(
                .name(command.lastPathComponent), arguments: ["-t", "-i"],
                environment: .inherit.updating(["PATH": path]), input: .string(message.text), output: .discarded)
            guard result.terminationStatus.isSuccess else {
                throw MailFault(reason: "the mail command ended with \(result.terminationStatus)")
            }
        } catch let fault as MailFault {
            throw fault
        } catch {
            throw MailFault(reason: "the mail command did not start: \(error)")
        }
    }

    /// Whole files only: written beside and renamed.
    private func write(_ message: MailMessage, into folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let file = URL(fileURLWithPath: folder).appendingPathComponent("\(message.name).eml")
            try Data(message.text.utf8).write(to: file, options: .atomic)
        } catch {
            throw MailFault(reason: "the mail folder cannot be written: \(error)")
        }
    }
}

struct MailFault: Error {
    let reason: String
}
