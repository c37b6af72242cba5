"""Run an instrumented snippet in this process and write down every step."""

import builtins
import contextlib
import importlib
import math
import mmap
import numbers
import os
import random
import re
import struct
import sys
import traceback
import types
import weakref

import torch
from torch.multiprocessing.reductions import StorageWeakRef

from stepthrough import instrument, shapes, snippet
from stepthrough.trace import Check, Error, Sighting, Step, Tensor, Trace, Value

FULL_ITERATIONS = 2
KEPT_SIGHTINGS = 4
KEPT_POINTS = 128
ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def run(path, where=None, output=None):
    """The Trace of one run of the file, as `python path` would run it, in this very process.

    `where`: file descriptor of 8 bytes that always hold the line under way.
    `output`: file descriptor that standard output goes to, for the length of what was printed.
    """
    prepare()
    one = snippet.read(path)
    recorder = Recorder(instrument.plan(one), where, output)
    module = types.ModuleType("__main__")
    module.__file__ = str(one.path)
    sys.modules["__main__"] = module
    sys.argv, sys.path[0] = [str(one.path)], str(one.path.parent)
    seed()
    recorder.install()
    try:
        exec(recorder.plan.compile(), module.__dict__)
        if recorder.has_idle_main(module):
            module.main()
    except BaseException as error:
        recorder.failed(error)
    return recorder.finish()


def prepare():
    """Once per process, before any snippet: one thread, so that forks are safe and runs repeat."""
    torch.set_num_threads(1)


def preload():
    """What torch imports at its first optimizer or assert_close: 2 s once instead of in each fork."""
    importlib.import_module("torch._dynamo")
    importlib.import_module("torch.distributed.tensor")


def seed():
    random.seed(0)
    torch.manual_seed(0)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)


class Frame:
    """What is remembered of one running function of the snippet."""

    def __init__(self, number, owner, python, caller, folded):
        self.number, self.owner, self.caller, self.folded = number, owner, caller, folded
        self.python = python
        self.statement = None
        self.loops, self.series, self.known, self.sizes = {}, {}, {}, {}
        self.spans, self.operands, self.pending, self.arguments = [], {}, [], []
        self.index = -1

    @property
    def muted(self):
        return self.folded or any(count > FULL_ITERATIONS for count in self.loops.values())


def hook(method):
    """A hook never disturbs the snippet: what goes wrong in it is kept for the end.

    The first argument is the hook's number, the last the value it hands on.
    """

    def safe(self, *args):
        if not self.busy:
            self.busy = True
            try:
                method(self, sys._getframe(1), *args)
            except RecursionError:
                pass  # the snippet's own, met here first: it will meet it next
            except Exception:
                self.broken = self.broken or traceback.format_exc()
            finally:
                self.busy = False
        return args[-1] if args else None

    return safe


