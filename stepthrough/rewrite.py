"""Rewrite some lines of a Python file: every other byte stays as it was."""

import ast
import difflib
import os
import re
import tempfile
import tokenize
from io import BytesIO

from stepthrough import snippet
from stepthrough.fault import Fault, Wrong

NEWLINE = re.compile(r"(\r\n|\r|\n)")


def rewritten(one, rows):
    """The text of a snippet's file before and after, and its encoding: `rows` are {line: its new text}."""
    raw = one.path.read_bytes()
    if snippet.decode(raw) != one.source:
        raise Wrong(Fault(one.shown, 1, 1, "has changed while it ran: nothing is written"))
    encoding, _ = tokenize.detect_encoding(BytesIO(raw).readline)
    old = raw.decode(encoding)
    parts = NEWLINE.split(old)
    for line, row in rows.items():
        parts[2 * (line - 1)] = row
    new = "".join(parts)
    if dumped(snippet.decode(new.encode(encoding))) != dumped(one.source):
        raise Wrong(Fault(one.shown, 1, 1, "would be other code with its comments"))
    return old, new, encoding


def dumped(source):
    return ast.dump(ast.parse(source), include_attributes=True)


def write(one, rows):
    """Put new lines into a file so that a reader sees all of them or none."""
    try:
        _, new, encoding = rewritten(one, rows)
        replace(one.path.resolve(), new.encode(encoding))
    except OSError as error:
        raise Wrong(Fault(one.shown, 1, 1, f"cannot be written: {error}")) from None


def replace(path, data):
    mode = path.stat().st_mode
    if not mode & 0o222:
        raise PermissionError("it is read-only")
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        try:
            file.write(data)
            file.flush()
            os.chmod(file.name, mode)
            os.replace(file.name, path)
        except OSError:
            os.unlink(file.name)
            raise


def diff(one, rows):
    """The lines of a unified diff."""
    try:
        old, new, _ = rewritten(one, rows)
    except OSError as error:
        raise Wrong(Fault(one.shown, 1, 1, f"cannot be read: {error}")) from None
    for row in difflib.unified_diff(lines(old), lines(new), one.shown, one.shown):
        yield row if row.endswith(("\n", "\r")) else f"{row}\n\\ No newline at end of file\n"


def lines(text):
    """The lines of a text with what ends them."""
    parts = NEWLINE.split(text)
    return [row + end for row, end in zip(parts[::2], [*parts[1::2], ""]) if row + end]
