"""A system under test: servers, and later the services, started by deploy/run in a folder of their own."""

import json
import os
import subprocess
import urllib.request
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pika

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class System:
    home: Path

    @classmethod
    def start(cls, home: Path, *arguments: str) -> "System":
        environment = {"IMAGIN_BUILD": "debug"} | os.environ | {"IMAGIN_HOME": str(home)}
        done = subprocess.run(
            [ROOT / "deploy/run", *arguments], env=environment, capture_output=True, text=True, timeout=900
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return cls(home)

    def stop(self) -> None:
        subprocess.run(
            [ROOT / "deploy/stop"], env=os.environ | {"IMAGIN_HOME": str(self.home)}, capture_output=True, timeout=180
        )

    def deploy(self, command: str) -> str:
        """Calls functions of deploy/lib, as deploy/run does: `start_service portal`, `start_broker`…"""
        parts = "common packages postgres broker services"
        script = f'set -euo pipefail; for p in {parts}; do . "{ROOT}/deploy/lib/$p.sh"; done; prepare_home; {command}'
        environment = {"IMAGIN_BUILD": "debug"} | os.environ | {"IMAGIN_HOME": str(self.home)}
        done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    def imagin(self, *arguments: str, timeout: int = 300) -> subprocess.CompletedProcess:
        """The operator's command line; the caller looks at the outcome."""
        environment = {"IMAGIN_BUILD": "debug"} | os.environ | {"IMAGIN_HOME": str(self.home)}
        return subprocess.run(
            [ROOT / "deploy/imagin", *arguments], env=environment, capture_output=True, text=True, timeout=timeout
        )

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port('GATEWAY')}"

    def port(self, name: str) -> int:
        lines = (self.home / "etc/ports").read_text().splitlines()
        return int(dict(line.split("=") for line in lines)[name])

    def secret(self, name: str) -> str:
        return (self.home / "etc/secrets" / name).read_text().strip()

    def broker(self, user: str) -> pika.ConnectionParameters:
        return pika.ConnectionParameters(
            "127.0.0.1",
            self.port("BROKER"),
            "imagin",
            pika.PlainCredentials(user, self.secret(f"broker-{user}")),
        )

    def bindings(self) -> list[dict]:
        """What the broker itself says of its topology, through its management interface."""
        return self._ask("bindings/imagin")

    def queues(self) -> list[dict]:
        return self._ask("queues/imagin")

    def depth(self, queue: str) -> int:
        """How many messages wait there now; the management interface would tell it seconds later."""
        connection = pika.BlockingConnection(self.broker("admin"))
        try:
            return connection.channel().queue_declare(queue, passive=True).method.message_count
        finally:
            connection.close()

    def _ask(self, path: str) -> list[dict]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port('BROKER_MANAGEMENT')}/api/{quote(path)}")
        sign_in = b64encode(f"admin:{self.secret('broker-admin')}".encode()).decode()
        request.add_header("Authorization", f"Basic {sign_in}")
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def administer(self, database: str, statement: str) -> None:
        """As the cluster's administrator, with triggers and foreign keys asleep: to plant what must not happen."""
        done = self.sql("imagin_admin", database, f"SET session_replication_role = replica; {statement}")
        assert done.returncode == 0, done.stderr

    def sql(self, role: str, database: str, statement: str) -> subprocess.CompletedProcess:
        """One statement by psql as that role; the caller looks at the outcome."""
        password = self.secret("postgres-admin" if role == "imagin_admin" else role)
        binaries = sorted(Path("/usr/lib/postgresql").iterdir())[-1] / "bin"
        return subprocess.run(
            [
                binaries / "psql", "-X", "-q", "-tA", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1",
                "-p", str(self.port("POSTGRES")), "-U", role, "-d", database, "-c", statement,
            ],
            env=os.environ | {"PGPASSWORD": password, "PGCONNECT_TIMEOUT": "5"},
            capture_output=True,
            text=True,
            timeout=30,
        )