class Recorder:
    def __init__(self, plan, where, output):
        self.plan, self.output = plan, output
        self.where = mmap.mmap(where, 8) if where is not None else bytearray(8)
        self.trace = Trace()
        self.trace.checks = [Check(target.note.line) for target in plan.targets]
        self.frames, self.stack = {}, []
        self.table, self.storages, self.calls = {}, {}, set()
        self.seen = [set() for _ in plan.targets]
        self.built, self.watched = weakref.WeakKeyDictionary(), set()
        self.busy, self.broken = False, ""

    def install(self):
        """Put the hooks where every module finds them, and no listing of names shows them."""
        for name in ("enter", "leave", "begin", "end", "value", "operand", "see", "returned"):
            setattr(builtins, f"__st_{name}__", getattr(self, name))
        for name in ("test", "loop", "done", "caught"):
            setattr(builtins, f"__st_{name}__", getattr(self, name))

    # Hooks, in the order in which a run meets them

    @hook
    def enter(self, python, number):
        owner = python.f_locals.get("self")
        caller = self.nearest(python.f_back)
        frame = Frame(number, owner, python, caller, bool(caller and caller.muted))
        self.frames[python] = frame
        self.stack.append(frame)
        for comment in self.plan.functions[number].arguments:
            given = python.f_locals.get(self.plan.targets[comment].node.arg)
            frame.arguments.append((comment, extent(given)))
        if not frame.folded:
            self.call(frame)

    @hook
    def leave(self, python):
        frame = self.frames.pop(python)
        self.stack.remove(frame)
        self.settle(frame)
        for comment, result in frame.arguments:
            self.sight(comment, frame, result, [])
        if self.plan.functions[frame.number].name.endswith(".__init__"):
            remember(self.built, frame.owner, frame.sizes)
        frame.python = None

    @hook
    def begin(self, python, number):
        frame = self.frames[python]
        frame.statement = number
        frame.spans, frame.operands = [], {}
        struct.pack_into("q", self.where, 0, self.plan.statements[number].line)

    @hook
    def end(self, python, number):
        frame = self.frames[python]
        self.settle(frame)
        if not frame.muted:
            self.step(frame, number, python)

    @hook
    def value(self, python, number, value):
        frame = self.nearest(python)
        if frame and not frame.muted and is_shaped(value):
            span = self.plan.spans[number]
            if sum(span == old[:4] for old in frame.spans) < FULL_ITERATIONS:
                frame.spans.append([*span, self.describe(value)])

    @hook
    def operand(self, python, comment, index, value):
        self.nearest(python).operands.setdefault(comment, {})[index] = value

    @hook
    def see(self, python, comment, value):
        frame = self.nearest(python)
        if isinstance(value, torch.nn.Module):
            self.watch(comment, value, frame)
            return
        taken = frame.operands.pop(comment, {})
        frame.pending.append((comment, extent(value), self.inputs(comment, taken)))

    @hook
    def returned(self, python, number, value):
        frame = self.frames[python]
        self.settle(frame)
        if not frame.muted:
            self.step(frame, number, python).value = self.describe(value)

    @hook
    def test(self, python, number, value):
        frame = self.frames[python]
        self.settle(frame)
        if not frame.muted:
            self.step(frame, number, python).branch = bool(value)

    @hook
    def loop(self, python, number):
        frame = self.frames[python]
        self.settle(frame)
        if frame.loops.get(number):
            self.plot(frame, number)
        frame.statement = number
        frame.loops[number] = frame.loops.get(number, 0) + 1
        if not frame.muted and self.plan.statements[number].kind == "for":
            self.step(frame, number, python)

    @hook
    def done(self, python, number):
        frame = self.frames[python]
        if count := frame.loops.get(number):
            self.plot(frame, number)
        frame.loops.pop(number, None)
        series = frame.series.pop(number, {})
        self.settle(frame)
        if count and count > FULL_ITERATIONS and not frame.muted:
            step = self.step(frame, number, python)
            step.kind, step.count = "done", count
            step.series = {name: thinned(points) for name, points in series.items()}

    @hook
    def caught(self, python, number):
        frame, statement = self.frames[python], self.plan.statements[number]
        frame.pending.clear()
        frame.loops = {key: n for key, n in frame.loops.items() if key in statement.loops}
        if not frame.muted:
            error = sys.exc_info()[1]
            step = self.step(frame, number, python)
            step.kind, step.message = "except", f"{type(error).__name__}: {error}"

    # Frames

    def has_idle_main(self, module):
        """Whether the file has a `main()` that takes nothing and that nobody called."""
        main = vars(module).get("main")
        called = any(name == "main" for name, _ in self.trace.frames)
        return isinstance(main, types.FunctionType) and not called and not main.__code__.co_argcount

    def nearest(self, python):
        """The snippet's own frame that a call came from: comprehensions and lambdas have none."""
        while python is not None:
            if python in self.frames:
                return self.frames[python]
            python = python.f_back
        return None

    def call(self, frame):
        """Note a call; one with the argument shapes of an earlier call is folded."""
        function, caller = self.plan.functions[frame.number], frame.caller
        given = {key: value for key, value in frame.python.f_locals.items() if key != "self"}
        if caller is None or caller.statement is None or function.name == "<module>":
            self.open(frame, function)
            return
        signature = function.name, repr([(key, extent(value)) for key, value in given.items()])
        frame.folded = signature in self.calls
        self.calls.add(signature)
        at = self.plan.statements[caller.statement]
        step = Step("call", at.line, at.end, caller.index, folded=frame.folded)
        if not frame.folded:
            step.call = self.open(frame, function)
            step.changed = {key: self.note(frame, key, value) for key, value in given.items()}
        self.trace.steps.append(step)

    def open(self, frame, function):
        frame.index = len(self.trace.frames)
        self.trace.frames.append([function.name, function.line])
        return frame.index

    # Steps

    def step(self, frame, number, python):
        """Add a step: what the statement bound, what it wrote in place, what it computed."""
        statement = self.plan.statements[number]
        step = Step(statement.kind, statement.line, statement.end, frame.index)
        held = python.f_locals
        for name in statement.names:
            value, found = reach(name, held)
            if found and not skipped(value):
                step.changed[name] = self.note(frame, name, value)
        for other in self.stack:
            if not other.muted:
                self.find_writes(other, frame, step)
        step.spans, frame.spans = frame.spans, []
        step.printed = self.length_of_output()
        self.trace.steps.append(step)
        return step

    def find_writes(self, frame, current, step):
        """Names whose memory was written in place since they were last seen."""
        for name, value in frame.python.f_locals.items():
            if not isinstance(value, torch.Tensor) or name in step.changed and frame is current:
                continue
            before, now = frame.known.get(name), version(value)
            if before is not None and before != now:
                shown = name if frame is current else f"{name}@{frame.index}"
                step.changed[shown] = self.note(frame, name, value)
                step.written.append(shown)

    def note(self, frame, name, value):
        if isinstance(value, torch.Tensor):
            frame.known[name] = version(value)
        return self.describe(value, frame.owner)

    def length_of_output(self):
        if self.output is None:
            return 0
        sys.stdout.flush()
        return os.lseek(self.output, 0, os.SEEK_END)

    def plot(self, frame, number):
        """Keep the float scalars of one iteration."""
        held, series = frame.python.f_locals, frame.series.setdefault(number, {})
        for name in self.plan.statements[number].body:
            value, found = reach(name, held)
            point = scalar(value) if found else None
            if point is not None:
                series.setdefault(name, []).append(point)

    # Values

    def describe(self, value, owner=None):
        """The index of a value in the trace's table."""
        if isinstance(value, torch.Tensor):
            made = Value(tensor=self.tensor(value, owner))
        elif isinstance(value, (tuple, list)) and has_tensor(value):
            items = [self.describe(item, owner) for item in value[:8]]
            made = Value(type(value).__name__, "", items=items)
        else:
            made = Value(type(value).__name__, text(value))
        return self.index("values", made)

    def tensor(self, value, owner):
        with torch.no_grad(), torch._C.DisableTorchFunction():
            dtype = str(value.dtype).removeprefix("torch.")
            made = Tensor(list(value.shape), dtype, str(value.device))
            made.grad, made.role = value.requires_grad, role(value, owner)
            with contextlib.suppress(RuntimeError, NotImplementedError):  # vmap, sparse, fake
                made.stride, made.offset = list(value.stride()), value.storage_offset()
                made.storage = self.storage(value)
                preview(made, value)
        return self.index("tensors", made)

    def storage(self, value):
        """A number for the memory behind a tensor; the weak reference keeps its address from reuse."""
        memory = StorageWeakRef(value.untyped_storage())
        return self.storages.setdefault(memory.cdata, (len(self.storages), memory))[0]

    def index(self, table, made):
        rows = getattr(self.trace, table)
        key = table, repr(made)
        if key not in self.table:
            self.table[key] = len(rows)
            rows.append(made)
        return self.table[key]

    # Comments

    def watch(self, comment, module, frame):
        """A module has no shape: its comment is about what comes out when it runs."""
        if (comment, id(module)) not in self.watched:
            self.watched.add((comment, id(module)))
            frame.sizes.update(integers(frame.python.f_locals))
            module.register_forward_hook(Watch(self, comment, frame.sizes))

    def inputs(self, comment, taken):
        """The shapes of a comment's operands; of an arrow's candidates the first tensor."""
        target = self.plan.targets[comment]
        if not target.comment.operands:
            return []
        given = [taken[index] for index in sorted(taken)]
        if target.comment.arrow == "->" and not target.comment.ops:
            given = [value for value in given if isinstance(value, torch.Tensor)][:1]
            return [extent(value) for value in given] or ["no tensor"]
        return [[] if is_number(value) else extent(value) for value in given]

    def settle(self, frame):
        """Judge what waits for its letters: the values of this statement, the arguments when ready."""
        pending, frame.pending = frame.pending, []
        if not (pending or frame.arguments or frame.sizes or frame.owner is not None):
            return
        frame.sizes.update(integers(frame.python.f_locals))
        for comment, result, operands in pending:
            self.sight(comment, frame, result, operands)
        for pair in list(frame.arguments):
            own = frame.python.f_code.co_varnames
            needed = self.plan.targets[pair[0]].letters
            if all(name in frame.sizes for name in needed if name in own):
                self.sight(pair[0], frame, pair[1], [])
                frame.arguments.remove(pair)

    def sight(self, comment, frame, result, operands, built=None):
        """Keep a sighting if it says something new: the first few, the first strong, any false one."""
        target, check = self.plan.targets[comment], self.trace.checks[comment]
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
        wrong = shapes.judge(target, made)
        first_strong = shapes.strong(target, made) and not any(
            shapes.strong(target, old) for old in check.sightings
        )
        if wrong or first_strong or len(check.sightings) < KEPT_SIGHTINGS:
            check.sightings.append(made)

    def letter(self, name, frame, built):
        """The strict lookup: locals, self, the constructor's, then globals that nothing shadows."""
        first, *rest = name.split(".")
        held = frame.python.f_locals
        if rest:
            value, found = reach(name, {**frame.python.f_globals, **held})
            return integer(value) if found else None
        size = integer(held.get(first))
        if size is None and frame.owner is not None:
            size = integer(getattr(frame.owner, first, None))
            if size is None:
                size = recall(self.built, frame.owner).get(first)
        if size is None and built:
            size = built.get(first)
        if size is None and first not in frame.python.f_code.co_varnames:
            size = integer(frame.python.f_globals.get(first))
        return size

    # The end

    def failed(self, error):
        """The exception that ended the run, as its last step."""
        own = [entry for entry in traceback.extract_tb(error.__traceback__) if self.own(entry)]
        places = [place(entry) for entry in own]
        places[3:-3] = []  # of a long recursion, both ends
        self.trace.error = Error(type(error).__name__, first_of(error), places)
        if places:
            line = places[-1][0]
            step = Step("raise", line, line, self.stack[-1].index if self.stack else 0)
            step.message = f"{type(error).__name__}: {error}"
            self.trace.steps.append(step)

    def own(self, entry):
        return entry.filename == self.plan.path

    def finish(self):
        if self.broken:
            self.trace.error = Error("RecorderError", f"the recorder itself failed:\n{self.broken}")
        for name in [name for name in vars(builtins) if name.startswith("__st_")]:
            delattr(builtins, name)
        return self.trace


