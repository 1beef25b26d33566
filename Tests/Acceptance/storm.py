"""Kills and restarts whatever runs, at random instants, from a seed."""

import os
import random
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from system import System

SERVICES = ["assignment", "claim-entry", "validation", "liquidation", "portal"]


@dataclass
class Storm:
    """`run` strikes until `over` is set, and leaves everything running."""

    system: System
    seed: int
    calm_seconds: tuple = (0.3, 2.5)
    over: threading.Event = field(default_factory=threading.Event)
    all_struck: threading.Event = field(default_factory=threading.Event)
    strikes: Counter = field(default_factory=Counter)
    log: list = field(default_factory=list)
    failure: Exception | None = None

    def run(self) -> None:
        dice = random.Random(self.seed)
        # Each of them at least once, in an order of its own; after that by chance.
        first = SERVICES + ["postgres", "broker"]
        dice.shuffle(first)
        try:
            while not self.over.wait(dice.uniform(*self.calm_seconds)):
                target = first.pop() if first else dice.choices(SERVICES + ["postgres", "broker"], [4] * 5 + [1, 1])[0]
                self._strike(target, dice)
                if not first:
                    self.all_struck.set()
        except Exception as failure:
            self.failure = failure
        finally:
            self.restore()

    def _strike(self, target: str, dice: random.Random) -> None:
        hard = target in SERVICES or dice.random() < 0.5
        away = dice.uniform(0, 1.5)
        self.strikes[target] += 1
        self.log.append(f"{time.strftime('%H:%M:%S')} {target} {'killed' if hard else 'stopped'}, away {away:.2f} s")
        if target == "postgres":
            # QUIT leaves without a checkpoint: the server recovers from its log.
            self._end(target, signal.SIGQUIT if hard else signal.SIGINT)
        else:
            self._end(target, signal.SIGKILL if hard else signal.SIGTERM)
        self.over.wait(away)
        self._start(target)

    def _end(self, target: str, how: int) -> None:
        pid = int((self.system.home / f"run/{target}.pid").read_text())
        try:
            os.kill(pid, how)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and _is_alive(pid):
            time.sleep(0.05)
        assert not _is_alive(pid), f"{target} does not end"

    def _start(self, target: str) -> None:
        commands = {"postgres": "start_postgres", "broker": "start_broker"}
        self.system.deploy(commands.get(target, f"start_service {target}"))

    def restore(self) -> None:
        self.system.deploy("start_postgres; start_broker; start_services")


def _is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
