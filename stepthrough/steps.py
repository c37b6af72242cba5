"""Write the steps of a run: what each statement bound, wrote in place and computed."""

import contextlib
import os
import sys
import traceback
import types

import torch

from stepthrough.describe import KEPT_ITEMS, Tables, has_tensor, is_a, is_tensor, quiet, rounded
from stepthrough.frame import cut
from stepthrough.trace import Error, Step
from stepthrough.witness import reach, variables

HASHED = 4096
KEPT_POINTS = 128


class Steps:
    """`output` is the file descriptor that standard output goes to, or None."""

    def __init__(self, plan, trace, output):
        self.plan, self.trace, self.output = plan, trace, output
        self.tables = Tables(trace)

    def add(self, frame, number, under_way, loops=()):
        """Add a step: what the statement bound, what it wrote in place, what it computed.

        `loops`: those it ends, turns of which may have been left out.
        """
        statement = self.plan.statements[number]
        step = Step(statement.kind, statement.line, statement.end, frame.index)
        self.find_bound(frame, [*statement.names, *self.bodies(loops)], step)
        for other in under_way:
            if not other.muted:
                self.find_changes(other, frame, step)
        return self.keep(self.computed(frame, step))

    def keep(self, step):
        self.trace.steps.append(step)
        return step

    def computed(self, frame, step):
        """The step with what its frame computed and printed since the one before."""
        step.spans, frame.spans = frame.spans, []
        step.layers, frame.layers = frame.layers, []
        step.printed = self.length_of_output()
        return step

    def bodies(self, loops):
        """The names that the turns of some loops bind."""
        headers = [self.plan.statements[loop] for loop in loops]
        return [name for header in headers for name in (*header.names, *header.body)]

    def find_bound(self, frame, names, step):
        for name in dict.fromkeys(names):
            value, found = reach(name, frame.python.f_locals)
            if found and not skipped(value):
                before = frame.known.get(name)
                step.changed[name] = self.note(frame, name, value)
                if rewritten(before, frame.known.get(name)):
                    step.written.append(name)

    def find_changes(self, frame, current, step):
        """Names whose memory was written in place, or that were bound anew, since they were last seen."""
        held, suffix = tensors(frame), "" if frame is current else f"@{frame.index}"
        for name in [name for name in frame.known if name not in held]:
            value, found = reach(name, frame.python.f_locals)
            if found:
                held[name] = value
            else:
                del frame.known[name]
        for name, value in held.items():
            before, now = frame.known.get(name), self.mark(value)
            ours = before is not None or "." not in name
            if ours and before != now and not (frame is current and name in step.changed):
                step.changed[name + suffix] = self.note(frame, name, value)
                if rewritten(before, now):
                    step.written.append(name + suffix)

    def note(self, frame, name, value):
        frame.known.pop(name, None)
        if mark := self.mark(value):
            frame.known[name] = mark
        return self.tables.describe(value, frame.owner)

    def mark(self, value):
        """(memory, …, content) of a tensor or of a sequence with tensors; None of the rest."""
        if is_listed(value):
            items = [self.mark(item) for item in value[:KEPT_ITEMS] if is_tensor(item)]
            return id(value), (len(value), items)
        if not is_tensor(value):
            return None
        with quiet():
            place = [None, value.shape]
            with contextlib.suppress(RuntimeError, NotImplementedError):  # vmap, sparse, fake
                place += [value.stride(), value.storage_offset()]
                place[0] = self.tables.storage(value)
        return *place, fingerprint(value)

    def length_of_output(self):
        if self.output is None:
            return 0
        try:
            sys.stdout.flush()
            return os.lseek(self.output, 0, os.SEEK_END)
        except Exception:  # the snippet closed it, or put something else in its place
            return self.trace.steps[-1].printed if self.trace.steps else 0

    def plot(self, frame, number):
        """Keep the float scalars of one iteration."""
        held, series = frame.python.f_locals, frame.series.setdefault(number, {})
        for name in self.plan.statements[number].body:
            value, found = reach(name, held)
            point = scalar(value) if found else None
            if point is not None:
                series.setdefault(name, []).append(point)

    def failed(self, error, lines):
        """The exception that ended the run."""
        places = [place(entry, lines) for entry in self.own(error)]
        places[3:-3] = []  # of a long recursion, both ends
        self.trace.error = Error(type(error).__name__, first_of(error), places)

    def exception(self, error, lines, frame, loops):
        """The step where an exception leaves the snippet's code, and loops: what was before it.

        It is folded if it comes out of a folded call.
        """
        statement = self.plan.statements[frame.statement]
        step = Step("raise", statement.line, statement.end, recorded(frame).index)
        step.message, step.folded = f"{type(error).__name__}: {text_of(error)}", frame.folded
        for last in self.own(error)[-1:]:
            if statement.kind != "raise" or statement.line <= last.lineno <= statement.end:
                step.line, step.end, step.at = last.lineno, last.end_lineno, area(last, lines)
        if frame.python and not frame.folded:
            self.find_bound(frame, self.bodies(loops if cut(loops) else ()), step)
            self.find_changes(frame, frame, step)
        return self.computed(frame, step)

    def own(self, error):
        """What the traceback says of the snippet's own file."""
        entries = traceback.extract_tb(error.__traceback__)
        return [entry for entry in entries if entry.filename == self.plan.path]