class Watch:
    """A forward hook that checks a module's output; copies of the module share it, files do not."""

    def __init__(self, recorder=None, comment=0, built=None):
        self.recorder, self.comment, self.built = recorder, comment, built

    def __call__(self, module, args, output):
        recorder = self.recorder
        if recorder is None or recorder.busy:
            return
        frame = recorder.nearest(sys._getframe(1))
        if frame:
            given = [extent(value) for value in args if isinstance(value, torch.Tensor)][:1]
            operands = given if recorder.plan.targets[self.comment].comment.operands else []
            frame.sizes.update(integers(frame.python.f_locals))
            recorder.sight(self.comment, frame, extent(output), operands, self.built)

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return Watch, ()


def extent(value):
    """The shape of a value, a list of shapes for a sequence of them, or what it is instead."""
    if isinstance(value, (tuple, list)):
        if all(integer(item) is not None for item in value) and (
            value or isinstance(value, torch.Size)
        ):
            return [int(item) for item in value]
        return [extent(item) for item in value] or f"an empty {type(value).__name__}"
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple):
        return [int(size) for size in shape]
    name = type(value).__name__
    return "None" if value is None else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def integer(value):
    """A whole number that may be a size; bools and tensors are not."""
    return (
        int(value) if isinstance(value, numbers.Integral) and not isinstance(value, bool) else None
    )


