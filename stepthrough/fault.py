"""One wrong thing, at its file, line and column, said like a compiler."""

from dataclasses import dataclass


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