def rewritten(before, now):
    """Whether one memory holds other numbers; another view of it does not count."""
    if not before or not now or before[0] != now[0] or before[-1] == now[-1]:
        return False
    return before[1:-1] == now[1:-1] or counted(before[-1]) != counted(now[-1])


def counted(mark):
    """torch's own count of writes, in a fingerprint."""
    return mark[0] if isinstance(mark, tuple) else mark


def recorded(frame):
    """The nearest caller that has steps, or the frame itself."""
    while frame.folded and frame.caller:
        frame = frame.caller
    return frame


def first_of(error):
    return text_of(error).strip() or type(error).__name__


def text_of(error):
    """What an exception says; one of the snippet's own may fail to."""
    try:
        return str(error)
    except Exception:
        return "<it cannot be said>"


def place(entry, lines):
    """A frame of a traceback as [line, col, width, function]."""
    line, col, end, end_col = area(entry, lines)
    return [line, col, max(end_col - col, 1) if line == end else 1, entry.name]


def area(entry, lines):
    """The expression of a frame of a traceback as [line, col, end line, end col], in letters."""
    ends = (entry.lineno, entry.colno), (entry.end_lineno, entry.end_colno)
    places = [[line, len(lines[line - 1].encode()[: at or 0].decode()) + 1] for line, at in ends]
    return [*places[0], *places[1]]


def skipped(value):
    return is_a(value, (types.ModuleType, types.FunctionType, types.BuiltinFunctionType))


def tensors(frame):
    """{name: tensor, or sequence of such}: a frame's variables and its instance's own attributes."""
    held, own = dict(frame.python.f_locals), variables(frame.owner)
    for store in (own, own.get("_parameters"), own.get("_buffers")):
        held |= {f"self.{name}": value for name, value in (store or {}).items()}
    return {name: value for name, value in held.items() if is_tensor(value) or is_listed(value)}


def is_listed(value):
    """Whether a value is a sequence with tensors: they may change without a name being bound."""
    return is_a(value, (list, tuple)) and has_tensor(value[:KEPT_ITEMS])


def fingerprint(value):
    """Changes when a tensor's memory is written: torch's own count, and for small ones the bytes."""
    with quiet(), contextlib.suppress(RuntimeError, NotImplementedError, TypeError):
        count = 0 if value.is_inference() else value._version
        if value.is_meta or value.numel() > HASHED:
            return count
        copy = value.detach().cpu().reshape(-1).clone()  # what numpy shares cannot be resized again
        return count, hash(copy.view(torch.uint8).numpy().tobytes())
    return None


def scalar(value):
    """A float, or the number in a float tensor of no dims; else None."""
    if is_tensor(value) and value.ndim == 0 and value.is_floating_point():
        with quiet(), contextlib.suppress(RuntimeError):  # rows of vmap have no number
            value = value.item()
    return rounded(value) if is_a(value, float) else None


def thinned(points):
    """At most KEPT_POINTS of a long series, the last always among them."""
    stride = -(-len(points) // KEPT_POINTS)
    return points[::-1][::stride][::-1]