def integers(held):
    return {name: size for name, value in held.items() if (size := integer(value)) is not None}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def has_tensor(value):
    """Whether a tuple or list has a tensor in it."""
    return any(isinstance(item, torch.Tensor) for item in value)


def is_shaped(value):
    """Whether a value is worth a span: a tensor, a shape, or a sequence with tensors."""
    if isinstance(value, (tuple, list)):
        return isinstance(value, torch.Size) or has_tensor(value)
    return isinstance(value, torch.Tensor)


def skipped(value):
    return isinstance(value, (types.ModuleType, types.FunctionType, types.BuiltinFunctionType))


def version(value):
    """How often a tensor's memory was written; inference tensors do not count."""
    return 0 if value.is_inference() else value._version


def reach(name, held):
    """The value of 'x' or 'self.net' among some variables, and whether it is there."""
    first, *rest = name.split(".")
    value, found = held.get(first), first in held
    for part in rest:
        value, found = getattr(value, part, None), found and hasattr(value, part)
    return value, found


def role(value, owner):
    """'parameter', 'buffer' (of the module whose method runs) or ''."""
    if isinstance(value, torch.nn.Parameter):
        return "parameter"
    buffers = getattr(owner, "_buffers", {}) if isinstance(owner, torch.nn.Module) else {}
    return "buffer" if any(value is buffer for buffer in buffers.values()) else ""


