public import Hummingbird

/// What a route throws when it cannot answer: shown as a French page to people,
/// and as `application/problem+json` (RFC 9457) to programs.
///
/// The texts are French, say what happened and what to do, and name no internals.
public enum Problem: Error, Sendable, Equatable {
    /// The request itself is malformed: no browser of ours sends it.
    case badRequest(String)
    case signInNeeded
    /// Signed in, but the role, the perimeter or the ownership does not allow it. The text says which.
    case forbidden(String)
    case notFound
    case methodNotAllowed
    /// Somebody else, or another window, changed the thing meanwhile.
    case conflict(String)
    /// It existed, and will not come back: a used link, for example.
    case gone(String)
    case tooLarge
    case unsupportedMediaType
    case unprocessable(String)
    case tooManyRequests(retryAfterSeconds: Int)
    case unavailable
    case failed
}

extension Problem {
    public var status: HTTPResponse.Status {
        switch self {
        case .badRequest: .badRequest
        case .signInNeeded: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .conflict: .conflict
        case .gone: .gone
        case .tooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .unprocessable: .unprocessableContent
        case .tooManyRequests: .tooManyRequests
        case .unavailable: .serviceUnavailable
        case .failed: .internalServerError
        }
    }

    /// The last part of the problem's `type` URI.
    var code: String {
        switch self {
        case .badRequest: "requete-incorrecte"
        case .signInNeeded: "connexion-necessaire"
        case .forbidden: "acces-refuse"
        case .notFound: "introuvable"
        case .methodNotAllowed: "methode-non-admise"
        case .conflict: "modifie-entre-temps"
        case .gone: "n-existe-plus"
        case .tooLarge: "trop-volumineux"
        case .unsupportedMediaType: "format-non-admis"
        case .unprocessable: "donnees-incorrectes"
        case .tooManyRequests: "trop-de-demandes"
        case .unavailable: "indisponible"
        case .failed: "erreur"
        }
    }

    var title: String {
        switch self {
        case .badRequest: "Demande incorrecte"
        case .signInNeeded: "Connexion nécessaire"
        case .forbidden: "Accès refusé"
        case .notFound: "Page introuvable"
        case .methodNotAllowed: "Action impossible à cette adresse"
        case .conflict: "Modifié entre-temps"
        case .gone: "Cette page n’existe plus"
        case .tooLarge: "Envoi trop volumineux"
        case .unsupportedMediaType: "Format d’envoi non admis"
        case .unprocessable: "Données incorrectes"
        case .tooManyRequests: "Trop de demandes"
        case .unavailable: "Service momentanément indisponible"
        case .failed: "Une erreur est survenue"
        }
    }

    /// What happened and what to do, in one or two sentences.
    var detail: String {
        switch self {
        case .badRequest(let text), .forbidden(let text), .conflict(let text), .gone(let text),
            .unprocessable(let text):
            text
        case .signInNeeded: "Connectez-vous pour voir cette page."
        case .notFound: "L’adresse est inexacte, ou la page a été déplacée. Repartez de l’accueil."
        case .methodNotAllowed: "Revenez à la page précédente et recommencez."
        case .tooLarge: "L’envoi dépasse la taille admise. Réduisez-le, puis recommencez."
        case .unsupportedMediaType: "Recommencez depuis le formulaire de la page."
        case .tooManyRequests(let seconds): "Patientez \(Frenchly.wait(seconds: seconds)), puis recommencez."
        case .unavailable: "Rien n’est perdu. Patientez une minute, puis recommencez."
        case .failed: "L’erreur est enregistrée. Recommencez ; si elle persiste, appelez l’assistance."
        }
    }

    /// What an error of the framework means.
    init(_ error: HTTPError) {
        switch error.status {
        case .notFound: self = .notFound
        case .methodNotAllowed: self = .methodNotAllowed
        case .contentTooLarge: self = .tooLarge
        case .unsupportedMediaType: self = .unsupportedMediaType
        case .forbidden: self = .forbidden("Votre profil ne permet pas cette action.")
        case .unauthorized: self = .signInNeeded
        case .serviceUnavailable: self = .unavailable
        case let status where status.code < 500: self = .badRequest("La demande est incorrecte.")
        default: self = .failed
        }
    }
}
