"""Read one shape of other people's comments: the dims in brackets, or a list without any."""

import re

from stepthrough import grammar
from stepthrough.grammar import Dim, Shape, Unreadable

COMMA = re.compile(r"\s*,\s*")
TIMES = re.compile(r"\s+[xX×]\s+|\s*×\s*")
X = re.compile("x")
SPACE = re.compile(r"(?<![-*+/])\s+(?![-*+/])")
GLUED = re.compile(r"(?:(?:[A-Z][a-wyz\d]?|\d+|\([^()]*\))(?:x(?!$)|$))+")
WILD = {"...": "...", "…": "...", "*": "...", "?": "_", "-1": "_", ":": "_", "_": "_", "None": "_"}
TIMED = re.compile(r"(\d+)([^\W\d]\w*)")
LOOSE = re.compile(r"\S[-+]\S*\s+[*/]|[*/]\s+\S+[-+]\S")
PRODUCT = r"(?:\w{1,3}|\w+_\w+)(?:[-*+/](?:\w{1,3}|\w+_\w+))+"
LAYOUT = re.compile(r"(?:[BNCDHWTLF]|\([BNCDHWTLF]+(?:[x*+][BNCDHWTLF\d]+)*\))+")
SMALL = "small letters without brackets may be names"
TOGETHER = "its letters run together"
STOP = set("an and as at be by do for if in is it no not of on one or so the to we".split())


def split(text, start, end, separator):
    """The spans between the separators, brackets kept whole."""
    depth, begin, at, spans = 0, start, start, []
    while at < end:
        depth += (text[at] in "[({") - (text[at] in "])}")
        match = separator.match(text, at, end) if depth == 0 else None
        if match:
            spans.append((begin, at))
            begin = match.end()
        at = max(begin, at + 1)
    return [*spans, (begin, end)]


def inside(text, start, end):
    """The spans of the dims in brackets: between commas, else signs, else spaces."""
    if GLUED.fullmatch(text, start, end):
        return split(text, start, end, X)
    found = [split(text, start, end, separator) for separator in (COMMA, TIMES, SPACE)]
    return next((spans for spans in found if len(spans) > 1), found[0])


def dim(text, start, end):
    """The Dim of 'H*W', '2C' or '*'; what is not understood is left open, as '_' is."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    piece = text[start:end].rstrip()
    tree = WILD.get(piece) or expression(piece)
    return Dim("_" if tree is None else tree, piece, start, start + len(piece))


def expression(piece):
    """The tree of 'H x W' or '2C'; None if it is none, or if its spaces contradict its signs."""
    if LOOSE.search(piece):
        return None
    if timed := TIMED.fullmatch(piece):
        return "*", int(timed[1]), timed[2]
    try:
        parser = grammar.Parser(plain(piece))
        tree = parser.dim().tree
        return tree if parser.peek() is None else None
    except Unreadable:
        return None


def plain(text):
    """Signs of multiplication as Python writes them, each in its place."""
    return re.sub(r"(?<=\s)x(?=\s)", "*", text).translate(str.maketrans("×·", "**"))


def understood(one):
    return one.tree != "_" or one.text in WILD


def telling(dims, known, closed=False):
    """Whether brackets hold the dims of a shape, or prose; `closed`: by a comma, as in '(B,)'."""
    if not dims or 2 * sum(map(understood, dims)) < len(dims):
        return False
    if any(one.text in STOP for one in dims):
        return False
    if len(dims) == 1 and not closed:
        return not isinstance(dims[0].tree, int) and clear(dims[0], known) and understood(dims[0])
    return any(clear(one, known) for one in dims)


def clear(one, known):
    """Whether a dim is no common word: 'B', 'n_head', '3', 'H*W', or a variable of the code."""
    words = grammar.names(one.tree)
    rare = (
        len(word) < 4 or word in known or not (word.isalpha() and word.islower()) for word in words
    )
    return understood(one) and (any(rare) or not words)


def read(text, start, end, known):
    """(the Shape of 'B x N x C', 'B, N, C', 'B N C' or 'NCHW', why a miss is not sure); None if prose."""
    if found := layout(text, start, end):
        return found, TOGETHER
    glue = X if GLUED.fullmatch(text, start, end) else TIMES
    for separator, fits in ((glue, times), (COMMA, commas), (SPACE, spaces)):
        dims = [dim(text, *span) for span in split(text, start, end, separator)]
        if len(dims) > 1 and all(tight(one) for one in dims):
            if not fits(dims, known) or all(isinstance(one.tree, int) for one in dims):
                return None
            large = any(re.search(r"[A-Z]", one.text) for one in dims) or separator is glue
            shape = Shape(tuple(dims), text[start:end].rstrip(), start, len(text[:end].rstrip()))
            return shape, "" if large else SMALL
    return None


def tight(one):
    return understood(one) or re.fullmatch(r"[^\W\d]\w*'", one.text)


def times(dims, known):
    return any(clear(one, known) for one in dims)


def commas(dims, known):
    """'B, L, D' and 'bs, hw, c', but neither 'query, key' nor 'q, k'."""
    if not all(len(one.text) < 4 or clear(one, known) for one in dims):
        return False
    return any(re.search(r"[A-Z\d*+/]", one.text) or one.text[0] in "bn" for one in dims)


def spaces(dims, known):
    """'B H/2 W/2 4*C' and 'b n d', but not 'A test'."""
    parts = [re.fullmatch(rf"[A-Za-z]'?|\d+|\d[A-Z]|{PRODUCT}|\(.*\)", one.text) for one in dims]
    large = any(re.match(r"[A-Z]", one.text) for one in dims)
    return all(parts) and (large or len(dims) > 2)


def layout(text, start, end):
    """'NCHW' and '(HW+1)NC', each letter a dim, none of them twice."""
    if not LAYOUT.fullmatch(text, start, end):
        return None
    parts = list(re.finditer(r"[A-Z]|\([^)]*\)", text[start:end]))
    letters = re.sub(r"[^A-Z]", "", text[start:end])
    named = {"B", "N"} & set(letters) or set("CHW") <= set(letters)
    if len(parts) < 3 - ("(" in text[start:end]) or len(set(letters)) < len(letters) or not named:
        return None
    dims = []
    for part in parts:
        product = re.sub(r"(?<=[A-Z])(?=[A-Z])", "*", part.group().replace("x", "*"))
        place = start + part.start(), start + part.end()
        dims.append(Dim(expression(product), part.group(), *place))
    return Shape(tuple(dims), text[start:end], start, end)
