"""Write the steps of a run: what each statement bound, wrote in place and computed."""

import contextlib
import os
import sys
import traceback
import types

import torch

from stepthrough.describe import Tables, is_a, is_tensor, quiet, rounded
from stepthrough.trace import Error, Step
from stepthrough.witness import reach, variables

HASHED = 4096
KEPT_POINTS = 128


class Steps:
    """`output` is the file descriptor that standard output goes to, or None."""

    def __init__(self, plan, trace, output):
        self.plan, self.trace, self.output = plan, trace, output
        self.tables = Tables(trace)

    def add(self, frame, number, under_way):
        """Add a step: what the statement bound, what it wrote in place, what it computed."""
        statement = self.plan.statements[number]
        step = Step(statement.kind, statement.line, statement.end, frame.index)
        held = frame.python.f_locals
        for name in statement.names:
            value, found = reach(name, held)
            if found and not skipped(value):
                step.changed[name] = self.note(frame, name, value)
        for other in under_way:
            if not other.muted:
                self.find_writes(other, frame, step)
        step.spans, frame.spans = frame.spans, []
        step.layers, frame.layers = frame.layers, []
        step.printed = self.length_of_output()
        self.trace.steps.append(step)
        return step

    def find_writes(self, frame, current, step):
        """Names whose memory was written in place since they were last seen."""
        for name, value in tensors(frame):
            if name in step.changed and frame is current:
                continue
            before, now = frame.known.get(name), fingerprint(value)
            if before is not None and before != now:
                shown = name if frame is current else f"{name}@{frame.index}"
                step.changed[shown] = self.note(frame, name, value)
                step.written.append(shown)

    def note(self, frame, name, value):
        if is_tensor(value):
            frame.known[name] = fingerprint(value)
        return self.tables.describe(value, frame.owner)

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

    def failed(self, error, lines):
        """The exception that ended the run."""
        places = [place(entry, lines) for entry in self.own(error)]
        places[3:-3] = []  # of a long recursion, both ends
        self.trace.error = Error(type(error).__name__, first_of(error), places)

    def raised(self, error, lines, frame):
        """A step where an exception left the snippet's code, with what was computed before it."""
        if entries := self.own(error):
            last = entries[-1]
            step = Step("raise", last.lineno, last.end_lineno, max(frame.index, 0))
            step.message = f"{type(error).__name__}: {error}"
            step.spans, step.layers = frame.spans, frame.layers
            step.at = area(last, lines)
            step.printed = self.length_of_output()
            self.trace.steps.append(step)

    def own(self, error):
        """What the traceback says of the snippet's own file."""
        entries = traceback.extract_tb(error.__traceback__)
        return [entry for entry in entries if entry.filename == self.plan.path]


def first_of(error):
    return str(error).strip() or type(error).__name__


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
    """The tensors a frame has names for: its variables and its instance's own attributes."""
    held, own = dict(frame.python.f_locals), variables(frame.owner)
    for store in (own, own.get("_parameters"), own.get("_buffers")):
        held |= {f"self.{name}": value for name, value in (store or {}).items()}
    return [(name, value) for name, value in held.items() if is_tensor(value)]


def fingerprint(value):
    """Changes when a tensor's memory is written: torch's own count, and for small ones the bytes."""
    with quiet(), contextlib.suppress(RuntimeError, NotImplementedError, TypeError):
        count = 0 if value.is_inference() else value._version
        if value.is_meta or value.numel() > HASHED:
            return count
        flat = value.detach().cpu().reshape(-1).contiguous()
        return count, hash(flat.view(torch.uint8).numpy().tobytes())
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
