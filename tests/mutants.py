"""Small mistakes in a kata's solution, each of which its check must notice.

`python tests/mutants.py NAME…` prints those that it does not notice.
"""

import ast
import contextlib
import csv
import io
import signal
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import mistakes
from stepthrough import kata

LISTED = Path(__file__).with_name("equivalent_mutants.tsv")
SECONDS = 5


@dataclass(frozen=True)
class Mutant:
    """A mistake as a line of a diff; `code` is the kata's file with the mistake in it."""

    line: str
    code: object


@dataclass(frozen=True)
class Slot:
    """Where a node hangs in a tree: what may be put there instead."""

    holder: object
    key: object
    node: ast.AST
    function: str
    statement: ast.stmt

    def put(self, node):
        if isinstance(self.holder, list):
            self.holder[self.key] = node
        else:
            setattr(self.holder, self.key, node)


def mutants(one):
    """Every mutant of a kata's solution, each different from the solution and from the others."""
    tree = ast.parse(one.one.source)
    answer = next(node for node in tree.body if getattr(node, "name", "") == one.answer)
    seen = {ast.unparse(answer)}
    mistakes.mark_idle(answer)
    for slot in list(slots(answer, one.answer, answer)):
        before = mistakes.header(slot.statement)
        for made, said in changes(slot):
            slot.put(made)
            text = ast.unparse(ast.fix_missing_locations(answer))
            if text not in seen:
                seen.add(text)
                here = made if slot.node is slot.statement else slot.statement
                line = f"{slot.function}: {before} -> {said or mistakes.header(here)}"
                yield Mutant(line, compile(tree, f"{one.name}.py", "exec"))
            slot.put(slot.node)


def slots(node, function, statement):
    """Every statement and expression below a node; docstrings and annotations are nobody's mistake."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "ctx"):
            continue
        holder = value if isinstance(value, list) else node
        parts = enumerate(value) if isinstance(value, list) else [(name, value)]
        for key, part in parts:
            if not isinstance(part, ast.AST) or is_said(part):
                continue
            inner = part if isinstance(part, ast.stmt) else statement
            here = part.name if isinstance(part, mistakes.FUNCTIONS) else function
            if isinstance(part, (ast.stmt, ast.expr, ast.Slice)):
                yield Slot(holder, key, part, here, inner)
            yield from slots(part, here, inner)
    if isinstance(node, mistakes.FUNCTIONS) and node is statement and node.name == function:
        yield Slot(node, "body", node.body, function, node)


def changes(slot):
    """[(what to put into a slot, how to say it or None)]; a list is what a function begins with."""
    if isinstance(slot.node, list):
        return mistakes.beginnings(slot.holder)
    return mistakes.of(slot.node)


def is_said(node):
    """Whether a node is a docstring or another text that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class Helpers:
    """What mutated code calls; `met`: whether any of them had something to change."""

    def __init__(self):
        self.met, self.first = False, None

    def names(self):
        same = {name: self.on_tensors(change) for name, change in mistakes.OUTCOMES.items()}
        return {"HARD_CODED": self.hard_coded, "ONE_SAMPLE": self.on_tensors(one_sample)} | same

    def hard_coded(self, value):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return value
        self.first, self.met = value if self.first is None else self.first, True
        return self.first

    def on_tensors(self, change):
        def changed(value):
            if isinstance(value, (list, tuple)) and type(value) in (list, tuple):
                return type(value)(changed(item) for item in value)
            if isinstance(value, dict):
                return {name: changed(item) for name, item in value.items()}
            if hasattr(value, "untyped_storage"):
                made = change(value)
                self.met |= made is not value
                return made
            return value

        return changed


def one_sample(x):
    return x[:1].expand_as(x) if x.dim() > 1 else x


class Late(BaseException):
    """A mutant that runs past its time."""


def survives(one, mutant):
    """Whether a kata's check does not notice a mutant; None if it is the solution after all."""
    helpers = Helpers()
    home = {"__name__": one.name} | helpers.names()
    helped = any(f"{name}(" in mutant.line for name in helpers.names())
    try:
        with contextlib.redirect_stdout(io.StringIO()), timed(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(mutant.code, home)
            home["check"](home[one.answer])
    except (Exception, Late, SystemExit):
        return False
    return None if helped and not helpers.met else True


@contextlib.contextmanager
def timed():
    """Late after some seconds, where there is such a clock."""

    def stop(*_):
        raise Late

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def judged(one):
    """(how many mutants of a kata there are, the lines of those that survive)."""
    import torch

    torch.set_num_threads(1)
    found = [(mutant.line, survives(one, mutant)) for mutant in mutants(one)]
    found = [(line, alive) for line, alive in found if alive is not None]
    return len(found), [line for line, alive in found if alive]


def equivalent():
    """{(kata, mutant): why it does what the solution does}."""
    if not LISTED.exists():
        return {}
    with LISTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {(name, line): why for name, line, why in rows[1:]}


def main(*names):
    listed, all_, left = equivalent(), 0, 0
    for name in names or kata.names():
        count, alive = judged(kata.load(name))
        alive = [line for line in alive if (name, line) not in listed]
        print(f"{name}: {count - len(alive)} of {count} mutants noticed")
        for line in alive:
            print(f"    {line}")
        all_, left = all_ + count, left + len(alive)
    print(f"{all_ - left} of {all_} mutants noticed, {1 - left / max(all_, 1):.1%}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
