import Foundation

/// Paths inside this site, as they travel in `?retour=`.
public enum ReturnPath {
    /// The path if it stays on this site; `nil` for anything that a browser could read as another site.
    public static func safe(_ path: String?) -> String? {
        guard let path, path.utf8.count <= 2000, path.first == "/", !path.hasPrefix("//"),
            path.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F && $0 != "\\" })
        else { return nil }
        return path
    }

    public static func renewal(to path: String) -> String { "/portail/renouveler?retour=\(escape(path))" }

    public static func signIn(to path: String) -> String { "/portail/connexion?retour=\(escape(path))" }

    /// Percent-encodes a value for a query.
    public static func escape(_ value: String) -> String {
        value.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
}
