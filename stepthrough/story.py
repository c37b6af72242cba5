"""Draw how a model turns its input into its output, block by block, from one recorded call of forward; the fence.

```blocks
vit.ViT
```
"""

from html import escape
from pathlib import Path

from stepthrough import cache, page, shapes, snippet
from stepthrough.fault import Wrong
from stepthrough.letters import Letters
from stepthrough.rows import tuple_of
from stepthrough.table import source

WIDE, HIGH, GAP, MARGIN = 380, 34, 38, 1
MANY = 48


def show(source, language, css_class, options, md, **kwargs):
    """The picture and the table that a fence asks for; Stop, with file, line and column, if there is none."""
    asked = source.strip()
    with page.stopping(source, "blocks"):
        one, part = page.find(source, {})
        own = page.tag("blocks", part, Path(__file__).read_text(encoding="utf-8"))
        return cache.rendered(one, own, lambda: render(one, part, asked))


def render(one, part, asked):
    trace = cache.trace_of(one)
    if faults := shapes.check(one, trace):
        raise Wrong(*faults)
    given, made = steps(one, trace, part)
    return f'<figure class="blocks">\n{picture(asked, given, made)}\n{table(given + made)}</figure>'


def steps(one, trace, part):
    """What the first call of a class's forward was given, then what it made: rows of (code, letters, numbers)."""
    called = [at for at, (name, _) in enumerate(trace.frames) if name == f"{part}.forward"]
    if not called:
        raise LookupError(f"{one.shown} never calls {part or 'a class'}.forward")
    frame, said = called[0], Letters(one, trace)
    given, made = [], []
    for step in trace.steps:
        if step.kind == "call" and step.call == frame:
            given += [(name, [at], step.line) for name, at in step.changed.items()]
        elif step.frame == frame and step.kind != "call":
            ends = [step.value] if step.kind == "return" else step.changed.values()
            made.append((statement(one, step), dict.fromkeys(ends), step.line))
    return [
        list(filter(None, (row(trace, said, frame, *one) for one in rows)))
        for rows in (given, made)
    ]


def row(trace, said, frame, code, ends, line):
    """The code of a step and the shapes of all tensors it made, in letters and numbers; None if it made none."""
    found = [spelled(said, frame, shape, line) for at in ends if (shape := sizes(trace, at))]
    return (code, *map(", ".join, zip(*found, strict=True))) if found else None


def statement(one, step):
    """The code of a step, on one line."""
    text = source(one, step.line, 1, step.end, len(one.lines[step.end - 1]) + 1)
    return text.split("  #")[0].strip().removeprefix("return ")


def sizes(trace, at):
    value = trace.values[at] if at >= 0 else snippet.trace.Value()
    return tuple(trace.tensors[value.tensor].shape) if value.tensor >= 0 else ()


def spelled(said, frame, shape, line):
    """Letters where the frame's comments prove any, or only one of its whole numbers fits; the numbers of this run."""
    known, text = said.shapes(frame, [(line, shape)]), ",".join(map(str, shape))
    letters = known.get(f"{line}:{text}") or known.get(text) or [None] * len(shape)
    whole = said.whole_numbers(frame)
    fits = [[name for name, held in whole.items() if held == size] for size in shape]
    dims = [
        one or (names[0] if len(names) == 1 else str(size))
        for one, names, size in zip(letters, fits, shape)
    ]
    return tuple_of(dims), shapes.spell(shape)


def picture(asked, given, made):
    """Boxes of code from top to bottom; beside the arrows, the shape of what flows."""
    start = ", ".join(f"{name} {letters}" for name, letters, _ in given)
    drawn, y = [flow(start, 0, "code")], GAP
    for code, letters, _ in made:
        drawn += [box(short(code), y), flow(letters, y + HIGH)]
        y += HIGH + GAP
    name = f"{asked}: {start} in, {made[-1][1]} out"
    return (
        f'<svg viewBox="0 0 {WIDE + 2 * MARGIN} {y + 2}" role="img" aria-label="{escape(name)}">'
        f"{''.join(drawn)}</svg>"
    )


def box(code, y):
    return (
        f'<rect x="{MARGIN}" y="{y}" width="{WIDE}" height="{HIGH}" rx="5"/>'
        f'<text class="code" x="{MARGIN + WIDE / 2}" y="{y + 22}">{escape(code)}</text>'
    )


def flow(text, y, kind=""):
    """A shape beside its arrow; what goes in is named, and stands across it."""
    middle = MARGIN + WIDE / 2
    if kind:
        return f'<text class="{kind}" x="{middle}" y="16">{escape(text)}</text>{arrow(middle, 20, GAP - 20)}'
    return f'{arrow(middle, y, GAP)}<text x="{middle + 12}" y="{y + 23}">{escape(text)}</text>'


def arrow(x, y, high):
    return f'<path d="M{x} {y + 2}v{high - 4}m-4-6l4 6 4-6"/>'


def short(code):
    return code if len(code) <= MANY else f"{code[: MANY - 1]}…"


def table(rows):
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Code", "Shape", "In this run"))
    body = "\n".join(
        f"<tr><td><code>{escape(code)}</code></td><td>{escape(letters)}</td><td>{numbers}</td></tr>"
        for code, letters, numbers in rows
    )
    return (
        f'<details class="st-steps"><summary>From input to output, as a table</summary>\n'
        f'<table class="st-table">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table></details>\n"
    )
