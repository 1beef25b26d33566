"""A person with a browser that does little: keeps cookies, follows redirects, fills in the forms that the page shows.

It knows the site only by its pages, so a form that loses a field, or a page that loses its form, is noticed.
"""

import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser


class Refused(AssertionError):
    """The site did not do what the person expected of it."""


@dataclass
class HtmlForm:
    action: str
    method: str = "get"
    #: What a browser would send if the person touched nothing.
    values: dict = field(default_factory=dict)
    #: Every name that the form takes, with the values it offers when it offers a choice.
    choices: dict = field(default_factory=dict)
    buttons: list = field(default_factory=list)
    upload: str | None = None


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms, self.links, self.words = [], [], []
        self.heading, self.errors = [], []
        self._form = self._select = self._area = None
        self._quiet, self._stack = 0, []

    def handle_starttag(self, tag, pairs):
        given = dict(pairs)
        if tag in ("script", "style", "template", "svg"):
            self._quiet += 1
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "form":
            self._form = HtmlForm(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        if self._form is not None:
            self._control(tag, given)
        if tag in ("h1", "h2", "h3", "p", "li", "td", "th", "dt", "dd", "div", "section", "br", "tr", "option"):
            self.words.append("\n")

    def _control(self, tag, given):
        form, name = self._form, given.get("name")
        if tag == "input" and name:
            kind, value = given.get("type", "text"), given.get("value", "")
            if kind == "file":
                form.upload = name
            elif kind in ("radio", "checkbox"):
                form.choices.setdefault(name, []).append(value or "on")
                if "checked" in given:
                    form.values[name] = value or "on"
            elif kind not in ("submit", "button", "image"):
                form.choices.setdefault(name, [])
                form.values[name] = value
        if tag == "button" or (tag == "input" and given.get("type") == "submit"):
            form.buttons.append((name, given.get("value", "")))
        if tag == "select" and name:
            self._select = name
            form.choices.setdefault(name, [])
        if tag == "option" and self._select:
            value = given.get("value", "")
            form.choices[self._select].append(value)
            if "selected" in given or self._select not in form.values:
                form.values[self._select] = value
        if tag == "textarea" and name:
            self._area = name
            form.choices.setdefault(name, [])
            form.values[name] = ""

    def handle_endtag(self, tag):
        if tag in ("script", "style", "template", "svg"):
            self._quiet -= 1
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = None
        if tag == "textarea":
            self._area = None

    def handle_data(self, data):
        if self._area and self._form is not None:
            self._form.values[self._area] += data
        if not self._quiet:
            self.words.append(data)


@dataclass
class Page:
    status: int
    url: str
    headers: dict
    body: bytes

    def __post_init__(self):
        reader = _Reader()
        if "html" in self.headers.get("Content-Type", ""):
            reader.feed(self.body.decode())
        self.forms, self.links = reader.forms, reader.links
        lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
        self.text = "\n".join(line for line in lines if line)

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.url).path

    @property
    def complaint(self) -> str:
        """What the page says is wrong, or its beginning when it says nothing of the kind."""
        lines = self.text.split("\n")
        wrong = [line for line in lines if line.startswith("Erreur :") or "corriger" in line]
        return "\n".join(wrong[1:] or lines[:30])

    def form(self, action: str) -> HtmlForm:
        for form in self.forms:
            if action in (form.action or self.path):
                return form
        shown = [form.action for form in self.forms]
        raise Refused(f"{self.path} ({self.status}) has no form for {action}; it has {shown}:\n{self.text[:1500]}")

    def says(self, *words: str) -> bool:
        """Whether the page says all of this, whatever its spaces are made of."""
        plain = " ".join(self.text.split())
        return all(" ".join(word.split()) in plain for word in words)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Visitor:
    def __init__(self, origin: str, name: str = "somebody"):
        self.origin, self.name = origin, name
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), _Stay)

    def ask(self, path: str, data: bytes | None = None, **headers) -> Page:
        """One request; redirects are answers too."""
        url = urllib.parse.urljoin(self.origin, path)
        request = urllib.request.Request(url, data=data)
        if data is not None:
            request.add_header("Origin", self.origin)
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            answer = self._opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Page(answer.status, url, dict(answer.headers), answer.read())

    def get(self, path: str, expect: int | None = 200) -> Page:
        page = self._follow(self.ask(path))
        if expect is not None and page.status != expect:
            raise Refused(f"{self.name} asked {path} and got {page.status} at {page.path}:\n{page.text[:1500]}")
        return page

    def _follow(self, page: Page, data: bytes | None = None) -> Page:
        for _ in range(8):
            if page.status not in (301, 302, 303, 307):
                return page
            # 307 keeps the method and the body.
            data = data if page.status == 307 else None
            page = self.ask(urllib.parse.urljoin(page.url, page.headers["Location"]), data)
        raise Refused(f"{self.name} is sent round in circles at {page.path}")

    def send(self, page: Page, action: str, expect: int | None = 200, **typed) -> Page:
        """Fills in and sends the form of `page` that goes to `action`; `button=(name, value)` presses that one."""
        form = page.form(action)
        button = typed.pop("button", None)
        unknown = set(typed) - set(form.choices)
        if unknown:
            raise Refused(f"{page.path}: the form {form.action} has no {sorted(unknown)}; it has {sorted(form.choices)}")
        for name, value in typed.items():
            if form.choices[name] and value not in form.choices[name]:
                raise Refused(f"{page.path}: {name} offers {form.choices[name]}, not {value!r}")
        return self.post(form.action or page.url, form.values | typed | dict([button] if button else []), expect)

    def post(self, path: str, values: dict, expect: int | None = 200) -> Page:
        data = urllib.parse.urlencode(values, doseq=True).encode()
        page = self._follow(self.ask(path, data), data)
        if expect is not None and page.status != expect:
            raise Refused(f"{self.name} posted {sorted(values)} to {path} and got {page.status}:\n{page.complaint}")
        return page

    def upload(self, page: Page, action: str, name: str, content: bytes, expect: int | None = 200) -> Page:
        """Sends a file by the form of `page`, as multipart/form-data."""
        form = page.form(action)
        if form.upload is None:
            raise Refused(f"{page.path}: the form {form.action} takes no file")
        boundary = "----imagin-acceptance"
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in form.values.items()
        ]
        head = f'Content-Disposition: form-data; name="{form.upload}"; filename="{name}"\r\nContent-Type: text/xml'
        parts.append(f"--{boundary}\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
        parts.append(f"--{boundary}--\r\n".encode())
        answer = self.ask(form.action, b"".join(parts), Content_Type=f"multipart/form-data; boundary={boundary}")
        page = self._follow(answer)
        if expect is not None and page.status != expect:
            raise Refused(f"{self.name} sent {name} to {action} and got {page.status}:\n{page.text[:2000]}")
        return page

    def json(self, path: str, body: dict, bearer: str) -> tuple[int, dict]:
        page = self.ask(
            path, json.dumps(body).encode(), Content_Type="application/json", Accept="application/json",
            Authorization=f"Bearer {bearer}",
        )
        return page.status, json.loads(page.body or b"{}")
