"""Turn a snippet and its trace into HTML; the superfences fence."""

import json
import os
import re
import sys
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path

import click
import pygments

from stepthrough import attach, cache, catalogue, crew, layers, letters, listing, operands, player
from stepthrough import scope, shapes, site, snippet, stop, table, told, vary
from stepthrough.fault import Wrong

OPTIONS = {"output": ("show", "hide", "only"), "player": ("predict",)}


def validate(language, inputs, options, attrs, md):
    """Accept every option: `show` refuses the wrong ones with their place."""
    options.update(inputs)
    return True


def show(source, language, css_class, options, md, **kwargs):
    """The listing that a fence asks for; Stop, with file, line and column, if it cannot be shown."""
    with stopping(source):
        one, part = find(source, options)
        return placed(md, one, part, options.get("output", "show"), options.get("player"))


@contextmanager
def stopping(source, kind="snippet"):
    """Stop the build for whatever goes wrong in a fence: superfences would show its text instead, and go on.

    A plain LookupError says that what the fence asks for is not there; its kinds, such as KeyError, are faults of ours.
    """
    asked = source.strip()
    try:
        yield
    except stop.Stop:
        raise
    except Wrong as error:
        raise stop.Stop(*error.faults) from None
    except Exception as error:
        if type(error) is LookupError:
            raise stop.Stop(fence(asked, str(error), kind=kind)) from None
        why = f"stepthrough itself failed: {type(error).__name__}: {error}"
        raise stop.Stop(fence(asked, why, kind=kind)) from error


def placed(md, one, part, output, mode):
    """A listing on the page under way, its run beside it; `mode` is how its player begins."""
    if is_served():
        crew.stay()
    asked = one.shown, part, output, mode, vary.proven(one)
    inner = cache.rendered(one, tag(*asked), lambda: render(one, part, output, mode))
    if "<step-through" in inner:
        site.publish(md, f"assets/runs/{run_file(one)}", lambda: run(one))
    shown = on_page(md)
    mark = "" if one in shown else f' id="st-{escape(one.name)}"'  # the page's first listing of it
    shown.setdefault(one, {}).update({} if output == "only" else proven(one, part))
    return f'<div class="st"{mark} data-snippet="{escape(one.name)}">\n{inner}</div>'


def is_served():
    """Whether `mkdocs serve` is under way: a snippet will be edited soon."""
    command = click.get_current_context(silent=True)
    return command is not None and command.info_name == "serve"


def tag(*asked):
    """What a rendered listing depends on, beside the snippet and its run."""
    text = f"{asked} {os.environ.get('REPO_URL')} {os.environ.get('EDIT_URI')} {pygments.__version__} ".encode()
    return sha256(text + look()).hexdigest()[:20]


@lru_cache(maxsize=1)
def look():
    """The bytes of the modules that make what a page shows of a run."""
    own = layers, letters, listing, operands, player, scope, table, told, sys.modules[__name__]
    return b"".join(Path(module.__file__).read_bytes() for module in own)


def run_file(one):
    """Where the snippet's run is published, as assets/player.js looks for it; it says what the run depends on."""
    digest = sha256(f"{snippet.key(one)} {tag('player')}".encode()).hexdigest()[:10]
    return f"{one.name}-{digest}.json"


def run(one):
    """The steps of a snippet, as its player reads them."""
    return cache.rendered(one, tag("player"), lambda: player.data(one, cache.trace_of(one)))


def render(one, part, output, mode):
    """A listing whose comments are all true: its bar, its code, what it printed."""
    trace = cache.trace_of(one)
    if faults := shapes.check(one, trace):
        raise Wrong(*faults)
    first, last = span(one, part)
    held = vary.proven(one)
    sizes = held.sizes if held else {}
    proofs = {
        target.note.line: (target, seen, sizes.get(target.note.line))
        for target, seen in zip(attach.targets(one), trace.checks, strict=True)
        if first <= target.note.line <= last
    }
    inner = []
    if output != "only":
        marks = {line: listing.comment(*proof) for line, proof in proofs.items()}
        code = listing.code(one, first, last, marks, raised(trace))
        inner += [bar(one, part, first, proofs), code]
        inner.append(steps(one, trace, first, last, mode))
    if output != "hide":
        inner += listing.printed("Output", trace.output)
        inner += listing.printed("Warnings", trace.stderr)
    return "".join(inner)


