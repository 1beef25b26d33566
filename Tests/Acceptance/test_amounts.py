"""One claim, three services: the estimate that the participant sees before sending, the estimate that the officer sees
before certifying, and the amounts that liquidation then owes are the same cents, line by line and in the same words.
"""

import html
import json
import re
from datetime import date, timedelta

import pytest

from journey import Journey, wait_for
from payroll import Payroll

ANSWERS = {
    "performed": "yes", "scripts": "37", "candidates": "13", "hours": "5 h 20", "requests": "3", "subjects": "1",
    "transport": "car", "vehicle": "car-up-to-5", "kilometres": "143", "carBasis": "authorised", "daily": "yes",
    "toll": "8,40", "parking": "3,15",
}
BY_TRAIN = ANSWERS | {"transport": "fare", "fareMode": "train", "fare": "31,70"}
#: How many people claim, each with all their claims.
PEOPLE = 8


def meals(place: str) -> dict:
    june = (date(2026, 6, 1) + timedelta(days=number) for number in range(45))
    return {f"meal-{day}-{time}": place for day in june for time in ("noon", "evening")}


def cents(text: str) -> int:
    return int("".join(re.findall(r"\d", html.unescape(text))))


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture(scope="module")
def journey(demonstrated):
    return Journey(demonstrated)


@pytest.fixture(scope="module")
def sent(journey):
    """For each claim that was sent: the lines that the participant saw, cents by sentence. At the end the payroll pays
    what was owed, as for the claims of the demonstration: nothing is left on its way.
    """
    signed_in = set(journey.system.sql(
        "portal_audit", "portal", "SELECT login FROM portal.accounts WHERE state = 'active'"
    ).stdout.split())
    groups: dict[str, list] = {}
    for person in journey.convened():
        if person.login not in signed_in:
            groups.setdefault(person.subjects[0].split(",")[0], []).append(person)
    chosen = []
    while len(chosen) < PEOPLE and any(groups.values()):
        chosen += [group.pop(0) for group in groups.values() if group]
    shown = {}
    for number, person in enumerate(chosen[:PEOPLE]):
        visitor = journey.activate(person.address, person.login)
        answers = (BY_TRAIN if number % 3 == 2 else ANSWERS) | meals(("own-cost", "subsidised")[number % 2])
        for claim in journey.claims(visitor):
            page = journey.declare(visitor, claim, answers, send=False)
            if page is None:
                continue
            lines = re.findall(
                r'<div class="estimate-line"><p><strong>.*?</strong></p><p class="amount">(.*?)</p><p class="meta">(.*?)</p>',
                page.body.decode(), re.DOTALL)
            form = page.form("/transmettre")
            visitor.send(page, form.action, button=("action", "transmettre"))
            shown[claim.rsplit("/", 1)[1]] = sorted((cents(amount), sentence) for amount, sentence in lines)
    yield shown
    payroll = Payroll(journey.system.broker("payroll"))
    wait_for("the payroll's reports", lambda: _is_paid(journey, payroll))
    _remember(journey, sum(instruction["amountCents"] for instruction in payroll.paid.values()))


def test_estimates_and_amounts_agree_to_the_cent(journey, sent):
    officer = journey.sign_in("gestionnaire")
    assert len(sent) >= PEOPLE
    kinds = set()
    for claim, declared in sent.items():
        file = wait_for(f"claim {claim} in the work list", lambda: _file(officer, claim))
        sections = re.findall(r'<section class="panel" aria-labelledby="ligne-.*?</section>', file.body.decode(), re.DOTALL)
        checked = [
            (cents(re.search(r'<span class="amount">(.*?)</span>', section).group(1)),
             words(re.search(r'<p class="hint">(.*?)</p>', section).group(1)))
            for section in sections
        ]
        officer.send(file, "/decision", button=("action", "certifier-tout"))
        owed = wait_for(f"amounts of {claim}", lambda: _owed(journey, claim))
        kinds |= {sentence.split()[1] for _, sentence in owed}

        assert [amount for amount, _ in sorted(checked)] == [amount for amount, _ in sorted(owed)], claim
        assert sorted(checked) == sorted(owed), claim
        # The remedy, where there is one, follows the sentence in the participant's estimate.
        assert len(declared) == len(owed), (declared, owed)
        for amount, sentence in owed:
            assert any(cents == amount and words(said).startswith(sentence) for cents, said in declared), (sentence, declared)
    assert len(kinds) > 3, kinds


def _file(officer, claim):
    page = officer.get(f"/verification/{claim}", expect=None)
    return page if page.status == 200 and "certifier-tout" in page.body.decode() else None


def _owed(journey, claim):
    rows = journey.system.sql(
        "liquidation_audit", "liquidation",
        f"SELECT amount_cents || '|' || sentence FROM liquidation.established_line WHERE claim_id = '{claim}' ORDER BY position",
    ).stdout.splitlines()
    return [(int(amount), words(sentence)) for amount, sentence in (row.split("|", 1) for row in rows)]


def _is_paid(journey, payroll: Payroll) -> bool:
    payroll.work(until_idle_seconds=0.5)
    waiting = "SELECT count(*) FROM liquidation.payment WHERE track = 'indemnity' AND state = 'instructed'"
    return journey.system.sql("liquidation_audit", "liquidation", waiting).stdout.strip() == "0"


def _remember(journey, cents: int) -> None:
    """What was paid here is told to whoever compares the demonstration to the cent after us, on its next run."""
    file = journey.system.home / "demonstration/journey.json"
    record = json.loads(file.read_text())
    record["payroll"]["paidCents"] += cents
    file.write_text(json.dumps(record, ensure_ascii=False, indent=1))
