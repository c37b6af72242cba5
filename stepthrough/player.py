"""What the page's player needs of a run: its steps without the preparations, its letters, its drawings."""

import ast
import json
from dataclasses import replace

from stepthrough import kata
from stepthrough.letters import Letters
from stepthrough.operands import Operands
from stepthrough.told import Told
from stepthrough.trace import Tensor, Value, slim

PREPARES = {"import", "importfrom", "functiondef", "classdef"}
STARTS = {"if", "call", "expr"}


def data(one, trace):
    """The run as compact JSON; docs/assets/player/run.js reads it."""
    if kata.is_kata(one):
        trace = without(trace, kata.RUNS)
    letters, operands, told = Letters(one, trace), Operands(one, trace), Told(one, trace)
    parents = callers(trace)
    said = {id(step): told.step(step, operands.drawings(step)) for step in trace.steps}
    steps = [slim_step(step) | said[id(step)] for step in shown(one, trace)]
    rows = [shapes(trace, at) for at in range(len(trace.frames))]
    made = slim(trace) | {
        "frames": [[*frame, parents.get(at, -1)] for at, frame in enumerate(trace.frames)],
        "letters": [letters.shapes(at, seen) for at, seen in enumerate(rows)],
        "sizes": [letters.sizes(at, seen) for at, seen in enumerate(rows)],
        "steps": steps,
    }
    for name in ("key", "checks", "stderr"):
        made.pop(name, None)
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def callers(trace):
    """{frame: the frame that called it}."""
    return {step.call: step.frame for step in trace.steps if step.call >= 0}


def without(trace, names):
    """The run as if the functions of these names were not the snippet's own: no steps of them, nor of what they call."""
    parents, left_out = callers(trace), set()
    for at, (function, _) in enumerate(trace.frames):  # a caller comes before what it calls
        if function in names or parents.get(at) in left_out:
            left_out.add(at)
    steps = [step for step in trace.steps if not {step.frame, step.call} & left_out]
    held = {index for step in steps for at in held_by(step) for index in reached(trace, at)}
    values = [value if at in held else Value() for at, value in enumerate(trace.values)]
    seen = {value.tensor for value in values}
    tensors = [one if at in seen else Tensor([]) for at, one in enumerate(trace.tensors)]
    kept = {one.cells for one in tensors}
    cells = [one if at in kept else [] for at, one in enumerate(trace.cells)]
    return replace(trace, steps=steps, values=values, tensors=tensors, cells=cells)


def held_by(step):
    """The values that a step speaks about."""
    layers = [at for row in step.layers for at in row]
    found = [*step.changed.values(), *(span[4] for span in step.spans), *layers, step.value]
    return [at for at in found if at >= 0]


def reached(trace, at):
    """A value and what is in it."""
    return [at, *(inner for item in trace.values[at].items for inner in reached(trace, item))]


def slim_step(step):
    made = slim(step)
    for name in ("message", "branch", "count", "series"):  # Told says them in words
        made.pop(name, None)
    if at := made.pop("at", None):
        made["spans"] = [*made.get("spans", []), [*at, -1]]
    return made


def shown(one, trace):
    """The steps without definitions and without `if __name__ == "__main__": main()`."""
    lines = {node.lineno for node in ast.walk(one.tree) if isinstance(node, ast.ClassDef)}
    bodies = {at for at, (_, line) in enumerate(trace.frames) if line in lines}
    guarded = {line for node in ast.walk(one.tree) for line in starting(node)}
    return [
        step
        for step in trace.steps
        if step.kind not in PREPARES
        and not {step.frame, step.call} & bodies
        and not (step.frame == 0 and step.kind in STARTS and step.line in guarded)
    ]


def starting(node):
    """The lines of a guard that only start the program: its test, and `main()` where it is alone."""
    test = getattr(node, "test" if isinstance(node, ast.If) else "value", None)
    if isinstance(node, (ast.If, ast.Expr)) and "__name__" in map(name_of, ast.walk(test)):
        yield node.lineno
        if len(body := getattr(node, "body", ())) == 1:
            yield body[0].lineno


def name_of(node):
    return node.id if isinstance(node, ast.Name) else None


def shapes(trace, frame):
    """The (line, shape) of every tensor that the steps of a frame speak about."""
    found = {}
    for step in trace.steps:
        own = frame == step.frame
        bound = step.changed.values() if own or frame == step.call else ()
        layers = [at for row in step.layers for at in row[1:]] if own else []
        spans = [at for *_, at in step.spans] if own else []
        for at in [*bound, *spans, *layers, *([step.value] if own else [])]:
            for shape in tensors(trace, at):
                found[step.line, shape] = True
    return list(found)


def tensors(trace, at):
    """The shapes of a value: of a tensor, or of the tensors in a sequence."""
    if at < 0:
        return
    value = trace.values[at]
    if value.tensor >= 0:
        yield tuple(trace.tensors[value.tensor].shape)
    for item in value.items:
        yield from tensors(trace, item)
