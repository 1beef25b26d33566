import Foundation
import ValidationDomain
import Vocabulary
import Web

/// What an officer looks for; it stands in the address.
struct QueueFilter: Sendable, Equatable {
    /// Which claims the list shows: those to decide, those whose hours the service must enter, or one state.
    enum View: Sendable, Equatable {
        case open
        case hours
        case state(FileState)
    }

    var view = View.open
    var office = ""
    var exam = ""
    var kind = ""
    var centre = ""
    /// Words of the name, or the number.
    var text = ""
    /// `oui`: only what is in order; `non`: only what is not; else the code of one reason.
    var point = ""
    /// Empty: the oldest first; `nom`, `centre`.
    var order = ""
    var page = 0

    static let pageSize = 50

    var states: [String] {
        switch view {
        case .open: [FileState.submitted.rawValue, FileState.notPerformed.rawValue]
        case .hours: [FileState.announced.rawValue]
        case .state(let state): [state.rawValue]
        }
    }

    /// Only what may pass in one gesture.
    var inOrder: QueueFilter {
        var filter = self
        (filter.view, filter.point, filter.page, filter.order) = (.state(.submitted), "oui", 0, "")
        return filter
    }
}

extension QueueFilter {
    /// Reads the filter from an address; what makes no sense is left out.
    init(query value: (String) -> String?) {
        func text(_ name: String) -> String { (value(name) ?? "").trimmingCharacters(in: .whitespaces) }
        switch text("etat") {
        case "heures": view = .hours
        case let state: view = FileState(rawValue: state).map { .state($0) } ?? .open
        }
        (office, exam, kind, centre) = (text("bureau"), text("examen"), text("type"), text("centre"))
        self.text = String(text("q").prefix(100))
        point = text("ordre")
        order = ["nom", "centre"].contains(text("tri")) ? text("tri") : ""
        page = min(max(0, (Int(text("page")) ?? 1) - 1), 100_000)
    }

    /// The filter as it stands in the address, without the page; empty when nothing is chosen.
    var query: String {
        let state =
            switch view {
            case .open: ""
            case .hours: "heures"
            case .state(let state): state.rawValue
            }
        let pairs = [
            ("etat", state), ("bureau", office), ("examen", exam), ("type", kind), ("centre", centre), ("q", text),
            ("ordre", point), ("tri", order),
        ]
        return pairs.filter { !$0.1.isEmpty }.map { "\($0.0)=\(ReturnPath.escape($0.1))" }.joined(separator: "&")
    }

    /// A path of this list, with the filter.
    func address(_ path: String, _ more: String = "") -> String {
        let parts = [query, more].filter { !$0.isEmpty }
        return parts.isEmpty ? path : "\(path)?\(parts.joined(separator: "&"))"
    }
}

/// A place in the list, oldest first: what comes next is found from it, also when the claim itself has left the list.
struct QueuePlace: Sendable, Equatable {
    let since: Date
    let claim: UUID

    init(since: Date, claim: UUID) { (self.since, self.claim) = (since, claim) }

    /// Reads `microseconds.uuid`; nil for any other form.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let microseconds = Int64(parts[0]), let claim = UUID(uuidString: String(parts[1]))
        else { return nil }
        self.init(since: Date(timeIntervalSince1970: Double(microseconds) / 1_000_000), claim: claim)
    }

    var text: String {
        "\(Int64((since.timeIntervalSince1970 * 1_000_000).rounded())).\(claim.uuidString.lowercased())"
    }
}
