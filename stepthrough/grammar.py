"""Read the text of a shape comment into a small tree."""

import re
from dataclasses import dataclass, field

TOKEN = re.compile(r"\d+|[^\W\d]\w*(?:\.[^\W\d]\w*)*|\.\.\.|->|\*\*|//|[-+*/%@=(),]|\S")
NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*\Z")
MANY = ("each", "both", "list of")


@dataclass(frozen=True)
class Dim:
    """`tree` is an int, a name, '...', '_' or (operator, left, right)."""

    tree: object
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Shape:
    dims: tuple
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Comment:
    """`operands` joined by `ops` give `results`; without '=' or '->' there are only results."""

    text: str
    many: str
    operands: tuple
    ops: tuple
    results: tuple
    arrow: str
    defs: dict = field(default_factory=dict)

    @property
    def shapes(self):
        return self.operands + self.results


class Unreadable(Exception):
    """Carries the offset in the comment and how many characters are meant."""

    def __init__(self, message, start, width=1):
        super().__init__(message)
        self.start, self.width = start, width


def parse(text):
    """'# (B, H*W, C), where C = 3' is a Comment; Unreadable if it is no shape comment."""
    return Parser(text).comment()


def definition(text):
    """A docstring line 'D = embed_dim' is ('D', its Dim); None for any other line."""
    if not re.match(r"\s*[^\W\d]\w*\s*=[^=]", text):
        return None
    try:
        return Parser(text).only_definition()
    except Unreadable:
        return None


def attempted(text, known=()):
    """Whether a comment means to state a shape, well formed or not; prose in brackets does not.

    A word alone, such as '# (optional)', is prose unless the code has a variable of that name.
    """
    text = text.lstrip("# ")
    for word in MANY:
        if text.startswith(word + " ("):
            text = text[len(word) + 1 :]
    if not text.startswith("("):
        return False
    terms = inside(text).split(",")
    if len(terms) == 1 and re.match(r"\s*[a-z]{3}", terms[0]):
        return terms[0].strip() in known
    return 2 * sum(is_dim(term) for term in terms) >= len(terms)


def inside(text):
    """'(B, (H+1)*W) + 1' is 'B, (H+1)*W': what the first bracket holds, closed or not."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return text[1:at]
    return text[1:]


def is_dim(text):
    try:
        parser = Parser(text)
        if parser.peek() is not None:
            parser.dim()
        return parser.peek() is None
    except Unreadable:
        return False


def names(tree):
    """The letters a dim needs: ('*', 'H', 'W') needs H and W."""
    if isinstance(tree, tuple):
        return names(tree[1]) | names(tree[2])
    return {tree} if isinstance(tree, str) and tree not in ("...", "_") else set()


def letters(comment, defs):
    """Every letter to look up, definitions followed: {'B', 'H', 'W'} for (B, P), where P = H*W."""
    known, found = {**defs, **comment.defs}, set()
    todo = [name for shape in comment.shapes for dim in shape.dims for name in names(dim.tree)]
    seen = set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in known:
            todo += names(known[name].tree)
        if name not in known or name in names(known[name].tree):
            found.add(name)
    return found


class Parser:
    """Recursive descent, one method per rule of the grammar."""

    def __init__(self, text):
        self.text = text
        skip = len(text) - len(text.lstrip("# \t"))
        self.tokens = [(m.group(), m.start()) for m in TOKEN.finditer(text, skip)]
        self.at = 0

    def peek(self):
        return self.tokens[self.at][0] if self.at < len(self.tokens) else None

    def start(self):
        return self.tokens[self.at][1] if self.at < len(self.tokens) else len(self.text.rstrip())

    def end(self):
        token, start = self.tokens[self.at - 1]
        return start + len(token)

    def take(self, *wanted):
        if self.peek() not in wanted:
            return None
        self.at += 1
        return self.tokens[self.at - 1][0]

    def need(self, *wanted):
        return self.take(*wanted) or self.fail(" or ".join(f"'{word}'" for word in wanted))

    def fail(self, wanted):
        found = self.peek()
        got = f"found '{found}'" if found else "the comment ends"
        raise Unreadable(f"expected {wanted}, {got}", self.start(), len(found or " "))

    def comment(self):
        many = self.many()
        shapes, ops = [self.shape()], []
        while op := self.take("+", "-", "*", "/", "@"):
            ops.append(op)
            shapes.append(self.shape())
        arrow = self.need("=", "->") if ops else self.take("=", "->")
        results = [self.shape()] if arrow else shapes
        defs = {}
        while self.take(","):
            if self.peek() == "where":
                defs = self.where()
                break
            if arrow:
                self.fail("'where'")
            results.append(self.shape())
        if self.peek() is not None:
            self.fail("the end of the comment")
        operands = tuple(shapes) if arrow else ()
        return Comment(self.text, many, operands, tuple(ops), tuple(results), arrow or "", defs)

    def many(self):
        if self.take("list"):
            self.need("of")
            return "list of"
        return self.take("each", "both") or ""

    def where(self):
        self.need("where")
        defs = dict([self.define()])
        while self.take(",", "and"):
            name, dim = self.define()
            defs[name] = dim
        return defs

    def define(self):
        name = self.peek()
        if name is None or not NAME.match(name) or "." in name:
            self.fail("a letter to define")
        self.at += 1
        self.need("=")
        return name, self.dim()

    def only_definition(self):
        found = self.define()
        return found if self.peek() is None else self.fail("the end of the line")

    def shape(self):
        start, dims = self.start(), []
        self.need("(")
        while self.peek() != ")":
            dims.append(self.dim())
            if not self.take(","):
                break
        self.need(")")
        return Shape(tuple(dims), self.text[start : self.end()], start, self.end())

    def dim(self):
        start = self.start()
        tree = self.take("...", "_") or self.sum()
        return Dim(tree, self.text[start : self.end()], start, self.end())

    def sum(self):
        return self.chain(self.product, "+", "-")

    def product(self):
        return self.chain(self.power, "*", "/", "//", "%")

    def chain(self, part, *ops):
        tree = part()
        while op := self.take(*ops):
            tree = (op, tree, part())
        return tree

    def power(self):
        base = self.atom()
        return ("**", base, self.power()) if self.take("**") else base

    def atom(self):
        token = self.peek()
        if self.take("("):
            tree = self.sum()
            self.need(")")
            return tree
        if token and token.isdecimal():
            self.at += 1
            return int(token)
        if token and NAME.match(token) and token != "where":
            self.at += 1
            return token
        return self.fail("a letter or a number")
