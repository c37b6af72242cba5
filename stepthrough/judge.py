"""Have a reader's answer to a kata judged, in a process of its own: the Verdict."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from stepthrough import catalogue, snippet
from stepthrough.fault import Wrong

SECONDS = 20


@dataclass(frozen=True)
class Verdict:
    """`statuses`: [[promise, 'held' | 'broken' | 'not reached']]; `said`: lines on what is wrong."""

    name: str
    statuses: list
    said: list = field(default_factory=list)
    hint: str = ""
    printed: str = ""

    @property
    def held(self):
        return sum(state == "held" for _, state in self.statuses)

    @property
    def passes(self):
        return self.held == len(self.statuses) and not self.said


def judge(one, path, worker, seconds=SECONDS):
    """The Verdict on the answer to a kata in a file."""
    path = Path(path).absolute()
    try:
        read = snippet.read(path)
    except Wrong as error:
        return unread(one, str(error).split("\n"))
    order = {"kata": str(one.one.path), "path": str(path), "shown": catalogue.show(path)}
    order |= {"source": read.source, "seconds": seconds, "by": "stepthrough.jury"}
    return worker.ask(order, lambda folder, ended: verdict(one, order, folder, ended))


def unread(one, said):
    """The Verdict where no promise could be asked for."""
    return Verdict(one.name, [[text, "not reached"] for text in one.promises], said)


def verdict(one, order, folder, ended):
    """The Verdict that a worker left, or on what left none."""
    if died := ended.get("failed") or ended.get("died", "ends the process that judges it"):
        return unread(one, [f"{hanging(order, folder)}: {died}"])
    try:
        return Verdict(one.name, **json.loads(Path(folder, "made.json").read_text("utf-8")))
    except (OSError, ValueError):
        return unread(one, [f"{order['shown']}: leaves no readable verdict"])


def hanging(order, folder):
    """'my_katas/mha.py:12', the line that ran when time was up; the file alone if none is known."""
    try:
        stack = Path(folder, "stack").read_text("ascii", "replace")
    except (OSError, TypeError):
        return order["shown"]
    name = order["path"].encode("ascii", "backslashreplace").decode()  # as faulthandler writes it
    rows = re.findall(rf'File "{re.escape(name)}", line (\d+)', stack)
    return f"{order['shown']}:{rows[0]}" if rows else order["shown"]
