import Foundation
import GuideTexts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

struct PagesTests {
    @Test func anUnknownAddressHasAFrenchPageWithWhomToCall() async throws {
        var desk = HelpDesk()
        desk.phone = "05 00 00 00 00"

        try await TestSite(helpDesk: desk).ask(.get, "/nulle-part") { answer in
            #expect(answer.status == .notFound)
            #expect(String(buffer: answer.body).contains("Page introuvable"))
            #expect(String(buffer: answer.body).contains("tel:0500000000"))
        }
    }

    @Test func anUnexpectedErrorShowsAReferenceAndNoInternals() async throws {
        try await TestSite().ask(.get, "/panne") { answer in
            #expect(answer.status == .internalServerError)
            let reference = try #require(answer.headers[HTTPField.Name("X-Request-ID")!])
            #expect(String(buffer: answer.body).contains(reference))
            #expect(!String(buffer: answer.body).contains("TestFailure"))
        }
    }

    @Test func everyAnswerForbidsWhatPagesDoNotNeed() async throws {
        try await TestSite().ask(.get, "/nulle-part") { answer in
            #expect(answer.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(answer.headers[.strictTransportSecurity] != nil)
        }
    }

    @Test func aTraceThatTheGatewayBeganGoesOn() async throws {
        let name = try #require(HTTPField.Name("traceparent"))
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"

        try await TestSite().ask(.get, "/ouvert", [name: "00-\(trace)-00f067aa0ba902b7-01"]) { answer in
            #expect(answer.headers[HTTPField.Name("X-Request-ID")!] == trace)
        }
    }

    @Test(arguments: ["//autre.example", "/\\autre.example", "https://autre.example", "", "/a b", "/a\r\nX: y"])
    func aReturnPathThatCouldLeaveTheSiteIsIgnored(path: String) {
        #expect(ReturnPath.safe(path) == nil)
    }

    @Test func theErrorSummaryLinksToTheFieldAndEscapesItsMessage() {
        var errors = FormErrors()
        errors.add("copies", "Entre 1 et 500, et non <b>")

        #expect(errors.summary.contains("<a href=\"#champ-copies\">Entre 1 et 500, et non &lt;b&gt;</a>"))
    }

    @Test func aFieldKeepsWhatWasTypedAndTellsWhatIsWrong() {
        var errors = FormErrors()
        errors.add("copies", "Saisissez un nombre.")

        let html = Field("copies", "Copies", .whole(0...500), value: "\"douze\"").errors(errors).renderText

        #expect(html.contains("value=\"&quot;douze&quot;\""))
        #expect(html.contains("aria-describedby=\"erreur-copies\" aria-invalid=\"true\""))
        #expect(html.contains("id=\"erreur-copies\""))
    }

    @Test func aTemplateThatNamesUnknownHelpIsFoundAtStart() throws {
        let help = try Help(pages: [:])

        #expect(throws: SiteError.unknownHelp(template: "page", key: "inconnue")) {
            try TemplateCheck(templates: ["page": "{{{aide.inconnue}}}"], help: help).run()
        }
    }

    @Test func theGuideAndTheHelpBesideAFieldAreOneText() throws {
        let help = try Help(pages: [
            "a.md": "# Titre\nordre: 3\n\n## Le trajet\n[[km]] Aller **et** retour.\n\n- un\n- deux"
        ])

        let page = try #require(help.page("a"))
        #expect(page.html.contains("<h2 id=\"le-trajet\">Le trajet</h2>"))
        #expect(page.html.contains("id=\"km\">Aller <strong>et</strong> retour.</p>"))
        #expect(page.html.contains("<ul><li>un</li><li>deux</li></ul>"))
        #expect(help["km"]?.html.contains("Aller <strong>et</strong> retour.") == true)
    }

    @Test func theGuideOfThisProductCanBeRead() throws {
        let help = try Help(pages: GuideTexts.all.filter { $0.key.hasSuffix(".md") })

        #expect(help["identifiant"] != nil)
    }
}

struct FrenchlyTests {
    @Test(arguments: [
        (0, "0,00\u{202F}€"), (5, "0,05\u{202F}€"), (123_450, "1\u{202F}234,50\u{202F}€"),
        (-1200, "\u{2212}12,00\u{202F}€"),
        (123_456_789, "1\u{202F}234\u{202F}567,89\u{202F}€"),
    ])
    func amounts(cents: Int, text: String) { #expect(Frenchly.money(cents) == text) }

    @Test(arguments: [
        ("2026-06-23", "mardi 23\u{A0}juin 2026"), ("2026-05-01", "vendredi 1er\u{A0}mai 2026"),
        ("2024-02-29", "jeudi 29\u{A0}février 2024"), ("hier", "hier"),
    ])
    func days(iso: String, text: String) { #expect(Frenchly.day(iso) == text) }

    @Test func timesAndDurations() {
        #expect(Frenchly.time("07:45") == "7\u{202F}h\u{202F}45")
        #expect(Frenchly.time("08:00:00") == "8\u{202F}h")
        #expect(Frenchly.hours(65) == "1\u{202F}h\u{202F}05")
    }

    @Test func instantsAreInParis() {
        #expect(
            Frenchly.instant(Date(timeIntervalSince1970: 1_782_165_900))
                == "mardi 23\u{A0}juin 2026 à 0\u{202F}h\u{202F}05")
    }
}

struct FormFieldsTests {
    @Test func repeatedFieldsAccentsAndLineEndsAreRead() throws {
        let fields = try FormFields(parsing: "a=1&a=2&texte=%C3%A9t%C3%A9+%0D%0Afin&vide".utf8)

        #expect(fields.all.map(\.name) == ["a", "a", "texte", "vide"])
        #expect(fields.first("texte") == "été \nfin")
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%ff", "a=%00"])
    func whatIsNoTextIsRefused(body: String) {
        #expect(throws: Problem.self) { try FormFields(parsing: body.utf8) }
    }

    @Test func theHashIgnoresHiddenFieldsAndCannotBeShifted() throws {
        let one = try Form(fields: FormFields(parsing: "_jeton=a&x=12&y=3".utf8))
        let same = try Form(fields: FormFields(parsing: "x=12&y=3&_jeton=b".utf8))
        let other = try Form(fields: FormFields(parsing: "x=1&y=23".utf8))

        #expect(one.hash == same.hash)
        #expect(one.hash != other.hash)
    }

    @Test func aCommandIdThatIsNoUUIDIsRefused() {
        #expect(throws: Problem.self) { try Form(fields: FormFields(parsing: "_commande=abc".utf8)) }
    }
}
