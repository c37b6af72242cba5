"""Judge of a lenient comment only what is sure; the rest of it is not understood."""

from collections import Counter
from dataclasses import dataclass, replace

from stepthrough import about, grammar, shapes
from stepthrough.bare import WILD
from stepthrough.fault import Fault
from stepthrough.sizes import Sizes, Unsized
from stepthrough.trace import Check

SMALL = 4
SOMETIMES = "it is true of one run of this line and false of another"
CONTENTS = "it may name what is in the tensor"
SAMPLE = "it may leave out the batch"
EACH = "it may be about one of several values"


@dataclass(frozen=True)
class Verdict:
    """`wrong` as shapes.judge says it, or `why` it is not understood; `part`: not all dims were judged."""

    wrong: tuple = ()
    why: str = ""
    part: bool = False

    @property
    def proven(self):
        return not self.wrong and not self.why


def judge(target, sighting):
    """None unless the comment is surely false of this sighting, else (start, width, message, note)."""
    return verdict(target, sighting).wrong or None


def verdict(target, sighting):
    """What is sure of a comment in one sighting."""
    try:
        return Judge(target, sighting).verdict()
    except Unsized as error:
        return Verdict(why=str(error))


class Judge:
    """One comment and what was seen of its code once; letters may be taken in the other case."""

    def __init__(self, target, sighting):
        own = grammar.letters(target.comment, target.defs)
        found = {name: size for name, size in sighting.letters.items() if name in own}
        other = {name: name.swapcase() for name in own - found.keys()}
        self.guessed = {
            name: sighting.letters[swapped]
            for name, swapped in other.items()
            if swapped not in own and swapped in sighting.letters
        }
        missing = own - found.keys() - self.guessed.keys()
        self.missing = sorted(missing, key=target.note.text.find)
        self.target = target
        self.sighting = replace(sighting, letters=found | self.guessed, missing=[])
        operands = [real for real in sighting.operands if is_shape(real)]
        if len(operands) < len(target.comment.operands):
            plain = replace(target.comment, operands=(), ops=(), arrow="")
            self.target = replace(target, comment=plain)
            self.sighting.operands = []
        self.sizes = Sizes(target, self.sighting)
        self.doubt = target.loose.doubt

    def verdict(self):
        seen = [row for pair in self.pairs() for row in self.rows(*pair)]
        left = {dim for dim, state in seen if state == "open"}
        doubts = {dim: self.unsure(dim) for dim, state in seen if state == "false"}
        if doubts and all(doubts.values()):
            return Verdict(why=next(iter(doubts.values())))
        if doubts:
            left |= {dim for dim, why in doubts.items() if why}
            return Verdict(wrong=shapes.judge(self.without(left), self.sighting))
        if not any(state == "true" for _, state in seen):
            return Verdict(why=self.reason())
        return Verdict(part=bool(left))

    def pairs(self):
        """Each shape of the comment with what it was; a lone shape may be that of several values."""
        real, comment = self.sighting.result, self.target.comment
        if shapes.several(real) and len(comment.results) == 1 and not comment.many:
            self.doubt = self.doubt or EACH
            comment = replace(comment, many="each")
        return shapes.pair(comment, self.sighting)

    def rows(self, shape, real):
        """(dim, 'true', 'false' or 'open') of each dim that states something."""
        if not is_shape(real):
            raise Unsized(f"the value is {shapes.spell(real)}")
        if sum(dim.tree == "..." for dim in shape.dims) > 1:
            raise Unsized("it has more than one gap")
        stated = shapes.aligned(shape, real)
        if stated is None:
            return self.other_rank(shape, real)
        stated = [(place, dim) for place, dim in stated if dim.text not in WILD]
        found = [(dim, self.state(dim, real[place])) for place, dim in stated]
        missed = found and all(state == "false" for _, state in found)
        if missed and real[-1] == len(shape.dims):
            self.doubt = self.doubt or CONTENTS
        return found

    def state(self, dim, real):
        size = self.size(dim)
        return "open" if size is None else "true" if size == real else "false"

    def size(self, dim):
        try:
            return self.sizes.of(dim.tree)
        except Unsized:
            return None

    def unsure(self, dim):
        """Why a miss of this dim is not sure; '' if its letters and numbers are those of the code."""
        loose, used = self.target.loose, self.letters(dim)
        if self.doubt:
            return self.doubt
        if not used:
            sure = isinstance(dim.tree, int) and (dim.tree <= SMALL or dim.tree in loose.numbers)
            return "" if sure else f"{dim.text} may be of another configuration"
        if used & loose.turning:
            return f"{min(used & loose.turning)} is counted by a loop"
        guessed = min(used & self.guessed.keys(), default="")
        return f"the code writes {guessed} as {guessed.swapcase()}" if guessed else ""

    def letters(self, dim):
        lone = grammar.Shape((dim,), dim.text, dim.start, dim.end)
        comment = replace(self.target.comment, operands=(), results=(lone,))
        return grammar.letters(comment, self.target.defs)

    def other_rank(self, shape, real):
        """More or fewer dims are false if a letter ties the comment to its code, with two exceptions."""
        known = [dim for dim in shape.dims if self.size(dim) is not None and self.letters(dim)]
        doubts = [self.unsure(dim) for dim in known]
        if all(doubts):
            raise Unsized(doubts[0] if doubts else self.reason())
        if real and real[-1] == len(shape.dims):
            raise Unsized(CONTENTS)
        if len(real) == len(shape.dims) + 1:
            pairs = zip(shape.dims, real[1:])
            if all(self.size(dim) in (None, size) for dim, size in pairs):
                raise Unsized(SAMPLE)
        return [(known[doubts.index("")], "false")]

    def without(self, left):
        """The target with some dims of its comment left open."""

        def opened(shape):
            dims = [replace(dim, tree="_") if dim in left else dim for dim in shape.dims]
            return replace(shape, dims=tuple(dims))

        comment = self.target.comment
        operands, results = (
            tuple(map(opened, part)) for part in (comment.operands, comment.results)
        )
        return replace(self.target, comment=replace(comment, operands=operands, results=results))

    def reason(self):
        if self.missing:
            return f"{self.missing[0]} has no whole number here"
        return self.doubt or "none of its dims is certain"


