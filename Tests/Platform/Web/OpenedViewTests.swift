import Foundation
import Mustache
import Testing

@testable import Web

@Suite struct OpenedViewTests {
    struct Line {
        let label: String
        let note: String?
    }

    struct Whole {
        let title: String
        let note: String?
        let absent: Line?
        let present: Line?
        let lines: [Line]
        let open: Bool
        let count: Int
        let id: UUID
        let field: Field
        let errors: FormErrors
    }

    private static let template = """
        {{title}}|{{note}}|{{#absent}}never{{/absent}}{{^absent}}none{{/absent}}|{{#present}}{{label}}{{/present}}|\
        {{#lines}}{{label}}({{note}}){{^last()}},{{/last()}}{{/lines}}|{{#open}}open{{/open}}|{{count}}|{{id}}|\
        {{present.label}}|{{{errors.champ.copies}}}|{{{field}}}
        """

    private func view(note: String?) -> Whole {
        var errors = FormErrors()
        errors.add("copies", "Trop.")
        return Whole(
            title: "Titre <1>", note: note, absent: nil, present: Line(label: "ici", note: nil),
            lines: [Line(label: "a", note: nil), Line(label: "b", note: "propre")], open: true, count: 2,
            id: UUID(), field: Field("copies", "Copies"), errors: errors)
    }

    /// What was opened once reads as what mustache finds by reflection, also where a name is looked up further out.
    @Test(arguments: ["dehors", nil]) func readsAsReflected(note: String?) throws {
        let template = try MustacheTemplate(string: Self.template)
        let view = view(note: note)
        let opened = try #require(OpenedView.open(view))
        #expect(opened is OpenedView)
        let text = template.render(opened)
        #expect(text == template.render(view))
        #expect(text.contains("Titre &lt;1&gt;|\(note ?? "")|none|ici|a(\(note ?? "")),b(propre)|open|2|"))
    }

    @Test func keepsWhatDescribesItself() throws {
        #expect(OpenedView.open(7) as? Int == 7)
        #expect(OpenedView.open(Optional<Line>.none as Any) == nil)
        #expect(OpenedView.open(["name": "x"]) as? [String: String] == ["name": "x"])
    }
}
