import Foundation

/// The claims as four services see them.
struct AuditedClaims {
    let convocations: [UUID]
    let entered: [EnteredClaim]
    let said: [ClaimFactName]
    let checked: [CheckedClaim]
    let decidedLines: [DecidedLineName]
    let liquidated: [SettledClaim]
    let establishedLines: [DecidedLineName]
    /// The facts of the streams `decision` and `liquidation`, as their producers' outboxes hold them.
    let told: Set<ClaimFactName>
}

/// No claim is lost between two services, and none is there twice.
enum ClaimFindings {
    static func all(_ claims: AuditedClaims) -> [String] {
        var complaints = Complaints()
        convocations(claims, &complaints)
        submissions(claims, &complaints)
        decisions(claims, &complaints)
        lines(claims, &complaints)
        answers(claims, &complaints)
        return complaints.all
    }

    /// Each convocation has exactly one claim, the same one in claim entry and in validation.
    private static func convocations(_ claims: AuditedClaims, _ complaints: inout Complaints) {
        let issued = Set(claims.convocations)
        let entered = Set(claims.entered.map(\.convocation))
        complaints.add("convocations sans état de frais", issued.subtracting(entered))
        complaints.add("états de frais sans convocation", entered.subtracting(issued))
        complaints.add("convocations avec plusieurs états de frais", repeated(claims.entered.map(\.convocation)))
        let there = Dictionary(
            claims.checked.map { ($0.claim, $0.convocation) }, uniquingKeysWith: { first, _ in first })
        let here = Dictionary(
            claims.entered.map { ($0.claim, $0.convocation) }, uniquingKeysWith: { first, _ in first })
        complaints.add("états de frais inconnus de la vérification", here.keys.filter { there[$0] == nil })
        complaints.add("états de frais connus de la seule vérification", there.keys.filter { here[$0] == nil })
        complaints.add(
            "états de frais rattachés à deux convocations",
            here.filter { there[$0.key] != nil && there[$0.key] != $0.value }.map(\.key))
    }

    /// What was sent is numbered without a hole, and validation has the last of it.
    private static func submissions(_ claims: AuditedClaims, _ complaints: inout Complaints) {
        let known = Dictionary(
            claims.checked.map { ($0.claim, $0.submission) }, uniquingKeysWith: { first, _ in first })
        complaints.add(
            "états de frais dont les transmissions ont un trou",
            claims.entered.filter { $0.sent != Array(1..<($0.submission + 1)) }.map(\.claim))
        complaints.add(
            "transmissions perdues avant la vérification",
            claims.entered.filter { $0.submission > known[$0.claim] ?? 0 }.map(\.claim))
        complaints.add(
            "transmissions que la vérification est seule à connaître",
            claims.entered.filter { $0.submission < known[$0.claim] ?? 0 }.map(\.claim))
    }

    /// Each decision certifies once, and is liquidated once.
    private static func decisions(_ claims: AuditedClaims, _ complaints: inout Complaints) {
        let taken = Dictionary(claims.liquidated.map { ($0.claim, $0) }, uniquingKeysWith: { first, _ in first })
        complaints.add(
            "états de frais certifiés deux fois pour une même décision",
            claims.checked.filter { !repeated($0.certified).isEmpty }.map(\.claim))
        complaints.add(
            "états de frais dont les certifications ont un trou",
            claims.checked.filter { Set($0.certified) != Set(1..<($0.decision + 1)) }.map(\.claim))
        complaints.add(
            "décisions certifiées et non liquidées",
            claims.checked.filter { !Set($0.certified).isSubset(of: taken[$0.claim]?.decisions ?? []) }.map(\.claim))
        let certified = Dictionary(
            claims.checked.map { ($0.claim, Set($0.certified)) }, uniquingKeysWith: { first, _ in first })
        complaints.add(
            "décisions liquidées sans certification",
            claims.liquidated.filter { !Set($0.decisions).isSubset(of: certified[$0.claim] ?? []) }.map(\.claim))
        complaints.add(
            "états de frais clos dont la liquidation ne sait rien",
            claims.checked.filter { $0.state == "closed" && taken[$0.claim]?.isClosed != true }.map(\.claim))
    }

    /// Each line that was decided is established once, under the same decision.
    private static func lines(_ claims: AuditedClaims, _ complaints: inout Complaints) {
        let (decided, established) = (Set(claims.decidedLines), Set(claims.establishedLines))
        complaints.add("lignes décidées et non liquidées", decided.subtracting(established).map(\.line))
        complaints.add("lignes liquidées sans décision", established.subtracting(decided).map(\.line))
        complaints.add("lignes liquidées deux fois", repeated(claims.establishedLines.map(\.line)))
    }

    /// The participant sees everything that was said of the claim, once.
    private static func answers(_ claims: AuditedClaims, _ complaints: inout Complaints) {
        let said = Set(claims.said)
        complaints.add("réponses que l’intervenant ne voit pas", claims.told.subtracting(said).map(\.claim))
        complaints.add("réponses que personne n’a données", said.subtracting(claims.told).map(\.claim))
    }

    private static func repeated<Name: Hashable>(_ names: [Name]) -> [Name] {
        Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.map(\.key)
    }
}
