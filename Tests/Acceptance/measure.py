"""How fast the real executables are: deploy/bench

Prepares a session of its own, then measures, on the same machine and in the same run: the consumption of each service
with a deep queue, claims from the HTTP submission to the payroll's message, the pages, and two baselines: the statements
of a submission by pgbench, and a bare librabbitmq loop. Prints a table.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import processor
import small_session
from campaign import Campaign, words
from system import ROOT, System
from tokens import FORM_TOKEN, Person

PROCESSES = ["assignment", "claim-entry", "validation", "liquidation", "portal", "broker", "postgres", "gateway"]


@dataclass
class Measurement:
    system: System
    people: int
    missions: int
    connections: int
    rows: list = field(default_factory=list)

    def __post_init__(self) -> None:
        self.campaign = Campaign(self.system, 1, self.people, self.missions, 0)
        self.folder = self.campaign.folder
        build = os.environ.get("IMAGIN_BIN") or ROOT / ".build" / os.environ.get("IMAGIN_BUILD", "release")
        self.bench = Path(build) / "bench"
        self.sql = self.campaign._sql

    # What each process has used.

    def processor_seconds(self) -> dict:
        used = {}
        for name in PROCESSES:
            try:
                used[name] = processor.seconds(int((self.system.home / f"run/{name}.pid").read_text()))
            except (FileNotFoundError, ValueError):
                continue
        return used

    def say(self, label: str, rate: float, unit: str = "/s", note: str = "") -> None:
        self.rows.append((label, rate, unit, note))
        print(f"  {label}: {rate:.1f}{unit} {note}", flush=True)

    # 1. Deep queues.

    def consumption(self) -> None:
        """Each service alone takes in what waits for it, while nobody else works."""
        others = ["claim-entry", "validation", "liquidation", "portal"]
        self.system.deploy("; ".join(f"stop {name} TERM 30" for name in others))
        self.campaign.convene()
        self._until("assignment's outbox", lambda: self.campaign._is_empty("assignment", "unconfirmed"))
        # The people were announced by the import; what waits now are the convocations, and behind them the claims.
        for name, queues in [
            ("claim-entry", ["claim-entry.assignment"]), ("portal", ["portal.assignment"]),
            ("validation", ["validation.assignment", "validation.claim-entry"]),
        ]:
            self.consumption_of(name, queues)
        self.system.deploy("start_services")

    def consumption_of(self, service: str, queues: list[str]) -> None:
        database = service.replace("-", "_")
        count = "SELECT count(*) FROM msg.inbox"
        expected, known = sum(map(self.system.depth, queues)), int(self.sql(database, count)[0])
        started = time.monotonic()
        self.system.deploy(f"start_service {service}")
        self._until(service, lambda: int(self.sql(database, count)[0]) - known >= expected, 300, 0.1)
        seconds = time.monotonic() - started
        cpu = self.processor_seconds().get(service, 0)
        self.say(
            f"{service} takes in a deep queue", expected / seconds, " messages/s",
            f"({expected} messages, {1e6 * cpu / max(expected, 1):.0f} µs of its own processor each, start included)")

    # 2. From the submission to the payroll.

    def requests(self, rows: list[str]) -> Path:
        """One submission for each `claim|participant|day`."""
        people = {}
        dice = random.Random(7)
        file = self.folder / "submissions.txt"
        with file.open("w") as out:
            for row in rows:
                claim, participant, day = row.split("|")
                person = people.setdefault(participant, Person(self.campaign.key, ["participant"], participant))
                fields = {
                    # In order, so that the officer's one gesture takes it.
                    "performed": "yes", "scripts": str(dice.randint(1, 40)), "candidates": str(dice.randint(1, 12)),
                    "transport": "car", "vehicle": "car-up-to-5", "kilometres": "150", "carBasis": "authorised",
                    "departsDay": day, "departsTime": "06:30", "returnsDay": day, "returnsTime": "19:15",
                    f"meal-{day}-noon": "own-cost", "_jeton": FORM_TOKEN, "_commande": str(uuid.uuid4()),
                }
                out.write(f"POST\t/etats-de-frais/{claim}/declaration\t{person.token()}\t{urlencode(fields)}\n")
        return file

    def claims(self) -> list[str]:
        return self.sql(
            "claim_entry",
            "SELECT claim_id || '|' || participant_id || '|' || (mission -> 'slots' -> 0 ->> 'day') FROM claim_entry.claim "
            "ORDER BY md5(claim_id::text)")

    # Asked often while everything works: it must cost next to nothing until the end.
    INSTRUCTED = (
        "SELECT CASE WHEN EXISTS (SELECT FROM msg.unconfirmed) THEN 0 "
        "ELSE (SELECT count(*) FROM liquidation.payment WHERE track = 'indemnity') END")

    def liquidation_alone(self, rows: list[str]) -> None:
        """Liquidation away while claims are sent and certified; then everything that waits for it."""
        before = int(self.sql("liquidation", self.INSTRUCTED)[0])
        self.system.deploy("stop liquidation TERM 30")
        self.replay(self.requests(rows), self.system.port("GATEWAY"))
        officer = self.campaign._visitor(["officer"], 2)
        waiting = "SELECT count(*) FROM validation.claim WHERE state = 'submitted'"
        told = "SELECT count(*) FROM validation.claim WHERE submission > 0"
        total = int(self.sql("claim_entry", "SELECT count(*) FROM claim_entry.claim WHERE submission > 0")[0])
        self._until("validation", lambda: int(self.sql("validation", told)[0]) >= total)

        def all_certified() -> bool:
            officer.post("/verification/certifier", {"signature": "oui", "avant": str(int(time.time() * 1e6))})
            return self.sql("validation", waiting) == ["0"]

        self._until("certification", all_certified)
        self._until("validation's outbox", lambda: self.campaign._is_empty("validation", "unconfirmed"))
        started = time.monotonic()
        self.system.deploy("start_service liquidation")
        self._until(
            "liquidation", lambda: int(self.sql("liquidation", self.INSTRUCTED)[0]) - before >= len(rows), 300, 0.1)
        seconds, cpu = time.monotonic() - started, self.processor_seconds().get("liquidation", 0)
        self.say(
            "liquidation takes in a deep queue", len(rows) / seconds, " decisions/s",
            f"({len(rows)} decisions to the payroll's queue, {1e6 * cpu / len(rows):.0f} µs of its own processor each)")

    def end_to_end(self, rows: list[str]) -> None:
        file = self.requests(rows)
        officer = self.campaign._visitor(["officer"], 1)
        over = threading.Event()

        def certify() -> None:
            """Every claim that is in order passes in bundles, as an officer's one gesture does."""
            while not over.is_set():
                signed = {"signature": "oui", "avant": str(int(time.time() * 1e6))}
                answer = officer.post("/verification/certifier", signed)
                assert answer.status == 303, (answer.status, words(answer.text))
                over.wait(0.2)

        before, started = self.processor_seconds(), time.monotonic()
        gesture = threading.Thread(target=certify)
        gesture.start()
        submitted = self.replay(file, self.system.port("GATEWAY"))
        self._until("the payroll's messages", lambda: int(self.sql("liquidation", self.INSTRUCTED)[0]) >= len(rows), 600)
        seconds = time.monotonic() - started
        over.set()
        gesture.join()
        used = {name: value - before.get(name, 0) for name, value in self.processor_seconds().items()}
        self.say("submissions answered over HTTP", submitted["count"] / submitted["seconds"], " claims/s", f"{submitted['statuses']}")
        self.say("a submission's answer, 50 %", submitted["p50"], " ms")
        self.say("a submission's answer, 99 %", submitted["p99"], " ms")
        self.say("from the submission to the payroll's message", len(rows) / seconds, " claims/s", f"({len(rows)} claims)")
        total = sum(used.values())
        for name, value in sorted(used.items(), key=lambda pair: -pair[1]):
            self.say(f"processor of {name}", 1e6 * value / len(rows), " µs/claim")
        self.say("processor of everything", 1e6 * total / len(rows), " µs/claim")

    def replay(self, file: Path, port: int, connections: int | None = None) -> dict:
        done = subprocess.run(
            [self.bench, "replay", str(file), "--port", str(port), "--origin", self.system.origin,
             "--connections", str(connections or self.connections)],
            capture_output=True, text=True, timeout=900,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    # 3. Pages.

    def pages(self, count: int = 1500) -> None:
        row = self.sql("claim_entry", "SELECT claim_id || '|' || participant_id FROM claim_entry.claim LIMIT 1")[0]
        claim, participant = row.split("|")
        people = {
            role: Person(self.campaign.key, [role], participant if role == "participant" else None).token()
            for role in ("participant", "officer", "manager", "paymaster")
        }
        for role, path, what in [
            ("participant", "/", "home"), ("participant", "/etats-de-frais", "the list of one's claims"),
            ("participant", f"/etats-de-frais/{claim}", "one claim"), ("officer", "/verification", "the work list"),
            ("officer", f"/verification/{claim}", "one claim to check"), ("manager", "/affectation", "the sessions"),
            ("participant", "/portail/guide", "the guide"),
        ]:
            file = self.folder / "pages.txt"
            file.write_text(f"GET\t{path}\t{people[role]}\t\n" * count)
            seen = self.replay(file, self.system.port("GATEWAY"), 4)
            self.say(f"page: {what}", seen["count"] / seen["seconds"], " pages/s",
                     f"50 % {seen['p50']:.1f} ms, 95 % {seen['p95']:.1f} ms, 99 % {seen['p99']:.1f} ms {seen['statuses']}")

    # 4. Baselines.

    def baselines(self, seconds: int = 10) -> None:
        done = subprocess.run(
            [self.bench, "broker", "--port", str(self.system.port("BROKER")), "--user", "admin", "--password-file",
             str(self.system.home / "etc/secrets/broker-admin")], capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        bare = json.loads(done.stdout)
        self.say("bare librabbitmq, publish with confirms", bare["publish"], " messages/s")
        self.say("bare librabbitmq, consume", bare["consume"], " messages/s")
        self.say("pgbench, the statements of a submission", self._pgbench(seconds), " claims/s")

    def _pgbench(self, seconds: int) -> float:
        """In the database itself, when everything else is measured: the rows are like the real ones."""
        self.system.deploy("stop_services")
        script = Path(__file__).with_name("submission.sql")
        self.system.administer(
            "claim_entry",
            "CREATE SCHEMA IF NOT EXISTS bench; DROP TABLE IF EXISTS bench.bench_claim; CREATE TABLE bench.bench_claim AS "
            "SELECT row_number() OVER () AS n, claim_id FROM claim_entry.claim; "
            "ALTER TABLE bench.bench_claim ADD PRIMARY KEY (n)")
        binaries = sorted(Path("/usr/lib/postgresql").iterdir())[-1] / "bin"
        done = subprocess.run(
            [binaries / "pgbench", "-n", "-f", script, "-c", "8", "-j", "2", "-T", str(seconds), "-M", "prepared",
             "-D", f"claims={self.people * self.missions}", "-h", "127.0.0.1", "-p", str(self.system.port("POSTGRES")),
             "-U", "imagin_admin", "claim_entry"],
            env=os.environ | {"PGPASSWORD": self.system.secret("postgres-admin"), "PGOPTIONS": "-c search_path=bench"},
            capture_output=True, text=True, timeout=seconds + 60)
        assert done.returncode == 0, done.stderr
        line = next(line for line in done.stdout.splitlines() if line.startswith("tps"))
        return float(line.split("=")[1].split()[0])

    def table(self) -> str:
        width = max(len(label) for label, *_ in self.rows)
        lines = [f"{label:<{width}}  {rate:>12.1f}{unit}  {note}" for label, rate, unit, note in self.rows]
        values = {label: rate for label, rate, *_ in self.rows}
        ratio = values["submissions answered over HTTP"] / values["pgbench, the statements of a submission"]
        lines += [
            "", f"submissions over HTTP / the same statements by pgbench: {ratio:.2f}",
            f"claim-entry's deep queue / bare consumption: "
            f"{values['claim-entry takes in a deep queue'] / values['bare librabbitmq, consume']:.2f}",
        ]
        return "\n".join(lines)

    def _until(self, what: str, is_so, seconds: float = 120, pause: float = 0.2) -> None:
        deadline = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < deadline, f"still waiting for {what} after {seconds} s"
            time.sleep(pause)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--people", type=int, default=400)
    arguments.add_argument("--missions", type=int, default=20)
    arguments.add_argument("--connections", type=int, default=16)
    arguments.add_argument("--home", type=Path)
    wanted = arguments.parse_args()
    system = System.start(wanted.home or Path(tempfile.mkdtemp(prefix="imagin-bench-")), "--empty")
    try:
        measurement = Measurement(system, wanted.people, wanted.missions, wanted.connections)
        measurement.campaign.prepare()
        print(f"{wanted.people * wanted.missions} claims", flush=True)
        measurement.consumption()
        rows = measurement.claims()
        measurement.end_to_end(rows[: len(rows) // 2])
        measurement.liquidation_alone(rows[len(rows) // 2 :])
        measurement.pages()
        measurement.baselines()
        print("\n" + measurement.table())
        return 0
    finally:
        system.stop()


if __name__ == "__main__":
    sys.exit(main())
