/// Turns the files that the package embeds into texts by name.
///
/// SwiftPM makes a `PackageResources` for each target, with one `[UInt8]` per file and no list of them, so the
/// service writes the list:
/// ```swift
/// let templates = Templates.decode([
///     "claims": PackageResources.claims_mustache,      // Templates/claims.mustache
///     "claim": PackageResources.claim_mustache,
/// ]).merging(GuideTexts.all) { own, _ in own }
/// ```
public enum Templates {
    /// - Parameter files: bytes by template name. Not UTF-8 is a programming mistake.
    public static func decode(_ files: [String: [UInt8]]) -> [String: String] {
        files.mapValues { bytes in
            guard let text = String(validating: bytes, as: UTF8.self) else {
                preconditionFailure("an embedded file is not UTF-8")
            }
            return text
        }
    }
}