def is_shape(real):
    return not isinstance(real, str) and not shapes.several(real)


def judged(target, seen):
    """One Verdict of a comment, from all that was seen of its code; None if it never ran."""
    if target.problem:
        return Verdict(why=target.problem)
    found = [verdict(target, sighting) for sighting in seen.sightings]
    proven = [one for one in found if one.proven]
    wrong = [one for one in found if one.wrong]
    if wrong and proven:
        return Verdict(why=SOMETIMES)
    proven.sort(key=lambda one: one.part)
    return next(iter([*wrong, *proven, *found]), None)


def weak(one, target, seen):
    """Whether a swap of two dims would pass."""
    sightings = [Judge(target, sighting).sighting for sighting in seen.sightings]
    return shapes.weakness(one, target, Check(0, sightings=sightings)) is not None


def check(one, trace):
    """(what is surely wrong, what is not understood, how many comments are what) of a run."""
    targets, counts = about.targets(one), Counter()
    if trace.error:
        return [shapes.ending(one, trace.error)], [], Counter({"never ran": len(targets)})
    wrong, unclear = [], []
    for target, seen in zip(targets, trace.checks, strict=True):
        found = judged(target, seen)
        counts[kind(found)] += 1
        if found and found.wrong:
            wrong.append(shapes.at(one, target, *found.wrong))
        elif found and found.why:
            start = target.note.col + target.at
            unclear.append(
                Fault(one.shown, target.note.line, start, f"not understood: {found.why}")
            )
        elif found:
            counts["in part"] += found.part
            counts["weak"] += weak(one, target, seen)
    return wrong, unclear, counts


def kind(found):
    if found is None:
        return "never ran"
    return "wrong" if found.wrong else "not understood" if found.why else "proven"
