"""A calculation outlives the program that computes it, and two managers never put two plans in one place."""

import os
import re
import signal
import threading
import time

import pytest

from journey import SESSION, Journey, wait_for
from visitor import Page, Refused, Visitor

SECOND = ("responsable2", "Luc Arnal")


@pytest.fixture(scope="module")
def journey(demonstrated):
    return Journey(demonstrated)


@pytest.fixture(scope="module")
def manager(journey) -> Visitor:
    return journey.sign_in("responsable")


def ask_for_one(manager: Visitor) -> str:
    """The address of a calculation that is under way."""
    return manager.send(manager.get(f"/affectation/sessions/{SESSION}"), "/calculs").path


def decidable(manager: Visitor, proposal: str) -> Page | None:
    page = manager.get(proposal, expect=None)
    return page if any("/decision" in (form.action or "") for form in page.forms) else None


@pytest.fixture(scope="module")
def survivor(demonstrated, manager) -> tuple[str, list[str], float]:
    """A calculation whose program was killed in the middle, what its page said on the way, and for how many seconds
    there was no program."""
    proposal, said = ask_for_one(manager), []

    def lead() -> str:
        page = manager.get(proposal, expect=None)
        found = re.search(r"Le (?:calcul|programme) [^\n]*", page.text) if page.status == 200 else None
        if found and found.group(0) not in said:
            said.append(found.group(0))
        return said[-1] if said else ""

    wait_for("sign of the calculation", lambda: "est en cours" in lead())
    os.kill(int((demonstrated.home / "run/assignment.pid").read_text()), signal.SIGKILL)
    killed = time.monotonic()
    demonstrated.deploy("start_service assignment; await assignment 60 is_ready assignment")
    missed = time.monotonic() - killed
    wait_for("calculation that began anew", lambda: "a recommencé" in lead() or decidable(manager, proposal))
    wait_for("end of the calculation", lambda: decidable(manager, proposal))
    return proposal, said, missed


def test_the_page_says_that_the_program_died_and_that_the_calculation_began_anew(manager, survivor):
    proposal, said, missed = survivor

    # After twenty seconds of silence the calculation begins anew at once; a slow start leaves nothing to be seen.
    assert missed > 15 or any("ne donne plus signe de vie depuis" in each for each in said), said
    assert any("Le programme s’est arrêté pendant le calcul" in each for each in said), said
    page = manager.get(proposal)
    assert page.says("Reprises", "1 fois après l’arrêt du programme", "Écart prouvé")


def test_the_plan_is_whole_after_the_death(demonstrated, manager, survivor):
    proposal, *_ = survivor
    filled = re.search(r"([\d\s]+) postes pourvus sur", " ".join(manager.get(proposal).text.split())).group(1)

    rows = demonstrated.sql(
        "imagin_admin", "assignment",
        f"SELECT count(*) FROM assignment.proposal_rows WHERE proposal_id = '{proposal.rsplit('/', 1)[1]}'",
    )

    assert int(rows.stdout) == int(re.sub(r"\D", "", filled.split("pourvus")[-1])) > 1000


def test_of_two_managers_who_decide_at_once_one_wins_and_the_other_is_told(journey, manager, survivor):
    login, name = SECOND
    try:
        second = journey.sign_in(login)
    except Refused:
        second = journey.staff(login, name, "manager")
    other = ask_for_one(second)
    pages = [
        (who, wait_for(f"plan that {who.name} may decide on", lambda who=who, path=path: decidable(who, path)))
        for who, path in ((manager, survivor[0]), (second, other))
    ]
    gate, answers = threading.Barrier(2), []

    def decide(who: Visitor, page: Page):
        gate.wait()
        answers.append(who.send(page, "/decision", expect=None))

    deciders = [threading.Thread(target=decide, args=pair) for pair in pages]
    for each in deciders:
        each.start()
    for each in deciders:
        each.join()

    won, lost = sorted(answers, key=lambda answer: answer.status)
    assert (won.status, lost.status) == (200, 409)
    assert won.says("La proposition est retenue : c’est le plan de la session.")
    assert lost.says("Un autre plan", "a été retenu depuis ce calcul", "relancez l’affectation")
    plans = [who.get(page.path).says("Cette proposition est le plan de la session.") for who, page in pages]
    assert plans.count(True) == 1
