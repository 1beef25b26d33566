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
from journey import SESSION, Journey, wait_for

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


def letters(journey: Journey) -> list[email.message.EmailMessage]:
    files = sorted(journey.mail.glob("*-convocation*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]


def link_of_a_convocation(journey: Journey) -> str:
    for letter in letters(journey):
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


def calendar(letter: email.message.EmailMessage) -> dict[str, list[str]]:
    """What the file that goes with a mail says, by property; unfolded as RFC 5545 asks."""
    (part,) = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    text = part.get_payload(decode=True).decode()
    assert text.endswith("END:VCALENDAR\r\n") and part.get_param("method") in text
    found: dict[str, list[str]] = {}
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        name, value = line.split(":", 1)
        found.setdefault(name, []).append(value)
    return found


def code_on(paper: bytes) -> str:
    pdf = pikepdf.open(io.BytesIO(paper))
    assert faults(pdf) == []
    return next(str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note)


def test_an_amended_convocation_supersedes_the_paper_and_moves_the_calendar(demonstrated, tmp_path):
    journey = Journey(demonstrated)
    first = next(letter for letter in letters(journey) if letter["subject"].startswith("Convocation : "))
    old_link = urljoin(journey.origin, CONVOCATION.search(first.get_body(("plain",)).get_content()).group(0))
    convocation = old_link.split("/")[-3]
    old_code = code_on(get(old_link + "/convocation.pdf")[2])
    mission = demonstrated.sql(
        "imagin_admin", "assignment",
        "SELECT DISTINCT m.code FROM assignment.convocations AS c JOIN assignment.missions AS m ON m.id = c.mission_id"
        f" WHERE c.id = '{convocation}'",
    ).stdout.strip()

    header, *rows = (demonstrated.home / "demonstration/missions.csv").read_text().splitlines()
    row = next(row for row in rows if row.startswith(mission + ";"))
    later = re.sub(r" 08:00-| 13:30-", lambda begin: {" 08:00-": " 09:00-", " 13:30-": " 14:00-"}[begin.group(0)], row, count=1)
    (tmp_path / "missions.csv").write_text(f"{header}\n{later}\n")
    done = demonstrated.imagin("import", str(tmp_path))
    assert "1 modifié" in done.stdout, done.stdout + done.stderr
    manager = journey.sign_in("responsable")
    page = manager.get(f"/affectation/sessions/{SESSION}/convocations")
    assert page.says("à modifier")
    manager.send(page, f"/affectation/sessions/{SESSION}/convocations", motif="Les copies arrivent plus tard.")

    def amended():
        told = [letter for letter in letters(journey) if letter["subject"].startswith("Convocation modifiée")]
        return next((letter for letter in told if convocation in letter.get_body(("plain",)).get_content()), None)

    second = wait_for("mail about the amended convocation", amended, 60)
    before, after = calendar(first), calendar(second)
    assert after["UID"] == before["UID"] and set(before["SEQUENCE"]) == {"0"} and set(after["SEQUENCE"]) == {"1"}
    assert after["DTSTART"][0] > before["DTSTART"][0] and after["DTSTART"][1:] == before["DTSTART"][1:]
    new_link = urljoin(journey.origin, CONVOCATION.search(second.get_body(("plain",)).get_content()).group(0))
    new_code = code_on(get(new_link + "/convocation.pdf")[2])
    assert "Cette version est remplacée par la version 2" in get(old_code)[2].decode()
    assert "Cette convocation est valable." in get(new_code)[2].decode()
    assert " ".join(second.get_body(("plain",)).get_content().split()).count("Les copies arrivent plus tard.") == 1
