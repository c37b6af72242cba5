"""Prove shape comments at more sizes than one: run a snippet again with its sizes changed."""

import ast
from dataclasses import dataclass

from stepthrough import attach, cache, shapes, snippet
from stepthrough.sizes import Sizes, Unsized
from stepthrough.snippet import FUNCTIONS

CHANGES = (lambda size: 2 * size, lambda size: size + 1)


@dataclass(frozen=True)
class Size:
    """A whole number that a function binds to a name: `C` in `B, C = 8, 512`."""

    name: str
    line: int
    col: int
    digits: str


def sizes(one):
    """Every size of a snippet, in the order of the file."""
    for function in ast.walk(one.tree):
        for statement in getattr(function, "body", []) if isinstance(function, FUNCTIONS) else []:
            if isinstance(statement, ast.Assign):
                yield from bound(one, statement.targets[0], statement.value)


def bound(one, target, value):
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for name, part in zip(target.elts, value.elts):
            yield from bound(one, name, part)
    elif isinstance(target, ast.Name) and type(getattr(value, "value", None)) is int:
        digits = one.lines[value.lineno - 1][value.col_offset : value.end_col_offset]
        yield Size(target.id, value.lineno, value.col_offset, digits)


def changed(one, size, number):
    """The snippet with another number in the place of a size."""
    rows = one.source.split("\n")
    row = rows[size.line - 1]
    rows[size.line - 1] = f"{row[: size.col]}{number}{row[size.col + len(size.digits) :]}"
    return snippet.build(one.path, one.shown, "\n".join(rows))


def variants(one):
    """(what was changed, the changed snippet): each size in turn, doubled and one larger."""
    for size in sizes(one):
        for change in CHANGES:
            number = change(int(size.digits, 0))
            yield f"{size.name} = {number}", changed(one, size, number)


def check(ones, seconds=cache.SECONDS):
    """The faults of comments that are true only at the sizes as written, and how many runs were judged.

    A run that raises is not judged, nor one in which a comment's division leaves a rest: patches that
    do not cut an image are right to refuse it.
    """
    runs = [(one, what, other) for one in ones for what, other in variants(one)]
    traces = cache.record([other for _, _, other in runs], seconds)
    judged = [
        (one, what, made)
        for (one, what, _), made in zip(runs, traces, strict=True)
        if not made.error and divides(one, made)
    ]
    faults = {}
    for one, what, made in judged:
        for fault in coincidences(one, what, made):
            faults.setdefault((fault.path, fault.line), fault)
    return list(faults.values()), len(judged)


def coincidences(one, what, made):
    """The comments that a run with one size changed shows to be false."""
    for target, seen in zip(attach.targets(one), made.checks, strict=True):
        verdicts = [shapes.judge(target, sighting) for sighting in seen.sightings]
        for start, width, message, note in filter(None, verdicts):
            said = f"true only at these sizes: with {what}, {message}"
            yield one.fault(target.note.line, target.note.col + start, said, width, note)


def divides(one, made):
    """Whether every division in the comments of a run comes out whole."""
    for target, seen in zip(attach.targets(one), made.checks, strict=True):
        for sighting in seen.sightings:
            sizes = Sizes(target, sighting)
            trees = [dim.tree for shape in target.comment.shapes for dim in shape.dims]
            if not all(whole(tree, sizes) for tree in trees):
                return False
    return True


def whole(tree, sizes, inside=()):
    """Whether `H/ps` is whole, in `T/pt * H/ps` too, where the product may hide that it is not."""
    if not isinstance(tree, tuple):
        known = tree in sizes.defs and tree not in inside
        return not known or whole(sizes.defs[tree].tree, sizes, (*inside, tree))
    op, left, right = tree
    parts = whole(left, sizes, inside) and whole(right, sizes, inside)
    while isinstance(left, tuple) and left[0] == "*":
        left = left[2]
    try:
        return parts and (op != "/" or sizes.fraction((op, left, right), inside).denominator == 1)
    except Unsized:
        return False
