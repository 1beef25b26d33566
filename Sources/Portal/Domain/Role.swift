/// What an account may do; the code travels in the sign-in token.
public enum Role: String, CaseIterable, Sendable {
    case participant
    case officer
    case manager
    case paymaster
    case centreHead = "centre-head"
    case schoolHead = "school-head"
    case operations = "operator"

    /// As a person reads it.
    public var label: String {
        switch self {
        case .participant: "Intervenant"
        case .officer: "Gestionnaire"
        case .manager: "Responsable de l’affectation"
        case .paymaster: "Ordonnateur des paiements"
        case .centreHead: "Chef de centre"
        case .schoolHead: "Chef d’établissement"
        case .operations: "Exploitant"
        }
    }
}
