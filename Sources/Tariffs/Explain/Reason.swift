public import Vocabulary

/// Why a claimed quantity is not due, or not whole.
public enum Reason: Hashable, Codable, Sendable {
    case notPerformed
    /// The debt of the year died with this day.
    case prescribed(lastDay: CalendarDay)
    case workUnpaid(MissionKind)
    case examUnpaid(Exam)
    case examWithoutTariff(Exam)
    case inYear
    case foreignToMission(MissionKind)
    case nothingDone
    case remote
    case ownCommune(CommuneName, home: Bool)
    case neighbour(CommuneName, of: CommuneName, home: Bool)
    case noTrip
    /// `missing` minutes before and after.
    case outsideWindow(Span, away: Span)
    case freeMeal
    case subsidisedMeal
    case freeNight
    case nightAtHome(CommuneName)
    case unproven
    case claimedTwice
    case claimedElsewhere
    /// Part of it was paid to another claim.
    case partlyElsewhere
    case carNotStated
    case carForConvenience
    case convenienceFare
    case fareCoversJourney
    case notAuthorised(Authorisation)
    case passenger
    case longerThanShortest(Int)
    case cappedAtCost
    case aboveCeiling
    /// No value of the parameter was in force, as far as was known.
    case noTariff(parameter: String)
    case unknownFact(String)
}

/// Something that the texts do not rank, and the answers between which an officer chooses.
public struct OpenQuestion: Hashable, Codable, Sendable {
    public struct Option: Hashable, Codable, Sendable {
        /// What `ClaimFacts.resolutions` names.
        public let code: String
        /// In French.
        public let label: String
        /// What the line would be worth; absent when it depends on something still to be entered.
        public let amount: Money?
    }

    /// For example `night-and-weekend`.
    public let code: String
    /// The question, in French.
    public let question: String
    public let options: [Option]
}

/// A fact that cannot be, where it stands, and what would be right. In French.
public struct FactProblem: Error, Hashable, Codable, Sendable, CustomStringConvertible {
    /// The line; absent when the fact belongs to the whole claim.
    public let lineID: LineID?
    /// Path of the field, for example `lines[2].count`.
    public let field: String
    public let message: String
    public let remedy: String

    public init(lineID: LineID?, field: String, message: String, remedy: String) {
        (self.lineID, self.field, self.message, self.remedy) = (lineID, field, message, remedy)
    }

    public var description: String { "\(field): \(message); \(remedy)" }
}
