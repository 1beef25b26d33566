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
        let dossier = try await context.pool.withConnection { connection in
            OwnDossier(
                state: try connection.run(SelectDossierState(participant: participant)).first,
                returns: try connection.run(SelectOwnReturns(participant: participant)))
        }
        let view = BankDetailsView(dossier, typed, errors, context.site.help)
        return try context.site.page(
            "bank_details", view, title: "Mes coordonnées bancaires", request: request, context: web,
            status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

private struct BankDetailsView {
    struct Return {
        let jour, montant, motif: String
    }

    let compte, depuis, rejet: String?
    let retours: [Return]
    let erreurs: FormErrors
    let iban, titulaire, bic, nir: Field

    init(_ dossier: OwnDossier, _ typed: TypedBankDetails, _ errors: FormErrors, _ help: Help) {
        let state = dossier.state
        let refusal = state?.refusal.map(ReturnReason.of)
        compte = refusal == nil ? state?.masked : nil
        depuis = state?.enteredAt.map { Frenchly.shortDay(of: $0) }
        rejet = dossier.returns.isEmpty ? refusal?.explanation : nil
        retours = dossier.returns.map {
            Return(
                jour: Frenchly.shortDay(of: $0.at), montant: Frenchly.money($0.amount.cents),
                motif: $0.explanation ?? "")
        }
        erreurs = errors
        iban = Field("iban", "IBAN", value: typed.iban).help(help["iban"]).autocomplete("off").errors(errors)
        titulaire = Field("titulaire", "Titulaire du compte", value: typed.holder).help(help["titulaire"]).errors(
            errors)
        bic = Field("bic", "BIC", value: typed.bic).isOptional().autocomplete("off").errors(errors)
        let number = Field("nir", "Numéro de sécurité sociale", value: typed.nationalNumber)
            .help(help["nir"]).autocomplete("off").errors(errors)
        let needed = state.map { $0.status != "internal" && !$0.hasNationalNumber } ?? false
        nir = needed ? number : number.isOptional()
    }
}

/// What is shown of the own bank details.
private struct OwnDossier: Sendable {
    let state: DossierState?
    let returns: [(amount: Money, explanation: String?, at: Date)]
}
