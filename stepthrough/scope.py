"""Say which names the functions and comprehensions around an expression bind."""

import ast
from dataclasses import dataclass

from stepthrough.snippet import DEFINITIONS, FUNCTIONS

TURNING = (ast.ListComp, ast.SetComp, ast.DictComp)
LATE = (ast.Lambda, ast.GeneratorExp)


@dataclass(frozen=True)
class Scope:
    """Where an expression stands: the names that functions, and that comprehensions, around it bind.

    `late`: in a lambda or a generator, that runs whenever it is asked.
    """

    own: frozenset = frozenset()
    turning: frozenset = frozenset()
    late: bool = False

    def inside(self, node):
        """The scope of what stands in a node of this scope."""
        found = [name for inner in ast.walk(node) if inner is not node for name in bound(inner)]
        if isinstance(node, FUNCTIONS):
            return Scope(self.own.union(found))
        if isinstance(node, TURNING):
            return Scope(self.own, self.turning.union(found), self.late)
        return Scope(self.own, self.turning, True) if isinstance(node, LATE) else self


NOWHERE = None, Scope(late=True)


def expressions(node, scope=Scope()):
    """Every expression, with its scope."""
    if isinstance(node, (ast.expr, ast.AugAssign)):
        yield node, scope
    inner = scope.inside(node) if isinstance(node, (*FUNCTIONS, *TURNING, *LATE)) else scope
    for child in ast.iter_child_nodes(node):
        yield from expressions(child, inner)


def imported(tree):
    """('F', 'torch.nn.functional') of each name that is imported, and bound by nothing else."""
    nodes = list(ast.walk(tree))
    other = {name for node in nodes if not isinstance(node, ast.alias) for name in bound(node)}
    for node in nodes:
        home = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
        for item in node.names if isinstance(node, (ast.Import, ast.ImportFrom)) else ():
            (name,) = bound(item)
            if name not in other:
                yield name, home + item.name if home or item.asname else name


def bound(node):
    """The name that a node of the tree binds."""
    if isinstance(node, DEFINITIONS):
        yield node.name
    if isinstance(node, ast.arg):
        yield node.arg
    if isinstance(node, ast.alias):
        yield node.asname or node.name.split(".")[0]
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id


def unsure(tree):
    """Names that are bound in the middle of a statement, or by another function than their own."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            yield from node.names
        if isinstance(node, ast.NamedExpr):
            yield node.target.id
        if isinstance(node, (ast.MatchAs, ast.MatchStar)):
            yield node.name
        if isinstance(node, ast.MatchMapping):
            yield node.rest
