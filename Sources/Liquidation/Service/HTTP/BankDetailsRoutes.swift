import Foundation
import Hummingbird
import LiquidationDomain
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Vocabulary
import Web

/// The participant's page *Mes coordonnées bancaires*: typed once, then shown masked.
struct BankDetailsRoutes {
    let context: ServiceContext
    let ring: KeyRing

    func add(to group: RouterGroup<WebContext>) {
        group.get("mes-coordonnees") { request, web in
            try await page(
                TypedBankDetails(iban: "", holder: "", bic: "", nationalNumber: ""), FormErrors(), request, web)
        }
        group.post("mes-coordonnees") { request, web in try await save(request, web) }
    }

    private func save(_ request: Request, _ web: WebContext) async throws -> Response {
        let person = try web.person()
        let form = try await Form(request: request, context: web)
        let participant = try participant(web)
        let known = try await context.pool.withConnection {
            try $0.run(SelectDossierState(participant: participant)).first
        }
        guard let known else { throw Problem.conflict("Votre dossier arrive : recommencez dans une minute.") }
        let typed = TypedBankDetails(
            iban: form["iban"], holder: form["titulaire"], bic: form["bic"], nationalNumber: form["nir"])
        let needed = known.status != "internal" && !known.hasNationalNumber
        switch BankDetails.check(typed, nationalNumberRequired: needed) {
        case .failure(let problems):
            var errors = FormErrors()
            for entry in problems.entries { errors.add(entry.field.rawValue, entry.sentence) }
            return try await page(typed, errors, request, web)
        case .success(let details):
            let account = person.account.id
            let act = SaveBankDetails(ring: ring, now: context.clock())
            let key = CommandKey(
                id: form.commandID, actor: account.uuidString,
                bodyHash: ring.blindIndex(
                    "\(details.iban.electronic)|\(typed.holder)|\(typed.bic)|\(typed.nationalNumber)", of: "command"))
            let answer = try await context.work.commit(key) { connection in
                let messages = try act.save(details, of: participant, enteredBy: account, in: connection)
                let entry = AuditEntry(
                    actor: account.uuidString.lowercased(), action: "bank-details-entered",
                    subject: participant.description)
                return ("/paiements/mes-coordonnees", Effects(messages: messages, audit: [entry]))
            }
            return context.site.redirect(answer.text, notice: "Coordonnées enregistrées.")
        }
    }

    private func participant(_ web: WebContext) throws -> ParticipantID {
        guard let id = try web.person().account.participantID else {
            throw Problem.forbidden("Cette page est réservée aux intervenants.")
        }
        return ParticipantID(rawValue: id)
    }

    private func page(
        _ typed: TypedBankDetails, _ errors: FormErrors, _ request: Request, _ web: WebContext
    ) async throws -> Response {
        let participant = try participant(web)
        let state = try await context.pool.withConnection {
            try $0.run(SelectDossierState(participant: participant)).first
        }
        let refusal = state?.refusal.map(ReturnReason.of)
        let view = BankDetailsView(
            compte: refusal == nil ? state?.masked : nil, rejet: refusal?.explanation, erreurs: errors,
            iban: Field("iban", "IBAN", value: typed.iban)
                .hint("Il figure sur votre RIB et commence par FR pour un compte français.").errors(errors),
            titulaire: Field("titulaire", "Titulaire du compte", value: typed.holder).errors(errors),
            bic: Field("bic", "BIC", value: typed.bic).isOptional().errors(errors),
            nir: Field("nir", "Numéro de sécurité sociale", value: typed.nationalNumber)
                .hint("Quinze chiffres, clé comprise ; inutile si le rectorat vous paie déjà.").isOptional().errors(
                    errors))
        return try context.site.page(
            "bank_details", view, title: "Mes coordonnées bancaires", request: request, context: web,
            status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

private struct BankDetailsView {
    let compte: String?
    let rejet: String?
    let erreurs: FormErrors
    let iban, titulaire, bic, nir: Field
}
