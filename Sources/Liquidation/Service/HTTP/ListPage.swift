import Foundation
import Hummingbird
import Web

/// Which part of a long list is shown, and the links to the others. The filters stay in the address.
struct ListPage {
    struct Link {
        let numero, adresse: String
        let courante: Bool
    }

    static let size = 50

    /// From 1.
    let number: Int

    /// Reads `page` of the address; anything else than a page is the first.
    init(_ request: Request) {
        number = min(max(request.uri.queryParameters.get("page").flatMap { Int($0) } ?? 1, 1), 100_000)
    }

    var offset: Int { (number - 1) * Self.size }

    /// Links to the first, the last and the neighbouring pages; none when there is only one.
    func links(total: Int, path: String, filters: [(String, String)] = []) -> [Link] {
        let last = max(1, (total + Self.size - 1) / Self.size)
        guard last > 1 else { return [] }
        let shown = Set([1, last] + Array(max(1, number - 2)...max(1, number + 2))).filter { $0 <= last }.sorted()
        return shown.map { page in
            let query = (filters + [("page", String(page))]).filter { !$0.1.isEmpty }
            return Link(
                numero: Frenchly.number(page), adresse: "\(path)?\(Self.query(query))", courante: page == number)
        }
    }

    static func query(_ pairs: [(String, String)]) -> String {
        pairs.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
            .joined(separator: "&")
    }
}

/// The entries of the paymaster's own menu, above every page.
struct Sections {
    struct Entry {
        let adresse, nom: String
        let courante: Bool
    }

    private static let all = [
        ("/paiements", "Situation"), ("/paiements/lots", "Lots"), ("/paiements/reponses", "Réponses de la banque"),
        ("/paiements/rejets", "Rejets"), ("/paiements/attentes", "En attente"), ("/paiements/paye", "Paye"),
        ("/paiements/ordres", "Recherche"),
    ]

    static func at(_ path: String) -> [Entry] {
        all.map { Entry(adresse: $0.0, nom: $0.1, courante: $0.0 == path) }
    }
}