def preview(made, value):
    """All values if there are at most 8, else the first 4 with minimum, maximum and mean."""
    if value.is_meta or value.numel() == 0:
        return
    value = value.detach()
    flat = value.reshape(-1) if value.numel() <= 8 else value.flatten()[:4]
    made.values = [rounded(item) for item in flat.tolist()]
    if value.numel() > 8 and not value.is_complex():
        wide = value.double() if value.is_floating_point() else value.long()
        made.min, made.max = rounded(wide.min().item()), rounded(wide.max().item())
        made.mean = rounded(wide.double().mean().item())


def rounded(number):
    """A number in four digits that JSON can hold."""
    if isinstance(number, (bool, int)):
        return number
    if isinstance(number, complex) or not math.isfinite(number):
        return str(number)
    return float(f"{number:.4g}")


def scalar(value):
    """A float, or the number in a float tensor of no dims; else None."""
    if isinstance(value, torch.Tensor) and value.ndim == 0 and value.is_floating_point():
        value = value.item() if not value.is_meta else None
    return rounded(value) if isinstance(value, float) else None


def thinned(points):
    """At most KEPT_POINTS of a long series, the last always among them."""
    stride = -(-len(points) // KEPT_POINTS)
    return points[::-1][::stride][::-1]


def text(value):
    """A short text of a plain value; addresses never reach a trace."""
    if isinstance(value, torch.nn.Module):
        return ""
    try:
        return ADDRESS.sub("", repr(value))[:80]
    except Exception:
        return ""


def remember(built, owner, sizes):
    """The constructor's whole numbers, for the comments of the instance's methods."""
    try:
        built.setdefault(owner, {}).update(sizes)
    except TypeError:
        pass


def recall(built, owner):
    try:
        return built.get(owner, {})
    except TypeError:
        return {}


def first_of(error):
    return str(error).strip() or type(error).__name__


def place(entry):
    """A frame of a traceback as [line, col, width, function]."""
    col, end = entry.colno or 0, entry.end_colno or 0
    width = end - col if entry.end_lineno == entry.lineno else 1
    return [entry.lineno, col + 1, max(width, 1), entry.name]
