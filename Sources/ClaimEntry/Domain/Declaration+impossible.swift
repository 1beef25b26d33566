import Tariffs
import Vocabulary

extension Declaration {
    /// What can be read and yet cannot be: the tariffs say so to everybody, here beside the field that was typed.
    mutating func findImpossible(_ subject: EntrySubject) {
        let facts = subject.facts(lines, journey)
        for found in Tariffs.standard.impossibilities(facts, knownOn: subject.today) {
            let field = EntryField(of: found, lines.first { $0.lineID == found.lineID })
            // One thing at a time: what is wrong with the field itself comes first.
            guard !problems.contains(where: { $0.field == field.name }) else { continue }
            let sentence = "\(found.message) : \(found.remedy)."
            refuse(field, sentence.prefix(1).uppercased() + sentence.dropFirst().replacing("'", with: "’"))
        }
    }
}

extension EntryField {
    /// Where the fact was typed of which the tariffs speak.
    fileprivate init(of problem: FactProblem, _ line: ClaimLine?) {
        guard let line else {
            self = problem.field == "trip.departs" ? .departsDay : .returnsDay
            return
        }
        self =
            switch line.fact {
            case .scripts, .files: .scripts
            case .candidates: problem.field == "minutesEach" ? .minutesEach : .candidates
            case .hours, .help, .memoirApprovals: .hours
            case .requests: .requests
            case .subjects: .subjects
            case .kilometres, .passenger: .kilometres
            case .fare, .firstClass, .taxi: .fare
            case .toll: .toll
            case .parking: .parking
            case .meal(let mealtime, _): .meal(DueMeal(day: line.day, mealtime: mealtime))
            case .night:
                problem.field == "paidCents" ? .nightPaid(DueNight(day: line.day)) : .night(DueNight(day: line.day))
            case .presidency, .memoirs, .unknown: .transport
            }
    }
}
