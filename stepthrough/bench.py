"""Run a kata's check against answers, in this process, and keep what happened: calls, promises, errors."""

import importlib.util
import random
import sys
import types
import warnings
from contextlib import suppress
from dataclasses import dataclass, field

import torch

from stepthrough import promise
from stepthrough.kata import HOLE


class Broken(Exception):
    """A promise that does not hold: never raised, for check goes on."""


class Unmade:
    """The result of a call that raised."""


@dataclass
class Call:
    """One call of the answer, or of what it made; `letters`: whole numbers of check at that moment."""

    function: object
    args: tuple
    named: dict
    letters: dict
    printed: int
    result: object = Unmade
    changed: set = field(default_factory=set)


@dataclass
class Run:
    """What happened while check judged one answer; `number`: the promise that broke, or was next.

    `calls` are those until then, `later` those after: check goes on, to tell wrong answers apart.
    `sides`: what the last promise compared; `letters`: the whole numbers of check at that moment.
    `printed`: how much was printed until then.
    """

    answer: object
    calls: list = field(default_factory=list)
    later: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    sides: dict = field(default_factory=dict)
    letters: dict = field(default_factory=dict)
    made: list = field(default_factory=list)
    number: int = None
    error: BaseException = None
    printed: int = 0

    def stop(self, number, error):
        """Here check stops, as far as the reader is told."""
        self.number, self.error, self.printed = number, error, so_far()

    @property
    def passes(self):
        return self.error is None

    @property
    def asking(self):
        """Whether check stopped while it worked out whether a promise holds."""
        return bool(self.asked) and self.asked[-1][1] is None

    @property
    def raised(self):
        """Whether check stopped in a call of the answer."""
        return bool(self.calls) and self.calls[-1].result is Unmade

    def has_made(self, function):
        """Whether something that the answer made is called, or a method that its own class defines."""
        thing = owner(function)
        own = thing is function or function.__name__ in vars(type(thing))
        return own and any(thing is one for one in self.made)


class Bench:
    """A kata's file, run once, with hooks in its check."""

    def __init__(self, one):
        self.one, self.run = one, None
        tree, self.promises = promise.rewrite(one)
        module = types.ModuleType(one.name)
        module.__file__ = str(one.one.path)
        self.names = vars(module)
        self.names.update({name: getattr(self, name) for name in promise.HOOKS})
        sys.modules[one.name] = module
        exec(compile(tree, str(one.one.path), "exec"), self.names)

    def judge(self, answer):
        """The Run of check with an answer."""
        settle()
        self.run = run = Run(answer)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.names["check"](answer)
        except BaseException as error:
            if run.passes:
                run.stop(self.reached(run, error), error)
        return run

    def wrongs(self):
        """{name: its Run} of the kata's wrong answers."""
        return {name: self.judge(self.names[name]) for name in self.one.wrongs}

    def reached(self, run, error):
        """The number of the promise that was asked for, or of the next one below where check stopped."""
        if run.asking:
            return run.asked[-1][0]
        lines = [line for name, line in rows(error, self.one.one.path) if name == "check"]
        line = lines[0] if lines else 0
        below = (at for at, one in enumerate(self.promises) if one.line >= line)
        return next(below, len(self.promises) - 1)

    # What check calls

    def ask__(self, number):
        if self.run.passes:
            self.run.asked.append([number, None])
            self.run.sides, self.run.letters = {}, whole_numbers()

    def see__(self, side, value):
        if self.run.passes:
            self.run.sides[side] = value
        return value

    def answer__(self, held):
        run = self.run
        if run.passes:
            run.asked[-1][1] = bool(held)
        if run.passes and not held:
            run.stop(run.asked[-1][0], Broken())

    def call__(self, function, *args, **named):
        run = self.run
        if run is None or not (function is run.answer or run.has_made(function)):
            return function(
                *args, **named
            )  # without a run, the file is being read: a decorator's call
        call = Call(function, args, named, whole_numbers(), so_far())
        (run.calls if run.passes else run.later).append(call)
        before = versions(args, named)
        call.result = function(*args, **named)
        call.changed = {name for name, was in versions(args, named).items() if was != before[name]}
        if callable(call.result):
            run.made.append(call.result)
        return call.result


def owner(function):
    """What a method is called of, or the function itself."""
    return getattr(function, "__self__", function)


def whole_numbers():
    """{'B': 2}: the whole numbers that check's names hold where it is now."""
    frame = sys._getframe(1)
    while frame and frame.f_code.co_name != "check":
        frame = frame.f_back
    found = dict(frame.f_locals) if frame else {}
    return {name: value for name, value in found.items() if type(value) is int}


def so_far():
    """How much was printed so far."""
    with suppress(OSError, ValueError, AttributeError):  # a stream of the reader's own
        sys.stdout.flush()
        return sys.stdout.buffer.tell()
    return 0


def versions(args, named):
    """{place: how often the tensors there were written to}."""
    places = {**dict(enumerate(args)), **named}
    return {place: tuple(counts(value)) for place, value in places.items()}


def counts(value):
    if isinstance(value, torch.Tensor):
        with suppress(RuntimeError):  # an inference tensor keeps no count
            yield value._version
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from counts(item)


def rows(error, path):
    """[(function, line)] of the frames in a file that an error went through, the outermost first."""
    found, trail = [], error.__traceback__
    while trail:
        code = trail.tb_frame.f_code
        if code.co_filename == str(path):
            found.append((code.co_qualname, trail.tb_lineno))
        trail = trail.tb_next
    return found


def settle():
    """Begin as a fresh process would: what one answer changed does not reach the next."""
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)
    torch.set_grad_enabled(True)
    torch.manual_seed(0)
    random.seed(0)


def prepare():
    """Once per process, before any judging: one thread, so that forks are safe and runs repeat."""
    torch.set_num_threads(1)


def load(path, source):
    """The module in a reader's file, run from its text."""
    spec = importlib.util.spec_from_loader(path.stem, None, origin=str(path))
    module = importlib.util.module_from_spec(spec)
    module.__file__ = str(path)
    sys.modules[path.stem] = module
    sys.path.insert(0, str(path.parent))
    exec(compile(source, str(path), "exec"), vars(module))
    return module


def is_hole(error):
    return isinstance(error, NotImplementedError) and repr(str(error)).strip("'") in HOLE
