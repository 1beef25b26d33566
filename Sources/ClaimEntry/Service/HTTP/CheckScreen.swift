import ClaimEntryDomain
import Vocabulary
import Web

/// The last screen: every answer with the way to change it, what it is worth, what to enclose, and the declaration.
struct CheckScreen: Sendable {
    struct Answer: Sendable {
        let question: String
        let answer: String
        let path: String?
    }

    struct Mistake: Sendable {
        let message: String
        let path: String
    }

    let mission: MissionView
    let claimPath: String
    let steps: [EntryScreen.StepView]
    let mistakes: [Mistake]
    let hasMistakes: Bool
    let answers: [Answer]
    /// Nil when the mission was not performed.
    let estimate: EstimateView?
    let isAbsent: Bool
    let remark: Field

    init(_ open: ClaimDesk.Desk, _ problems: [EntryProblem], at now: LocalMoment, help: Help) {
        let read = open.read
        mission = MissionView(read.claim.mission)
        claimPath = open.path
        steps = EntryScreen.steps(open.steps, at: .check, open.path)
        let declaration = Declaration(read.typed, about: read.subject)
        mistakes = (problems.isEmpty ? declaration.problems : problems).map { problem in
            let step = EntryStep(asking: problem.field).rawValue
            return Mistake(message: problem.message, path: "\(open.path)/\(step)?corriger=1#champ-\(problem.field)")
        }
        hasMistakes = !mistakes.isEmpty
        answers = Answers(read, declaration, open.path, open.steps).all
        if case .notPerformed = declaration.performance { isAbsent = true } else { isAbsent = false }
        estimate = isAbsent ? nil : EstimateView(open.estimate(of: .check, on: now.day))
        remark = EntryFields(typed: read.typed, errors: FormErrors(), help: help)
            .field(.remark, "Un message pour le service", .paragraph(rows: 3)).isOptional()
    }
}

/// What was answered, in the words of the form.
private struct Answers {
    private(set) var all: [CheckScreen.Answer] = []

    init(_ read: ReadClaim, _ declaration: Declaration, _ path: String, _ steps: [EntryStep]) {
        func address(_ step: EntryStep) -> String? { steps.contains(step) ? "\(path)/\(step.rawValue)" : nil }
        func add(_ question: String, _ answer: String, _ step: EntryStep) {
            all.append(CheckScreen.Answer(question: question, answer: answer, path: address(step)))
        }
        switch declaration.performance {
        case .unsaid: add("Mission effectuée", "Pas encore répondu", .work)
        case .performed: add("Mission effectuée", "Oui", .work)
        case .notPerformed(let reason, let explanation):
            let words = [reason.label, explanation].compactMap { $0 }.joined(separator: ". ")
            add("Mission non effectuée", words, .work)
            return
        }
        let typed = read.typed
        guard case .declared(let journey, let lines) = read.claim.content(of: declaration) else { return }
        for line in lines where line.track == .indemnity { add("Votre travail", line.label, .work) }
        guard read.subject.openings[.travel] == .open else { return }
        let choice = TransportChoice(rawValue: typed[.transport])?.label ?? "Pas encore répondu"
        add("Votre déplacement", choice, .travel)
        if let journey {
            add("Départ", Self.moment(journey.trip.departs), .travel)
            add("Retour", Self.moment(journey.trip.returns), .travel)
        }
        if let authorised = journey?.carAuthorised {
            let words = authorised ? "Aucun transport public adapté, ou autorisation" : "Convenance personnelle"
            add("Pourquoi votre véhicule", words, .travel)
        }
        for line in lines where line.track == .travel { add("Vos frais", line.label, .travel) }
    }

    private static func moment(_ moment: LocalMoment) -> String {
        "\(FrenchDay.full(moment.day)) à \(FrenchDay.time(moment.time))"
    }
}
