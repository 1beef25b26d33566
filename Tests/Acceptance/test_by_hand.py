"""A whole claim with the keyboard alone, and once more without JavaScript: from the letter to the recap."""

import re
from urllib.parse import urljoin

import pytest

from browser import chromium, new_window, too_wide, violations
from demonstrate import ANSWERS
from journey import Convened, Journey
from keyboard import Keyboard


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def newcomers(demonstrated):
    """The links of people who were convened and never came here, from the end of the alphabet."""
    journey = Journey(demonstrated)
    people = [person for person in journey.convened() if not any("urveillance" in told for told in person.subjects)]
    return ((person, link) for person in reversed(people) if (link := activation_link(journey, person)))


def activation_link(journey: Journey, person: Convened) -> str | None:
    for letter in journey.letters(person.address):
        if found := re.search(r"/portail/activation\?lien=\S+", letter.get_body(("plain",)).get_content()):
            return found.group(0)
    return None


def come_with_something_to_do(hand: Keyboard, journey: Journey, newcomers) -> Convened:
    """Activates accounts until somebody has a claim to complete; not every mission is paid."""
    for person, link in newcomers:
        answer = hand.page.goto(urljoin(journey.origin, link))
        if answer.status == 410:
            continue
        hand.fill_in({"secret": journey.password, "secret2": journey.password})
        assert "/etats-de-frais" in hand.page.url, hand.page.inner_text("main")[:500]
        if "À compléter" in hand.page.inner_text("main"):
            return person
        hand.page.context.clear_cookies()
    raise AssertionError("nobody has anything to complete")


@pytest.mark.parametrize("javascript", [True, False], ids=["keyboard", "keyboard without JavaScript"])
def test_a_claim_from_the_letter_to_the_recap(browser, demonstrated, newcomers, javascript):
    window = new_window(browser, java_script_enabled=javascript)
    page, hand = window.page, Keyboard(window.page)
    person = come_with_something_to_do(hand, Journey(demonstrated), newcomers)

    hand.go_to(lambda at: re.fullmatch(r"/etats-de-frais/[0-9a-f-]{36}", at["href"]), "a claim")
    hand.enter()
    claim = page.url
    for _ in range(6):
        if "Transmis le" in page.inner_text("main"):
            break
        assert not page.query_selector(".error-summary"), page.inner_text(".error-summary")
        # Without JavaScript axe could not run either; the pages are the same.
        assert too_wide(page) == [] and (not javascript or violations(page) == [])
        step(hand)
    assert "Transmis le" in page.inner_text("main")

    page.goto(claim)
    hand.follow("écapitulatif")
    assert person.login.upper() in page.inner_text("main").upper()
    assert window.complaints == [] and too_wide(page) == []
    window.context.close()


def step(hand: Keyboard) -> None:
    """One screen further: its form if it has one, else the button that leads to the next."""
    if hand.page.query_selector("main form"):
        hand.fill_in(ANSWERS)
    else:
        hand.go_to(lambda at: "button" in at["classes"] and at["tag"] == "a", "the way on")
        hand.enter()


def test_signing_in_leads_back_to_the_page_that_was_wanted(browser, demonstrated):
    journey = Journey(demonstrated)
    window = new_window(browser)
    page, hand = window.page, Keyboard(window.page)

    page.goto(journey.origin + "/verification?ordre=non")
    assert page.url.startswith(journey.origin + "/portail/connexion")
    hand.next()
    assert hand.focused()["text"] == "Aller au contenu", "the first stop skips the menu"
    hand.enter_in_place()
    hand.fill_in({"identifiant": "gestionnaire", "secret": journey.password})

    assert page.url == journey.origin + "/verification?ordre=non"
    window.context.close()


def test_a_double_click_sends_once(browser, demonstrated):
    journey = Journey(demonstrated)
    window = new_window(browser)
    page, sent = window.page, []
    page.goto(journey.origin + "/portail/connexion")
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.fill("[name=identifiant]", "gestionnaire")
    page.fill("[name=secret]", journey.password)
    page.dblclick("main button[type=submit]")
    page.wait_for_url("**/verification")

    assert len(sent) == 1
    window.context.close()
