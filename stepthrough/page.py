"""Turn a snippet and its trace into HTML; the superfences fence."""

import os
import re
import sys
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path

import pygments
from mkdocs.structure.files import File
from pygments import lex
from pygments.lexers import PythonLexer
from pygments.token import STANDARD_TYPES

from stepthrough import attach, cache, layers, letters, operands, player
from stepthrough import scope, shapes, snippet, stop, table, told
from stepthrough.fault import Wrong

OPTIONS = {"output": ("show", "hide", "only"), "player": ("open",)}


def validate(language, inputs, options, attrs, md):
    """Accept every option: `show` refuses the wrong ones with their place."""
    options.update(inputs)
    return True


def show(source, language, css_class, options, md, **kwargs):
    """The listing that a fence asks for; Stop, with file, line and column, if it cannot be shown."""
    try:
        one, part = find(source, options)
        output = options.get("output", "show")
        asked = one.shown, part, output, options.get("player")
        inner = cache.rendered(one, tag(*asked), lambda: render(one, *asked[1:]))
        publish(md, one)
    except Wrong as error:
        raise stop.Stop(str(error)) from None
    except Exception as error:  # superfences would show the fence's text instead, and go on
        why = f"stepthrough itself failed: {type(error).__name__}: {error}"
        raise stop.Stop(str(fence(source.strip(), why))) from error
    mark = f' id="st-{one.name}"' if first_on_page(md, one.name) else ""
    return f'<div class="st"{mark} data-snippet="{escape(one.name)}">\n{inner}</div>'


def tag(*asked):
    """What a rendered listing depends on, beside the snippet and its run."""
    text = f"{asked} {os.environ.get('REPO_URL')} {pygments.__version__} ".encode()
    return sha256(text + look()).hexdigest()[:20]


@lru_cache(maxsize=1)
def look():
    """The bytes of the modules that make what a page shows of a run."""
    own = layers, letters, operands, player, scope, table, told, sys.modules[__name__]
    return b"".join(Path(module.__file__).read_bytes() for module in own)


def run_file(one):
    """Where the snippet's run is published, as assets/player.js looks for it; it says what the run depends on."""
    digest = sha256(f"{snippet.key(one)} {tag('player')}".encode()).hexdigest()[:10]
    return f"{one.name}-{digest}.json"


def publish(md, one):
    """Put the run, once, among the files of the site under way."""
    if "relpath" not in md.treeprocessors:
        return
    site, place = md.treeprocessors["relpath"], f"assets/runs/{run_file(one)}"
    if not site.files.get_file_from_path(place):
        text = cache.rendered(one, tag("player"), lambda: player.data(one, cache.trace_of(one)))
        site.files.append(File.generated(site.config, place, content=text))


def render(one, part, output, opened):
    """A listing whose comments are all true: its bar, its code, what it printed."""
    trace = cache.trace_of(one)
    if faults := shapes.check(one, trace):
        raise Wrong(*faults)
    first, last = one.parts[part] if part else (1, len(one.lines))
    proofs = {
        target.note.line: (target, seen)
        for target, seen in zip(attach.targets(one), trace.checks, strict=True)
        if first <= target.note.line <= last
    }
    inner = []
    if output != "only":
        inner += [bar(one, part, first, len(proofs)), listing(one, first, last, proofs)]
        inner.append(steps(one, trace, first, last, opened))
    if output != "hide":
        inner += printed("Output", trace.output) + printed("Warnings", trace.stderr)
    return "".join(inner)


def find(source, options):
    """The snippet and the part that a fence names."""
    asked = source.strip()
    name, _, part = asked.partition(".")
    for option, value in options.items():
        if value not in OPTIONS.get(option, ()):
            known = 'there is output="hide", output="only" and player="open"'
            message = f'no such option: {option}="{value}"; {known}'
            raise Wrong(fence(asked, message, rf"{re.escape(option)}\W*{re.escape(value)}\b"))
    try:
        one = snippet.load(name)
    except LookupError as error:
        raise Wrong(fence(asked, str(error))) from None
    if part and part not in one.parts:
        near = snippet.nearest(part, one.parts) or f" (it has: {', '.join(one.parts)})"
        raise Wrong(fence(asked, f"no part named {part} in {one.shown}{near}"))
    return one, part


def fence(asked, message, option=""):
    """The fault of a fence, where the pages have it; `option` is a pattern of its first line."""
    opening = rf"^\s*(?:`{{3,}}|~{{3,}})\s*\{{?\s*\.?snippet\b[^\n]*{option}[^\n]*\n\s*"
    return stop.place(re.compile(f"{opening}({re.escape(asked)})\\s*$", re.M), message)


def first_on_page(md, name):
    """Whether this is the page's first listing of the snippet: that one gets the id to link to."""
    shown = md.__dict__.setdefault("stepthrough_shown", set())
    new = name not in shown
    shown.add(name)
    return new


