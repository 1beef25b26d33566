"""Somebody is absent at the last moment: several are asked by mail, the first to accept is convened, and only the first."""

import email
import email.policy
import re
from urllib.parse import urljoin

import pytest

from browser import chromium, new_window, too_wide, violations
from journey import SESSION, Journey, wait_for

ROWS = f"/affectation/sessions/{SESSION}/affectations"
OFFER = re.compile(r"/affectation/remplacements/[^\s<>\"]+")
CONVOCATION = re.compile(r"/affectation/convocations/[^\s<>\"]+")


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


class Letters:
    """What the mail folder holds that was not there before."""

    def __init__(self, journey: Journey):
        self.folder = journey.mail
        self.before = set(self.folder.glob("*.eml"))

    def with_subject(self, words: str, count: int = 1) -> list[email.message.EmailMessage]:
        def found():
            new = [file.read_bytes() for file in sorted(set(self.folder.glob("*.eml")) - self.before)]
            letters = [email.message_from_bytes(each, policy=email.policy.default) for each in new]
            letters = [letter for letter in letters if words in letter["subject"]]
            return letters if len(letters) >= count else None

        return wait_for(f"{count} letters « {words} »", found, 60)


def words(letter: email.message.EmailMessage) -> str:
    """What the person reads; a calendar file may go with it."""
    return letter.get_body(("plain",)).get_content()


def text(page) -> str:
    return " ".join(page.inner_text("main").split())


def press(page, label: str) -> str:
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=label, exact=True).click()
    return text(page)


def test_the_first_who_accepts_is_convened_and_the_absent_person_is_told(browser, demonstrated):
    journey = Journey(demonstrated)
    letters = Letters(journey)
    manager = new_window(browser).sign_in_as(journey.sign_in("responsable"))
    page = manager.page

    page.goto(urljoin(journey.origin, ROWS))
    page.goto(urljoin(journey.origin, next(link for link in manager.links() if "/missions/" in link)))
    # Somebody who reads mails, and will be told.
    reached = {person.login for person in journey.convened()}
    calls = [link for link in manager.links() if "/remplacement?absent=" in link]
    absent = next(link for link in calls if link.rsplit("=", 1)[1].lower() in reached)
    page.goto(urljoin(journey.origin, absent))
    assert violations(page) == [] and too_wide(page) == []
    assert "sollicitées, 5 sans réponse" in press(page, "Solliciter les personnes cochées")

    asked = letters.with_subject("remplacer un collègue", 5)
    first, second = [OFFER.search(words(letter)).group(0) for letter in asked[:2]]
    helper, late = new_window(browser).page, new_window(browser).page
    for each, link in ((helper, first), (late, second)):
        each.goto(urljoin(journey.origin, link))
        assert violations(each) == [] and too_wide(each) == []
    assert "vous êtes convoqué(e)" in press(helper, "J’accepte")
    # The page of the second was opened before the first accepted.
    assert "vient d’être pourvu par une autre personne" in press(late, "J’accepte")

    # The manager's open page goes on asking by itself; another one is asked for here.
    again = manager.context.new_page()
    again.goto(urljoin(journey.origin, absent))
    assert "a accepté et est convoqué(e). La convocation de la personne absente est retirée." in text(again)
    withdrawn = letters.with_subject("Convocation retirée : ne vous déplacez pas")
    convened = letters.with_subject("Convocation : ")
    assert [letter["to"] for letter in convened] == [asked[0]["to"]] and len(withdrawn) == 1
    # The message that links the two convocations tells whoever asked.
    (found,) = letters.with_subject("Remplacement assuré")
    assert found["to"] == "responsable@dec.example" and " remplace " in words(found)

    helper.goto(urljoin(journey.origin, CONVOCATION.search(words(convened[0])).group(0)))
    assert "Vous avez accusé réception" in press(helper, "J’ai lu, je viendrai")
    audit = demonstrated.imagin("audit")
    assert audit.returncode == 0, audit.stdout
