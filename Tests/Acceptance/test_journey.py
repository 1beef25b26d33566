"""The journey on the running system, looked at from every side: the people's pages, payroll, bank and the audit.

The demonstration that `deploy/run` plays is the same journey; here its end is compared with what it must be.
"""

import json
import re
from decimal import Decimal
from statistics import median

import pytest

from journey import Journey


def euros(text: str) -> Decimal:
    """1 234,50 € as a number."""
    return Decimal(re.sub(r"[^\d,-]", "", text).replace(",", "."))


@pytest.fixture(scope="module")
def played(demonstrated):
    """The record of the demonstration that deploy/run has just played."""
    return json.loads((demonstrated.home / "demonstration/journey.json").read_text())


@pytest.fixture(scope="module")
def journey(demonstrated):
    return Journey(demonstrated)


def test_each_step_shows_in_the_participants_list_within_two_seconds(played):
    """The convocation may take longer: it is one of thousands that one person issues at once."""
    for step in ("convened", "sent", "certified", "paid", "returned"):
        # The median: a machine that does other things at the same moment is not what is measured here.
        assert median(played["delays"][step]) <= (2.0 if step != "convened" else 5.0), (step, played["delays"])


def test_payroll_got_instructions_that_its_published_schema_accepts(played):
    assert played["payroll"]["invalid"] == 0
    assert played["payroll"]["paid"] > 10
    assert played["payroll"]["refused"] == 1


def test_no_transfer_stands_twice_in_the_file(played):
    references = played["bank"]["references"]

    assert len(references) == len(set(references)) > played["bank"]["returned"] > 0


def test_the_ledger_agrees_with_payroll_and_bank_to_the_cent(journey, played):
    page = journey.sign_in("ordonnateur").get("/paiements")
    lines = page.text.split("\n")
    amounts = [line for line in lines[lines.index("Payé") + 1 :] if re.fullmatch(r"[\d\s]+,\d\d\s€", line)]
    shown = [euros(text) for text in amounts[:2]]

    assert shown == [Decimal(played["payroll"]["paidCents"]) / 100, Decimal(played["bank"]["executedCents"]) / 100]
    assert page.says("Le grand livre est juste au centime")


def test_everybody_finds_in_the_list_what_the_demonstration_left(journey, played):
    for login, pattern in played["people"].items():
        text = " ".join(journey.sign_in(login).get("/etats-de-frais").text.split())
        assert re.search(pattern, text, re.IGNORECASE), (login, pattern, text[:800])


def test_the_participant_reads_why_a_transfer_came_back(journey, played):
    login = next(login for login, pattern in played["people"].items() if pattern == "Paiement rejeté")

    assert journey.sign_in(login).get("/etats-de-frais").says("Le compte est clos.")


def test_the_audit_finds_nothing(demonstrated):
    audit = demonstrated.imagin("audit")

    assert audit.returncode == 0, audit.stdout


def test_nothing_was_set_aside(demonstrated):
    assert demonstrated.imagin("dead-letters", "list").stdout.strip() == "Rien n’attend."
