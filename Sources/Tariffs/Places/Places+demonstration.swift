extension Places {
    /// Small tables to try with: real communes around Toulouse, the large towns, and rough fares and distances. Traps when it is not sound; tests read it.
    public static let demonstration: Places = {
        do throws(TableRefused) {
            return try OperatorTables.read([
                "communes.csv": String(decoding: PackageResources.communes_csv, as: UTF8.self),
                "adjoining.csv": String(decoding: PackageResources.adjoining_csv, as: UTF8.self),
                "fares.csv": String(decoding: PackageResources.fares_csv, as: UTF8.self),
                "distances.csv": String(decoding: PackageResources.distances_csv, as: UTF8.self),
            ]).places
        } catch {
            preconditionFailure("the embedded communes are not sound: \(error)")
        }
    }()
}
