"""Say how what an answer made differs from what was wanted: shape first, then kind, then values."""

import math
import operator
from contextlib import suppress
from types import FunctionType

import torch

from stepthrough import axes

FEW, LONG = 12, 70
DIGITS = 4
ORDERS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
EQUAL = "==", "equal", "close"
KINDS = "layout", "dtype", "device"
ROUNDING = {"rtol": 1e-4, "atol": 1e-5}
GROUPS = list, tuple, set, dict
PLAIN = *GROUPS, type(None), bool, int, str, torch.dtype, torch.device


def words(one, sides, sizes, task):
    """[(label, text)] of a promise that broke; `one`: the Promise, `sides`: what was compared."""
    if "got" not in sides:
        return [("expected", one.wanted or one.got)]
    made, wanted = sides["got"], sides.get("wanted")
    if one.form in EQUAL and "wanted" in sides:
        return unequal(one, made, wanted, sizes, task)
    if one.form == "isinstance":
        return [("expected", f"{one.got} is a {one.wanted}"), ("got", kind(made))]
    if one.form in ("true", "not true"):
        expected = one.got if one.form == "true" else f"not {one.got}"
        return [("expected", expected), ("got", value(made))]
    return ordered(one, made, wanted)


def unequal(one, made, wanted, sizes, task):
    if is_shape(made) and is_shape(wanted) and shaped(one.got, made):
        return shapes(made, wanted, one.wanted, sizes, task)
    if not is_tensor(made) or not is_tensor(wanted):
        return [("expected", sourced(one.wanted, wanted)), ("got", sourced(one.got, made))]
    if made.shape != wanted.shape:
        return shapes(made.shape, wanted.shape, "", sizes, task)
    for name in KINDS:
        if getattr(made, name) != getattr(wanted, name):
            pair = [str(getattr(side, name)).removeprefix("torch.") for side in (wanted, made)]
            return [("expected", f"{name} {pair[0]}"), ("got", f"{name} {pair[1]}")]
    told = values(made, wanted, one)
    if not one.got.isidentifier() and len(one.got) < 40:
        told[1] = "got", f"{one.got} = {told[1][1]}"
    return told


def shapes(made, wanted, source, sizes, task):
    """`source`: the wanted shape as check writes it, '(B, C, H, W)'."""
    told = axes.stated(source)
    if not (told and axes.fits(told[0][1], wanted, sizes)):
        source = axes.of(wanted, "", task, sizes)
    got = axes.got(made, source, task, sizes)
    return [("expected", f"shape {axes.said(wanted, source)}"), ("got", f"shape {got}")]


def values(made, wanted, one):
    """The values if they are few, else the row where they first differ; and that place."""
    if not has_numbers(made):
        return [("expected", value(wanted)), ("got", value(made))]
    differ = apart(made, wanted, **one.loose) if one.form == "close" else unlike(made, wanted)
    place = differ.nonzero()[0].tolist() if differ.any() else [0] * made.dim()
    rows, where = window(place, made.shape)
    sides = [f"{nested(side[rows])}{where}" for side in (wanted, made)]
    told = [("expected", sides[0]), ("got", sides[1])]
    if differ.numel() > 1 and differ.any():
        here = f"{number(made[tuple(place)])}, and {number(wanted[tuple(place)])} was expected"
        count = f"{int(differ.sum())} of {differ.numel()} values differ"
        told.append(("", f"first at {place}: {here}; {count}"))
    return told


