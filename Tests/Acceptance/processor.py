"""The processor time that a process and everything it started have used."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def seconds(root: int) -> float:
    return sum(_ticks(pid) for pid in _family(root)) / TICKS


def _family(root: int) -> list[int]:
    children = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += children.get(pid, [])
    return found


def _ticks(pid: int) -> int:
    """Own and ended children's time: PostgreSQL's sessions come and go."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0
    return sum(int(fields[index]) for index in (11, 12, 13, 14))
