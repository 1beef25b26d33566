extension Places {
    public static let demonstration = Places.none
}
