extension Places {
    /// A small table of real communes around Toulouse, and the large towns. Traps when it is not sound; tests read it.
    public static let demonstration: Places = {
        do throws(TableRefused) {
            return Places(
                communes: try communes(
                    csv: String(decoding: PackageResources.communes_csv, as: UTF8.self), file: "communes.csv"),
                adjoining: try adjoining(
                    csv: String(decoding: PackageResources.adjoining_csv, as: UTF8.self), file: "adjoining.csv"))
        } catch {
            preconditionFailure("the embedded communes are not sound: \(error)")
        }
    }()
}
