"""What the site does not do, and how it says so: French pages for people, problem+json for programs."""

import json
import time
import uuid
from base64 import urlsafe_b64decode
from urllib.parse import quote

import pytest

from journey import Journey
from visitor import Visitor

PROGRAM = {"Accept": "application/json"}
PERSON = {"Accept": "text/html,application/xhtml+xml"}
FORM = {"Content_Type": "application/x-www-form-urlencoded"}
#: A page of each service with a form, and who may use it.
DOORS = {
    "/affectation": "responsable", "/verification": "gestionnaire", "/paiements": "ordonnateur",
    "/etats-de-frais": None, "/paiements/mes-coordonnees": None,
}


@pytest.fixture(scope="module")
def journey(demonstrated):
    return Journey(demonstrated)


@pytest.fixture(scope="module")
def people(journey, demonstrated) -> list[Visitor]:
    """Two participants who are signed in."""
    played = json.loads((demonstrated.home / "demonstration/journey.json").read_text())
    return [journey.sign_in(login) for login in list(played["people"])[:2]]


def is_page(page, *words: str) -> bool:
    return 'lang="fr"' in page.body.decode() and page.says(*words)


def problem(page) -> dict:
    assert page.headers["Content-Type"].startswith("application/problem+json"), page.headers
    return json.loads(page.body)


@pytest.mark.parametrize("path", ["/n-existe-pas", "/assets/rien.css", "/metrics", "/health/ready", "/portail/guide/rien"])
def test_an_unknown_address(journey, path):
    visitor = Visitor(journey.origin)
    page, answer = visitor.ask(path, **PERSON), visitor.ask(path, **PROGRAM)

    assert page.status == answer.status == 404
    assert is_page(page, "Page introuvable", "Repartez de l’accueil")
    assert problem(answer)["type"] == "urn:imagin:probleme:introuvable"


@pytest.mark.parametrize("path", DOORS)
def test_somebody_who_is_not_signed_in(journey, path):
    visitor = Visitor(journey.origin)

    page, answer = visitor.ask(path, **PERSON), visitor.ask(path, **PROGRAM)

    assert (page.status, page.headers["Location"]) == (303, f"/portail/connexion?retour={quote(path)}")
    assert answer.status == 401 and problem(answer)["title"] == "Connexion nécessaire"


@pytest.mark.parametrize(("path", "other"), [
    ("/affectation", "gestionnaire"), ("/verification", "ordonnateur"), ("/paiements", "responsable"),
    ("/etats-de-frais", "gestionnaire"), ("/paiements/lots", "gestionnaire"),
])
def test_somebody_of_another_role(journey, path, other):
    visitor = journey.sign_in(other)

    page, answer = visitor.ask(path, **PERSON), visitor.ask(path, **PROGRAM)

    assert page.status == answer.status == 403
    assert is_page(page, "Accès refusé", "Repartez de l’accueil")
    assert problem(answer)["status"] == 403


def test_a_claim_of_somebody_else_looks_like_one_that_does_not_exist(journey, people):
    own, other = people
    claim = journey.claims(own)[0]

    theirs, nobodys = other.ask(claim, **PERSON), other.ask(f"/etats-de-frais/{uuid.uuid4()}", **PERSON)

    assert own.ask(claim, **PERSON).status == 200
    assert theirs.status == nobodys.status == 404
    assert theirs.text == nobodys.text
    assert other.ask("/etats-de-frais/pas-un-numero", **PERSON).status == 404


def form_of(visitor: Visitor, path: str, action: str) -> dict:
    return visitor.get(path).form(action).values


@pytest.mark.parametrize("token", ["", "x" * 43, "é"])
def test_a_form_without_its_token(people, token):
    person = people[0]
    values = form_of(person, "/paiements/mes-coordonnees", "/paiements/mes-coordonnees") | {"_jeton": token}

    page = person.post("/paiements/mes-coordonnees", values, expect=403)

    assert is_page(page, "rechargez-la et recommencez")


def test_the_token_of_somebody_else(people):
    one, other = people
    values = form_of(one, "/paiements/mes-coordonnees", "/paiements/mes-coordonnees")

    assert other.post("/paiements/mes-coordonnees", values, expect=403)


