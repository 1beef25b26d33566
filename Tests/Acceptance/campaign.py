"""Thousands of claims through the real executables, while everything is killed and restarted at random.

    python campaign.py --minutes 10 --people 200 --missions 10 [--seed N] [--home FOLDER]

Afterwards nothing may be lost or done twice: `imagin audit` decides, from the databases, the payroll's own list and
the bank's own files. The seed is printed; the same seed strikes the same targets in the same order.
"""

import argparse
import json
import logging
import os
import queue
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pika

import small_session
from bank import Order
from payroll import Payroll
from storm import Storm
from stubborn import StubbornVisitor
from system import System
from tokens import Person

# A broker that is away is what this is about; pika tells of it at length.
logging.getLogger("pika").setLevel(logging.CRITICAL)

# Transfers under way. One whose account was refused meanwhile is blocked: it waits for its owner, not for the bank.
AT_THE_BANK = "SELECT count(*) FROM liquidation.payment WHERE state IN ('ordered', 'in-file', 'released', 'sent')"


@dataclass
class Campaign:
    system: System
    seed: int
    people: int
    missions: int
    storm_seconds: float
    workers: int = 6
    counts: Counter = field(default_factory=Counter)
    failures: list = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.key = self.system.home / "etc/secrets/token-private.pem"
        self.folder = self.system.home / "campaign"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.journal = self.folder / "payroll.jsonl"
        self.transfers = self.system.home / "bank/outbox"
        self.answers = self.folder / "bank-answers"
        self.lock = threading.Lock()
        self.manager = self._visitor(["manager"], 1)

    # The session: imported, assigned, convened, in calm.

    def prepare(self) -> None:
        small_session.write(self.folder / "session", self.people, self.missions)
        done = self.system.imagin("import", str(self.folder / "session"))
        assert done.returncode == 0, done.stdout + done.stderr
        session = f"/affectation/sessions/{small_session.SESSION}"
        asked = self.manager.post(f"{session}/calculs", {})
        assert asked.status == 303, asked
        self._wait("the calculation", lambda: self._sql("assignment", "SELECT state FROM assignment.proposals") == ["finished"])
        accepted = self.manager.post(f"{asked.location.split('?')[0]}/decision", {})
        assert accepted.status == 303, accepted

    def convene(self) -> None:
        convened = self.manager.post(f"/affectation/sessions/{small_session.SESSION}/convocations", {})
        assert convened.status == 303, convened
        count = int(self._sql("assignment", "SELECT count(*) FROM assignment.convocations")[0])
        assert count == self.people * self.missions, f"{count} convocations"

    # What people and systems do, at the same time.

    def run(self) -> None:
        self.storm = storm = Storm(self.system, self.seed)
        rows = self._sql("assignment", "SELECT id FROM assignment.participants ORDER BY number")
        self.todo = queue.Queue()
        for index, participant in enumerate(rows):
            self.todo.put((index, participant))
        threads = [self._thread(self._participants, n) for n in range(self.workers)]
        threads += [self._thread(work, 900) for work in (self._officer, self._payroll, self._paymasters)]
        weather = threading.Thread(target=storm.run)
        started = time.monotonic()
        if self.storm_seconds > 0:
            weather.start()
        self.convene()
        # On a busy machine a strike takes long; each target has its turn all the same.
        while weather.is_alive() and not self.failures:
            if time.monotonic() - started > self.storm_seconds and storm.all_struck.is_set():
                break
            time.sleep(0.2)
        storm.over.set()
        if weather.is_alive():
            weather.join()
        print(f"storm of {time.monotonic() - started:.0f} s: {dict(storm.strikes)}", flush=True)
        (self.folder / "storm.log").write_text("\n".join(storm.log) + "\n")
        try:
            if storm.failure:
                raise storm.failure
            self._drain()
        finally:
            self.over.set()
            for thread in threads:
                thread.join(timeout=60)
        assert not self.failures, self.failures[0]

    def _thread(self, work, number: int) -> threading.Thread:
        def guarded() -> None:
            try:
                work(number)
            except Exception as failure:
                self.failures.append(failure)

        thread = threading.Thread(target=guarded)
        thread.start()
        return thread

    def _visitor(self, roles: list, number: int, participant: str | None = None) -> StubbornVisitor:
        dice = random.Random(f"{self.seed}/{number}/{participant}")
        person = Person(self.key, roles, participant, account=str(uuid.UUID(int=dice.getrandbits(128), version=4)))
        return StubbornVisitor(self.system.origin, person, dice)

    def _participants(self, number: int) -> None:
        while not self.over.is_set():
            try:
                index, participant = self.todo.get_nowait()
            except queue.Empty:
                return
            self._one_participant(index, participant)

    def _one_participant(self, index: int, participant: str) -> None:
        visitor = self._visitor(["participant"], index, participant)
        if index % 3:
            self._give_bank_details(visitor, index)
        sent: set[str] = set()
        while len(sent) < self.missions and not self.over.is_set():
            listed = visitor.get("/etats-de-frais").text
            fresh = set(re.findall(r'href="/etats-de-frais/([0-9a-f-]{36})', listed)) - sent
            if not fresh:
                time.sleep(0.3)
            for claim in sorted(fresh):
                self._send(visitor, claim)
                sent.add(claim)
        with self.lock:
            self.counts["retries"] += visitor.retries
            self.counts["repeated commands"] += visitor.repeated

    def _send(self, visitor: StubbornVisitor, claim: str) -> None:
        path = f"/etats-de-frais/{claim}"
        page = visitor.get(path).text
        day = small_session.days(self.missions)[int(self._mission_of(claim)[1:])].isoformat()
        if visitor.dice.random() < 0.03:
            fields = {"performed": "no", "reason": "ill"}
        else:
            fields = {"performed": "yes", "scripts": str(visitor.dice.randint(1, 150)),
                      "candidates": str(visitor.dice.randint(1, 20)), "remark": ""}
            fields |= self._journey(visitor.dice, day)
        answer = visitor.post(f"{path}/declaration", fields)
        assert answer.status == 303, (path, fields, answer.status, words(answer.text or page))
        with self.lock:
            self.counts["claims sent"] += 1

    def _journey(self, dice: random.Random, day: str) -> dict:
        if dice.random() < 0.4:
            return {"transport": "nothing"}
        return {
            "transport": "car", "vehicle": dice.choice(["car-up-to-5", "car-6-or-7"]), "kilometres": str(dice.randint(20, 320)),
            "carBasis": "authorised", "departsDay": day, "departsTime": "06:30", "returnsDay": day, "returnsTime": "19:15",
            f"meal-{day}-noon": "own-cost", "toll": "9,40",
        }

    def _mission_of(self, claim: str) -> str:
        if claim not in self._missions():
            self._known.clear()
        return self._missions()[claim]

    def _missions(self) -> dict:
        """The mission's code of each claim, from the day on which it takes place."""
        with self.lock:
            if not getattr(self, "_known", None):
                rows = self._sql(
                    "claim_entry", "SELECT claim_id, mission -> 'slots' -> 0 ->> 'day' FROM claim_entry.claim")
                days = [day.isoformat() for day in small_session.days(self.missions)]
                self._known = {r.split("|")[0]: f"M{days.index(r.split('|')[1]):03}" for r in rows}
            return self._known

    def _give_bank_details(self, visitor: StubbornVisitor, index: int) -> None:
        answer = visitor.post(
            "/paiements/mes-coordonnees", {"iban": _iban(index), "titulaire": f"Essai Personne{index}", "bic": "", "nir": ""})
        if answer.status == 404:  # The person's registration is still on its way.
            time.sleep(0.5)
            return self._give_bank_details(visitor, index)
        assert answer.status == 303, (answer.status, words(answer.text))
        self.counts["bank details"] += 1

    def _officer(self, number: int) -> None:
        """Decides on what has been submitted, claim by claim, as it comes."""
        visitor = self._visitor(["officer"], number)
        waiting = "SELECT claim_id, state FROM validation.claim WHERE state IN ('submitted', 'not-performed') LIMIT 200"
        while not self.over.is_set():
            rows = self._sql("validation", waiting)
            for row in rows:
                claim, state = row.split("|")
                self._decide(visitor, claim, state)
            if not rows:
                time.sleep(0.3)

    def _decide(self, visitor: StubbornVisitor, claim: str, state: str) -> None:
        path = f"/verification/{claim}"
        page = visitor.get(path)
        version = re.search(r'name="version" value="(\d+)"', page.text)
        if page.status != 200 or not version:
            return
        action = {"action": "classer", "motif": "Absence constatée"} if state == "not-performed" else {"action": "certifier-tout"}
        answer = visitor.post(f"{path}/decision", action | {"version": version[1]})
        assert answer.status == 303, (path, answer.status, words(answer.text))
        self.counts["decisions"] += 1

    def _payroll(self, _: int) -> None:
        """Comes back after whatever ends its connection; one instruction in forty is refused."""
        def record(kind: str, event: dict) -> None:
            with self.journal.open("a") as file:
                file.write(json.dumps({kind: event}) + "\n")

        def decide(instruction: dict):
            if int(instruction["paymentID"][:4], 16) % 40 == 0:
                return ("dossier-incomplet", "Le dossier de paye est incomplet.")

        self.paying = Payroll(self.system.broker("payroll"), decide, record)
        while not self.over.is_set():
            try:
                self.paying.work(until_idle_seconds=0.5)
            except (pika.exceptions.AMQPError, OSError):
                time.sleep(0.5)
        assert self.paying.invalid == [], self.paying.invalid[0]

    def _paymasters(self, number: int) -> None:
        """One makes bank files of what is ordered, another releases and sends them; the bank answers each."""
        builder, releaser = self._visitor(["paymaster"], number), self._visitor(["paymaster"], number + 1)
        waiting = "SELECT count(*) FROM liquidation.payment WHERE state = 'ordered'"
        day = date.today() + timedelta(days=1)
        while day.weekday() > 4 or (day.month, day.day) in ((12, 25), (1, 1), (5, 1)):
            day += timedelta(days=1)
        while not self.over.is_set():
            if self._sql("liquidation", waiting) == ["0"]:
                time.sleep(0.5)
                continue
            built = builder.post("/paiements/lots", {"jour": day.isoformat()})
            if built.status == 422 and "Aucun virement" in built.text:
                # What is left is for people whose account the bank has just refused.
                self.over.wait(1)
                continue
            assert built.status == 303, (built.status, words(built.text))
            path = built.location.split("?")[0]
            for visitor, act in ((releaser, "liberer"), (builder, "transmettre")):
                done = visitor.post(f"{path}/{act}", {})
                assert done.status == 303, (path, act, done.status, words(done.text))
            self._bank_answers(builder)
            self.counts["bank files"] += 1
            self.over.wait(2)

    def _bank_answers(self, visitor: StubbornVisitor) -> None:
        self.answers.mkdir(exist_ok=True)
        for file in sorted(self.transfers.glob("*.xml")):
            answer = self.answers / file.name
            if answer.exists():
                continue
            order = Order.read(file.read_bytes())
            # One account of a file of several is closed for certain, others by chance.
            certain = len(order.transfers) > 1 and not self.counts["closed accounts"]
            self.counts["closed accounts"] += certain
            closed = order.transfers[0].reference if certain else ""
            text = order.answer(lambda name: name == closed or zlib.crc32(name.encode()) % 25 == 0)
            for _ in range(2 if visitor.dice.random() < 0.2 else 1):
                taken = visitor.post("/paiements/reponses", {"texte": text})
                assert taken.status == 303, (taken.status, words(taken.text))
            answer.write_text(text)

    # The end.

    def _drain(self) -> None:
        total = self.people * self.missions
        undecided = "SELECT count(*) FROM validation.claim WHERE state IN ('decided', 'closed')"
        self._wait("decisions on all claims", lambda: int(self._sql("validation", undecided)[0]) == total, 180)
        for database in ["assignment", "claim_entry", "validation", "liquidation"]:
            self._wait(f"the outbox of {database}", lambda: self._is_empty(database, "unconfirmed"), 120)
        for database in ["claim_entry", "validation", "liquidation", "portal"]:
            self._wait(f"the held messages of {database}", lambda: self._is_empty(database, "held"), 120)
        unpaid = "SELECT count(*) FROM liquidation.payment WHERE track = 'indemnity' AND state = 'instructed'"
        self._wait("the payroll's reports", lambda: self._sql("liquidation", unpaid) == ["0"], 120)
        self._wait("the bank's answers", lambda: self._sql("liquidation", AT_THE_BANK) == ["0"], 120)
        self._wait("empty queues", self._queues_are_empty, 60)

    def _queues_are_empty(self) -> bool:
        # A broker that has just been started says nothing of a queue's depth until it has counted.
        return all(q.get("messages") == 0 for q in self.system.queues())

    def _is_empty(self, database: str, what: str) -> bool:
        return self._sql(database, f"SELECT count(*) FROM msg.{what}") == ["0"]

    def audit(self) -> subprocess.CompletedProcess:
        return self.system.imagin(
            "audit", "--payroll", str(self.journal), "--transfers", str(self.transfers), "--answers", str(self.answers)
        )

    def _wait(self, what: str, is_so, seconds: float = 240) -> None:
        deadline = time.monotonic() + seconds
        while not is_so():
            if self.failures:
                raise self.failures[0]
            assert time.monotonic() < deadline, f"still waiting for {what} after {seconds} s"
            time.sleep(0.3)

    def _sql(self, database: str, statement: str) -> list[str]:
        """As the auditor; PostgreSQL may be away for a moment."""
        deadline = time.monotonic() + 60
        while True:
            done = self.system.sql(f"{database}_audit", database, statement)
            if done.returncode == 0:
                return done.stdout.split()
            assert time.monotonic() < deadline, done.stderr
            time.sleep(0.5)


def _iban(index: int) -> str:
    bank, branch, account = 30003, 3620, 10_000_000_000 + index
    key = 97 - (89 * bank + 15 * branch + 3 * account) % 97
    domestic = f"{bank:05}{branch:05}{account:011}{key:02}"
    check = 98 - int(domestic + "152700") % 97
    return f"FR{check:02}{domestic}"


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))[:600]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=5)
    arguments.add_argument("--people", type=int, default=150)
    arguments.add_argument("--missions", type=int, default=12)
    arguments.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    arguments.add_argument("--home", type=Path)
    wanted = arguments.parse_args()
    home = wanted.home or Path(tempfile.mkdtemp(prefix="imagin-campaign-"))
    print(f"seed {wanted.seed}, {wanted.people * wanted.missions} claims, in {home}", flush=True)
    system = System.start(home, "--empty")
    try:
        campaign = Campaign(system, wanted.seed, wanted.people, wanted.missions, wanted.minutes * 60)
        campaign.prepare()
        campaign.run()
        print(dict(campaign.counts), flush=True)
        audit = campaign.audit()
        print(audit.stdout + audit.stderr)
        return audit.returncode
    finally:
        system.stop()


if __name__ == "__main__":
    sys.exit(main())
