/// What no claim can hold. These limits are of this program, not of the law: they lie far above what happens, so that a
/// slip of the finger is caught and every computation stays exact.
public enum FactLimits {
    /// Scripts or files of one line.
    public static let scripts = 2_000
    public static let candidates = 500
    /// Requests for accreditation of one line.
    public static let requests = 2_000
    public static let subjects = 200
    public static let memoirs = 1_000
    public static let posts = 100_000
    /// Kilometres of one journey, there and back.
    public static let kilometres = 5_000
    /// No car makes more of each hour between departure and return.
    public static let kilometresAnHour = 200
    /// Kilometres of one person in one year, and of a moped in one month.
    public static let kilometresOfAYear = 100_000
    public static let mopedKilometresOfAMonth = 20_000
    /// A journey lasts at most two months: lines that lie farther apart do not meet in liquidation either.
    public static let journeyDays = 62
    public static let lines = 500
}
