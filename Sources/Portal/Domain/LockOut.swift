/// How long somebody must wait after wrong passwords. Counted per name typed (whether an account has it or not, so
/// that the wait tells nothing) and per address.
public enum LockOut {
    /// What is counted.
    public enum Subject: String, Sendable {
        case login
        case address
    }

    /// Failures that cost nothing: a person mistypes, a school has one address for all.
    static func free(_ subject: Subject) -> Int {
        switch subject {
        case .login: 4
        case .address: 29
        }
    }

    /// The longest wait.
    public static let longestSeconds = 3600
    /// Failures older than this are forgotten.
    public static let forgottenAfterSeconds = 24 * 3600

    /// The wait after that many failures in a row: 30 s at first, doubled each time, an hour at most.
    public static func delaySeconds(after failures: Int, of subject: Subject) -> Int {
        let beyond = failures - free(subject)
        guard beyond > 0 else { return 0 }
        return beyond > 7 ? longestSeconds : min(30 << (beyond - 1), longestSeconds)
    }
}
