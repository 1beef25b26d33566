"""Debian's Chromium, driven by Playwright, and what every page must stand up to in it."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
#: Bytes on the wire until a page stands for the first time, style and script included.
HEAVIEST = 100_000
#: Width and height of the window; 640 is what is left of 1280 at 200 %.
WINDOWS = {"phone": (390, 844), "small": (320, 640), "zoomed": (640, 450), "desk": (1280, 900)}
#: Long lists repeat themselves: axe reads the first of each, the widths are taken of all.
SHORTEN = """() => document.querySelectorAll('main, main section, tbody, ul, ol').forEach(
    list => [...list.children].slice(40).forEach(each => each.remove()))"""
#: What tells two pages of one kind apart.
IDENTITY = re.compile(r"/([0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d{2}(-\d{2})?|\d+)(?=/|$)")


@contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-extensions"],
        )
        try:
            yield browser
        finally:
            browser.close()


def kind(path: str) -> str:
    """Pages that differ only by whom they show are of one kind."""
    return IDENTITY.sub("/…", urlsplit(path).path)


def violations(page: Page) -> list[str]:
    """What axe has against the page as it stands, each with the first element that it names."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:200]} ({each['nodes'][0].get('failureSummary', '')})"
        for each in found
    ]


def too_wide(page: Page) -> list[str]:
    """The elements that make the whole page scroll sideways."""
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const guilty = [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('.table-scroll'));
            return ['scrolls to ' + document.documentElement.scrollWidth + ' in ' + width + ': '
                + guilty.slice(-2).map(e => e.outerHTML.slice(0, 120)).join(' | ')];
        }"""
    )


@dataclass
class Weighed:
    """One person's window, which notes what comes over the wire and what the browser complains of."""

    context: BrowserContext
    page: Page = None
    bytes: int = 0
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page = self.context.new_page()
        self._wire = self.context.new_cdp_session(self.page)
        self._wire.send("Network.enable")
        self._wire.on("Network.loadingFinished", self._count)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def _count(self, event):
        self.bytes += event["encodedDataLength"]

    def _hear(self, message):
        # The status of the page itself is judged by whoever asked for it.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def sign_in_as(self, visitor) -> "Weighed":
        """Goes on where somebody has signed in without a window."""
        self.context.add_cookies(
            [{"name": each.name, "value": each.value, "url": visitor.origin} for each in visitor.cookies]
        )
        return self

    def first_view(self, url: str) -> int:
        """Opens the page as somebody who was never here; returns its status."""
        self._wire.send("Network.clearBrowserCache")
        self.bytes, self.complaints[:] = 0, []
        return self.page.goto(url, wait_until="load").status

    def faults(self, expected_status: int = 200, status: int = 200) -> list[str]:
        """Everything that is wrong with the page that now stands: at every width, in light and in dark."""
        found = list(self.complaints)
        if status != expected_status:
            found.append(f"answered {status}")
        if inner := re.search(r".{0,40}(Optional\(|Swift\.|\bnil\b|\{\{).{0,60}", self.page.inner_text("body")):
            found.append(f"shows its inside: {inner.group(0)}")
        if self.bytes > HEAVIEST:
            found.append(f"weighs {self.bytes} bytes")
        for window in WINDOWS:
            self._resize(window)
            found += [f"{window}: {fault}" for fault in too_wide(self.page)]
        self.page.evaluate(SHORTEN)
        for scheme, window in (("dark", "phone"), ("light", "desk")):
            self._resize(window)
            self.page.emulate_media(color_scheme=scheme)
            found += [f"{window}, {scheme}: {fault}" for fault in violations(self.page)]
        return found

    def _resize(self, window: str) -> None:
        width, height = WINDOWS[window]
        self.page.set_viewport_size({"width": width, "height": height})

    def links(self) -> list[str]:
        found = self.page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
        return [link for link in found if link.startswith("/") and not link.startswith("//")]


@dataclass
class Walk:
    """Everywhere that the links of the site lead one person, each kind of page a few times."""

    window: Weighed
    origin: str
    #: How many pages of one kind are looked at.
    samples: int = 1
    #: Beginnings of paths that somebody else has looked at already.
    known: tuple[str, ...] = ()
    #: Where pictures of the pages are put, if somebody wants to look at them.
    pictures: Path | None = None
    seen: dict[str, list[str]] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def start(self, *paths: str) -> "Walk":
        waiting = list(paths)
        while waiting:
            path = waiting.pop(0).split("#")[0]
            if self.known and path.startswith(self.known):
                continue
            known = self.seen.setdefault(kind(path), [])
            if path in known or len(known) >= self.samples:
                continue
            known.append(path)
            waiting += self._look(path)
        return self

    def _look(self, path: str) -> list[str]:
        try:
            status = self.window.first_view(urljoin(self.origin, path))
        except PlaywrightError as error:
            # A file to keep is no page.
            if "Download is starting" in str(error):
                return []
            raise
        if self.pictures:
            self._picture(path)
        links = self.window.links()
        if found := self.window.faults(status=status):
            self.faults[path] = found
        return links

    def _picture(self, path: str) -> None:
        name = re.sub(r"[^a-z0-9]+", "-", kind(path).replace("…", "n").lower()).strip("-") or "accueil"
        number = len(self.seen[kind(path)])
        for window in ("phone", "desk"):
            width, height = WINDOWS[window]
            self.window.page.set_viewport_size({"width": width, "height": height})
            self.window.page.screenshot(path=self.pictures / f"{name}-{number}-{window}.png", full_page=True)


def new_window(browser: Browser, **settings) -> Weighed:
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce", **settings)
    context.set_default_timeout(30_000)
    return Weighed(context)
