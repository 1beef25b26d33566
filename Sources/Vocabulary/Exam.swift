/// An examination, by the code that the whole system uses.
public enum Exam: OpenCode {
    case baccalaureatGeneral
    case baccalaureatTechnologique
    case baccalaureatProfessionnel
    case bts
    case dnb
    case cap
    case unknown(String)

    public static let known: [Exam] = [
        .baccalaureatGeneral, .baccalaureatTechnologique, .baccalaureatProfessionnel, .bts, .dnb, .cap,
    ]

    public var code: String {
        switch self {
        case .baccalaureatGeneral: "bac-general"
        case .baccalaureatTechnologique: "bac-technologique"
        case .baccalaureatProfessionnel: "bac-professionnel"
        case .bts: "bts"
        case .dnb: "dnb"
        case .cap: "cap"
        case .unknown(let code): code
        }
    }

    /// The name that French readers know.
    public var label: String {
        switch self {
        case .baccalaureatGeneral: "Baccalauréat général"
        case .baccalaureatTechnologique: "Baccalauréat technologique"
        case .baccalaureatProfessionnel: "Baccalauréat professionnel"
        case .bts: "BTS"
        case .dnb: "Diplôme national du brevet"
        case .cap: "CAP"
        case .unknown(let code): code
        }
    }
}
