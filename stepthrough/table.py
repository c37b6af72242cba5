"""The steps of a listing as a compact table: what each expression made, and whose memory it reads."""

from html import escape

from stepthrough.shapes import spell

HEADS = ("Line", "Expression", "Shape", "dtype", "View of")


def steps(one, trace, first, last):
    """The table of the steps whose lines are shown, folded away; '' if no tensor was made there."""
    found = list(dict.fromkeys(rows(one, trace, first, last)))
    if not found:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADS)
    body = "\n".join(
        f"<tr><td>{line}</td><td>{escape(code)}</td><td>{shape}</td>"
        f"<td>{dtype}</td><td>{escape(owner)}</td></tr>"
        for line, code, shape, dtype, owner in found
    )
    return (
        '<details class="st-steps" data-search-exclude><summary>Every tensor, step by step</summary>\n'
        f'<div class="st-scroll" tabindex="0" role="group" aria-label="Steps of {escape(one.name)}">'
        f'<table class="st-table">'
        f"\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div></details>\n"
    )


def rows(one, trace, first, last):
    """(line, code, shape, dtype, the earlier expression with the same memory) of each tensor."""
    owners = {}
    for step in trace.steps:
        for line, code, index in made(one, trace, step):
            tensor = trace.tensors[index]
            owner = owners.get(tensor.storage, "")
            owners.setdefault(tensor.storage, code.split(" = ")[0])
            if first <= line <= last:
                yield line, code, spell(tensor.shape), tensor.dtype, owner if owner != code else ""


def made(one, trace, step):
    """(line, code, tensor) of what a step computed, then of what it bound and did not compute."""
    bound = {value: name for name, value in step.changed.items() if name not in step.written}
    if step.kind in ("call", "done"):
        bound = {}
    for line, col, end, end_col, value in step.spans:
        if trace.values[value].tensor >= 0:
            code = source(one, line, col, end, end_col)
            name = bound.pop(value, "") if [line, end] == [step.line, step.end] else ""
            yield line, f"{name} = {code}" if name else code, trace.values[value].tensor
    for value, name in bound.items():
        if trace.values[value].tensor >= 0:
            yield step.line, name, trace.values[value].tensor


def source(one, line, col, end, end_col):
    """The text of a span, on one line."""
    if line == end:
        return one.lines[line - 1][col - 1 : end_col - 1]
    inner = one.lines[line : end - 1]
    pieces = [one.lines[line - 1][col - 1 :], *inner, one.lines[end - 1][: end_col - 1]]
    return " ".join(piece.split("  #")[0].strip() for piece in pieces)
