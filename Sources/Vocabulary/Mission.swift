/// What kind of work a mission is; it decides what the claim asks and who enters it.
public enum MissionKind: OpenCode {
    /// *Correction de copies*: paid by script.
    case marking
    /// *Interrogation orale*: paid by candidate's time.
    case oral
    /// *Épreuve pratique*: paid by hours.
    case practical
    /// *Réunion* (harmonisation, délibération, choix de sujets): travel only.
    case meeting
    /// *Surveillance, aide au déroulement*: hours entered by the service itself.
    case invigilation
    /// *Épreuve orale facultative*: paid by candidate's time, at a share of the oral's rate.
    case optionalOral
    /// *Épreuve ponctuelle d'EPS*: paid by hours, at a share of the oral's rate.
    case sports
    /// *Validation des acquis de l'expérience*: a lump sum for each request.
    case accreditation
    /// *Élaboration de sujets.*
    case subjectSetting
    /// *Présidence de jury.*
    case presidency
    /// *Mémoire* of the accountancy diplomas.
    case memoir
    case unknown(String)

    public static let known: [MissionKind] = [
        .marking, .oral, .practical, .meeting, .invigilation, .optionalOral, .sports, .accreditation, .subjectSetting,
        .presidency, .memoir,
    ]

    public var code: String {
        switch self {
        case .marking: "marking"
        case .oral: "oral"
        case .practical: "practical"
        case .meeting: "meeting"
        case .invigilation: "invigilation"
        case .optionalOral: "optional-oral"
        case .sports: "sports"
        case .accreditation: "accreditation"
        case .subjectSetting: "subject-setting"
        case .presidency: "presidency"
        case .memoir: "memoir"
        case .unknown(let code): code
        }
    }
}

/// How the test is evaluated: a test marked during the year opens no jury pay (*évaluation en cours d'année*).
public enum Evaluation: OpenCode {
    case terminal
    case inYear
    case unknown(String)

    public static let known: [Evaluation] = [.terminal, .inYear]

    public var code: String {
        switch self {
        case .terminal: "terminal"
        case .inYear: "in-year"
        case .unknown(let code): code
        }
    }
}

/// The two independent parts of a claim.
public enum Track: String, Hashable, Codable, Sendable, CaseIterable {
    /// *Indemnité*, paid through the payroll.
    case indemnity
    /// *Déplacement*, paid to the bank account.
    case travel
}

/// The work of one mission between two times of one day. `begins` is before `ends`.
public struct Slot: Hashable, Codable, Sendable {
    public let day: CalendarDay
    public let begins: LocalTime
    public let ends: LocalTime

    public init(day: CalendarDay, begins: LocalTime, ends: LocalTime) {
        (self.day, self.begins, self.ends) = (day, begins, ends)
    }
}
