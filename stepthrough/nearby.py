"""Say which names the dims of a line could be made of."""

import ast
import re

from stepthrough import attach
from stepthrough.snippet import DEFINITIONS, FUNCTIONS

OWN, AROUND, BUILT, GLOBAL = range(4)
TURNS = 16  # a loop of more counts something else than sizes
NO_LETTER = re.compile(r"_|where|self|cls")
DOTTED = re.compile(r"(?!self\.\w+\Z|torch\b|nn\b|F\b)[^\W\d]\w*(\.[^\W\d]\w*)+")


class Nearby:
    """The names of a file, and what kinds of values they held in its run."""

    def __init__(self, one, trace):
        self.one, self.places = one, attach.Places(one.tree)
        self.kinds, self.found = {}, {}
        for step in trace.steps:
            for name, value in step.changed.items():
                self.kinds.setdefault(name, set()).add(trace.values[value].type)
        ended = (step for step in trace.steps if step.kind == "done")
        self.long = {step.line for step in ended if step.count > TURNS}
        self.stated = {}
        for target in attach.targets(one):
            function = self.places.around(target.note.line)[-1]
            defs = target.comment.defs if target.comment else ()
            self.stated.setdefault(function, []).extend((target.note.line, name) for name in defs)

    def names(self, line, node):
        """{'H': OWN, 'embed_dim': BUILT}: what may be a whole number there, the nearest first."""
        around, building = self.places.around(line), isinstance(node, ast.expr)
        if (around[-1], building) not in self.found:
            self.found[around[-1], building] = dict(self.inside(around, building))
        above = [name for at, name in self.stated.get(around[-1], ()) if at < line]
        return dict.fromkeys(above, OWN) | self.found[around[-1], building]

    def inside(self, around, building):
        """Each name in a function, the nearest first; while a layer is built, it runs somewhere else."""
        known, counting = set(), set(counters(around[-1], self.long))
        for name, near in bound_around(self.places, around, building):
            if name not in known and name not in counting and self.may_be_whole(name):
                yield name, near
            known.add(name)

    def may_be_whole(self, name):
        kinds = self.kinds.get(name, {"int"})
        return not NO_LETTER.fullmatch(name) and any("int" in kind for kind in kinds)

    def may_be_tensor(self, name):
        return "" in self.kinds.get(name, {""})


def bound_around(places, around, building):
    """The definitions of docstrings, then what is bound in a function, around it, in its class."""
    for name in places.definitions(around):
        yield name, OWN
    read = {node.id for node in ast.walk(around[-1]) if isinstance(node, ast.Name)}
    for node in reversed(around):
        near = OWN if node is around[-1] else near_of(node)
        for name in built(node, building) if near == BUILT else own(node):
            if near in (OWN, BUILT) or name in read:
                yield name, near
    for name in stored(around[0]) if building else ():
        yield name, AROUND


def near_of(node):
    if isinstance(node, ast.Module):
        return GLOBAL
    return BUILT if isinstance(node, ast.ClassDef) else AROUND


def own(node):
    """What a function or a module binds itself, then the attributes that it reads: 'config.dim'."""
    if isinstance(node, ast.Module):
        inner = [part for part in node.body if not isinstance(part, DEFINITIONS)]
        return [name for part in inner for name in stored(part)]
    return [*stored(node), *dotted(node)]


def built(node, building):
    """What a class's constructor binds, and the attributes of its instances."""
    for part in node.body:
        if isinstance(part, FUNCTIONS) and (building or part.name == "__init__"):
            yield from stored(part)
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and ast.unparse(part.value) == "self":
            yield part.attr
        if isinstance(part, ast.Assign) and isinstance(part.value, ast.Name):
            yield from kept(node, ast.unparse(part.targets[0]), part.value.id)


def kept(node, attribute, name):
    """'self.config.dim' where a class says `self.config = config`, and reads `config.dim` somewhere."""
    if attribute.startswith("self."):
        for read in dotted(node):
            if read.startswith(f"{name}."):
                yield attribute + read.removeprefix(name)


def counters(function, long):
    """The names that count the turns of long loops, by their lines: `i` in a `for`, `n` of `n += 1`."""
    for loop in ast.walk(function):
        if isinstance(loop, (ast.For, ast.While)) and loop.lineno in long:
            for node in ast.walk(loop):
                yield from stored(node.target) if isinstance(node, (ast.For, ast.AugAssign)) else ()


def stored(node):
    """The parameters and variables bound anywhere in a node."""
    kinds = ast.arg, ast.Name
    found = [inner for inner in ast.walk(node) if isinstance(inner, kinds)]
    for inner in sorted(found, key=lambda inner: (inner.lineno, inner.col_offset)):
        if isinstance(inner, ast.arg):
            yield inner.arg
        elif isinstance(inner.ctx, ast.Store):
            yield inner.id


def dotted(node):
    """'config.dim', 'self.config.dim': the attributes that are read, but those of self."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and DOTTED.fullmatch(name := ast.unparse(inner)):
            yield name
