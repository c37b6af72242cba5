"""Find the code that a shape comment speaks about."""

import ast
from dataclasses import dataclass, field
from functools import lru_cache

from stepthrough import grammar
from stepthrough.snippet import FUNCTIONS, Note

OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@"}
CALLS = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
CALLS |= dict.fromkeys(("matmul", "bmm", "mm", "mv", "dot"), "@")
SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Return)


@dataclass
class Loose:
    """Why a miss is not sure, if so; the numbers that the code has and the names that its loops bind."""

    doubt: str = ""
    numbers: frozenset = frozenset()
    turning: frozenset = frozenset()


@dataclass
class Target:
    """A comment and its code: `kind` says when the value is taken.

    value: the expression `node` · after: `node` read again once the statement ran ·
    argument: the parameter named `node` · loop: the variables of a `for` header.
    Operands are expressions; for an arrow, any of them may be the input, the first tensor is.
    `loose`: what is not sure of a comment that was read leniently, None in the strict grammar.
    """

    note: Note
    comment: grammar.Comment
    defs: dict
    kind: str = ""
    node: object = None
    operands: list = field(default_factory=list)
    problem: str = ""
    at: int = 0
    width: int = 0
    loose: Loose | None = None

    def fail(self, message, start=0, width=0):
        self.problem, self.at = message, start
        self.width = width or len(self.note.text) - start
        return self

    @property
    def letters(self):
        found = grammar.letters(self.comment, self.defs)
        return found | {name.swapcase() for name in found} if self.loose else found


@lru_cache(maxsize=1024)
def targets(one):
    """One Target per shape comment of the snippet, in order."""
    places, said = Places(one.tree), {}
    return [target(note, places, said) for note in one.notes]


def target(note, places, said):
    """`said` holds each function's definitions so far: a `where` goes on to the function's end."""
    try:
        comment = grammar.parse(note.text)
    except grammar.Unreadable as error:
        broken = Target(note, None, {})
        return broken.fail(f"cannot read this shape comment: {error}", error.start, error.width)
    return bind(note, comment, places, said)


def bind(note, comment, places, said):
    """The Target of a comment that could be read."""
    around = places.around(note.line)
    before = said.setdefault(around[-1], places.definitions(around))
    found = Target(note, comment, dict(before))
    before.update(comment.defs)
    place(found, places)
    if found.kind and comment.operands:
        operands(found)
    return found


def place(found, places):
    """Set the target's kind and node."""
    line, col = found.note.line, found.note.col
    statement = places.statement(line)
    if argument := places.argument(line):
        found.kind, found.node = "argument", argument
    elif places.header(line):
        found.fail("give each parameter a line of its own, with its comment")
    elif isinstance(statement, SIMPLE):
        of_statement(found, statement)
    elif loop := places.loop(line):
        found.kind, found.node = "loop", loop.target
    elif expression := places.expression(line, col):
        found.kind, found.node = "value", expression
    else:
        found.fail(
            "this shape comment stands on no code: put it at the end of the line it is about"
        )


def of_statement(found, statement):
    value = getattr(statement, "value", None)
    if isinstance(statement, ast.AugAssign):
        return again(found, statement.target, statement)
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Subscript):
        return again(found, statement.targets[0], statement)
    if value is None:
        return found.fail("nothing is returned or assigned on this line")
    found.kind, found.node = "value", value


def again(found, node, statement):
    """The target of `x += 1` or `x[:, 0] = y` is read once more after the statement."""
    if any(isinstance(inner, (ast.Call, ast.NamedExpr)) for inner in ast.walk(node)):
        return found.fail(
            "an index that calls something cannot be read again: give it a name first"
        )
    found.kind, found.node = "after", node
    found.statement = statement


def operands(found):
    """Match the comment's operands with the code's, or say how they differ."""
    node = found.node
    if found.kind in ("argument", "loop"):
        return found.fail("a parameter or loop variable has no operands: state its shape alone")
    if found.comment.arrow == "->" and not found.comment.ops:
        found.operands = inputs(node)
        return found.operands or found.fail("nothing goes in here: state the shape alone")
    if found.kind == "after":
        statement = found.statement
        if isinstance(statement, ast.AugAssign) and len(found.comment.ops) == 1:
            written, real = found.comment.ops[0], OPERATORS.get(type(statement.op))
            found.operands = [statement.target, statement.value]
            return written == real or wrong_operator(found, 0, real)
        return found.fail("this line has no such operands: state the target's shape alone")
    taken = []
    for index in reversed(range(len(found.comment.ops))):
        pair = operation(node)
        if pair is None:
            return found.fail(
                f"the comment has {len(found.comment.operands)} operands, the code fewer"
            )
        real, left, right = pair
        if real != found.comment.ops[index]:
            return wrong_operator(found, index, real)
        taken.append(right)
        node = left
    found.operands = [node, *reversed(taken)]


