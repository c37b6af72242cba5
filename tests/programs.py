"""Little random programs, and what the operands of their expressions really were."""

import ast
import operator
import sys
import types
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch

from stepthrough import record, snippet
from stepthrough.describe import rounded
from stepthrough.operands import Operands, place


# The truth: the program run plainly, with each operation computed by a witness


@dataclass(frozen=True)
class Real:
    """What an expression was: its operands and what it made are (shape, first values) of tensors."""

    of: tuple
    to: object
    dim: int = 0
    shared: bool = False

    def drawn(self, made):
        """Whether a drawing says what happened here."""
        same = self.to == made.to
        if made.kind == "view":
            return same and self.shared and list(self.of[:1]) == made.of
        if made.kind in ("linear", "conv"):
            return same and list(self.of[:1]) == made.of
        if made.kind == "cat" and (self.dim - made.dim) % len(made.of[0][0]):
            return False
        return same and [one for one in self.of if one and one[0]] == made.of


def truth(source):
    """{place: what the expression there was, each time it ran}."""
    found = {}
    tree = ast.parse(source)
    snippet.count_letters(tree, source)
    tree = ast.fix_missing_locations(Asked().visit(tree))
    module = types.ModuleType("__main__")
    module.__dict__["__real__"] = lambda *given, **more: compute(found, *given, **more)
    torch.manual_seed(0)
    try:
        exec(compile(tree, "program.py", "exec"), module.__dict__)
    except Exception:
        pass  # the program's own: it ends there
    return found


def compute(found, place, work, *operands, dim=0, **more):
    """Compute an expression, and write down what went in and what came out."""
    work = getattr(operator, work) if isinstance(work, str) else work
    owner = getattr(work, "__self__", None)
    given = [owner, *operands] if isinstance(owner, torch.Tensor) else list(operands)
    if getattr(work, "__name__", "") == "cat":
        dim = operands[1] if len(operands) > 1 else dim
        more |= {} if len(operands) > 1 else {"dim": dim}
    seen, log = tuple(look(one) for one in flat(given)), found.setdefault(place, [])
    start = given[0].untyped_storage() if given and isinstance(given[0], torch.Tensor) else None
    try:
        made = work(*operands, **more)
    except Exception:
        log.append(Real(seen, None, dim))
        raise
    end = made.untyped_storage() if isinstance(made, torch.Tensor) else None
    shared = start is not None and end is not None and start.data_ptr() == end.data_ptr()
    log.append(Real(seen, look(made), dim, shared))
    return made


def flat(values):
    for value in values:
        yield from flat(value) if isinstance(value, (list, tuple)) else [value]


def look(value):
    """The shape and the first values of a tensor, None for anything else."""
    if isinstance(value, torch.Tensor):
        first = value.detach().reshape(-1)[:4].tolist()
        return tuple(value.shape), tuple(rounded(number) for number in first)
    return None


class Asked(ast.NodeTransformer):
    """Hands each operation to the witness, its operands first."""

    def visit_BinOp(self, node):
        return self.computed(node, type(node.op).__name__, node.left, node.right)

    def visit_Compare(self, node):
        if len(node.ops) > 1 or isinstance(node.ops[0], (ast.In, ast.NotIn, ast.Is, ast.IsNot)):
            return self.generic_visit(node)
        return self.computed(node, type(node.ops[0]).__name__, node.left, *node.comparators)

    def visit_AugAssign(self, node):
        if not isinstance(node.target, ast.Name):
            return self.generic_visit(node)
        read = ast.Name(node.target.id, ast.Load())
        made = self.computed(node, f"i{type(node.op).__name__}", read, node.value)
        return ast.copy_location(ast.Assign([node.target], made), node)

    def visit_Subscript(self, node):
        return (
            self.part(node, "self[0]")
            if isinstance(node.ctx, ast.Load)
            else self.generic_visit(node)
        )

    def visit_Attribute(self, node):
        return (
            self.part(node, "self.T")
            if isinstance(node.ctx, ast.Load)
            else self.generic_visit(node)
        )

    def visit_Call(self, node):
        if getattr(node.func, "id", "") == "super":
            return node
        at, method = place(node), isinstance(node.func, ast.Attribute)
        function = self.generic_visit(node.func) if method else self.visit(node.func)
        given = [self.visit(arg) for arg in node.args], [self.visit(word) for word in node.keywords]
        return called(at, function, *given[0], keywords=given[1])

    def computed(self, node, name, *operands):
        name = {"MatMult": "matmul", "iMatMult": "imatmul", "Mult": "mul", "iMult": "imul"}.get(
            name, name
        )
        at, given = place(node), [self.visit(one) for one in operands]
        return called(at, ast.Constant(name.lower()), *given)

    def part(self, node, pattern):
        """`x[0]` and `x.T`, by a lambda that takes x."""
        at, owner = place(node), self.visit(node.value)
        take = ast.parse(f"lambda self: {pattern}", mode="eval").body
        for name in ("slice", "attr"):
            if hasattr(node, name):
                setattr(take.body, name, getattr(node, name))
        return called(at, take, owner)


