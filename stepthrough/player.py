"""What the page's player needs of a run: its steps without the preparations, its letters, its drawings."""

import ast
import json

from stepthrough.letters import Letters
from stepthrough.operands import Operands
from stepthrough.trace import slim

PREPARES = {"import", "importfrom", "functiondef", "asyncfunctiondef", "classdef"}


def data(one, trace):
    """The run as compact JSON; docs/assets/player/run.js reads it."""
    letters, operands, kept = Letters(one, trace), Operands(one, trace), shown(one, trace)
    parents = {step.call: step.frame for step in trace.steps if step.call >= 0}
    drawings = {id(step): operands.drawings(step) for step in trace.steps}
    steps = [slim_step(step, drawings[id(step)]) for step in kept]
    frames = range(len(trace.frames))
    made = slim(trace) | {
        "frames": [[*trace.frames[at], parents.get(at, -1)] for at in frames],
        "letters": [letters.shapes(at, shapes(trace, at)) for at in frames],
        "sizes": [letters.sizes(at) for at in frames],
        "steps": steps,
    }
    for name in ("key", "checks", "stderr"):
        made.pop(name, None)
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def slim_step(step, drawings):
    made = slim(step)
    if at := made.pop("at", None):
        made["spans"] = [*made.get("spans", []), [*at, -1]]
    return made | ({"drawings": drawings} if drawings else {})


def shown(one, trace):
    """The steps without definitions and without `if __name__ == "__main__": main()`."""
    lines = {node.lineno for node in ast.walk(one.tree) if isinstance(node, ast.ClassDef)}
    bodies = {at for at, (_, line) in enumerate(trace.frames) if line in lines}
    tests = [node for node in one.tree.body if isinstance(node, ast.If)]
    guards = [node for node in tests if "__name__" in ast.unparse(node.test)]
    guarded = {at for node in guards for at in range(node.lineno, node.end_lineno + 1)}
    return [
        step
        for step in trace.steps
        if step.kind not in PREPARES
        and not {step.frame, step.call} & bodies
        and not (step.frame == 0 and step.line in guarded)
    ]


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
