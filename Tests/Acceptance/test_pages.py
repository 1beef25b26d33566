"""Every page of every role in a real browser: read by axe in light and dark, at four widths, weighed, listened to."""

import json
import os
from pathlib import Path

import pytest

from browser import Walk, chromium, new_window
from journey import Journey

#: Looked at once, by the visitor.
FOR_ALL = ("/portail/guide", "/portail/accessibilite", "/portail/donnees", "/portail/connexion", "/portail/mot-de-passe")
#: What the links must lead each role to; the walk takes whatever else they lead to.
MUST_SEE = {
    "responsable": {
        "/affectation", "/affectation/sessions/…", "/affectation/sessions/…/affectations",
        "/affectation/sessions/…/postes-vides", "/affectation/sessions/…/controle", "/affectation/calculs/…",
    },
    "gestionnaire": {"/verification", "/verification/…", "/verification/certifier"},
    "ordonnateur": {
        "/paiements", "/paiements/lots", "/paiements/lots/…", "/paiements/reponses", "/paiements/rejets",
        "/paiements/ordres", "/paiements/paye", "/paiements/attentes",
    },
    "operatrice": {"/", "/portail/compte"},
    "cheffe": {
        "/affectation/etablissement/E122", "/affectation/etablissement/E122/competences",
        "/affectation/etablissement/E122/indisponibilites",
    },
}


@pytest.fixture(scope="module")
def journey(demonstrated):
    return Journey(demonstrated)


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def window(browser):
    window = new_window(browser)
    yield window
    window.context.close()


def walk(window, journey, **settings) -> Walk:
    pictures = os.environ.get("IMAGIN_PICTURES")
    if pictures:
        settings["pictures"] = Path(pictures)
        settings["pictures"].mkdir(parents=True, exist_ok=True)
    return Walk(window, journey.origin, **settings)


def told(faults: dict) -> str:
    return "\n".join(f"{path}\n    " + "\n    ".join(found) for path, found in faults.items())


def test_the_eye_sees_what_is_wrong(window):
    window.page.set_content(
        "<html><body><h1 style='width:2000px;color:#ccc;background:#ddd'>Titre</h1><input>Optional(3)"
        "<script>nowhere()</script>"
    )

    faults = " ".join(window.faults())

    for wrong in ("html-has-lang", "color-contrast", "label", "scrolls to 20", "nowhere is not defined", "its inside"):
        assert wrong in faults, wrong


def test_the_pages_that_everybody_sees(window, journey):
    seen = walk(window, journey).start("/", "/portail/connexion", "/portail/mot-de-passe-oublie")

    assert told(seen.faults) == ""
    assert {"/", "/portail/connexion", "/portail/guide", "/portail/accessibilite", "/portail/donnees"} <= set(seen.seen)


@pytest.mark.parametrize("login", MUST_SEE)
def test_the_pages_of_an_office(window, journey, login):
    window.sign_in_as(journey.sign_in(login))

    seen = walk(window, journey, known=FOR_ALL).start("/", "/portail/compte")

    assert told(seen.faults) == ""
    assert MUST_SEE[login] <= set(seen.seen)


def test_the_pages_of_participants_wherever_they_stand(browser, journey, demonstrated):
    played = json.loads((demonstrated.home / "demonstration/journey.json").read_text())
    faults, kinds = {}, set()
    for login in played["people"]:
        window = new_window(browser).sign_in_as(journey.sign_in(login))
        seen = walk(window, journey, known=FOR_ALL + ("/portail/compte",), samples=1).start("/")
        faults |= {f"{login} {path}": found for path, found in seen.faults.items()}
        kinds |= set(seen.seen)
        window.context.close()

    assert told(faults) == ""
    assert {"/etats-de-frais", "/etats-de-frais/…", "/paiements/mes-coordonnees", "/paiements/mes-paiements"} <= kinds


@pytest.mark.parametrize(
    ("path", "status"), [("/n-existe-pas", 404), ("/%zz", 400), ("/" + "a" * 9000, 414), ("/portail/activation?lien=faux", 410)]
)
def test_the_pages_of_errors(window, journey, path, status):
    answered = window.first_view(journey.origin + path)

    assert window.faults(expected_status=status, status=answered) == []


def test_a_page_for_somebody_else_says_so(window, journey):
    window.sign_in_as(journey.sign_in("ordonnateur"))
    answered = window.first_view(journey.origin + "/verification")

    assert window.faults(expected_status=403, status=answered) == []
    assert "profil" in window.page.inner_text("main")


def refused_form(window) -> None:
    """A form that came back: the summary has the focus, each message leads to its field, and the page passes."""
    page = window.page
    assert page.title().startswith("Erreur")
    assert page.evaluate("document.activeElement.className").startswith("error-summary")
    for link in page.query_selector_all(".error-summary a"):
        target = link.get_attribute("href")
        assert page.query_selector(target), f"{target} is nowhere"
    assert window.faults() == []


def test_a_refused_sign_in_keeps_the_name_and_says_what_to_do(window, journey):
    page = window.page
    page.goto(journey.origin + "/portail/connexion")
    page.fill("[name=identifiant]", "nobody")
    page.fill("[name=secret]", "wrong")
    page.click("main button[type=submit]")

    assert page.input_value("[name=identifiant]") == "nobody"
    refused_form(window)


def test_refused_bank_details_come_back_with_what_was_typed(window, journey, demonstrated):
    played = json.loads((demonstrated.home / "demonstration/journey.json").read_text())
    window.sign_in_as(journey.sign_in(next(iter(played["people"]))))
    page = window.page
    page.goto(journey.origin + "/paiements/mes-coordonnees")
    page.fill("[name=iban]", "FR76 1234")
    page.click("main button[type=submit]")

    assert page.input_value("[name=iban]") == "FR76 1234"
    refused_form(window)


def test_a_refused_decision_comes_back_with_what_was_chosen(window, journey):
    officer = journey.sign_in("gestionnaire")
    window.sign_in_as(officer)
    page = window.page
    for file in journey.files(officer):
        page.goto(journey.origin + file)
        if page.query_selector("select[name^=verdict-] option[value=refuser]"):
            page.select_option("select[name^=verdict-]", "refuser")
            page.click("button[value=decider]")
            assert page.input_value("select[name^=verdict-]") == "refuser"
            refused_form(window)
            return
    pytest.fail("no claim waits for a decision in the demonstration")
