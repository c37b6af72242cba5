"""Find the code that a lenient comment is about, where no other code can be meant."""

import ast
import re
from dataclasses import replace
from functools import lru_cache

from stepthrough import attach, binding, lenient
from stepthrough.attach import SIMPLE, Loose, Target
from stepthrough.grammar import Unreadable

ALONE = "on a line of its own, it may be about what is above or below"
BELOW = "on a line of its own, it may be about more than the next statement"
HEADER = "it may be about the parameter or about what is returned"
SEVERAL = "it may be about one or all of what ends on this line"
LOOP = "it may be about the loop or about what it takes"
PART = "it may be about a part or about the whole"


@lru_cache(maxsize=1024)
def targets(one):
    """One Target per comment that means to state a shape, in order; problems are what is not understood."""
    places, said, found = attach.Places(one.tree), {}, []
    numbers, turning = literals(one.tree), loops(one.tree)
    for note in one.comments:
        try:
            reading = lenient.read(note.text, one.known)
        except Unreadable as error:
            broken = Target(note, None, {}, loose=Loose())
            found.append(broken.fail(str(error), error.start, error.width))
            continue
        if reading:
            made = target(one, note, reading, places, said)
            made.loose = Loose(doubt(one, made, reading), numbers, turning)
            found.append(made)
    return found


def literals(tree):
    """Every whole number that is written in the code."""
    values = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(value for value in values if type(value) is int)


def loops(tree):
    """Every name that some loop binds."""
    found = (node for node in ast.walk(tree) if isinstance(node, (ast.For, ast.AsyncFor)))
    return frozenset(name for node in found for name in binding.targets(node))


def doubt(one, made, reading):
    """Why a miss is not sure, from where the comment stands or from how it is written."""
    if alone(one, made.note):
        return BELOW
    if made.kind == "after" and isinstance(made.node, ast.Subscript):
        return PART
    return reading.doubt


def target(one, note, reading, places, said):
    """The Target of a comment that could be read."""
    comment = replace(reading.comment, operands=(), ops=(), arrow="")
    found = attach.bind(note, comment, places, said)
    if alone(one, note):
        return below(one, replace(found, kind="", node=None, problem=""), reading, places)
    statement = places.statement(note.line)
    if argument := parameter(places.header(note.line), reading.label):
        return replace(found, kind="argument", node=argument, problem="")
    if found.kind == "argument" and places.header(note.line).lineno == note.line:
        return found.fail(HEADER)
    if found.kind == "loop":
        return found.fail(LOOP)
    if found.kind == "value" and not isinstance(statement, SIMPLE) and not lone(one, found):
        return found.fail(SEVERAL)
    name(one, found, reading.label, statement)
    if reading.comment.operands and found.kind == "value" and not found.problem:
        joined = attach.bind(note, reading.comment, places, said)
        return joined if joined.node is found.node and not joined.problem else found
    return found


def alone(one, note):
    return not one.lines[note.line - 1][: note.col - 1].strip()


def below(one, found, reading, places):
    """'# (B, T, C) -> (B, C, T)' is about the next statement; any other comment on its own about nothing."""
    following = next_statement(one, found.note, places)
    if not reading.comment.operands or reading.label or not isinstance(following, ast.Assign):
        return found.fail(ALONE)
    attach.of_statement(found, following)
    return found


def next_statement(one, note, places):
    """The statement below a comment, in its column, with at most other comments between them."""
    later = [n for n in places.nodes if isinstance(n, ast.stmt) and n.lineno > note.line]
    found = min(later, key=lambda n: n.lineno, default=None)
    if not found or found.col_offset != note.col - 1:
        return None
    between = [row.strip() for row in one.lines[note.line : found.lineno - 1]]
    return found if all(row[:1] in ("", "#") for row in between) else None


def lone(one, found):
    """Whether an expression is all that stands on its line, but for its keyword or key."""
    node, row = found.node, one.lines[found.note.line - 1]
    before, after = row[: node.col_offset].strip(), row[node.end_col_offset : found.note.col - 1]
    named = re.fullmatch(r"""\w+=|["'][\w.]+["']:|""", before)
    return node.lineno == node.end_lineno and bool(named) and after.strip() in ("", ",")


def name(one, found, label, statement):
    """Turn to the variable that a comment names, or to the only one that a statement keeps."""
    label = label or kept(statement)
    if not label or found.problem:
        return
    spots = getattr(statement, "targets", [getattr(statement, "target", None)])
    value = getattr(statement, "value", None)
    parts = value.elts if isinstance(value, ast.Tuple) and isinstance(statement, ast.Return) else []
    if found.kind == "argument" and found.node.arg == label:
        return
    if any(spot and ast.unparse(spot) == label for spot in [*spots, found.node]):
        return
    if same := [part for part in parts if ast.unparse(part) == label]:
        found.node = same[0]
    elif isinstance(statement, ast.Assign) and label in binding.targets(statement):
        found.kind, found.statement = "after", statement
        found.node = ast.parse(label, mode="eval").body
    elif label.lower() not in lenient.SIZE and (
        label in one.known or label.lower() not in lenient.VALUE
    ):
        found.fail(f"nothing on this line is named {label}")


def parameter(function, label):
    """The parameter that a comment in the header of a function names."""
    nodes = ast.walk(function.args) if function else ()
    return next((n for n in nodes if isinstance(n, ast.arg) and n.arg == label), None)


def kept(statement):
    """'out' for `out, _ = …`: the one name that a statement keeps; '' for any other statement."""
    spots = getattr(statement, "targets", [None])
    if not isinstance(spots[0], ast.Tuple) or len(spots[0].elts) < 2:
        return ""
    found = [name for name in binding.targets(statement) if not name.startswith("_")]
    return found[0] if len(found) == 1 else ""
