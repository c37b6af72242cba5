"""Read the shape comments of other people's code into the strict grammar, where they have one meaning."""

import re
from dataclasses import dataclass, replace

from stepthrough import bare, grammar
from stepthrough.bare import plain, split
from stepthrough.grammar import Comment, Shape, Unreadable

ARROW = re.compile(r"\s*(?:[-=]+>|[→⇒])\s*")
OPERATOR = re.compile(r"\s*([@*+×-]|(?<=\s)x(?=\s))\s*(?=[\[(])")
EQUALS = re.compile(r"\s*=\s*(?=[\[(])")
MORE = re.compile(r"\s*(?:,|\band\b|&)\s*(?=[\[(])")
BRACKET = re.compile(r"(?:torch\.Size\()?[\[(]")
FREE = re.compile(r"(?<![\w\])])" + BRACKET.pattern)
NAMED = re.compile(r"([^\W\d][\w.]*?)(?:\.shape|\.size\(\))?\s*(?:[:=]|\b(?:is|are|has)\b)\s*")
SIZE = "shape shapes size sizes dim dims dimension dimensions".split()
VALUE = "out output outputs result results return returns ret".split()
WORD = "|".join(
    ["of|the|an?|now|becomes?|to|with|tensor", r"torch\.Tensor|\w+Tensor", *SIZE, *VALUE]
)
WORDS = re.compile(rf"(?:(?:{WORD})\b[\s:=]*)*", re.I)
MANY = re.compile(r"(each|both|list of)\s+(?=[\[(])")
HEDGE = re.compile(
    r"\b(?:if|when|or|unless|optional\w*|before|after|except|otherwise|not|was|from|for|instead|max\w*"
    r"|most|up|e\.g|example|previous\w*|original\w*|should|(?:per|each|every)\s+(?:sample|example|image"
    r"|batch|item|head|layer|gpu|device|rank|window|group|video|sequence|sentence|instance|level|stage"
    r"|block|scale|chunk|expert|step|frame))\b",
    re.I,
)
OF_SHAPE = re.compile(
    r"(?!.*\b(?:inputs?|takes?|expects?|given|into)\b)[\w\s-]+\bof (?:shape|size)\s*"
)
INSIDE = re.compile(r"\b(?:optional|or|if)\b")
CODE = re.compile(r"\w\(|[^\W\d][\w.]*\s*=[^=>]|://|^\s*(?:type:|noqa|pylint|!|%%)")
PROSE = "the words before the shape may say something else of it"
NUMBERS = "numbers alone may be those of another run"


@dataclass(frozen=True)
class Reading:
    """A comment in the strict grammar, the variable it names, and why a miss of it is not sure."""

    comment: Comment
    label: str = ""
    doubt: str = ""


def read(text, known=()):
    """'# out: [B, T, C], logits' is a Reading; None is prose; Unreadable has more than one meaning.

    `known`: the names of the code's variables.
    """
    found = strict(text, known) or Reader(text, known).reading()
    dims = [dim.tree for shape in found.comment.results for dim in shape.dims] if found else []
    if found and all(isinstance(tree, int) for tree in dims):
        if len(dims) < 2 and "," not in text:
            return None
        return replace(found, doubt=found.doubt or NUMBERS)
    return found


def strict(text, known):
    """What the strict grammar makes of a comment, if it can."""
    try:
        plain = grammar.attempted(text, known) and not INSIDE.search(text)
        comment = grammar.parse(text) if plain else None
    except Unreadable:
        return None
    return Reading(comment) if comment and (comment.ops or comment.arrow != "=") else None


