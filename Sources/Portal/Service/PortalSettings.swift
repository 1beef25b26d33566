/// What an operator decides about the portal alone.
public struct PortalSettings: Sendable {
    /// `https://frais.example.fr`, without a slash at its end: the beginning of the links in mails.
    public var publicOrigin: String
    /// scrypt's cost as a power of two; 16 takes 64 MiB and about 0.2 s.
    public var scryptLog2Cost = 16
    /// Where mails are written as `.eml` files instead of being sent; nil sends them.
    public var mailDirectory: String?
    /// The program that takes a mail with its headers: `sendmail -t -i`.
    public var mailCommand = "/usr/sbin/sendmail"
    public var mailFrom = "ne-pas-repondre@localhost"
    /// How many mails the program is handed at most in a minute; into a folder they are written as they come.
    public var mailsPerMinute = 300

    public init(publicOrigin: String) { self.publicOrigin = publicOrigin }

    /// Reads `PUBLIC_ORIGIN`, `SCRYPT_LOG2_COST`, `MAIL_DIRECTORY`, `MAIL_COMMAND`, `MAIL_FROM` and
    /// `MAILS_PER_MINUTE`.
    public init(value: (String) -> String?) {
        self.init(publicOrigin: value("PUBLIC_ORIGIN") ?? "http://127.0.0.1:8080")
        scryptLog2Cost = value("SCRYPT_LOG2_COST").flatMap { Int($0) } ?? scryptLog2Cost
        mailDirectory = value("MAIL_DIRECTORY")
        mailCommand = value("MAIL_COMMAND") ?? mailCommand
        mailFrom = value("MAIL_FROM") ?? mailFrom
        mailsPerMinute = value("MAILS_PER_MINUTE").flatMap { Int($0) }.map { max($0, 1) } ?? mailsPerMinute
    }
}