@pytest.mark.parametrize("header", [{"Origin": "https://autre.example"}, {"Sec_Fetch_Site": "cross-site"}])
def test_a_form_of_another_site(people, header):
    values = form_of(people[0], "/paiements/mes-coordonnees", "/paiements/mes-coordonnees")

    page = people[0].ask("/paiements/mes-coordonnees", f"_jeton={values['_jeton']}".encode(), **FORM, **PERSON, **header)

    assert page.status == 403
    assert is_page(page, "ne vient pas de ce site")


@pytest.mark.parametrize("path", ["/portail/connexion", "/paiements/mes-coordonnees"])
def test_a_body_that_is_too_large_for_the_service(people, path):
    page = people[0].ask(path, b"a=" + b"x" * 400_000, **FORM, **PERSON)
    answer = people[0].ask(path, b"a=" + b"x" * 400_000, **FORM, **PROGRAM)

    assert page.status == answer.status == 413
    assert is_page(page, "Envoi trop volumineux")
    assert problem(answer)["type"] == "urn:imagin:probleme:trop-volumineux"


def test_a_body_that_is_too_large_for_the_gateway(people):
    # The gateway answers before it has read what is announced.
    page = people[0].ask("/portail/connexion", b"a", Content_Length="13000000", **FORM, **PROGRAM)

    assert page.status == 413
    assert problem(page)["type"] == "urn:imagin:probleme:trop-volumineux"


def test_a_body_that_is_no_form(people):
    page = people[0].ask("/paiements/mes-coordonnees", b"{}", Content_Type="application/json", **PERSON)

    assert page.status == 415
    assert is_page(page, "Format d’envoi non admis")


def test_a_broken_or_foreign_token_of_sign_in_is_none(journey, people):
    cookie = next(each for each in people[0].cookies if each.name == "imagin_jeton")
    head, body, signature = cookie.value.split(".")
    claims = json.loads(urlsafe_b64decode(body + "=="))
    assert claims["exp"] - time.time() <= 15 * 60 + 5

    for forged in ("x", f"{head}.{body}.", f"{head}.{body}.{signature[:-6]}AAAAAA", f"eyJhbGciOiJub25lIn0.{body}."):
        answer = Visitor(journey.origin).ask("/etats-de-frais", Cookie=f"imagin_jeton={forged}", **PROGRAM)
        assert answer.status == 401, forged


def test_an_expired_token_is_renewed_on_the_way(journey):
    """Without the token, but with the cookie of the sign-in, the wanted page comes in the end."""
    person = journey.sign_in("gestionnaire")
    names = [each.name for each in person.cookies]
    token = next(each for each in person.cookies if each.name == "imagin_jeton")
    person.cookies.clear(token.domain, token.path, token.name)

    page = person.get("/verification?ordre=non")

    assert len(names) >= 2, names
    assert page.url.endswith("/verification?ordre=non"), page.url


def test_after_signing_out_nothing_opens(journey):
    person = journey.sign_in("gestionnaire")
    person.send(person.get("/portail/compte"), "/portail/deconnexion")

    assert person.get("/verification").path == "/portail/connexion"


def test_a_form_sent_after_the_sign_in_ended_is_kept(journey, people):
    """What was typed stands on the next page after signing in again."""
    login = people[1].name
    person = journey.sign_in(login)
    values = form_of(person, "/paiements/mes-coordonnees", "/paiements/mes-coordonnees") | {"titulaire": "Gardé Tel Quel"}
    person.cookies.clear()

    page = person.post("/paiements/mes-coordonnees", values)
    assert page.path.startswith("/portail/"), page.path
    page = person.send(page, "/portail/connexion", identifiant=login, secret=journey.password)

    assert "Gardé Tel Quel" in page.body.decode()


def test_the_same_command_twice_has_the_same_answer(journey):
    """A calculation asked for twice by the same form is one calculation."""
    manager = journey.sign_in("responsable")
    page = manager.get("/affectation/sessions/2026-06")
    form = page.form("/calculs")

    answers = [manager.post(form.action, form.values).path for _ in range(2)]

    assert answers[0] == answers[1]


def test_a_sign_in_never_leads_to_another_site(journey):
    visitor = Visitor(journey.origin)
    for target in ("https://autre.example/", "//autre.example", "/\\autre.example", "javascript:alert(1)"):
        page = visitor.get(f"/portail/connexion?retour={quote(target, safe='')}")
        assert "autre.example" not in page.form("/portail/connexion").values.get("retour", "")
        assert "javascript" not in page.form("/portail/connexion").values.get("retour", "")
