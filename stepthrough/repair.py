"""Mend a false shape comment with the smallest change: what is true in it stays as it is spelled."""

import re

from stepthrough.spell import spell, turned

LETTERS = re.compile(r"[^\W\d][\w.]*")


def mended(spot, samples, words):
    """('# (B, H*W, C)', [('B', 'H*W', 'C')]): the comment of a spot made true, None if its form is wrong."""
    comment, values = spot.comment, columns(spot, samples)
    if values is None:
        return None
    own = [dim.text for shape in comment.shapes for dim in shape.dims]
    dims = [true_dims(shape, value, words, own) for shape, value in zip(comment.shapes, values)]
    if None in dims:
        return None
    text = signed(comment, spot.sign)
    tail = text[comment.results[-1].end :] if defined(comment, dims, words) else ""
    text = text[: comment.results[-1].end]
    for shape, new in reversed(list(zip(comment.shapes, dims))):
        text = text[: shape.start] + respelled(shape, new) + text[shape.end :]
    return text + tail, dims[len(comment.operands) :]


def columns(spot, samples):
    """The sizes of each shape of a comment in all samples, None if the code has others."""
    comment, taken = spot.comment, [sample.operands for sample in samples]
    operands = [turned(values) for values in zip(*taken)] if comment.operands else []
    results = turned([sample.result for sample in samples])
    if comment.many and all(result == results[0] for result in results):
        results = results[:1]
    found = [value for values in operands for value in values] + results
    return found if len(found) == len(comment.shapes) and len(comment.ops) < 2 else None


def true_dims(shape, value, words, own):
    """The dims of a shape with the false ones replaced; None if no words are true of all samples."""
    if len(set(map(len, value))) != 1:
        return None
    texts, sizes = [dim.text for dim in shape.dims], list(zip(*value))
    if "..." in texts and len(texts) <= len(sizes) + 1:
        at = texts.index("...")
        gap = len(sizes) - len(texts) + 1
        kept = [*texts[:at], *["..."] * gap, *texts[at + 1 :]]
    else:
        kept = texts if len(texts) == len(sizes) else [None] * len(sizes)
    pairs = zip(kept, sizes, strict=True)
    dims = [one if stands(one, size, words) else words.spell(size, own) for one, size in pairs]
    if None in dims:
        return None
    return tuple(dim for at, dim in enumerate(dims) if dim != "..." or dims.index("...") == at)


def stands(text, size, words):
    return text in ("...", "_") or text is not None and words.fits(text, size)


def signed(comment, sign):
    """The text with the sign that the code has."""
    if not comment.ops:
        return comment.text
    at = comment.text.index(comment.ops[0], comment.operands[0].end)
    return comment.text[:at] + sign + comment.text[at + 1 :]


def respelled(shape, dims):
    """The text of a shape with other dims: where they are as many, all else stays as it is written."""
    if len(dims) != len(shape.dims):
        return spell(dims)
    text = shape.text
    for old, new in reversed(list(zip(shape.dims, dims))):
        text = text[: old.start - shape.start] + new + text[old.end - shape.start :]
    return text


def defined(comment, dims, words):
    """Whether what a comment says after `where` has a size, or its dims need it."""
    used = {name for shape in dims for dim in shape for name in LETTERS.findall(dim)}
    return all(name in used or words.sizes(name)[0] is not None for name in comment.defs)