class Reader:
    """One pass over a comment: its sides around arrows, and in each what leads to the shapes."""

    def __init__(self, text, known):
        self.text, self.known = text, known
        self.start = len(text) - len(text.lstrip("# \t"))
        self.end = len(text.rstrip())
        self.label, self.doubt, self.many, self.defs = "", "", "", {}

    def reading(self):
        spans = split(self.text, self.start, self.end, ARROW)
        *before, last = [self.side(*span, index) for index, span in enumerate(spans)]
        if last is None:
            return None
        ends = [begin if side is None else side[3] for side, (begin, _) in zip(before, spans)]
        if any(self.text[at:end].strip() for at, (_, end) in zip(ends, spans)):
            self.doubt = self.doubt or PROSE
        operands, ops, results, end = last
        self.trailing(end)
        arrow = "=" if operands else ""
        if ops and not operands:
            self.fail("it says nothing of the result", end - 1)
        if len(before) == 1 and before[0] and not ops:
            _, signs, shapes, _ = before[0]
            if len(shapes) == len(signs) + 1:
                operands, ops, arrow = shapes, signs, "->"
        parts = self.many, tuple(operands), tuple(ops), tuple(results), arrow, self.defs
        return Reading(Comment(self.text, *parts), self.label, self.doubt)

    def side(self, start, end, index):
        """The operands, signs and results between two arrows, and where they end; None for prose."""
        begin = self.lead(start, end) if index == 0 else self.words(start, end)
        if found := bare.read(self.text, begin, end, self.known):
            shape, doubt = found
            self.doubt = self.doubt or doubt
            return [], [], [shape], end
        if BRACKET.match(self.text, begin, end):
            return self.chain(begin, end)
        for match in FREE.finditer(self.text, begin, end):
            before, inside = self.text[begin : match.start()], self.group(match)
            if CODE.search(before):
                return None
            if inside and worth(inside[0]):
                self.doubt = self.doubt or ("" if OF_SHAPE.fullmatch(before) else PROSE)
                return self.chain(match.start(), end)
        return None

    def lead(self, start, end):
        """Skip 'x.shape = ', 'out: tensor of shape ', 'now'; note the variable that is named."""
        begin = self.words(start, end)
        named = NAMED.match(self.text, start, end)
        if named and (begin == start or named.group(1) in self.known):
            self.label = named.group(1)
            begin = self.words(named.end(), end)
        return begin

    def words(self, start, end):
        begin = WORDS.match(self.text, start, end).end()
        if many := MANY.match(self.text, begin, end):
            self.many, begin = many.group(1), many.end()
        return begin

    def chain(self, at, end):
        """'(B, T) + (1, T) = (B, T)' or '(B, T), (B,)', as far as it goes.

        Signs without an equals sign leave the operands among the results.
        """
        shapes, ops, signs = [], [], {"x": "@", "×": "@"}
        while found := self.group(BRACKET.match(self.text, at, end)):
            shape, after = found
            shapes.append(shape)
            if sign := OPERATOR.match(self.text, after, end):
                ops.append(signs.get(sign.group(1), sign.group(1)))
                at = sign.end()
            elif len(shapes) == len(ops) + 1 and (equals := EQUALS.match(self.text, after, end)):
                return self.equal(shapes, ops, equals.end(), end)
            elif not ops and (more := MORE.match(self.text, after, end)):
                at = more.end()
            else:
                return [], ops, shapes, after
        return None if not shapes else self.fail("the second shape cannot be read", at)

    def equal(self, shapes, ops, at, end):
        """The result after '='; after a lone shape it only says its numbers."""
        found = self.group(BRACKET.match(self.text, at, end))
        if not found:
            self.fail("what comes after '=' is no shape", at)
        result, after = found
        return (shapes, ops, [result], after) if ops else ([], [], shapes, after)

    def group(self, match):
        """The shape in a bracket and where it ends; None for prose in brackets."""
        if not match:
            return None
        start, close = match.start(), closing(self.text, match.end() - 1)
        if close is None:
            return None
        parts = bare.inside(self.text, match.end(), close)
        dims = tuple(bare.dim(self.text, *span) for span in parts if span[0] < span[1])
        if not bare.telling(dims, self.known, len(parts) > len(dims)):
            return None
        after = close + 1 + self.text[close + 1 :].startswith(")") * ("Size" in match.group())
        if re.match(r"[\w(\[]", self.text[after:]):
            return None
        if hedge := INSIDE.search(self.text[start:after]):
            self.fail(f"'{hedge.group()}' may limit it", start + hedge.start(), len(hedge.group()))
        return Shape(dims, self.text[start:after], start, after), after

    def trailing(self, at):
        """Take `where`; prose that may limit what is said makes the comment ambiguous."""
        tail = self.text[at : self.end]
        if re.match(r"\s*,\s*where\b", tail):
            parser = grammar.Parser(" " * at + plain(tail.replace(",", " ", 1)))
            try:
                self.defs = parser.where()
                return
            except Unreadable:
                pass
        if hedge := HEDGE.search(tail):
            self.fail(f"'{hedge.group()}' may limit it", at + hedge.start(), len(hedge.group()))
        for match in FREE.finditer(self.text, at, self.end):
            if self.group(match):
                self.fail("which of its shapes is meant", match.start())

    def fail(self, why, at, width=1):
        raise Unreadable(why, at, width)


def worth(shape):
    """Whether brackets in the middle of prose hold a shape: more than one dim, not only numbers."""
    return len(shape.dims) > 1 and not all(isinstance(one.tree, int) for one in shape.dims)


def closing(text, at):
    """The place of the bracket that closes the one at `at`."""
    depth = 0
    for place in range(at, len(text)):
        depth += (text[place] in "[(") - (text[place] in "])")
        if depth == 0:
            return place
    return None
