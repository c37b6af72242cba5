"""Find the plainest way to say a shape: the letters that give its sizes each time its line ran."""

from functools import cached_property, lru_cache
from itertools import chain, combinations_with_replacement, permutations, product

from stepthrough import grammar
from stepthrough.sizes import Unsized
from stepthrough.vary import whole

SMALL = 4  # a size up to this is a number of its own, unless it changes as a letter does


class Words:
    """What the dims of one line can be made of.

    `near`: the letters there, each with how near it is bound. `inputs`: the shapes that go in, as they
    were spelled. `code`: whole numbers that the line computes. A size is a tuple: one for each sample.
    """

    def __init__(self, samples, near, inputs=(), code=()):
        self.samples, self.near, self.inputs, self.code = samples, near, inputs, code
        self.flowing = [dim for shape in inputs for dim in shape]
        self.letters = {name: self.sizes(name) for name in near if self.known(name)}

    def spell(self, wanted, first=()):
        """'H*W' for the size of a dim, None if nothing gives it; `first` is tried before all else."""
        letters = sorted(self.trusted(wanted), key=self.rank)
        near = [name for name in letters if self.near[name] == 0]
        tries = chain(first, near, self.code, letters, self.made(wanted))
        return next((text for text in tries if self.fits(text, wanted)), None)

    def fits(self, text, wanted):
        """Whether a dim has the wanted size in every sample; its divisions must be whole as written."""
        if not grammar.names(tree(text)) <= set(self.letters):
            return False
        for sample, want in zip(self.samples, wanted):
            size = sized(text, sample.sizes)
            if size != want and (size is not None or sample.run == 0):
                return False
        return True

    def sizes(self, text):
        return tuple(sized(text, sample.sizes) for sample in self.samples)

    def known(self, name):
        return all(
            name in sample.sizes.letters or name in sample.sizes.defs for sample in self.samples
        )

    def uneven(self, text):
        """The runs, at other sizes, in which a dim's divisions leave a rest."""
        sizes = zip(self.samples, self.sizes(text))
        return {sample.run for sample, size in sizes if size is None}

    # Letters

    def trusted(self, wanted):
        """The letters without those that may be of this size by chance."""
        for name in self.letters:
            told = name in self.told and wanted[0] > 1
            if name in self.varied or told or wanted[0] > SMALL:
                yield name

    def rank(self, name):
        """What flows in comes first, then what the line itself names, then what is bound nearest."""
        return name not in self.flowing, name not in self.told

    @cached_property
    def told(self):
        return set().union(*(grammar.names(tree(text)) for text in (*self.code, *self.flowing)))

    @cached_property
    def varied(self):
        """The letters that had more than one size: capitals first, then as they are bound."""
        found = [name for name, sizes in self.letters.items() if len(set(sizes)) > 1]
        return sorted(found, key=lambda name: not name[0].isupper())

    @cached_property
    def first(self):
        """{'H': 4}: as written."""
        return {name: sizes[0] for name, sizes in self.letters.items()}

    # What can be made of letters

    def made(self, wanted):
        """Ways to say a size, the plainest first; a number if it never changes."""
        yield from (dim for dim in self.flowing if dim not in self.letters)
        yield from self.flattened()
        if len(set(wanted)) == 1:
            yield str(wanted[0])
            return
        yield from self.scaled(wanted[0])
        yield from self.joined()
        yield from self.paired()
        yield from self.shifted(wanted[0])
        yield from self.cut()
        yield from map(times, combinations_with_replacement(self.varied, 3))

    def flattened(self):
        """The product of dims side by side in what flows in."""
        for shape in self.inputs:
            for part in runs(shape):
                if not all(map(str.isdecimal, part)):
                    yield times(part)

    def joined(self):
        """The sum of dims at one place in what flows in."""
        for left, right in permutations(dict.fromkeys(self.inputs), 2):
            if len(left) == len(right):
                yield from (f"{one}+{two}" for one, two in zip(left, right) if not one.isdecimal())

    def scaled(self, want):
        """'2*H', 'H/2', 'H/ps', 'H+1', 'H-1', 'H//2'."""
        sizes = [(name, self.first[name]) for name in self.varied if self.first[name] and want]
        steady = [name for name in self.letters if name not in set(self.varied)]
        for name, size in sizes:
            share = size // want
            yield from (f"{name}/{by}" for by in steady if self.first[by] == share > SMALL)
            yield f"{want // size}*{name}"
            yield f"{name}/{share}"
        yield from (f"{name}{want - size:+}" for name, size in sizes)
        yield from (f"{name}//{size // want}" for name, size in sizes)

    def paired(self):
        for sign in ("*", "/", "+", "-", "//"):
            pairs = combinations_with_replacement if sign in "*+" else permutations
            yield from (sign.join(pair) for pair in pairs(self.varied, 2))

    def shifted(self, want):
        """'2*H-1', 'H/2+1', '2*(H//2)'."""
        for factor in range(2, SMALL + 1):
            for name in self.varied:
                size = self.first[name]
                yield f"{factor}*{name}{want - factor * size:+}"
                yield f"{name}/{factor}{want - size // factor:+}"
                yield f"{factor}*({name}//{factor})"

    def cut(self):
        """'H/ps*W/ps': dims side by side in what flows in, each divided, multiplied."""
        for shape in self.inputs:
            for part in runs(shape):
                yield from map(times, product(*map(self.shares, part)))

    def shares(self, dim):
        """'H/ps' for each letter that divides 'H'."""
        size = self.first.get(dim, 0)
        divides = (name for name in self.varied if name != dim and (self.first[name] or 0) > 1)
        return [f"{dim}/{name}" for name in divides if size and size % self.first[name] == 0]


@lru_cache(maxsize=4096)
def tree(text):
    return grammar.Parser(text).dim().tree


def sized(text, sizes):
    """The size of a dim; None where a division leaves a rest."""
    try:
        return sizes.of(tree(text)) if whole(tree(text), sizes) else None
    except Unsized:
        return None


def runs(shape):
    """The parts of two and more dims of a shape."""
    for count in range(2, len(shape) + 1):
        for start in range(len(shape) - count + 1):
            yield shape[start : start + count]


def times(dims):
    """'(P+1)*D', without ones."""
    kept = [f"({dim})" if "+" in dim or "-" in dim else dim for dim in dims if dim != "1"]
    return "*".join(kept) or "1"


# Shapes


def turned(values):
    """The shapes that each tensor in a value had; [] if they cannot be compared from sample to sample."""
    if all(map(is_shape, values)):
        return [values]
    if not all(isinstance(value, list) and value and all(map(is_shape, value)) for value in values):
        return []
    if all(shape == value[0] for value in values for shape in value):
        return [[value[0] for value in values]] * min(map(len, values))
    return list(zip(*values)) if len(set(map(len, values))) == 1 else []


def is_shape(value):
    return isinstance(value, list) and all(isinstance(size, int) and size >= 0 for size in value)


def shape_of(words, value, first=()):
    """('B', 'H*W', 'C') for the shapes that one tensor had, None if no words are true of all."""
    if len(set(map(len, value))) != 1:
        return None
    columns = list(zip(*value))
    named = [[name] for name in first] if len(first) == len(columns) else [[]] * len(columns)
    dims = tuple(words.spell(column, name) for column, name in zip(columns, named))
    return None if None in dims else dims


def spell(dims):
    """'(B, H*W, C)', '(D,)', '()'."""
    return f"({dims[0]},)" if len(dims) == 1 else f"({', '.join(dims)})"
