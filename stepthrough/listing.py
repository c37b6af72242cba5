"""A listing as HTML: code, shape comments that a page can move, what was printed."""

from functools import lru_cache
from html import escape

from pygments import lex
from pygments.lexers import PythonLexer
from pygments.token import STANDARD_TYPES

from stepthrough import shapes


def code(one, first, last, marks, raised=()):
    """The code as Material highlights it, a line a span; `marks` are the shape comments as HTML, by line.

    `raised`: {line: the exception that it raises}.
    """
    indent = margin(one.lines[first - 1 : last])
    plain = "\n".join(line[indent:] for line in one.lines[first - 1 : last])
    rows = highlighted(one.source)[first - 1 : last]
    inner = "".join(
        row(tokens, indent, marks.get(number), dict(raised).get(number))
        for number, tokens in enumerate(rows, first)
    )
    return (
        f'<div class="highlight" data-copy="{quoted(plain)}">'
        f'<pre tabindex="0"><code>{inner}</code></pre></div>\n'
    )


def plain(one, name):
    """A file as it stands: nothing in it is proven."""
    head = f'<div class="st-bar"><span class="st-name">{escape(name)}</span></div>\n'
    said = {note.line: f'<span class="c1">{escape(note.text)}</span>' for note in one.notes}
    return head + code(one, 1, len(one.lines), said)


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


def row(tokens, indent, mark, error=None):
    """One line of code; its shape comment stands apart from it, so that a page can move it."""
    code, pad = outdent(tokens, indent), ""
    if mark:
        code.pop()
        while code and not code[-1][1].strip():
            pad = code.pop()[1] + pad
    inner = f'<span class="st-code">{paint(code)}</span>' if code else ""
    if mark:
        inner += f'<span class="st-pad">{pad}</span><span class="st-shape">{mark}</span>'
    if error:
        inner += f'<span class="st-proof st-raised">  ✗ {escape(error)}</span>'
    return f'<span class="st-line">{inner}\n</span>'


def outdent(tokens, indent):
    kept = []
    for kind, text in tokens:
        kept += [(kind, text[indent:])] if text[indent:] else []
        indent = max(indent - len(text), 0)
    return kept


def paint(tokens):
    """Tokens as HTML; neighbours that look alike share a span."""
    pieces = []
    for kind, text in tokens:
        name = style(kind)
        if pieces and (name == pieces[-1][0] or not text.strip()):
            pieces[-1][1] += text
        else:
            pieces.append([name, text])
    return "".join(
        f'<span class="{name}">{escape(text)}</span>' if name else escape(text)
        for name, text in pieces
    )


def style(kind):
    """Pygments' short class of a token; plain names need none, and operators look like punctuation."""
    while kind not in STANDARD_TYPES:
        kind = kind.parent
    return {"w": "", "n": "", "o": "p"}.get(STANDARD_TYPES[kind], STANDARD_TYPES[kind])


def comment(target, seen, sizes):
    """A shape comment: its letters, its numbers, its mark; `sizes` it was held against, if known."""
    letters = target.note.text.lstrip("# ")
    numbers = shapes.proven_numbers(target, seen)
    same = numbers.replace(" ", "") == letters.replace(" ", "")
    chip = "" if same else f' <span class="st-numbers">{escape(numbers)}</span>'
    times = "once" if seen.ran == 1 else f"{seen.ran} times"
    count = sizes or len(seen.sightings)
    more = f", at {count} different sizes" if count > 1 else ""
    title = f"Proven by many runs{more}" if sizes else f"Proven by the run: checked {times}{more}"
    return (
        f'<span class="st-hash"># </span><span class="st-letters">{escape(letters)}</span>{chip} '
        f'<span class="st-proof" role="img" title="{title}" aria-label="proven">✓</span>'
    )


def printed(label, text):
    """What a run wrote, as text and never as markup."""
    if not text.strip():
        return []
    return [
        f'<div class="st-output"><span class="st-output-label">{label}</span>'
        f'<pre tabindex="0"><samp>{escape(text.rstrip())}\n</samp></pre></div>\n'
    ]
