"""Rewrite a kata's check so that each promise tells what it compares, and each call what came of it."""

import ast
from dataclasses import dataclass, field

from stepthrough.snippet import FUNCTIONS

SIGNS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
SIGNS |= {ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in"}
SAME = {"equal": "equal", "allclose": "close", "isclose": "close"}
MODULES = {"torch", "nn", "F", "math"}
HOOKS = "ask__", "see__", "answer__", "call__"


@dataclass(frozen=True)
class Promise:
    """One condition of an assert: `form` says how its two sides are compared, by their sources.

    `loose`: what a comparison allows, {'atol': 1e-6}.
    """

    text: str
    line: int
    form: str
    got: str
    wanted: str
    loose: dict = field(default_factory=dict)


def rewrite(one):
    """(the tree of a kata's file with the hooks in its check, its promises by number)."""
    tree, promises = ast.parse(one.one.source), []
    for at, node in enumerate(tree.body):
        if isinstance(node, FUNCTIONS) and node.name not in (one.answer, "main", *one.wrongs):
            made = derived(node, one.answer) if node.name == "check" else None
            tree.body[at] = Rewriter(promises, made).visit(node)
    return ast.fix_missing_locations(tree), promises


class Rewriter(ast.NodeTransformer):
    """`made`: the names that hold what the answer made, in check; None elsewhere: no promise there."""

    def __init__(self, promises, made):
        self.promises, self.made = promises, made

    def visit_Assert(self, node):
        if self.made is None:
            return self.generic_visit(node)
        joined = isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.And)
        parts = node.test.values if joined else [node.test]
        return [line for part in parts for line in self.asked(part, node)]

    def asked(self, test, node):
        """Two statements: which promise it is, then whether it holds."""
        number = ast.Constant(len(self.promises))
        form, got, wanted = self.taken_apart(test)
        sources = [ast.unparse(side) if side else "" for side in (got, wanted)]
        text = ast.literal_eval(node.msg)
        self.promises.append(Promise(text, node.lineno, form, *sources, loose(test)))
        seen = Seer({got: "got", wanted: "wanted"}).visit(test)
        calls = [hook("ask__", number), hook("answer__", self.visit(seen))]
        return [ast.copy_location(ast.Expr(call), node) for call in calls]

    def taken_apart(self, test):
        """(form, what was made, what it is compared with) of a condition."""
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            return self.ordered(SIGNS[type(test.ops[0])], test.left, test.comparators[0])
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            form, got, wanted = self.taken_apart(test.operand)
            return f"not {form}", got, wanted
        if not isinstance(test, ast.Call):
            return "true", test, None
        name, owner = getattr(test.func, "attr", ""), getattr(test.func, "value", None)
        if name == "all" and not test.args and isinstance(owner, (ast.Compare, ast.Call)):
            return self.taken_apart(owner)
        if name in SAME:
            own = [] if ast.unparse(owner) == "torch" else [owner]
            if len(sides := [*own, *test.args]) >= 2:
                return self.ordered(SAME[name], *sides[:2])
        if getattr(test.func, "id", "") == "isinstance":
            return "isinstance", *test.args
        return "true", test, None

    def ordered(self, form, left, right):
        """What the answer made comes first."""
        if self.is_made(right) and not self.is_made(left):
            turned = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
            return turned.get(form, form), right, left
        return form, left, right

    def is_made(self, node):
        return bool(loaded(node) & self.made)

    def visit_Call(self, node):
        self.generic_visit(node)
        if getattr(node.func, "id", "") in (*HOOKS, "super", "locals", "globals"):
            return node
        return ast.copy_location(hook("call__", node.func, *node.args, named=node.keywords), node)


def loose(test):
    """{'atol': 1e-6}: the numbers that a comparison is given by name."""
    words = [
        word for node in ast.walk(test) if isinstance(node, ast.Call) for word in node.keywords
    ]
    plain = (word for word in words if isinstance(word.value, ast.Constant))
    return {word.arg: word.value.value for word in plain if word.arg in ("atol", "rtol")}


class Seer(ast.NodeTransformer):
    """Shows two sides of a condition to a hook, where they stand."""

    def __init__(self, sides):
        self.sides = sides

    def visit(self, node):
        made = self.generic_visit(node)
        side = self.sides.get(node)
        return hook("see__", ast.Constant(side), made) if side else made


def hook(name, *args, named=()):
    return ast.Call(ast.Name(name, ast.Load()), list(args), list(named))


def derived(check, answer):
    """The names in check that hold the answer, or anything that came of it."""
    found, before = {answer}, set()
    while found != before:
        before = set(found)
        for node in ast.walk(check):
            for target, source in flows(node):
                if loaded(source) & found:
                    found |= named(target)
    return found


def flows(node):
    """[(where a value goes, where it comes from)] of a statement."""
    if isinstance(node, ast.For):
        yield node.target, node.iter
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from pairs(target, node.value)
    elif isinstance(node, (ast.AugAssign, ast.AnnAssign, ast.NamedExpr)) and node.value:
        yield node.target, node.value
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        call = node.value  # found.append(made)
        yield from ((getattr(call.func, "value", call), arg) for arg in call.args)


def pairs(target, value):
    """What goes where in `a, b = c, d`."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return zip(target.elts, value.elts)
    return [(target, value)]


def loaded(node):
    """The names that an expression reads, but for those of its own comprehensions."""
    nodes = list(ast.walk(node))
    own = [inner.target for inner in nodes if isinstance(inner, ast.comprehension)]
    own = {inner.id for target in own for inner in ast.walk(target) if isinstance(inner, ast.Name)}
    return {inner.id for inner in nodes if isinstance(inner, ast.Name)} - own


def named(target):
    """The names that a target binds, or changes: 'x' of x[0] and of x.weight."""
    while isinstance(target, (ast.Attribute, ast.Subscript, ast.Starred)):
        target = target.value
    return (
        loaded(target) - MODULES if isinstance(target, (ast.Name, ast.Tuple, ast.List)) else set()
    )
