"""Say whether a comment is true of what a run saw, dim by dim."""

import re
from itertools import combinations

from stepthrough import attach
from stepthrough.sizes import Sizes, Unsized


def check(one, trace):
    """The faults of a run and of the snippet's comments: [] when it ended well and all are proven."""
    if trace.error:
        return [ending(one, trace.error)]
    found = []
    for target, seen in zip(attach.targets(one), trace.checks, strict=True):
        fault = first_fault(one, target, seen)
        found += [fault] if fault else []
    return found


def ending(one, error):
    """The fault of a run that did not end well, where it left the snippet's own code."""
    line, col, width, _ = error.frames[-1] if error.frames else (1, 1, 1, "")
    first, *rest = error.message.splitlines() or [""]
    said = f"raises {error.type}: {first}"
    if error.type == "RecorderError":
        first, rest = f"cannot be recorded: {rest[-1]}", []
    if error.type in ("died", "entry", "RecorderError"):
        said, width = first, len(one.lines[line - 1].strip()) if one.lines else 1
        col = len(one.lines[line - 1]) - width + 1 if one.lines else 1
    if error.type == "SystemExit":
        said = f"calls sys.exit({first}): a snippet ends by returning from main"
    calls = [f"{name}, line {at}" for at, _, _, name in error.frames[:-1]]
    note = "\n    ".join([*rest[:8], *([f"called from {' > '.join(calls)}"] if calls else [])])
    return one.fault(line, col, said, width, note)


def first_fault(one, target, seen):
    """The one thing to say about a comment, or None when it is proven."""
    if target.problem:
        return at(one, target, target.at, target.width, target.problem)
    if not seen.sightings:
        return at(one, target, 0, len(target.note.text), "never ran: nothing proves this comment")
    for sighting in seen.sightings:
        if verdict := judge(target, sighting):
            return at(one, target, *verdict)
    return weakness(one, target, seen)


def at(one, target, start, width, message, note=""):
    return one.fault(target.note.line, target.note.col + start, message, width, note)


def judge(target, sighting):
    """None when the comment is true of this sighting, else (start, width, message, note)."""
    comment, sizes = target.comment, Sizes(target, sighting)
    if sighting.missing:
        return unknown(target, sighting)
    try:
        pairs = list(pair(comment, sighting))
    except Unsized as error:
        start = comment.results[0].start
        return start, comment.results[-1].end - start, f"false shape: {error}", ""
    for shape, real in pairs:
        if wrong := mismatch(shape, real, sizes):
            return *wrong, compare(comment, sighting, sizes)
    return None


def unknown(target, sighting):
    """Point at the first letter that has no value, with what would give it one."""
    name = sighting.missing[0]
    alone = re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", target.note.text)
    advice = f"bind it before (`{name} = …`, or unpack `x.shape`), or say `where {name} = …`"
    message = f"unknown letter: {name} has no whole number here; {advice}"
    return alone.start() if alone else 0, len(name), message, ""


def pair(comment, sighting):
    """Each shape of the comment with what it was in the run."""
    yield from zip(comment.operands, sighting.operands, strict=True)
    real, results = sighting.result, comment.results
    if comment.many:
        if not several(real):
            raise Unsized(f"'{comment.many}' needs several tensors, but the value is {spell(real)}")
        if comment.many == "both" and len(real) != 2:
            raise Unsized(f"'both' needs two tensors, but there are {len(real)}")
        if len(results) > 1:
            raise Unsized(f"'{comment.many}' goes with one shape")
        yield from ((results[0], shape) for shape in real)
    elif len(results) == 1:
        yield results[0], real
    else:
        if not several(real) or len(real) != len(results):
            raise Unsized(f"the comment has {len(results)} shapes, but the value is {spell(real)}")
        yield from zip(results, real, strict=True)


def several(real):
    return isinstance(real, list) and bool(real) and not isinstance(real[0], int)