def bar(one, part, first, count):
    name = f"{one.name}.{part}" if part else f"{one.name}.py"
    name = one.name if part == one.name else name
    shapes_ = "1 shape" if count == 1 else f"{count} shapes"
    proof = f'<span class="st-proofs">✓ {shapes_} proven</span>' if count else ""
    return f'<div class="st-bar"><span class="st-name">{escape(name)}</span> {proof} {edit(one, first)}</div>\n'


def edit(one, line):
    """A link to the file on its host, when a repository is configured."""
    repository = os.environ.get("REPO_URL", "").rstrip("/")
    if not repository:
        return ""
    inside = one.path.relative_to(snippet.root()).as_posix()
    return f'<a class="st-edit" href="{escape(repository)}/edit/main/{inside}#L{line}">Edit this snippet</a>'


def listing(one, first, last, proofs):
    """The code as Material highlights it, a line a span, each proven comment with its numbers."""
    indent = margin(one.lines[first - 1 : last])
    plain = "\n".join(line[indent:] for line in one.lines[first - 1 : last])
    rows = highlighted(one.source)[first - 1 : last]
    code = "".join(
        row(tokens, indent, proofs.get(number)) for number, tokens in enumerate(rows, first)
    )
    return (
        f'<div class="highlight" data-copy="{quoted(plain)}">'
        f'<pre tabindex="0"><code>{code}</code></pre></div>\n'
    )


def steps(one, trace, first, last, opened):
    """The player of the lines shown, around their table of steps; the table alone if nothing runs there."""
    inner = table.steps(one, trace, first, last)
    if not any(first <= step.line <= last for step in player.shown(one, trace)):
        return inner
    indent = margin(one.lines[first - 1 : last])
    return (
        f'<step-through data-run="{run_file(one)}" data-first="{first}" data-last="{last}"'
        f' data-margin="{indent}"{" open" if opened else ""}>\n{inner}</step-through>\n'
    )


def quoted(text):
    """Text for an attribute; its newlines must live through Markdown and HTML."""
    return escape(text).replace("\n", "&#10;")


def margin(lines):
    return min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)


@lru_cache(maxsize=256)
def highlighted(source):
    """The tokens of each line, as [(kind, text)]."""
    rows = [[]]
    for kind, text in lex(source, PythonLexer(stripnl=False)):
        for index, piece in enumerate(text.split("\n")):
            if index:
                rows.append([])
            if piece:
                rows[-1].append((kind, piece))
    return rows


def row(tokens, indent, proof):
    """One line of code; a proven comment stands apart from it, so that a page can move it."""
    code, pad = outdent(tokens, indent), ""
    if proof:
        code.pop()
        while code and not code[-1][1].strip():
            pad = code.pop()[1] + pad
    inner = f'<span class="st-code">{paint(code)}</span>' if code else ""
    if proof:
        inner += f'<span class="st-pad">{pad}</span>{comment(*proof)}'
    return f'<span class="st-line">{inner}\n</span>'


def outdent(tokens, indent):
    kept = []
    for kind, text in tokens:
        kept += [(kind, text[indent:])] if text[indent:] else []
        indent = max(indent - len(text), 0)
    return kept


def paint(tokens):
    return "".join(
        f'<span class="{name}">{escape(text)}</span>' if (name := style(kind)) else escape(text)
        for kind, text in tokens
    )


def style(kind):
    """Pygments' short class of a token; white space and plain names need none."""
    while kind not in STANDARD_TYPES:
        kind = kind.parent
    return STANDARD_TYPES[kind] if STANDARD_TYPES[kind] not in ("w", "n") else ""


def comment(target, seen):
    """A shape comment: its letters, its numbers, its mark."""
    letters = target.note.text.lstrip("# ")
    numbers = shapes.proven_numbers(target, seen)
    same = numbers.replace(" ", "") == letters.replace(" ", "")
    chip = "" if same else f' <span class="st-numbers">{escape(numbers)}</span>'
    times = "once" if seen.ran == 1 else f"{seen.ran} times"
    others = len(seen.sightings) - 1
    more = f", at {others + 1} different sizes" if others else ""
    title = f"Proven by the run: checked {times}{more}"
    return (
        f'<span class="st-shape"><span class="st-hash"># </span>'
        f'<span class="st-letters">{escape(letters)}</span>{chip} '
        f'<span class="st-proof" role="img" title="{title}" aria-label="proven">✓</span></span>'
    )


def printed(label, text):
    """What a run wrote, as text and never as markup."""
    if not text.strip():
        return []
    return [
        f'<div class="st-output"><span class="st-output-label">{label}</span>'
        f'<pre tabindex="0"><samp>{escape(text.rstrip())}\n</samp></pre></div>\n'
    ]