def raised(trace):
    """{line: exception} of the lines where an exception began, each time it left a function."""
    before, found = None, {}
    for step in trace.steps:
        if step.kind == "raise" and (before is None or before.kind != "raise"):
            found[step.line] = step.message.partition(":")[0]
        before = step
    return found


def find(source, options):
    """The snippet and the part that a fence names."""
    asked = source.strip()
    name, _, part = asked.partition(".")
    for option, value in options.items():
        if value not in OPTIONS.get(option, ()):
            known = 'there is output="hide", output="only" and player="predict"'
            message = f'no such option: {option}="{value}"; {known}'
            raise Wrong(fence(asked, message, rf"{re.escape(option)}\W*{re.escape(value)}\b"))
    one = snippet.load(name)
    if part and part not in one.parts:
        near = snippet.nearest(part, one.parts) or f" (it has: {', '.join(one.parts)})"
        raise LookupError(f"no part named {part} in {one.shown}{near}")
    return one, part


def fence(asked, message, option="", kind="snippet"):
    """The fault of a fence, where the pages have it; `option` is a pattern of its first line."""
    opening = rf"(?:`{{3,}}|~{{3,}})\s*\{{?\s*\.?{kind}\b[^\n]*{option}[^\n]*"
    wanted = rf"{opening}\n\s*({re.escape(asked)})\s*$" if asked else f"({opening})"
    return stop.place(re.compile(rf"^\s*{wanted}", re.M), message)


def on_page(md):
    """{snippet: what is proven in its listings} on the page under way, so far."""
    return md.__dict__.setdefault("stepthrough_shown", {})


def proven(one, part=""):
    """{line: at how many sizes its shape comment held} in a snippet or a part of it."""
    held = vary.proven(one)
    sizes = held.sizes if held else dict.fromkeys(commented(one), 1)
    first, last = span(one, part)
    return {line: many for line, many in sizes.items() if first <= line <= last}


def commented(one):
    """The lines whose shape comments a snippet's run proved."""
    made = cache.rendered(
        one, "commented", lambda: json.dumps([check.line for check in cache.trace_of(one).checks])
    )
    return json.loads(made)


def span(one, part):
    return one.span(part) if part else (1, len(one.lines))


def bar(one, part, first, proofs):
    name = f"{one.name}.{part.rpartition(':')[2]}" if part else f"{one.name}.py"
    name = one.name if part == one.name else name
    shapes_ = "1 shape" if len(proofs) == 1 else f"{len(proofs)} shapes"
    at = spread([sizes for _, _, sizes in proofs.values() if sizes])
    proof = f'<span class="st-proofs">✓ {shapes_} proven{at}</span>' if proofs else ""
    return f'<div class="st-bar"><span class="st-name">{escape(name)}</span> {proof} {edit(one, first)}</div>\n'


def spread(counts):
    """' at 3 to 9 sizes': the fewest and the most that a listing's comments were held against."""
    if max(counts, default=1) == 1:
        return ""
    low, high = min(counts), max(counts)
    return f" at {low} to {high} sizes" if low < high else f" at {high} sizes"


def edit(one, line):
    """A link to the file on its host, where the build knows how the host edits docs/."""
    repository, docs = (os.environ.get(name, "").strip("/") for name in ("REPO_URL", "EDIT_URI"))
    if not repository or not docs:
        return ""
    inside = one.path.relative_to(catalogue.root()).as_posix()
    place = escape(f"{repository}/{docs.removesuffix('docs')}{inside}#L{line}")
    return f'<a class="st-edit" href="{place}">Edit this snippet</a>'


def steps(one, trace, first, last, mode):
    """The player of the lines shown, around their table of steps; the table alone if nothing runs there.

    What is to be predicted has no table: it would tell. What is shown in brief has none either.
    """
    inner = "" if mode in ("predict", "brief") else table.steps(one, trace, first, last)
    if not any(first <= step.line <= last for step in player.shown(one, trace)):
        return inner
    indent = listing.margin(one.lines[first - 1 : last])
    return (
        f'<step-through data-run="{escape(run_file(one))}" data-first="{first}" data-last="{last}"'
        f' data-margin="{indent}"{f" {mode}" if mode else ""}>\n{inner}</step-through>\n'
    )
