import Contracts
import Documents
import Foundation
import PortalDomain
import Postgres
import Vocabulary

/// Puts a convocation into the calendar of whoever gets the mail, moves it there and takes it out again. The identities
/// and sequences are those of the file that the convocation's page offers.
struct ConvocationCalendar: Sendable {
    /// A mail address that calendars show; may be empty.
    let organizer: String
    let now: Date

    func attach(_ fact: ConvocationIssued, to letter: Letter, in connection: isolated Connection) throws -> Letter {
        let times = fact.mission.slots.map { slot in
            CalendarSeries.Time(
                day: slot.day.description, beginsMinutes: slot.begins.minutesSinceMidnight,
                endsMinutes: slot.ends.minutesSinceMidnight)
        }
        let keep = KeepCalendar(convocation: fact.convocationID.rawValue, sequence: fact.version - 1, times: times)
        guard let told = try connection.run(keep).first else { return letter }
        var series = CalendarSeries(fact.convocationID.rawValue, sequence: told.sequence)
        (series.standing, series.former) = (times, told.times)
        series.describe(fact.mission)
        let words = "Le fichier joint inscrit ces horaires dans votre agenda et remplace ceux d’avant."
        return letter.attaching(CalendarFile(series, organizer: organizer, at: now).text, saying: words)
    }

    func attach(_ fact: ConvocationWithdrawn, to letter: Letter, in connection: isolated Connection) throws -> Letter {
        guard let told = try connection.run(TakeBackCalendar(convocation: fact.convocationID.rawValue)).first else {
            return letter
        }
        var series = CalendarSeries(fact.convocationID.rawValue, sequence: told.sequence)
        series.former = told.times
        if let mission = fact.mission { series.describe(mission) } else { series.title = "Convocation retirée" }
        let words = "Le fichier joint retire ces horaires de votre agenda."
        return letter.attaching(CalendarFile(series, organizer: organizer, at: now).text, saying: words)
    }
}

extension CalendarSeries {
    fileprivate mutating func describe(_ mission: MissionDescription) {
        title = "Convocation : \(mission.test)"
        place = mission.remote ? "À distance" : "\(mission.centreName), \(mission.commune.name)"
    }
}
