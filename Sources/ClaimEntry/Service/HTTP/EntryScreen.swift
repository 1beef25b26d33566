import ClaimEntryDomain
import Vocabulary
import Web

/// One of the first two screens, with the way through all of them and the estimate so far.
struct EntryScreen: Sendable {
    /// What is shown besides what is typed.
    struct Shown {
        let step: EntryStep
        let errors: FormErrors
        var saved = false
        var otherStays = false
    }

    struct StepView: Sendable {
        let title: String
        let path: String
        let current: Bool
    }

    struct Kept: Sendable {
        let what: String
    }

    let mission: MissionView
    let claimPath: String
    let address: String
    let steps: [StepView]
    let erreurs: FormErrors
    let work: WorkScreen?
    let travel: TravelScreen?
    let estimate: EstimateView
    let saved: String?
    let otherStays: Bool
    /// Lines that did not come back and stay as they were sent.
    let kept: [Kept]
    let hasKept: Bool
    let hasPrevious: Bool

    init(_ open: ClaimDesk.Desk, _ shown: Shown, at now: LocalMoment, help: Help) {
        let entry = open.entry
        mission = MissionView(open.read.claim.mission)
        claimPath = open.path
        address = "\(open.path)/\(shown.step.rawValue)"
        let all = open.steps
        steps = Self.steps(all, at: shown.step, open.path)
        erreurs = shown.errors
        let fields = EntryFields(typed: entry, errors: shown.errors, help: help)
        work = shown.step == .work ? WorkScreen(open.read.subject, fields) : nil
        travel = shown.step == .travel ? TravelScreen(open, fields) : nil
        estimate = EstimateView(open.estimate(of: shown.step, on: now.day))
        saved = shown.saved ? "Brouillon enregistré à \(FrenchDay.time(now.time))." : nil
        otherStays = shown.otherStays
        kept = open.kept(at: shown.step).map { Kept(what: $0.label) }
        hasKept = !kept.isEmpty
        hasPrevious = shown.step.previous(in: all) != nil
    }

    static func steps(_ all: [EntryStep], at current: EntryStep, _ path: String) -> [StepView] {
        all.map { StepView(title: $0.title, path: "\(path)/\($0.rawValue)", current: $0 == current) }
    }
}

extension ClaimDesk.Desk {
    /// What the declaration is worth as far as it can be read; a screen shows its own track.
    func estimate(of step: EntryStep, on day: CalendarDay) -> Estimate {
        var entry = step == .check ? read.typed : self.entry
        if let hours = TravelReading(entry, read.subject).hours {
            entry = entry.proposing(DueStays(hours, ticket: entry.ticket, subject: read.subject))
        }
        let declaration = Declaration(entry, about: read.subject)
        guard case .declared(let journey, let lines) = read.claim.content(of: declaration) else {
            return Estimate([], nil, about: read.subject, knownOn: day)
        }
        let shown = lines.filter { step == .check || ($0.track == .indemnity) == (step == .work) }
        return Estimate(shown, journey, about: read.subject, knownOn: day)
    }

    /// The lines of a screen's track that did not come back.
    func kept(at step: EntryStep) -> [ClaimLine] {
        guard let reopened = read.claim.reopened, let sent = read.claim.submission else { return [] }
        return sent.lines.filter {
            !reopened.contains($0.lineID) && ($0.track == .indemnity) == (step == .work)
        }
    }
}
