"""Work out the size of a dim from its letters."""

from fractions import Fraction


class Unsized(Exception):
    """A dim that has no whole size, with the reason."""


class Sizes:
    """The size of a dim, with the letters of one sighting."""

    def __init__(self, target, sighting):
        self.letters = sighting.letters
        self.defs = {**target.defs, **(target.comment.defs if target.comment else {})}

    def of(self, tree, inside=()):
        """('*', 'H', 'W') with H=4 and W=6 is 24; None for '...' and '_'; Unsized if not whole."""
        if tree in ("...", "_"):
            return None
        size = self.fraction(tree, inside)
        if size.denominator != 1:
            raise Unsized(f"{unparse(tree)} = {size} is not whole")
        return int(size)

    def fraction(self, tree, inside):
        if isinstance(tree, int):
            return Fraction(tree)
        if isinstance(tree, str):
            return self.letter(tree, inside)
        op, left, right = tree
        try:
            return arithmetic(op, self.fraction(left, inside), self.fraction(right, inside))
        except (ZeroDivisionError, OverflowError):
            raise Unsized(f"{unparse(tree)} has no size") from None

    def letter(self, name, inside):
        if name in self.defs and name not in inside:
            return Fraction(self.of(self.defs[name].tree, (*inside, name)))
        if name not in self.letters:
            raise Unsized(f"{name} has no size")
        return Fraction(self.letters[name])

    def same(self, left, right):
        """Whether two dims have one size; None when that cannot be said."""
        try:
            sizes = self.of(left), self.of(right)
        except Unsized:
            return None
        return None if None in sizes else left != right and sizes[0] == sizes[1]

    def show(self, shape):
        return (
            f"({', '.join(self.digits(dim) for dim in shape.dims)}{',' * (len(shape.dims) == 1)})"
        )

    def digits(self, dim):
        try:
            size = self.of(dim.tree)
        except Unsized:
            return "?"
        return dim.text if size is None else str(size)


class Plain(Sizes):
    """The sizes of letters that are known by themselves."""

    def __init__(self, letters):
        self.letters, self.defs = letters, {}


def arithmetic(op, left, right):
    if op == "**":
        if right.denominator != 1 or abs(right) > 64:
            raise OverflowError
        return left ** int(right)
    if op == "//":
        return Fraction(left // right)
    results = {"+": left + right, "-": left - right, "*": left * right}
    if op in results:
        return results[op]
    return left / right if op == "/" else left % right


def unparse(tree):
    """('/', 'H', 'ps') is 'H/ps'."""
    if not isinstance(tree, tuple):
        return str(tree)
    op, left, right = tree
    return f"{unparse(left)}{op}{unparse(right)}"
