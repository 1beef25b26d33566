import Foundation
import Hummingbird
import LiquidationDomain
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Web

/// The bank's answers (pain.002): given by a person as a file or as text, or by a program as the same form.
///
/// A program sends the form's fields with `Accept: application/json` and gets what the answer did as JSON, or
/// `application/problem+json` with every place that is wrong.
struct BankAnswerRoutes {
    let context: ServiceContext
    let ring: KeyRing

    /// A report on the largest batch fits.
    static let largestBytes = 11 * 1024 * 1024

    func add(to group: RouterGroup<WebContext>) {
        group.get("reponses") { request, web in try await page("", FormErrors(), request, web) }
        group.post("reponses") { request, web in try await take(request, web) }
    }

    private func take(_ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let person = try web.person()
        let typed = form.raw("texte")
        let bytes = form.file("fichier")?.bytes ?? Array(typed.utf8)
        guard !bytes.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            let missing = ReportProblem(
                path: "", sentence: "Choisissez le fichier pain.002 de la banque, ou collez son texte.")
            return try await refuse(ReportProblems(all: [missing]), typed, request, web)
        }
        let act = TakeBankAnswer(
            ring: ring, receivedBy: person.accountID, perimeter: Perimeter(person), now: context.clock())
        let id = form.commandID
        let key = CommandKey(id: id, actor: person.accountID.uuidString, bodyHash: form.hash)
        do {
            let answer = try await context.work.commit(key) { connection in
                let (outcome, messages) = try act.take(bytes, as: id, in: connection)
                let entry = AuditEntry(
                    actor: person.accountID.uuidString.lowercased(), action: "bank-answer-taken",
                    subject: outcome.batchID.uuidString.lowercased())
                let text = String(decoding: try JSONEncoder().encode(AnswerDocument(outcome)), as: UTF8.self)
                return (text, Effects(messages: messages, audit: outcome.takenBefore ? [] : [entry]))
            }
            let document = try JSONDecoder().decode(AnswerDocument.self, from: Data(answer.text.utf8))
            return try done(document, request)
        } catch let problems as ReportProblems {
            return try await refuse(problems, typed, request, web)
        }
    }

    private func done(_ document: AnswerDocument, _ request: Request) throws -> Response {
        guard request.wantsPage else {
            return Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(document))))
        }
        return context.site.redirect("/paiements/lots/\(document.lot)", notice: document.sentence)
    }

    private func refuse(
        _ problems: ReportProblems, _ typed: String, _ request: Request, _ web: WebContext
    ) async throws -> Response {
        let sentences = problems.all.map { $0.path.isEmpty ? $0.sentence : "\($0.path) : \($0.sentence)" }
        guard request.wantsPage else { throw Problem.unprocessable(sentences.joined(separator: "\n")) }
        var errors = FormErrors()
        for sentence in sentences.prefix(50) { errors.add("fichier", sentence) }
        if sentences.count > 50 {
            errors.add("", "Et \(Frenchly.count(sentences.count - 50, "autre point", "autres points")).")
        }
        return try await page(typed, errors, request, web)
    }

    private func page(
        _ typed: String, _ errors: FormErrors, _ request: Request, _ web: WebContext
    ) async throws -> Response {
        let perimeter = Perimeter(try web.person())
        let taken = try await context.pool.withConnection { try $0.run(SelectTakenAnswers(perimeter: perimeter)) }
        let view = BankAnswerPage(
            recues: taken.map(BankAnswerPage.Taken.init), aucune: taken.isEmpty, erreurs: errors,
            fichier: Field("fichier", "Fichier pain.002 de la banque", .file(accept: ".xml,application/xml,text/xml"))
                .hint("Le compte rendu XML, tel que la banque l’a envoyé.").isOptional().errors(errors),
            texte: Field("texte", "Ou son texte", .paragraph(rows: 6), value: typed).isOptional())
        return try context.site.page(
            "bank_answer", view, title: "Réponse de la banque", request: request, context: web,
            status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

/// What an answer did, for programs and for the sentence on the next page.
struct AnswerDocument: Codable {
    let lot: String
    let regles, rejetes, enregistres: Int
    let dejaRecu: Bool

    init(_ outcome: AnswerOutcome) {
        lot = outcome.batchID.uuidString.lowercased()
        (regles, rejetes, enregistres) = (outcome.settled, outcome.returned, outcome.acknowledged)
        dejaRecu = outcome.takenBefore
    }

    var sentence: String {
        if dejaRecu { return "Ce compte rendu avait déjà été reçu : rien n’a changé." }
        return "Compte rendu reçu : \(counts)."
    }

    var counts: String {
        "\(Frenchly.count(regles, "virement payé", "virements payés")), \(Frenchly.count(rejetes, "rejet")), "
            + Frenchly.count(enregistres, "virement en cours", "virements en cours")
    }
}

struct BankAnswerPage {
    let rubriques = Sections.at("/paiements/reponses")
    let recues: [Taken]
    let aucune: Bool
    let erreurs: FormErrors
    let fichier, texte: Field

    struct Taken {
        let adresse, lot, moment, effet: String

        init(_ answer: TakenAnswer) {
            adresse = "/paiements/lots/\(answer.outcome.batchID.uuidString.lowercased())"
            lot = answer.batch
            moment = Frenchly.instant(answer.receivedAt)
            effet = AnswerDocument(answer.outcome).counts
        }
    }
}
