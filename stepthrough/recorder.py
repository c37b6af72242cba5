"""The hooks of an instrumented snippet: they write down every step of its run."""

import builtins
import mmap
import struct
import sys
import threading
import traceback

import torch

from stepthrough import instrument
from stepthrough.describe import is_a, is_shaped, is_torchs
from stepthrough.frame import FULL_ITERATIONS, Frames
from stepthrough.steps import Steps, tensors, text_of, thinned
from stepthrough.trace import Error, Step, Trace
from stepthrough.witness import Witness, extent

KEPT_LAYERS = 32


def hook(method):
    """A hook never disturbs the snippet: what goes wrong in it is kept for the end.

    Only the thread that began the run is recorded.
    The first argument is the hook's number, the last the value it hands on.
    """

    def safe(self, *args):
        if not self.busy and threading.get_ident() == self.thread:
            self.busy = True
            try:
                method(self, sys._getframe(1), *args)
            except RecursionError:
                pass  # the snippet's own, met here first: it will meet it next
            except Exception:
                line = struct.unpack_from("q", self.where)
                self.broken = self.broken or [traceback.format_exc(), *line]
            finally:
                self.busy = False
        return args[-1] if args else None

    return safe


class Recorder:
    def __init__(self, plan, lines, where, output):
        self.plan, self.lines = plan, lines
        self.where = mmap.mmap(where, 8) if where is not None else bytearray(8)
        self.trace = Trace()
        self.steps = Steps(plan, self.trace, output)
        self.frames = Frames()
        self.witness = Witness(plan.targets, self.frames.nearest)
        self.trace.checks = self.witness.checks
        self.entered, self.calls = set(), set()
        self.busy, self.broken = False, []
        self.thread = threading.get_ident()

    def install(self):
        """Put the hooks where every module finds them, and no listing of names shows them."""
        for name in instrument.HOOKS:
            setattr(builtins, f"__st_{name}__", getattr(self, name))
        register = torch.nn.modules.module.register_module_forward_hook
        self.layers = register(self.layer, always_call=True)

    # Hooks, in the order in which a run meets them

    @hook
    def enter(self, python, number):
        frame = self.frames.open(number, python)
        self.entered.add(self.plan.functions[number].name)
        for comment in self.plan.functions[number].arguments:
            given = python.f_locals.get(self.plan.targets[comment].node.arg)
            frame.arguments.append((comment, self.witness.extent(comment, given)))
        if not frame.folded:
            self.call(frame)

    @hook
    def leave(self, python):
        frame = self.frames.close(python)
        error = self.frames.raising
        if frame is self.frames.raised_in:
            frame.raised = self.steps.exception(error, self.lines, frame, frame.loops)
        self.witness.settle(frame)
        for comment, result in frame.arguments:
            self.witness.sight(comment, frame, result, [])
        self.witness.remember(frame)
        frame.python = None

    @hook
    def begin(self, python, number):
        frame, statement = self.frames[python], self.plan.statements[number]
        if error := self.frames.under_way(frame):
            self.raised(error, frame, statement)
        for loop in [key for key in frame.loops if key not in statement.loops]:
            self.close(frame, loop)  # left by an exception that other code caught
        frame.statement = number
        frame.spans, frame.layers, frame.operands = [], [], {}
        struct.pack_into("q", self.where, 0, statement.line)

    @hook
    def end(self, python, number):
        frame = self.frames[python]
        self.witness.settle(frame)
        if not frame.muted:
            self.steps.add(frame, number, self.frames.stack)

    @hook
    def value(self, python, number, value):
        frame = self.frames.nearest(python)
        if frame and not frame.muted and is_shaped(value):
            span = self.plan.spans[number]
            if sum(span == old[:4] for old in frame.spans) < FULL_ITERATIONS:
                frame.spans.append([*span, self.steps.tables.describe(value)])

    @hook
    def layer(self, python, module, given, output):
        """A module of torch's own ran, called by the snippet or by another of torch's own."""
        frame = self.frames.nearest(python)
        if frame and not frame.muted and is_torchs(module) and len(frame.layers) < KEPT_LAYERS:
            ends = given[0] if given else None, output
            row = [self.steps.tables.describe(end) if is_shaped(end) else -1 for end in ends]
            frame.layers.append([self.steps.tables.describe(module), *row])

    @hook
    def operand(self, python, comment, index, value):
        self.frames.nearest(python).operands.setdefault(comment, {})[index] = value

    @hook
    def see(self, python, comment, value):
        frame = self.frames.nearest(python)
        if is_a(value, torch.nn.Module) and not self.plan.targets[comment].loose:
            self.witness.watch(comment, value, frame)
            return
        taken = frame.operands.pop(comment, {})
        result = self.witness.extent(comment, value)
        frame.pending.append((comment, result, self.witness.inputs(comment, taken)))

    @hook
    def returned(self, python, number, value):
        frame = self.frames[python]
        self.witness.settle(frame)
        if not frame.muted:
            self.steps.add(frame, number, self.frames.stack).value = self.steps.tables.describe(
                value
            )

    @hook
    def branch(self, python, number, way):
        frame = self.frames[python]
        self.witness.settle(frame)
        if not frame.muted:
            self.steps.add(frame, number, self.frames.stack).branch = way

    @hook
    def loop(self, python, number):
        frame = self.frames[python]
        self.witness.settle(frame)
        if frame.loops.get(number):
            self.steps.plot(frame, number)
        frame.statement = number
        frame.loops[number] = frame.loops.get(number, 0) + 1
        if not frame.muted and self.plan.statements[number].kind == "for":
            self.steps.add(frame, number, self.frames.stack)

    @hook
    def done(self, python, number):
        frame = self.frames[python]
        self.witness.settle(frame)
        self.close(frame, number)

    @hook
    def caught(self, python, number):
        frame, statement = self.frames[python], self.plan.statements[number]
        frame.pending.clear()
        error = sys.exc_info()[1]
        left = self.raised(error, frame, statement)
        self.frames.caught(error, frame)
        if not frame.muted:
            step = self.steps.add(frame, number, self.frames.stack, left)
            step.kind, step.message = "except", f"{type(error).__name__}: {text_of(error)}"

    def raised(self, error, frame, statement):
        """Tell, once, where an exception left the snippet's code; the loops of this frame it left since."""
        told = error is self.frames.told
        origin = frame if told else self.frames.origin(error, frame)
        left = {key: n for key, n in frame.loops.items() if key not in statement.loops}
        for loop in left:
            del frame.loops[loop]
            frame.series.pop(loop, None)
        if told or frame.muted or origin is not frame and not origin.raised:
            return left
        self.frames.told = error
        own = origin is frame
        self.steps.keep(
            self.steps.exception(error, self.lines, frame, left) if own else origin.raised
        )
        return () if own else left

    # Loops, calls

    def close(self, frame, number):
        """A loop is over: the names its turns bound, and its closing step if turns were left out."""
        count = frame.loops.get(number)
        if count:
            self.steps.plot(frame, number)
        frame.loops.pop(number, None)
        series = frame.series.pop(number, {})
        if count and count > FULL_ITERATIONS and not frame.muted:
            step = self.steps.add(frame, number, self.frames.stack, [number])
            step.kind, step.count = "done", count
            step.series = {name: thinned(points) for name, points in series.items()}

    def call(self, frame):
        """Note a call; one with the argument shapes of an earlier call is folded."""
        function, caller = self.plan.functions[frame.number], frame.caller
        held = frame.python.f_locals.items()
        given = {key: value for key, value in held if key != "self" and not key.startswith("__")}
        if function.name == "<module>" or caller and caller.statement is None:
            self.open(frame, function)
            return
        signature = function.name, repr([(key, extent(value)) for key, value in given.items()])
        frame.folded = signature in self.calls
        self.calls.add(signature)
        if caller is None:  # called by other code, which has no steps
            if not frame.folded:
                self.open(frame, function)
            return
        at = self.plan.statements[caller.statement]
        step = Step("call", at.line, at.end, caller.index, folded=frame.folded)
        if not frame.folded:
            step.call = self.open(frame, function)
            step.changed = {key: self.steps.note(frame, key, value) for key, value in given.items()}
        self.trace.steps.append(step)

    def open(self, frame, function):
        frame.index = len(self.trace.frames)
        frame.known = {name: self.steps.mark(value) for name, value in tensors(frame).items()}
        self.trace.frames.append([function.name, function.line])
        return frame.index

    # The end

    def failed(self, error):
        self.steps.failed(error, self.lines)
        if error is self.frames.told:
            return
        if origin := self.frames.origin(error, next(iter(self.frames.stack), None)):
            seen = origin.raised
            self.steps.keep(seen or self.steps.exception(error, self.lines, origin, origin.loops))

    def finish(self):
        if self.broken:
            why, line = self.broken
            self.trace.error = Error("RecorderError", why, [[max(line, 1), 1, 1, ""]])
        for name in instrument.HOOKS:
            delattr(builtins, f"__st_{name}__")
        self.layers.remove()
        return self.trace
