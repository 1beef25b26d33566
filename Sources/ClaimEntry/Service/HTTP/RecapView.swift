import ClaimEntryDomain
import Vocabulary

/// One sending on paper: each declared fact, its amount, the documents, and where paper is sent.
struct RecapView: Sendable {
    struct Fact: Sendable {
        let question: String
        let answer: String
    }

    let claimPath: String
    /// The reference to write on letters.
    let reference: String
    let mission: MissionView
    let holder: String
    let number: String
    let facts: [Fact]
    let absence: String?
    let estimate: EstimateView?
    /// Whether a document goes with the claim.
    let asksPaper: Bool
    let remark: String?
    let address: [String]
    let hasAddress: Bool
    let office: String
    let madeOn: String
    let sentOn: String
    /// When this is not the latest sending.
    let outdated: Bool

    init(_ read: ReadClaim, _ sent: Submission, to address: [String], at now: LocalMoment) {
        let claim = read.claim
        claimPath = "/etats-de-frais/\(claim.id)"
        reference = claim.id.description.prefix(8).uppercased() + "-\(sent.number)"
        mission = MissionView(claim.mission)
        (holder, number) = (read.holder.name, read.holder.number)
        (self.address, hasAddress, office) = (address, !address.isEmpty, claim.mission.office)
        madeOn = "\(FrenchDay.date(now.day)) à \(FrenchDay.time(now.time))"
        sentOn = FrenchDay.full(sent.sentOn)
        outdated = sent.number != claim.submission?.number
        remark = sent.remark
        facts = Self.facts(sent, read)
        if case .notPerformed(let reason, let explanation) = sent.content {
            absence = [reason.label, explanation].compactMap { $0 }.joined(separator: ". ")
            (estimate, asksPaper) = (nil, false)
        } else {
            absence = nil
            let worth = Estimate(sent.lines, sent.journey, about: read.subject, knownOn: sent.sentOn)
            (estimate, asksPaper) = (EstimateView(worth), worth.documents.contains(where: \.mustBeSent))
        }
    }

    private static func facts(_ sent: Submission, _ read: ReadClaim) -> [Fact] {
        var facts: [Fact] = []
        guard let journey = sent.journey else { return facts }
        let (trip, person) = (journey.trip, read.person)
        let from = trip.from == person.home.code ? person.home.name : person.school?.name ?? trip.from.description
        let moments = [("Départ de \(from)", trip.departs), ("Retour", trip.returns)]
        facts = moments.map { what, moment in
            Fact(question: what, answer: "\(FrenchDay.full(moment.day)) à \(FrenchDay.time(moment.time))")
        }
        if let authorised = journey.carAuthorised {
            facts.append(
                Fact(
                    question: "Véhicule personnel",
                    answer: authorised ? "Aucun transport public adapté, ou autorisation" : "Convenance personnelle"))
        }
        return facts
    }
}
