"""The convocation on paper: archivable, readable by a screen reader, and checked by the code that is printed on it."""

import email
import email.policy
import io
import re
import urllib.error
import urllib.request
from urllib.parse import urljoin, urlsplit

import pikepdf
import pytest

from browser import chromium, new_window, too_wide, violations
from journey import SESSION, Journey

CONVOCATION = re.compile(r"/affectation/convocations/[^\s<>\"]+")


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


def get(url: str) -> tuple[int, str, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read()


def link_of_a_convocation(journey: Journey) -> str:
    for file in sorted(journey.mail.glob("*.eml")):
        letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        found = CONVOCATION.search(letter.get_body(("plain",)).get_content())
        if found:
            return urljoin(journey.origin, found.group(0))
    raise AssertionError("no mail holds the link of a convocation")


def cells(element):
    """The header cells of the structure below an element."""
    if isinstance(element, pikepdf.Dictionary):
        if element.get("/S") == "/TH":
            yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from cells(kid)


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """What PDF/A-2a and PDF/UA-1 ask and a reader of the structure can see."""
    root, found = pdf.Root, []
    meta = pdf.open_metadata()
    if str(root.get("/Lang", "")) != "fr-FR":
        found.append(f"language {root.get('/Lang')}")
    if not root.get("/MarkInfo", {}).get("/Marked"):
        found.append("not tagged")
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        found.append("the title is not shown")
    if (meta.get("pdfaid:part"), meta.get("pdfaid:conformance")) != ("2", "A"):
        found.append("not declared as PDF/A-2a")
    if meta.get("pdfuaid:part") != "1":
        found.append("not declared as PDF/UA-1")
    if not meta.get("dc:title"):
        found.append("no title")
    if not root.get("/OutputIntents"):
        found.append("no output intent")
    headers = list(cells(root.StructTreeRoot))
    if not headers or any(not any("/Scope" in a for a in as_list(cell.get("/A", []))) for cell in headers):
        found.append("a header cell without scope")
    for page in pdf.pages:
        for name, font in page.Resources.get("/Font", {}).items():
            for low in font.get("/DescendantFonts", [font]):
                if not any(key in low.FontDescriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                    found.append(f"font {name} is not embedded")
    return found


def as_list(value):
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def test_the_paper_is_archivable_and_its_code_says_that_it_is_valid(browser, demonstrated):
    journey = Journey(demonstrated)
    link = link_of_a_convocation(journey)
    window = new_window(browser)
    window.page.goto(link)
    assert window.page.get_by_role("link", name="Convocation à imprimer (PDF)").count() == 1

    status, kind, body = get(link + "/convocation.pdf")
    assert (status, kind) == (200, "application/pdf")
    pdf = pikepdf.open(io.BytesIO(body))
    assert faults(pdf) == []
    assert get(link + "/convocation.pdf")[2] == body

    uris = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
    assert len(uris) == 1 and urlsplit(uris[0]).path.startswith("/affectation/verifier/")
    window.page.goto(uris[0])
    assert "Cette convocation est valable." in window.page.inner_text("main")
    assert violations(window.page) == [] and too_wide(window.page) == []
    # Neither seal opens what the other does.
    seal = urlsplit(uris[0]).path.rsplit("/", 1)[1]
    assert get(uris[0].replace(seal, "0" * len(seal)))[0] == 404
    assert get(link.rsplit("/", 1)[0] + "/" + seal)[0] == 404


def test_a_manager_prints_what_stands_and_only_they_do(browser, demonstrated):
    journey = Journey(demonstrated)
    manager = new_window(browser).sign_in_as(journey.sign_in("responsable"))
    manager.page.goto(urljoin(journey.origin, f"/affectation/sessions/{SESSION}/affectations"))
    mission = next(link for link in manager.links() if "/missions/" in link)
    manager.page.goto(urljoin(journey.origin, mission))
    paper = next(link for link in manager.links() if link.endswith("/convocations.pdf"))

    answer = manager.context.request.get(urljoin(journey.origin, paper))
    assert answer.status == 200
    assert faults(pikepdf.open(io.BytesIO(answer.body()))) == []
    status, kind, _ = get(urljoin(journey.origin, paper))
    assert kind != "application/pdf"
