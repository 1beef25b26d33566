import Foundation
public import Hummingbird
import Mustache

extension Site {
    /// A whole page: the template rendered with the view, inside the shell.
    ///
    /// Beside the view's own fields, every template knows `{{{form}}}` (the hidden fields of a form),
    /// `{{{aide.key}}}` (help of the guide), `{{> assistance}}` (whom to call) and `{{personne}}` (the name).
    /// - Parameter view: a struct, or a dictionary. Its properties are what the template names.
    public func page(
        _ template: String, _ view: Any, title: String, request: Request, context: WebContext,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let token = VisitorToken(request, context)
        let content = PageView(view: OpenedView.open(view), site: self, person: context.signedIn) { token.use() }
        guard let body = library.render(content, withTemplate: template) else {
            throw SiteError.unknownTemplate(template)
        }
        let notice = request.cookies[Self.noticeCookie]?.value.removingPercentEncoding
        let shell = ShellView(
            site: self, person: context.signedIn, path: request.uri.path,
            inside: .init(title: title, content: body, notice: notice, refused: status == .unprocessableContent))
        guard let html = library.render(OpenedView.open(shell) ?? shell, withTemplate: "page") else {
            throw SiteError.unknownTemplate("page")
        }
        var response = Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
        if notice != nil { set(SetCookie(Self.noticeCookie, "", maxAgeSeconds: 0), on: &response) }
        if let cookie = token.cookie { set(cookie, on: &response) }
        return response
    }
}

/// The form token of a page that is being rendered; makes a visitor's one at its first use.
private final class VisitorToken {
    private var token: String
    private(set) var cookie: SetCookie?

    init(_ request: Request, _ context: WebContext) { token = FormToken.expected(request, context) }

    func use() -> String {
        if token.isEmpty {
            token = FormToken.fresh()
            cookie = SetCookie(FormToken.visitorCookie, token)
        }
        return token
    }
}

/// What `{{{form}}}` writes: the synchroniser token and a command id of its own for each form of the page.
struct HiddenFields {
    let token: String

    var html: String {
        """
        <input type="hidden" name="\(Form.Hidden.token)" value="\(HTML.escape(token))">\
        <input type="hidden" name="\(Form.Hidden.command)" value="\(UUID().uuidString.lowercased())">
        """
    }
}

/// What a service's template sees: its view, and the few names that every page has.
struct PageView: MustacheParent {
    /// As `OpenedView` gives it.
    let view: Any?
    let site: Site
    let person: SignedIn?
    let token: () -> String

    func child(named name: String) -> Any? {
        switch name {
        case "form": HiddenFields(token: token()).html
        case "aide": ByField { key in site.help[key]?.html ?? "" }
        case "assistance": site.settings.helpDesk.isKnown ? HelpDeskView(site.settings.helpDesk) : nil
        case "personne": person?.displayName
        default: (view as? any MustacheParent)?.child(named: name)
        }
    }
}

struct HelpDeskView {
    let phone: String?
    let dialled: String
    let mail: String?
    let hours: String?
    let closed: String?

    init(_ desk: HelpDesk) {
        phone = desk.phone.isEmpty ? nil : desk.phone
        dialled = desk.dialled
        mail = desk.mail.isEmpty ? nil : desk.mail
        hours = desk.hours.isEmpty ? nil : desk.hours
        closed = desk.closed.isEmpty ? nil : desk.closed
    }
}

/// What the shell shows around the content.
struct ShellView {
    /// What changes from page to page.
    struct Inside {
        let title: String
        let content: String
        let notice: String?
        let refused: Bool
    }

    let title: String
    let name: String
    let organisation: String?
    let content: String
    let notice: String?
    let refused: Bool
    let personName: String?
    let menu: [Menu.View]
    let hasMenu: Bool
    let form: String
    let assistance: HelpDeskView?
    let stylesheet = Assets.path(of: "style.css")
    let script = Assets.path(of: "script.js")
    let icon = Assets.path(of: "icon.svg")

    init(site: Site, person: SignedIn?, path: String, inside: Inside) {
        title = inside.title
        content = inside.content
        notice = inside.notice
        refused = inside.refused
        name = site.settings.name
        organisation = site.settings.organisation.isEmpty ? nil : site.settings.organisation
        personName = person?.displayName
        menu = site.menu.view(for: person, at: path)
        hasMenu = !menu.isEmpty
        form = person.map { HiddenFields(token: $0.session.formToken).html } ?? ""
        assistance = site.settings.helpDesk.isKnown ? HelpDeskView(site.settings.helpDesk) : nil
    }
}