def wrong_operator(found, index, real):
    start = found.comment.operands[index].end
    said = found.comment.ops[index]
    return found.fail(f"the comment says '{said}', the code does '{real}'", start + 1, 1)


def operation(node):
    """`a + b` and `torch.add(a, b)` are ('+', a, b); None for anything else."""
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)], node.left, node.right
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        sign, owner = CALLS.get(node.func.attr), node.func.value
        plain = [arg for arg in node.args if not isinstance(arg, ast.Starred)]
        if sign and len(plain) == 1:
            return sign, owner, plain[0]
        if sign and len(plain) >= 2 and isinstance(owner, ast.Name):
            return sign, plain[0], plain[1]
    return None


def inputs(node):
    """What may go into an expression: the root of a method chain, then the arguments."""
    chain = []
    while isinstance(node, (ast.Call, ast.Attribute, ast.Subscript)):
        if isinstance(node, ast.Call):
            chain = [arg for arg in node.args if not isinstance(arg, ast.Starred)]
            chain += [keyword.value for keyword in node.keywords]
            node = node.func
        else:
            node = node.value
            if not isinstance(node, (ast.Call, ast.Attribute, ast.Subscript)):
                break
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    return [node, *chain]


class Places:
    """What stands where in a file."""

    def __init__(self, tree):
        self.nodes = [node for node in ast.walk(tree) if hasattr(node, "lineno")]
        self.functions = [node for node in self.nodes if isinstance(node, DEFS)]
        self.module = tree

    def statement(self, line):
        """The last simple statement that ends on the line."""
        ends = [n for n in self.nodes if isinstance(n, ast.stmt) and n.end_lineno == line]
        ends = [n for n in ends if not hasattr(n, "body")]
        return max(ends, key=lambda n: n.end_col_offset, default=None)

    def header(self, line):
        """The function whose `def` header covers the line."""
        spots = (f for f in self.functions if f.lineno <= line < f.body[0].lineno)
        return next((f for f in spots if isinstance(f, FUNCTIONS)), None)

    def argument(self, line):
        """The only parameter (but self) that ends on the line, in a `def` header."""
        function = self.header(line)
        if function is None:
            return None
        spec = function.args
        every = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]
        here = [arg for arg in every if arg.end_lineno == line and arg.arg not in ("self", "cls")]
        return here[0] if len(here) == 1 else None

    def loop(self, line):
        """The `for` whose header ends on the line."""
        loops = (n for n in self.nodes if isinstance(n, (ast.For, ast.AsyncFor)))
        return next((n for n in loops if n.lineno <= line < n.body[0].lineno), None)

    def expression(self, line, col):
        """The largest expression that ends last on the line, before the comment."""
        ends = [
            n
            for n in self.nodes
            if isinstance(n, ast.expr)
            and n.end_lineno == line
            and n.end_col_offset < col
            and isinstance(getattr(n, "ctx", ast.Load()), ast.Load)
            and not isinstance(n, (ast.Starred, ast.Slice))
        ]
        return max(ends, key=reach, default=None)

    def around(self, line):
        """The module and the classes and functions that a line stands in, from the outside in."""
        inside = [f for f in self.functions if f.lineno <= line <= f.end_lineno]
        return [self.module, *sorted(inside, key=lambda f: f.lineno)]

    def definitions(self, around):
        """Letters that docstrings define (`D = embed_dim`); the inner one wins."""
        texts = [ast.get_docstring(node) or "" for node in around]
        found = [grammar.definition(row) for text in texts for row in text.splitlines()]
        return dict(pair for pair in found if pair)


DEFS = (*FUNCTIONS, ast.ClassDef)


def reach(node):
    """Of two expressions that end on one line, the later end is larger, then the earlier start."""
    return node.end_col_offset, -node.lineno, -node.col_offset
