"""Prove shape comments at more sizes than one: run a snippet again with its sizes changed."""

import ast
import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from stepthrough import attach, cache, catalogue, crew, shapes, shelf, snippet
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
    return snippet.build(one.path, one.shown, "\n".join(rows), one.entry)


def variants(one):
    """(what was changed, the changed snippet): each size in turn, doubled and one larger."""
    for size in sizes(one):
        for change in CHANGES:
            number = change(int(size.digits, 0))
            yield f"{size.name} = {number}", changed(one, size, number)


def check(pairs, seconds=crew.SECONDS):
    """Of snippets and their traces: the faults of comments that are true only at the sizes as written.

    And how many runs were judged. A run that raises is not, nor one in which a comment's division leaves
    a rest: patches that do not cut an image are right to refuse it.
    """
    kept = [proven(one) for one, _ in pairs]
    todo = [pair for pair, known in zip(pairs, kept) if known is None]
    runs = [(one, what, other) for one, _ in todo for what, other in variants(one)]
    traces = crew.record([other for _, _, other in runs], seconds)
    judged, faults = {one.path: [] for one, _ in todo}, {}
    for (one, what, _), made in zip(runs, traces, strict=True):
        if not made.error and divides(one, made):
            judged[one.path].append(made)
            for fault in coincidences(one, what, made):
                faults.setdefault((fault.path, fault.line), fault)
    for one, made in todo:
        if not any(path == one.shown for path, _ in faults):
            keep(one, Proven(len(judged[one.path]), counted([made, *judged[one.path]])))
    total = sum(map(len, judged.values())) + sum(known.runs for known in kept if known)
    return list(faults.values()), total


@dataclass(frozen=True)
class Proven:
    """In how many runs all comments of a snippet held, and of each line's comment at how many sizes."""

    runs: int
    sizes: dict


def counted(traces):
    """{line: at how many different sizes the comment there was seen}"""
    seen = {}
    for made in traces:
        for check in made.checks:
            seen.setdefault(check.line, set()).update(map(repr, check.sightings))
    return {line: len(sightings) for line, sightings in seen.items()}


def keep(one, found):
    """Remember what held of a project's own file, for as long as nothing that it depends on changes."""
    own = one.path.is_relative_to(catalogue.root() / "snippets") and not one.entry
    if own and one.source == snippet.read(one.path).source:
        text = json.dumps([found.runs, list(found.sizes.items())])
        shelf.keep(place(one), text, one.name, key(one))


def proven(one):
    """The Proven of a snippet that was checked at other sizes, None if it was not."""
    try:
        runs, sizes = json.loads(shelf.read(place(one)))
    except (OSError, ValueError):
        return None
    return Proven(runs, dict(sizes))


def place(one):
    return cache.folder("sizes") / f"{one.name}.{key(one)[:20]}.json"


def key(one):
    """What it depends on: the snippet's run, and which sizes are changed and how they are judged."""
    return sha256(snippet.key(one).encode() + machine()).hexdigest()


@lru_cache(maxsize=1)
def machine():
    return Path(__file__).read_bytes()


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
