"""Read the template of an error message: '({n}x{D} and {want}x{out})' says which number is whose.

{B}         a whole number, the size of a letter or of a sum or product of letters
{x:shape}   a shape such as [2, 3]
{x:word}    a dtype, a device, a name
{x:any}     a number that stands for nothing else
{x:text}    anything
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

KINDS = {
    "": r"-?\d+",
    "any": r"[-+]?\d[\d.e+-]*",
    "shape": r"(?:\[[^\[\]()]*\]|\([^\[\]()]*\))",
    "word": r"[\w.:]+",
    "text": r".{1,200}?",
}
QUOTES = "'\"`‘’“”"


@dataclass(frozen=True)
class Hole:
    name: str
    kind: str


def pieces(template):
    """['size ', Hole('B', ''), ' is odd'] of 'size {B} is odd'; ValueError for a kind that is not known."""
    made = []
    for text, name, kind, _ in Formatter().parse(template):
        made += [text] if text else []
        if name is not None:
            if kind not in KINDS:
                raise ValueError(
                    f"no hole of kind {kind!r}; there are {', '.join(filter(None, KINDS))}"
                )
            made.append(Hole(name, kind))
    return made


def holes(template):
    return [piece for piece in pieces(template) if isinstance(piece, Hole)]


@lru_cache(maxsize=2048)
def pattern(template):
    """What a template matches, wherever lines were broken: docs/assets/errors.js builds the same."""
    return re.compile(r"\s*".join(map(part, pieces(template))), re.IGNORECASE | re.DOTALL)


def part(piece):
    if isinstance(piece, Hole):
        return f"({KINDS[piece.kind]})"
    return r"\s*".join(map(letter, "".join(piece.split())))


def letter(char):
    return f"[{QUOTES}]" if char in QUOTES else re.escape(char)


def found(template, text):
    """[(hole, start, end)] where a text has the template, None if it has not."""
    match = pattern(template).search(text)
    if match is None:
        return None
    return [(hole, *match.span(at)) for at, hole in enumerate(holes(template), 1)]


def literal(template):
    """The text of a template without its holes and spaces: the longer, the surer a match."""
    return "".join("".join(piece.split()) for piece in pieces(template) if isinstance(piece, str))
