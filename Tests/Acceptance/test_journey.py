"""The journey on the running system, looked at from every side: the people's pages, payroll, bank and the audit.

The demonstration that `deploy/run` plays is the same journey; here its end is compared with what it must be.
"""

import json
import re
from decimal import Decimal

import pytest

from demonstrate import Demonstration
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
    for step in ("convened", "sent", "certified", "amount", "paid", "returned"):
        assert played["delays"][step], step
        assert max(played["delays"][step]) <= 2.0, (step, played["delays"][step])


def test_payroll_got_instructions_that_its_published_schema_accepts(played):
    assert played["payroll"]["invalid"] == 0
    assert played["payroll"]["paid"] > 10
    assert played["payroll"]["refused"] == 1


def test_no_transfer_stands_in_two_files(played):
    references = [reference for file in played["bank"]["files"] for reference in file["references"]]

    assert len(references) == len(set(references)) > 5


def test_the_ledger_agrees_with_payroll_and_bank_to_the_cent(journey, played):
    page = journey.sign_in("ordonnateur").get("/paiements")
    line = page.text.split("\n").index("Payé")
    shown = [euros(text) for text in page.text.split("\n")[line + 1 : line + 3]]

    assert shown == [Decimal(played["payroll"]["paidCents"]) / 100, Decimal(played["bank"]["executedCents"]) / 100]
    assert page.says("Le grand livre est juste au centime")


def test_every_kind_of_standing_is_seen_by_somebody(journey, played):
    for login, words in played["people"].items():
        assert journey.sign_in(login).get("/etats-de-frais").says(words), login


def test_the_audit_finds_nothing(demonstrated):
    assert "0" in demonstrated.imagin("audit")


def test_nothing_was_set_aside(demonstrated):
    assert "Aucun message" in demonstrated.imagin("dead-letters", "list")


def test_the_same_demonstration_is_not_played_twice(demonstrated):
    assert Demonstration  # imported by the command of deploy/run
