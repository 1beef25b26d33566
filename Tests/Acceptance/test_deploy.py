"""What deploy/ says when it cannot do what it is asked: what went wrong, and what to do."""

import fcntl
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from system import ROOT, System

SYSTEMD = ROOT / "deploy/systemd"


def deploy(command: str, *arguments: str, home: Path, **settings: str) -> subprocess.CompletedProcess:
    environment = os.environ | {"IMAGIN_HOME": str(home)} | settings
    return subprocess.run(
        [ROOT / "deploy" / command, *arguments], env=environment, capture_output=True, text=True, timeout=300
    )


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()

    done = deploy("run", home=tmp_path / "file/home")

    assert done.returncode == 1
    assert "cannot be written" in done.stderr and "IMAGIN_HOME=" in done.stderr


def test_a_folder_with_a_space_in_its_name(tmp_path):
    done = deploy("run", home=tmp_path / "my home")

    assert done.returncode == 1 and "choose letters, digits" in done.stderr


def test_an_unknown_argument(tmp_path):
    done = deploy("run", "--fast", home=tmp_path)

    assert done.returncode == 1 and "unknown argument: --fast" in done.stderr and "--help" in done.stderr


def test_executables_that_are_not_there(tmp_path):
    done = deploy("run", home=tmp_path, IMAGIN_BIN=str(tmp_path))

    assert done.returncode == 1 and "has no executable assignment" in done.stderr


def test_two_commands_at_once_in_one_folder(tmp_path):
    with open(tmp_path / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = deploy("run", "--servers", home=tmp_path)

    assert done.returncode == 1 and "another deploy command is at work" in done.stderr


def test_stopping_what_was_never_started(tmp_path):
    done = deploy("stop", home=tmp_path)

    assert done.returncode == 0 and "Nothing was ever started" in done.stdout


def interrupt_when(process: subprocess.Popen, words: str) -> str:
    """Sends the whole group what Ctrl-C sends, once the words have been said."""
    said = ""
    while words not in said:
        piece = os.read(process.stdout.fileno(), 1000).decode()
        assert piece, said
        said += piece
    os.killpg(process.pid, signal.SIGINT)
    return said + process.stdout.read()


def processes_of(home: Path) -> list[str]:
    mark = f"IMAGIN_INSTANCE={(home / 'etc/instance').read_text().strip()}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def test_interrupted_then_a_port_taken_then_stopped(tmp_path):
    """One folder through it all: interrupted at the first server, gone on with, moved to another port, ended."""
    environment = os.environ | {"IMAGIN_HOME": str(tmp_path)}
    process = subprocess.Popen(
        [ROOT / "deploy/run", "--servers"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, start_new_session=True,
    )
    said = interrupt_when(process, "PostgreSQL on port")
    assert "interrupted: deploy/run goes on from here" in said and process.wait() == 130

    taken = System(tmp_path).port("POSTGRES")
    with socket.create_server(("127.0.0.1", taken)):
        assert deploy("stop", home=tmp_path).returncode == 0
        done = deploy("run", "--servers", home=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"port {taken} is taken by another program: postgres takes" in done.stdout
    assert System(tmp_path).sql("portal_app", "portal", "SELECT 1").stdout.strip() == "1"

    began = time.monotonic()
    again = deploy("run", "--servers", home=tmp_path)
    assert again.returncode == 0 and time.monotonic() - began < 30

    assert deploy("stop", home=tmp_path).returncode == 0
    assert processes_of(tmp_path) == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd to ask")
def test_systemd_has_nothing_against_the_units(tmp_path):
    for unit in SYSTEMD.iterdir():
        text = unit.read_text().replace("/opt/imagin/bin/%i", "/bin/true")
        (tmp_path / unit.name.replace("@.", "@portal.")).write_text(text)
        (tmp_path / unit.name).write_text(text)

    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / "imagin@portal.service", tmp_path / "imagin.target"],
        capture_output=True, text=True, timeout=60,
    )

    assert done.stdout + done.stderr == ""


def test_the_alerts_ring_when_they_should_and_name_what_is_counted():
    rules = ROOT / "deploy/prometheus"

    done = subprocess.run(["promtool", "test", "rules", "alerts_test.yml"], cwd=rules, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    named = set(re.findall(r"\b(?:broker|outbox|messages|job|http)_[a-z_]+\b", (rules / "alerts.yml").read_text()))
    counted = "".join(file.read_text() for file in (ROOT / "Sources/Platform").rglob("*.swift"))
    unknown = {name for name in named if f'"{re.sub("_(bucket)$", "", name)}"' not in counted
               and f'"{name.removesuffix("_total")}"' not in counted}
    assert unknown == set()


def test_whoever_watches_finds_all_five_services(tmp_path):
    system = System(tmp_path)
    system.deploy("write_all_settings")

    watched = json.loads((tmp_path / "etc/prometheus/services.json").read_text())
    done = subprocess.run(
        ["promtool", "check", "config", tmp_path / "etc/prometheus/prometheus.yml"], capture_output=True, text=True)
    assert done.returncode == 0 and "WARNING" not in done.stdout + done.stderr, done.stdout + done.stderr
    assert {each["labels"]["service"]: each["targets"] for each in watched} == {
        service: ["127.0.0.1:" + str(system.port("HTTP_" + service.replace("-", "_").upper()))]
        for service in ("assignment", "claim-entry", "validation", "liquidation", "portal")
    }
