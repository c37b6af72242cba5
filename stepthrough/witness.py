"""Take down what the code of each shape comment really was, and the letters it had then."""

import contextlib
import numbers
import sys
import types
import weakref
from collections import namedtuple

import torch

from stepthrough import shapes, sure
from stepthrough.describe import is_a, is_tensor
from stepthrough.trace import Check, Sighting

KEPT_SIGHTINGS = 4
NO = None, False
SLOTS = (types.MemberDescriptorType, type(vars(namedtuple("Sized", "x"))["x"]))


class Witness:
    def __init__(self, targets, nearest):
        """`nearest(python frame)` is the snippet's own frame that a call came from, or None."""
        self.targets, self.nearest = targets, nearest
        self.checks = [Check(target.note.line) for target in targets]
        self.seen = [set() for _ in targets]
        self.built, self.classes = ByIdentity(), {}
        self.watched = [ByIdentity() for _ in targets]

    def watch(self, comment, module, frame):
        """A module has no shape: its comment is about what comes out when it runs."""
        if not self.watched[comment].get(module):
            self.watched[comment].put(module, True)
            module.register_forward_hook(Watch(self, comment, frame))

    def extent(self, comment, value):
        """What a comment is held against; a lenient one may name the numbers of a tuple, not a shape."""
        plain = is_a(value, (tuple, list)) and not is_a(value, torch.Size)
        whole = plain and all(integer(item) is not None for item in value)
        if whole and self.targets[comment].loose:
            return f"a {type(value).__name__} of numbers"
        return extent(value)

    def inputs(self, comment, taken):
        """The shapes of a comment's operands; of an arrow's candidates the first tensor.

        Which of several is meant is not sure where comments are read leniently.
        """
        target = self.targets[comment]
        if not target.comment.operands:
            return []
        given = [taken[index] for index in sorted(taken)]
        if target.comment.arrow == "->" and not target.comment.ops:
            given = [value for value in given if is_tensor(value)]
            if target.loose and len(given) > 1:
                return ["one of several tensors"]
            return [extent(value) for value in given[:1]] or ["no tensor"]
        return [[] if is_number(value) else extent(value) for value in given]

    def settle(self, frame):
        """Judge what waits for its letters: the values of this statement, the arguments when ready."""
        pending, frame.pending = frame.pending, []
        if not (pending or frame.arguments or frame.builds):
            return
        self.count(frame)
        for comment, result, operands in pending:
            self.sight(comment, frame, result, operands)
        for pair in list(frame.arguments):
            own = own_names(frame)
            needed = self.targets[pair[0]].letters
            if all(name in frame.sizes for name in needed if name in own):
                self.sight(pair[0], frame, pair[1], [])
                frame.arguments.remove(pair)

    def count(self, frame):
        """Take down the whole numbers that a function has by now."""
        if frame.python:
            frame.sizes.update(integers(frame.python.f_locals))

    def sight(self, comment, frame, result, operands, built=None):
        """Keep a sighting if it says something new: the first few, the first strong, any false one."""
        target, check = self.targets[comment], self.checks[comment]
        letters, missing = {}, []
        for name in sorted(target.letters):
            size = self.letter(name, frame, built)
            letters.update({name: size} if size is not None else {})
            missing += [name] if size is None else []
        check.ran += 1
        key = repr((letters, missing, operands, result))
        if key in self.seen[comment]:
            return
        self.seen[comment].add(key)
        made = Sighting(letters, missing, operands, result)
        few, judge = len(check.sightings) < KEPT_SIGHTINGS, (sure if target.loose else shapes).judge
        if few or judge(target, made) or self.first_strong(target, made, check):
            check.sightings.append(made)

    def first_strong(self, target, made, check):
        """Whether a sighting is the first in which all dims that are written differently differ."""
        if not shapes.strong(target, made):
            return False
        return not any(shapes.strong(target, old) for old in check.sightings)

    def letter(self, name, frame, built):
        """The strict lookup: locals, self, the constructor's, then globals that nothing shadows."""
        first, *rest = name.split(".")
        held = frame.python.f_locals
        if rest:
            value, found = reach(name, {**frame.python.f_globals, **held})
            return integer(value) if found else None
        size = integer(held.get(first))
        if size is None and frame.owner is not None:
            size = integer(attribute(frame.owner, first)[0])
            if size is None:
                size = self.constructed(frame.owner, first)
        if size is None and built:
            size = built.get(first)
        if size is None and first not in own_names(frame):
            size = integer(frame.python.f_globals.get(first))
        return size

    def remember(self, frame):
        """A constructor's whole numbers, for the comments of the instance's methods."""
        self.count(frame)
        if not frame.builds:
            return
        for name, size in frame.sizes.items():
            self.classes.setdefault((type(frame.owner), name), set()).add(size)
        self.built.put(frame.owner, {**(self.built.get(frame.owner) or {}), **frame.sizes})

    def constructed(self, owner, name):
        """A size from the constructor; a copy has none of its own, only what all of its class had."""
        own = self.built.get(owner)
        if own is not None:
            return own.get(name)
        sizes = self.classes.get((type(owner), name), ())
        return min(sizes) if len(sizes) == 1 else None


