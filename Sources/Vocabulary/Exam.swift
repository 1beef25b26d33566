/// An examination, by the code that the whole system uses.
public enum Exam: OpenCode {
    // Baccalauréat.
    case baccalaureatGeneral, baccalaureatTechnologique, baccalaureatProfessionnel
    // The other examinations of most missions.
    case bts, dnb, cap
    // Source: arrêté of 13 April 2012 (NOR MENF1210166A), annex: rate 1.
    case bep, cfg, mentionComplementaire5, preposeAuTir, bia, delf, b2iAdultes
    // The same annex: rate 2.
    case mentionComplementaire4, brevetProfessionnel, prothesisteOrthesiste, podoOrthesiste, brevetMetiersArt,
        artsDuCirque, moniteurEducateur
    // The same annex: rate 3.
    case concoursGeneralLycees, concoursGeneralMetiers, brevetTechnicien, dtms
    // The same annex: rate 4.
    case dcl, enseignementAeronautique
    // Higher education. Source: arrêté of 9 August 2012 (NOR ESRF1221142A).
    case dma, dcg, dscg, dec
    // Recruitment competitions, by category of the corps. Source: arrêté of 7 May 2012 (NOR MENF1221084A).
    case concoursA1, concoursA2, concoursB, concoursC
    case unknown(String)

    public static let known: [Exam] = [
        .baccalaureatGeneral, .baccalaureatTechnologique, .baccalaureatProfessionnel, .bts, .dnb, .cap, .bep,
        .cfg, .mentionComplementaire5, .preposeAuTir, .bia, .delf, .b2iAdultes, .mentionComplementaire4,
        .brevetProfessionnel, .prothesisteOrthesiste, .podoOrthesiste, .brevetMetiersArt, .artsDuCirque,
        .moniteurEducateur, .concoursGeneralLycees, .concoursGeneralMetiers, .brevetTechnicien, .dtms, .dcl,
        .enseignementAeronautique, .dma, .dcg, .dscg, .dec, .concoursA1, .concoursA2, .concoursB, .concoursC,
    ]

    public var code: String {
        switch self {
        case .baccalaureatGeneral: "bac-general"
        case .baccalaureatTechnologique: "bac-technologique"
        case .baccalaureatProfessionnel: "bac-professionnel"
        case .bts: "bts"
        case .dnb: "dnb"
        case .cap: "cap"
        case .bep: "bep"
        case .cfg: "cfg"
        case .mentionComplementaire5: "mention-complementaire-5"
        case .preposeAuTir: "prepose-au-tir"
        case .bia: "bia"
        case .delf: "delf"
        case .b2iAdultes: "b2i-adultes"
        case .mentionComplementaire4: "mention-complementaire-4"
        case .brevetProfessionnel: "brevet-professionnel"
        case .prothesisteOrthesiste: "prothesiste-orthesiste"
        case .podoOrthesiste: "podo-orthesiste"
        case .brevetMetiersArt: "brevet-metiers-art"
        case .artsDuCirque: "arts-du-cirque"
        case .moniteurEducateur: "moniteur-educateur"
        case .concoursGeneralLycees: "concours-general-lycees"
        case .concoursGeneralMetiers: "concours-general-metiers"
        case .brevetTechnicien: "brevet-technicien"
        case .dtms: "dtms"
        case .dcl: "dcl"
        case .enseignementAeronautique: "enseignement-aeronautique"
        case .dma: "dma"
        case .dcg: "dcg"
        case .dscg: "dscg"
        case .dec: "dec"
        case .concoursA1: "concours-a1"
        case .concoursA2: "concours-a2"
        case .concoursB: "concours-b"
        case .concoursC: "concours-c"
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
        case .bep: "BEP"
        case .cfg: "Certificat de formation générale"
        case .mentionComplementaire5: "Mention complémentaire (niveau V)"
        case .preposeAuTir: "Certificat de préposé au tir"
        case .bia: "Brevet d'initiation aéronautique"
        case .delf: "DELF"
        case .b2iAdultes: "B2i adultes"
        case .mentionComplementaire4: "Mention complémentaire (niveau IV)"
        case .brevetProfessionnel: "Brevet professionnel"
        case .prothesisteOrthesiste: "Technicien prothésiste-orthésiste"
        case .podoOrthesiste: "Podo-orthésiste"
        case .brevetMetiersArt: "Brevet des métiers d'art"
        case .artsDuCirque: "Brevet artistique des techniques du cirque"
        case .moniteurEducateur: "Diplôme d'État de moniteur-éducateur"
        case .concoursGeneralLycees: "Concours général des lycées"
        case .concoursGeneralMetiers: "Concours général des métiers"
        case .brevetTechnicien: "Brevet de technicien"
        case .dtms: "Diplôme de technicien des métiers du spectacle"
        case .dcl: "Diplôme de compétence en langue"
        case .enseignementAeronautique: "Certificat d'aptitude à l'enseignement aéronautique"
        case .dma: "Diplôme des métiers d'art"
        case .dcg: "DCG"
        case .dscg: "DSCG"
        case .dec: "Diplôme d'expertise comptable"
        case .concoursA1: "Concours de recrutement, corps A1"
        case .concoursA2: "Concours de recrutement, corps A2"
        case .concoursB: "Concours de recrutement, catégorie B"
        case .concoursC: "Concours de recrutement, catégorie C"
        case .unknown(let code): code
        }
    }
}