def mismatch(shape, real, sizes):
    """None when the shape is true, else (start, width, message)."""
    whole = shape.start, shape.end - shape.start
    if isinstance(real, str) or several(real):
        return *whole, f"false shape: {shape.text} but the value is {spell(real)}"
    stated = aligned(shape, real)
    if stated is not None:
        return differing(stated, real, sizes)
    many = many_dims(shape.dims)
    return *whole, f"false shape: {shape.text} has {many} but the tensor has {len(real)}"


def aligned(shape, real):
    """(place in the tensor, dim) of each dim but a gap; None if there are too many or too few."""
    dims = [dim.tree for dim in shape.dims]
    if "..." not in dims:
        return list(enumerate(shape.dims)) if len(dims) == len(real) else None
    gap = dims.index("...")
    if len(real) < len(dims) - 1:
        return None
    tail = len(real) - len(dims) + gap + 1
    places = [*range(gap), *range(tail, len(real))]
    return list(zip(places, [*shape.dims[:gap], *shape.dims[gap + 1 :]]))


def many_dims(dims):
    return "1 dim" if len(dims) == 1 else f"{len(dims)} dims"


def differing(stated, real, sizes):
    """Name every (place, dim) that differs; carets stand under the first to the last of them."""
    wrong, says = [], []
    for index, dim in stated:
        try:
            said = sizes.of(dim.tree)
            if said is not None and said != real[index]:
                wrong.append(dim)
                says.append(f"dim {index}: {named(dim, said)} but the tensor has {real[index]}")
        except Unsized as error:
            wrong.append(dim)
            says.append(f"dim {index}: {error}")
    if not wrong:
        return None
    start = wrong[0].start
    return start, wrong[-1].end - start, "false shape: " + "; ".join(says)


def named(dim, said):
    return dim.text if isinstance(dim.tree, int) else f"{dim.text} = {said}"


def compare(comment, sighting, sizes):
    """'comment (B, C, H*W) = (8, 512, 24)    ran as (8, 24, 512)'."""
    said = " ".join(numbers(comment, sizes))
    plain = comment.text.lstrip("# ")
    ran = ", ".join(spell(real) for real in [*sighting.operands, sighting.result])
    return f"comment {plain.split(', where')[0]} = {said}    ran as {ran}"


def numbers(comment, sizes):
    """The comment's shapes as numbers, its signs kept: '(8, 13, 512) + (1, 13, 512) = (8, 13, 512)'."""
    yield from [comment.many] if comment.many else []
    for index, shape in enumerate(comment.operands):
        yield from [comment.ops[index - 1]] if index else []
        yield sizes.show(shape)
    yield from [comment.arrow] if comment.arrow else []
    yield ", ".join(sizes.show(shape) for shape in comment.results)


def proven_numbers(target, seen):
    """The numbers of the comment in its first sighting, as text for the page."""
    return " ".join(numbers(target.comment, Sizes(target, seen.sightings[0])))


def spell(real):
    """[8, 24] is '(8, 24)'; [[8], [3]] is '(8,) and (3,)'; a text is itself."""
    if isinstance(real, str):
        return real
    if several(real):
        return " and ".join(spell(inner) for inner in real)
    return str(tuple(real))


def weakness(one, target, seen):
    """A comment in which a swap would pass in every sighting proves nothing: say which."""
    dims = {}
    for shape in target.comment.shapes:
        for dim in shape.dims:
            if dim.tree not in ("...", "_"):
                dims.setdefault(dim.tree, dim)
    for (left, first), (right, second) in combinations(dims.items(), 2):
        same = {Sizes(target, sighting).same(left, right) for sighting in seen.sightings}
        if None in same or len(same) > 1 or False in same:
            continue
        value = Sizes(target, seen.sightings[0]).of(left)
        message = (
            f"weak comment: {first.text} and {second.text} are both {value}, a swap would pass"
        )
        return at(one, target, second.start, second.end - second.start, message)
    return None


def strong(target, sighting):
    """Whether all dims that are written differently differ in size."""
    trees = {dim.tree for shape in target.comment.shapes for dim in shape.dims}
    sizes = Sizes(target, sighting)
    return not any(sizes.same(left, right) for left, right in combinations(trees, 2))