def window(place, shape):
    """(index, how it is said) of what to show around a place: all, its row, or a part of that."""
    if math.prod(shape) <= FEW:
        return ..., ""
    start = max(0, place[-1] - FEW // 2) if shape[-1] > FEW else 0
    stop = min(start + FEW, shape[-1])
    part = ":" if stop - start == shape[-1] else f"{start}:{stop}"
    where = ", ".join([*map(str, place[:-1]), part])
    return (*place[:-1], slice(start, stop)), f" at [{where}]"


def apart(made, wanted, **loose):
    """Where two tensors of one shape are not even close; nan is close to nan."""
    return ~made.detach().isclose(wanted.detach(), equal_nan=True, **loose)


def unlike(made, wanted):
    """Where two tensors of one shape differ; nan is like nan."""
    made, wanted = made.detach(), wanted.detach()
    return (made != wanted) & ~((made != made) & (wanted != wanted))


def ordered(one, made, wanted):
    """What a promise such as `count < 3` or `(x > 0).all()` says, and what was met instead."""
    form = one.form.removeprefix("not ")
    negated = "not " if one.form.startswith("not ") else ""
    sides = {"equal": "equal to", "close": "close to"}
    expected = f"{one.got} {negated}{sides.get(form, form)} {one.wanted}"
    told = [("expected", expected), ("got", value(made))]
    if not one.wanted.lstrip("-").replace(".", "").isdigit() and not is_tensor(wanted):
        told.append((one.wanted if len(one.wanted) < 9 else "beside", value(wanted)))
    if is_tensor(made) and made.dim() and has_numbers(made) and one.form in ORDERS:
        broken = ~ORDERS[one.form](made, wanted)
        if broken.shape == made.shape and broken.any():
            place = broken.nonzero()[0].tolist()
            told.append(("", f"first at {place}: {number(made[tuple(place)])}"))
    return told


def sourced(source, thing):
    """'depth * D = 12' for a number, and where it comes from."""
    plain = isinstance(thing, (int, float)) and source != repr(thing) and len(source) < 60
    return f"{source} = {value(thing)}" if plain else value(thing)


def value(thing):
    """A value in few words: 'a tensor (2, 3) int64', 'None', '3.5', 'a list of 4'."""
    if is_tensor(thing):
        few = has_numbers(thing) and thing.numel() <= FEW
        return f"{kind(thing)}: {nested(thing)}" if few else kind(thing)
    if isinstance(thing, float):
        return number(thing)
    if isinstance(thing, PLAIN) and not has_tensor(thing) and len(repr(thing)) <= LONG:
        return repr(thing)
    return f"{kind(thing)} of {len(thing)}" if isinstance(thing, GROUPS) else kind(thing)


def has_numbers(tensor):
    """Whether a tensor has numbers that can be shown."""
    plain = tensor.layout == torch.strided and not (tensor.is_meta or tensor.is_quantized)
    return plain and tensor.numel() > 0


def has_tensor(thing):
    items = thing.values() if isinstance(thing, dict) else thing
    return isinstance(thing, GROUPS) and any(is_tensor(one) or has_tensor(one) for one in items)


def kind(thing):
    """'a tensor (2, 3) int64', 'a Linear', 'the function scrambled', 'None'."""
    if thing is None:
        return "None"
    if is_tensor(thing):
        where = "" if thing.device.type == "cpu" else f" on {thing.device}"
        return f"a tensor {axes.digits(thing.shape)} {dtype(thing)}{where}"
    if isinstance(thing, FunctionType):
        return "a function" if "<" in thing.__name__ else f"the function {thing.__name__}"
    name = type(thing).__name__
    return f"a{'n' * (name[0] in 'aeiouAEIOU')} {name}"


def dtype(tensor):
    return str(tensor.dtype).removeprefix("torch.")


def nested(tensor):
    """'[[0, 1], [2, 3]]', a long row by its beginning."""
    return text(tensor.detach().tolist())


def text(items):
    if not isinstance(items, list):
        return number(items)
    shown = [text(item) for item in items[:FEW]]
    return f"[{', '.join(shown + ['…'] * (len(items) > FEW))}]"


def number(item):
    """A number in four digits."""
    if is_tensor(item):
        item = item.item()
    if isinstance(item, float) and math.isfinite(item):
        return f"{item + 0.0:.{DIGITS}g}"
    return str(item)


def comparable(made, wanted):
    """Whether two things are tensors of one shape, kind and place."""
    if not (is_tensor(made) and is_tensor(wanted)):
        return False
    return all(getattr(made, n) == getattr(wanted, n) for n in ("shape", *KINDS))


def is_tensor(thing):
    return isinstance(thing, torch.Tensor)


def is_module(thing):
    return isinstance(thing, torch.nn.Module)


def is_shape(thing):
    return isinstance(thing, (torch.Size, tuple, list)) and all(type(n) is int for n in thing)


def shaped(source, made):
    return isinstance(made, torch.Size) or ".shape" in source


def alike(mine, other):
    """Whether two results are the same, numbers but for rounding; modules by what they hold."""
    if is_tensor(mine) and is_tensor(other):
        same = comparable(mine, other)
        plain = same and has_numbers(mine)
        return not apart(mine, other, **ROUNDING).any() if plain else same
    if is_module(mine) and is_module(other):
        return True
    if isinstance(mine, (list, tuple)) and type(mine) is type(other):
        return len(mine) == len(other) and all(map(alike, mine, other))
    if isinstance(mine, dict) and isinstance(other, dict):
        return mine.keys() == other.keys() and all(alike(mine[k], other[k]) for k in mine)
    if isinstance(mine, float) and isinstance(other, float):
        return math.isclose(mine, other, rel_tol=1e-4, abs_tol=1e-5) or mine != mine != other
    with suppress(Exception):
        if type(mine) is type(other) and bool(mine == other):
            return True
    return type(mine) is type(other) and callable(mine)


def held(module):
    """The parameters, buffers and modules inside a module, by name."""
    both = [*module.named_parameters(), *module.named_buffers()]
    found = {name: (tuple(one.shape), str(one.device)) for name, one in both}
    return found | {name: type(one).__name__ for name, one in module.named_modules() if name}
