"""One wrong thing, at its file, line and column, said like a compiler."""

import os
from dataclasses import dataclass
from pathlib import Path

DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = DATA | {":": "%3A", ",": "%2C"}


@dataclass(frozen=True)
class Fault:
    """Lines and columns count from 1; `width` is how much the caret block underlines."""

    path: str
    line: int
    col: int
    message: str
    source: str = ""
    width: int = 1
    note: str = ""

    def __str__(self):
        """'loop.py:3:9: never ran', then the source line, its carets and a note."""
        lines = [f"{self.path}:{self.line}:{self.col}: {self.message}"]
        if self.source.strip():
            lines.append(f"    {self.source.strip()}")
            indent = len(self.source) - len(self.source.lstrip())
            lines.append(" " * (4 + max(self.col - 1 - indent, 0)) + "^" * max(self.width, 1))
        if self.note:
            lines.append(f"    {self.note}")
        return "\n".join(lines)


class Wrong(Exception):
    """Something the reader can mend; carries its faults."""

    def __init__(self, *faults):
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def annotate(faults):
    """In GitHub Actions, say each fault once more: GitHub then shows it at its line of a pull request."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for fault in faults:
            print(annotation(fault))


def annotation(fault):
    """'::error file=loop.py,line=3,col=9,title=never ran::never ran', its path from the repository's root."""
    top = Path(os.path.abspath(os.environ.get("GITHUB_WORKSPACE", ".")))
    path = Path(os.path.abspath(fault.path))
    path = path.relative_to(top) if path.is_relative_to(top) else path
    title = fault.message.partition(":")[0]
    said = {"file": path.as_posix(), "line": fault.line, "col": fault.col, "title": title}
    place = ",".join(f"{name}={escaped(str(value), PROPERTY)}" for name, value in said.items())
    text = f"{fault.message}\n{fault.note}".rstrip("\n")
    return f"::error {place}::{escaped(text, DATA)}"


def escaped(text, codes):
    return text.translate(str.maketrans(codes))
