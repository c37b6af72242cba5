"""Print the steps of a trace for a terminal."""


def steps(one, trace):
    """One line a step: where, the code, what it bound; calls are indented."""
    depth = depths(trace)
    rows = [row for step in trace.steps for row in lines(one, trace, step, depth)]
    end = [f"{one.shown}: {trace.error.type}: {trace.error.message}"] if trace.error else []
    return "\n".join(rows + end)


def depths(trace):
    """How deep in calls each frame of a trace lies; folded steps of no frame lie at the top."""
    found = {0: 0, -1: 0}
    for step in trace.steps:
        if step.call >= 0:
            found[step.call] = found.get(step.frame, 0) + 1
    return found


def lines(one, trace, step, depth):
    indent = "  " * depth.get(step.frame, 0)
    code = one.lines[step.line - 1].strip()
    if step.kind == "call":
        return [f"{step.line:4}  {indent}> {called(trace, step)}"]
    head = f"{step.line:4}  {indent}{code}"
    notes = [f"{name}: {describe(trace, value)}" for name, value in step.changed.items()]
    notes += [f"returns {describe(trace, step.value)}"] if step.kind == "return" else []
    notes += [f"{step.count} times"] if step.kind == "done" else []
    notes += [step.message] if step.message else []
    notes += [f"written in place: {', '.join(step.written)}"] if step.written else []
    return [head] + [f"      {indent}    {note}" for note in notes]


def called(trace, step):
    if step.folded:
        return "a call like one before, folded"
    return "calls " + trace.frames[step.call][0]


def describe(trace, index):
    """'(8, 512, 24) float32, memory 0' for a tensor, its text for anything else."""
    value = trace.values[index]
    if value.items:
        return f"{value.type} of " + ", ".join(describe(trace, item) for item in value.items)
    if value.tensor < 0:
        return value.text or value.type
    tensor = trace.tensors[value.tensor]
    notes = [tensor.dtype, tensor.role, "requires grad" if tensor.grad and not tensor.role else ""]
    notes += [tensor.device if tensor.device != "cpu" else "", f"memory {tensor.storage}"]
    return f"({', '.join(map(str, tensor.shape))}) " + ", ".join(filter(None, notes))