def called(at, *given, keywords=()):
    return ast.Call(ast.Name("__real__", ast.Load()), [ast.Constant(at), *given], list(keywords))


# What is drawn of it


def recorded(source):
    """The snippet of a source, and its trace."""
    one = snippet.build(Path("program.py").absolute(), "program.py", source)
    main, argv, path = sys.modules["__main__"], sys.argv, list(sys.path)
    try:
        trace = record.run(one)
    finally:
        sys.modules["__main__"], sys.argv, sys.path[:] = main, argv, path
    assert trace.error is None or trace.error.type != "RecorderError", trace.error.message
    return one, trace


@dataclass(frozen=True)
class Drawn:
    """A drawing in words: its code, and what its operands and its result were, as in Real."""

    kind: str
    code: str
    of: list
    to: object
    dim: int
    place: tuple
    step: object
    made: dict

    @property
    def shapes(self):
        """The shapes of the operands, then that of the result (None if it raised)."""
        return [*(shape for shape, _ in self.of), self.to and self.to[0]]


def drawings(one, trace):
    """Every drawing of a run, in order."""
    operands = Operands(one, trace)
    return [
        in_words(one, trace, step, made) for step in trace.steps for made in operands.drawings(step)
    ]


def in_words(one, trace, step, made):
    def known(at):
        tensor = trace.tensors[trace.values[at].tensor] if at >= 0 else None
        return tensor and (tuple(tensor.shape), tuple(tensor.values[:4]))

    line, col, end, end_col = made["span"]
    code = one.lines[line - 1][col - 1 : end_col - 1] if line == end else ""
    of, to = [known(at) for at in made["of"]], known(made["to"])
    return Drawn(made["kind"], code, of, to, made.get("dim", 0), tuple(made["span"]), step, made)


def untrue(one, trace):
    """The drawings of a run that say what did not happen."""
    real = truth(one.source)
    return [
        (one.lines[made.step.line - 1], made.kind, made.of, made.to, real.get(made.place))
        for made in drawings(one, trace)
        if not any(one.drawn(made) for one in real.get(made.place, ()))
    ]


# The programs

SIZES = (1, 2, 2, 2, 3)
EXPRESSIONS = """
    ({e} + {e})  ({e} * {e})  ({e} - {e})  ({e} @ {e})  ({e} @ {e}.T)  ({e} > {e})  ({e} == {e})
    ({e}).add({e})  ({e}).matmul({e})  torch.mul({e}, {e})  torch.maximum({e}, {e})  plus({e}, {e})
    torch.where({e} > 2, {e}, {e})  torch.where({e} > 2, {e}, 0.5)  torch.bmm({e}, {e})
    torch.cat([{e}, {e}], {k})  torch.cat(({e}, {e}, {e}), dim={k})  torch.cat([{n}, {n}], dim=dim)
    torch.cat(parts, {k})  torch.cat(pair)  torch.cat(parts, dim=dim)
    ({e}).T  ({e}).unsqueeze(0)  ({e}).reshape(-1)  ({e}).transpose(0, -1)  ({e})[0]  ({e})[:1]  torch.flatten({e})
    ({n} := {e}) + {n}  {n} + ({n} := {e})  ({e} if {n}.ndim > 1 else {e})  (not {e}.any() or {e}) + {n}
    (lambda {n}: {n} + {n})({e})  later({e})  late({n}) + {n}
    [{n} + {n} for {n} in ({e}, {e}, {e})][{i}]  [one[0] @ {n} for one in ({e}, {e}, {e})][{i}]
    [one[0] * {n} for one in (pair, [7], parts)][{i}]  [one == {n} for one in (None, {e}, 5, {e})][{i}]
    next({n} @ {n} for {n} in ({e}, {e}))  sum({n} * one for one in pair)
    parts[{i}]  pair[0]  box.w  (box.w + {n})  box.mix({e})  {f}({e}, {e})  {f}(*({e}, {e}))  {f}({e})
    layer({e})  {n}.unsqueeze_(0) + {n}  ({n} + {n}.add_(1))  ({n} @ {n}.t_())  spread({n}) + {n}
"""
EXPRESSIONS = [one for row in EXPRESSIONS.split("\n") for one in row.strip().split("  ") if one]
LINES = """
    {n} = {e}|{n} = {e}|{n} = {e}|{n}, {n} = {e}, {n}|{n} += {e}|{n} *= {e}|{e}|{e}|pair = ({e}, {e})
    parts = [{e}, {e}]|parts.append({e})|parts[0] = {e}|parts.reverse()|parts += [{e}]|dim = {k}
    {n}.add_(1)|{n}.t_()|{n}[0] = {e}|del {n}|box.w = {e}|{n} += {e}; {n} += {n}|same = {n}; same.unsqueeze_(0)
"""
LINES = [line.strip() for row in LINES.split("\n") for line in row.split("|") if line.strip()]
HEADS = """
    for i in range({t}):|for {n} in ({e}, {e}, {e}):|if {n}.ndim > 1:|with suppress(Exception):|while{t}
    for i in range(5):|match {e}:~case {n}:|try:~finally:|try:~except Exception as error:|def inner({n}):~return inner({e})
"""
HEADS = [head.strip() for row in HEADS.split("\n") for head in row.split("|") if head.strip()]
START = """
import torch
from contextlib import suppress
from torch import add as plus, nn

class Box:
    def __init__(self, w):
        self.w = w

    def mix(self, a):
        self.w = self.w + a
        return self.w @ a

def spread(a):
    a.unsqueeze_(0)
    return a

later = lambda a: a + b
dim = 0
layer = nn.Linear(2, 3)
""".strip()