class ByIdentity:
    """What is known of things for as long as they live, without asking them to be equal or hashed."""

    def __init__(self):
        self.known = {}

    def get(self, thing):
        alive, value = self.known.get(id(thing), (None, None))
        return value if alive and alive() is thing else None

    def put(self, thing, value):
        with contextlib.suppress(TypeError):  # what cannot be referred to weakly is not known
            self.known[id(thing)] = weakref.ref(thing), value


class Watch:
    """A forward hook that checks a module's output; copies of the module share it, files do not."""

    def __init__(self, witness=None, comment=0, builder=None):
        self.witness, self.comment, self.builder = witness, comment, builder

    def __call__(self, module, args, output):
        frame = self.witness and self.witness.nearest(sys._getframe(1))
        if frame:
            given = [extent(value) for value in args if is_tensor(value)][:1]
            operands = given if self.witness.targets[self.comment].comment.operands else []
            self.witness.count(self.builder)
            self.witness.sight(self.comment, frame, extent(output), operands, self.builder.sizes)

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return Watch, ()


def extent(value):
    """The shape of a value, a list of shapes for a sequence of them, or what it is instead."""
    if is_a(value, (tuple, list)):
        whole = all(integer(item) is not None for item in value)
        if whole and (value or is_a(value, torch.Size)):
            return [int(item) for item in value]
        return [extent(item) for item in value] or f"an empty {type(value).__name__}"
    foreign = home(type(value)) != home(None)  # a property of the snippet's own is not run
    shape = None
    with contextlib.suppress(RuntimeError):  # a lazy layer's parameter has no shape yet
        shape = getattr(value, "shape", None) if foreign else None
    if is_a(shape, tuple):
        return [int(size) for size in shape]
    name = type(value).__name__
    return "None" if value is None else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def home(kind):
    """The file that a class comes from; of None the file that is run."""
    name = kind.__module__ if kind else "__main__"
    return getattr(sys.modules.get(name), "__file__", None)


def integer(value):
    """A whole number that may be a size; bools and tensors are not."""
    if type(value) is int:
        return value
    whole = is_a(value, numbers.Integral) and not is_a(value, bool)
    return int(value) if whole else None


def integers(held):
    return {name: size for name, value in held.items() if (size := integer(value)) is not None}


def is_number(value):
    return is_a(value, (int, float)) and not is_a(value, bool)


def own_names(frame):
    """Every name that a function binds itself, bound yet or not."""
    code = frame.python.f_code
    return {*code.co_varnames, *code.co_cellvars, *code.co_freevars}


def reach(name, held):
    """The value of 'x' or 'self.net' among some variables, and whether it is there."""
    first, *rest = name.split(".")
    value, found = held.get(first), first in held
    for part in rest:
        value, found = attribute(value, part) if found else (None, False)
    return value, found


def attribute(value, name):
    """An attribute that is simply there, and whether it is: no code of the snippet's is run for it."""
    kinds, own = type(value).__mro__, variables(value)
    stores = [own, *(own.get(store) or {} for store in ("_parameters", "_buffers", "_modules"))]
    stores += [vars(kind) for kind in (*kinds, *(value.__mro__ if is_a(value, type) else ()))]
    spellings = (name, *(private(kind, name) for kind in kinds))
    found = [store[spelt] for spelt in spellings for store in stores if spelt in store]
    with contextlib.suppress(AttributeError):  # a slot that holds nothing
        return (
            (found[0].__get__(value) if is_a(found[0], SLOTS) else found[0], True) if found else NO
        )
    return NO


def variables(value):
    """The instance's own dictionary, {} if it has none."""
    try:
        return object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}


def private(kind, name):
    """What Python makes of `self.__size` inside a class."""
    return f"_{kind.__name__.lstrip('_')}{name}" if name.startswith("__") else name
