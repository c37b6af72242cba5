"""Find the lines that a shape comment could stand on."""

import ast
import io
import re
import tokenize
from dataclasses import dataclass

from stepthrough import attach, binding, grammar
from stepthrough.instrument import WRAPPED
from stepthrough.nearby import OWN, Nearby

PROSE = re.compile(r"[\w)]\s+(?!of\b)[^\W\d]")


@dataclass(frozen=True)
class Spot:
    """`node`: the statement, or the layer being built. `sign`: of the operation whose result it is.

    `names`: what a dim could be made of, each with how near it is bound. `comment`: the false one.
    """

    line: int
    node: ast.AST
    sign: str
    names: dict
    comment: object = None


def free(source):
    """{line: whether a statement ends there} of the lines that a comment can be put behind.

    Not behind another comment, nor in a string or past a backslash.
    """
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    taken = {token.start[0] for token in tokens if token.type == tokenize.COMMENT}
    ends = [token for token in tokens if token.type in (tokenize.NEWLINE, tokenize.NL)]
    return {
        token.start[0]: token.type == tokenize.NEWLINE
        for token in ends
        if token.start[0] not in taken
    }


class Finder:
    """What stands in a file, and what its run saw there."""

    def __init__(self, one, trace):
        self.one, self.trace = one, trace
        self.places, self.nearby = attach.Places(one.tree), Nearby(one, trace)
        self.layers, self.steps = layers(one.tree), {}
        for step in trace.steps:
            self.steps.setdefault((step.line, step.end), []).append(step)

    def spot(self, line, node):
        """The spot of a line without a comment."""
        sign, *operands = operation(node) or ("",)
        both = all(self.may_be_tensor(node, operand) for operand in operands)
        return Spot(line, node, sign if both else "", self.nearby.names(line, node))

    def false(self, target):
        """The spot of a comment that is false; None where the run cannot say what is right."""
        comment, line = target.comment, target.note.line
        node = self.places.statement(line) or target.node
        if comment is None:
            return None if PROSE.search(target.note.text) or node is None else self.spot(line, node)
        if node is None:
            return None
        names = self.nearby.names(line, node)
        names |= dict.fromkeys([*comment.defs, *grammar.letters(comment, target.defs)], OWN)
        sign, *_ = operation(node) or ("",)
        asked = "->" if comment.arrow and not comment.ops else sign if comment.ops else ""
        return Spot(line, node, asked, names, comment)

    def may_be_tensor(self, statement, node):
        """Whether an operand is not known to be a number."""
        if isinstance(node, ast.Constant):
            return False
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self.nearby.may_be_tensor(ast.unparse(node))
        seen = self.seen(statement)
        wrapped = isinstance(node, WRAPPED)
        return not seen or not wrapped or any(self.spanned(node, step) for step in seen)

    def seen(self, statement):
        return self.steps.get((statement.lineno, statement.end_lineno), [])

    def bare(self):
        """The spots of the lines that made tensors or read shapes, and have no comment of any kind."""
        for line, ended in free(self.one.source).items():
            if node := self.worth(line) if ended else self.layers.get(line):
                yield self.spot(line, node)

    # Which lines

    def worth(self, line):
        """The statement that ends on a line if a comment should state its value, or None."""
        statement = self.places.statement(line)
        simple = isinstance(statement, attach.SIMPLE) and statement.value is not None
        if not simple or self.places.header(line):
            return None
        seen, alone = self.seen(statement), isinstance(statement, ast.Expr)
        if alone and (not seen or self.places.around(line) == [self.one.tree]):
            return None  # `main()` is called for what it does
        made = any(self.made(statement, step) for step in seen) if seen else unseen(statement.value)
        return statement if made else None

    def made(self, statement, step):
        """Whether a step of a statement made a tensor, or read a shape."""
        if isinstance(statement, ast.Return):
            return step.value >= 0 and self.shaped(step.value)
        if isinstance(statement, ast.Expr):
            return not in_place(statement.value) and self.spanned(statement.value, step)
        bound = [step.changed[name] for name in binding.targets(statement) if name in step.changed]
        return any(map(self.shaped, bound)) or self.spanned(statement.value, step)

    def spanned(self, node, step):
        if isinstance(node, ast.Tuple):
            return all(self.spanned(part, step) for part in node.elts)
        place = [node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1]
        return any(self.shaped(value) for *span, value in step.spans if span == place)

    def shaped(self, index):
        value = self.trace.values[index]
        return value.tensor >= 0 or value.type == "Size" or any(map(self.shaped, value.items))


def layers(tree):
    """{line: the layer} of those that stand on lines of their own in `nn.Sequential(`."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    wholes = [call for call in calls if called(call) == "Sequential"]
    return {
        part.end_lineno: part
        for whole in wholes
        for part in whole.args
        if part.lineno > whole.lineno
    }


def operation(node):
    """('+', left, right) of a statement whose value is an operation, else None."""
    if isinstance(node, ast.AugAssign) and type(node.op) in attach.OPERATORS:
        return attach.OPERATORS[type(node.op)], node.target, node.value
    return attach.operation(getattr(node, "value", None))


def unseen(node):
    """Whether the value of a statement whose steps were left out may be a tensor: no constructor's is."""
    if isinstance(node, ast.Tuple):
        return all(map(unseen, node.elts))
    if isinstance(node, ast.Call):
        return not (called(node)[:1].isupper() or in_place(node))
    return isinstance(node, ast.BinOp) or getattr(node, "attr", "") == "shape"


def in_place(node):
    """Whether an expression is `x.zero_()`, which is there for what it does."""
    return isinstance(node, ast.Call) and called(node).endswith("_")


def called(call):
    """The last name of what is called: 'Sequential' of nn.Sequential(…)."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))
