"""Say a shape in letters: those of a kata's task, at the sizes that its check used."""

import re
from itertools import combinations, pairwise, permutations
from math import prod

from stepthrough import grammar
from stepthrough.sizes import arithmetic

WORD = re.compile(r"(\w+)\W{0,2}\Z")
MOST = 5  # dims that can still be tried in every order


def stated(text):
    """[('tokens', '(B, H*W, C)')]: the shapes in a text, each with the word before it."""
    found = []
    for match in re.finditer(r"\(", text):
        try:
            shape = grammar.Parser(text[match.start() :]).shape()
        except grammar.Unreadable:
            continue
        word = WORD.search(text[: match.start()])
        found.append((word[1] if word else "", shape))
    return found


def size(tree, sizes):
    """('*', 'H', 'W') with H=4 and W=6 is 24; KeyError for an unknown letter."""
    if isinstance(tree, tuple):
        return arithmetic(tree[0], size(tree[1], sizes), size(tree[2], sizes))
    return tree if isinstance(tree, int) else sizes[tree]


def fits(shape, actual, sizes):
    """Whether a stated shape has some letters, and is the actual one at these sizes."""
    named = any(grammar.names(dim.tree) for dim in shape.dims)
    return named and sized(shape, sizes) == list(actual)


def of(actual, name, text, sizes):
    """'(B, H*W, C)' for what a text calls by a name, or else for any shape it states; '' if none fits."""
    told = sorted(stated(text), key=lambda pair: pair[0] != name)
    return next((shape.text for _, shape in told if fits(shape, actual, sizes)), "")


def turned(actual, dims, values):
    """Those dims in another order; None if that is not sure."""
    if len(dims) > MOST or sorted(values) != sorted(actual):
        return None
    all_ = permutations(range(len(dims)))
    orders = [order for order in all_ if [values[at] for at in order] == actual]
    moved = [sum(at != place for place, at in enumerate(order)) for order in orders]
    if moved.count(min(moved)) == 1:
        return [dims[at] for at in orders[moved.index(min(moved))]]
    return None


def squeezed(actual, dims, values):
    """Those dims without the ones of size 1; None if that is not it."""
    left = [(dim, value) for dim, value in zip(dims, values) if value != 1]
    return [dim for dim, _ in left] if [value for _, value in left] == actual else None


def known(actual, task, sizes):
    """The dims of another shape that the task states."""
    text = of(actual, "", task, sizes)
    return [dim.text for dim in grammar.Parser(text).shape().dims] if text else None


def joined(actual, dims, values):
    """['B', 'C', 'H*W'] for the dims B, C, H, W: neighbours multiplied; None if that is not sure."""
    found = []
    for cuts in combinations(range(1, len(dims)), len(actual) - 1) if actual else ():
        parts = list(pairwise([0, *cuts, len(dims)]))
        if [prod(values[start:stop]) for start, stop in parts] == actual:
            found.append(["*".join(map(factor, dims[start:stop])) for start, stop in parts])
    return found[0] if len(found) == 1 else None


def factor(dim):
    return f"({dim})" if set(dim) & {"+", "-"} else dim


def kept(actual, dims, values):
    """['1', 'C', 'H', 'W'] where only the first of B, C, H, W is another; None if most are."""
    if len(actual) != len(dims):
        return None
    named = [dim if size == value else str(size) for size, dim, value in zip(actual, dims, values)]
    return named if sum(map(str.isdecimal, named)) <= len(dims) // 2 else None


def digits(shape):
    """'(2, 6, 3)', '(2,)' as Python writes it."""
    return str(tuple(shape))


def said(actual, letters):
    """'(B, C) = (2, 3)', or the sizes alone."""
    letters = letters.replace(" * ", "*").replace(" // ", "//")
    same = not letters or letters == digits(actual)
    return digits(actual) if same else f"{letters} = {digits(actual)}"


def got(actual, wanted, task, sizes):
    """A shape that is not the wanted one: in its letters turned, squeezed, joined, or in part."""
    letters = stated(wanted)
    if not letters or not (found := sized(letters[0][1], sizes)):
        return digits(actual)
    dims, actual = [dim.text.replace(" ", "") for dim in letters[0][1].dims], list(actual)
    named = turned(actual, dims, found) or squeezed(actual, dims, found)
    named = named or known(actual, task, sizes) or joined(actual, dims, found)
    if named := named or kept(actual, dims, found):
        return said(actual, f"({', '.join(named)}{',' * (len(named) == 1)})")
    return digits(actual)


def sized(shape, sizes):
    """The sizes of a stated shape; None if a letter has none."""
    try:
        return [size(dim.tree, sizes) for dim in shape.dims]
    except (KeyError, ArithmeticError):
        return None
