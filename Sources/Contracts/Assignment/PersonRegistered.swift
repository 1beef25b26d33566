public import Vocabulary

/// Who a participant is, as far as other services need to know. No bank details, no NIR.
public struct PersonDescription: Codable, Hashable, Sendable {
    public let participantID: ParticipantID
    /// The participant's number (*numéro d'intervenant*), which also is the payroll's key.
    public let number: String
    public let name: PersonName
    /// Where mail goes; absent when none is known.
    public let email: String?
    /// `internal`, `external` or `retired`.
    public let status: String
    /// *Résidence familiale.*
    public let home: CommuneName
    /// *Résidence administrative*: commune of the main school; absent for those who have none.
    public let school: CommuneName?

    public init(
        participantID: ParticipantID, number: String, name: PersonName, email: String?, status: String,
        home: CommuneName, school: CommuneName?
    ) {
        (self.participantID, self.number, self.name, self.email) = (participantID, number, name, email)
        (self.status, self.home, self.school) = (status, home, school)
    }
}

/// Sent by assignment when a person first enters the registry.
/// A reader may conclude that the person may be convened and needs an account.
public struct PersonRegistered: Message {
    public static let type = MessageType(producer: "assignment", fact: "person-registered")
    public var stream: StreamName { StreamName(family: "person", id: person.participantID) }

    public let person: PersonDescription

    public init(person: PersonDescription) { self.person = person }
}

/// Sent by assignment when something in the description of a person has changed; carries the whole new description.
public struct PersonChanged: Message {
    public static let type = MessageType(producer: "assignment", fact: "person-changed")
    public var stream: StreamName { StreamName(family: "person", id: person.participantID) }

    public let person: PersonDescription

    public init(person: PersonDescription) { self.person = person }
}
