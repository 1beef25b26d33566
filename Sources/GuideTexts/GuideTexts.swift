/// The French texts of the user guide, of the help beside the fields, and of the menu. They are read by `Web.Help`:
/// a service puts them beside its templates.
///
/// One file for each page of the guide (`Pages/<slug>.md`); its markup is described at `Help`. A new file must be
/// added to the list below; a test compares the list with the folder.
public enum GuideTexts {
    /// Text by file name.
    public static let all: [String: String] = [
        "menu.txt": text(PackageResources.menu_txt),
        "signin.md": text(PackageResources.signin_md),
        "claim.md": text(PackageResources.claim_md),
        "combien.md": text(PackageResources.combien_md),
        "paiements.md": text(PackageResources.paiements_md),
        "etapes.md": text(PackageResources.etapes_md),
        "verification.md": text(PackageResources.verification_md),
        "affectation.md": text(PackageResources.affectation_md),
        "ordonnancement.md": text(PackageResources.ordonnancement_md),
        "comptes.md": text(PackageResources.comptes_md),
        "accessibilite.md": text(PackageResources.accessibilite_md),
        "donnees.md": text(PackageResources.donnees_md),
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