class Author:
    """Writes a program: small blocks of lines that mostly fit, and often do not."""

    def __init__(self, seed):
        self.random, self.count, self.functions = Random(seed), 0, []

    def program(self):
        """One that Python can read."""
        try:
            source = self.attempt()
            compile(source, "program.py", "exec")
            return source
        except SyntaxError:
            return self.program()

    def attempt(self):
        self.functions = []
        lines = [START, *(f"{name} = {self.fresh()}" for name in "abcd")]
        lines += [
            self.fill(line) for line in ("pair = (a, {n})", "parts = [{n}]", "box = Box({n})")
        ]
        for name in ("first", "late"):
            lines += [f"def {name}(a, b={self.fresh()}):", *self.indented(self.body(3))]
            lines += self.indented([f"return {self.expression()}"])
            self.functions += [name]
        for left in range(8, 0, -1):
            guard = left > 1
            block = self.block(2)
            lines += (
                ["try:", *self.indented(block), "except Exception:", "    pass"] if guard else block
            )
        return "\n".join(lines) + "\n"

    def body(self, depth):
        scope = [self.fill("global {n}")] if self.random.random() < 0.2 else []
        return [*scope, *(line for _ in range(3) for line in self.block(depth - 1))]

    def block(self, depth):
        """A line, or a head with a body."""
        if depth == 0 or self.random.random() < 0.7:
            return [self.fill(self.random.choice(LINES))]
        head, _, tail = self.random.choice(HEADS).partition("~")
        inner = [
            line for _ in range(self.random.choice((1, 2, 3))) for line in self.block(depth - 1)
        ]
        inner += ["break"] * (head.startswith("for") and self.random.random() < 0.2)
        if head.startswith("while"):
            self.count += 1
            left = f"left{self.count}"
            inner = [f"{left} -= 1", *inner]
            return [f"{left} = {self.fill(head)[5:]}", f"while {left}:", *self.indented(inner)]
        if head.startswith("match"):
            return [self.fill(head), *self.indented([self.fill(tail), *self.indented(inner)])]
        if head.startswith("def"):
            inner += [f"return {self.expression()}"]
            return [
                self.fill(head),
                *self.indented(inner),
                self.fill("{n} = ") + self.fill(tail[7:]),
            ]
        after = [tail, *self.indented(self.block(0))] if tail else []
        return [self.fill(head), *self.indented(inner), *after]

    def indented(self, lines):
        return [f"    {row}" for line in lines for row in line.split("\n")]

    def expression(self, depth=2):
        if depth == 0 or self.random.random() < 0.35:
            return self.random.choice("abcd") if self.random.random() < 0.75 else self.fresh()
        return self.fill(self.random.choice(EXPRESSIONS), depth - 1)

    def fresh(self):
        """A tensor that no other place in the program makes."""
        self.count += 1
        sizes = [
            str(self.random.choice(SIZES)) for _ in range(self.random.choice((1, 2, 2, 2, 2, 3)))
        ]
        return f"torch.full(({', '.join(sizes)},), {self.count}.5)"

    def fill(self, text, depth=1):
        return text.format_map(Gaps(self, depth))


class Gaps(dict):
    def __init__(self, author, depth):
        self.author, self.depth = author, depth

    def __missing__(self, gap):
        choose = self.author.random.choice
        if gap == "e":
            return self.author.expression(self.depth)
        if gap == "f":
            return choice_of(self.author)
        return str(
            choose({"n": "abcd", "k": (0, 0, 1, -1), "i": (0, 0, 1, 2), "t": (1, 2, 3, 6)}[gap])
        )


def choice_of(author):
    return author.random.choice(author.functions or ["torch.mul"])
