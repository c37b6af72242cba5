"""Show an entry of the error atlas: what was said, what its numbers mean, why, and what helps; the fence.

```error
mat1_and_mat2
```
"""

import json
import sys
from functools import lru_cache, partial
from hashlib import sha256
from html import escape
from pathlib import Path

from stepthrough import anatomy, atlas, cache, doors, gpu, kata, listing, message, page
from stepthrough import letters, prose, site, snippet, syllabus

NO_WORD = "Nothing is raised. The result is wrong, and no line says so."
WARNED = "Nothing is raised. There is a warning."
last = []  # the files of the build under way, and what is around its entries


def show(source, language, css_class, options, md, **kwargs):
    """All of an entry; Stop, with file, line and column, if it cannot be shown."""
    with page.stopping(source, "error"):
        known = around(md)
        return whole(md, known.find(source.strip()), known)


class Around:
    """What an entry's links need to know of all the others, and of the pages."""

    def __init__(self):
        self.places, self.titles = atlas.places(), {}
        self.entries = {entry.name: entry for entry in atlas.everything()}
        self.same, self.katas = {}, {}
        for entry in self.entries.values():
            self.same.setdefault(entry.skeleton, []).append(entry)
        for one in map(kata.load, kata.files()):
            for error in one.errors:
                self.katas.setdefault(error, []).append(syllabus.page_of(one))

    def find(self, name):
        """The entry of that name; LookupError if there is none."""
        if name not in self.entries:
            raise LookupError(f"no error named {name}{snippet.nearest(name, self.entries)}")
        return self.entries[name]

    def title(self, slug):
        if slug not in self.titles:
            self.titles[slug] = syllabus.title(slug)
        return self.titles[slug]


def around(md):
    """That, once in a build."""
    under_way = site.under_way(md)
    if under_way is None:
        return Around()
    if under_way.build not in last:
        last[:] = [under_way.build, Around()]
    return last[1]


def whole(md, entry, known):
    """The entry, its listings placed on the page under way."""
    site.publish(md, "assets/errors.json", doors.patterns)
    heard = gpu.said(entry)
    own = f"words-{page.tag(look(), heard)}"
    words = json.loads(cache.rendered(entry.one, own, lambda: json.dumps(told(entry, heard))))
    parts = [words["Said"]]
    for name, label in zip(atlas.PARTS, ("", *atlas.SAYS)):
        parts.append(words.get(label, ""))
        if part := entry.listings.get(name):
            mode = None if name == "broken" else "brief"
            parts.append(page.placed(md, entry.one, part, "hide", mode))
    parts += [words["End"], links(entry, known, partial(site.address, md))]
    return f'<div class="error">\n{"".join(parts)}</div>'


@lru_cache(maxsize=1)
def look():
    own = anatomy, atlas, letters, listing, message, prose, sys.modules[__name__]
    return sha256(b"".join(Path(one.__file__).read_bytes() for one in own)).hexdigest()[:12]


def told(entry, heard):
    """{'Said': its message, '': why, 'Fix': …, 'End': what is below its listings}: all but listings and links."""
    found = {label: paragraphs(label, text) for label, text in entry.told.items()}
    checked = box(*entry.raised) if entry.silent else ""
    return found | {
        "Said": said(entry) + there(heard),
        "End": checked + printed(entry) + also(entry),
    }


def said(entry):
    """The message, its numbers marked, and what each of them is."""
    if entry.silent and not entry.said:
        return f'<p class="error-silent">{NO_WORD}</p>\n'
    head = f'<p class="error-silent">{WARNED}</p>\n' if entry.silent else ""
    kind = "Warning" if entry.silent else entry.raised[0]
    rows = "".join(f"<li>{filled(text, entry.filled)}</li>\n" for text in entry.read)
    read = f'<ul class="error-read">\n{rows}</ul>\n' if rows else ""
    return head + box(kind, entry.said, entry.found) + read


def there(heard):
    """What a real GPU said, and which."""
    if not heard:
        return ""
    kind, _, text = heard["raised"].partition(": ")
    place = f"On {heard['where']}, on {heard['date']}."
    return f'{box(f"{kind} on a GPU", text)}<p class="error-there">{escape(place)}</p>\n'


def box(kind, text, found=()):
    """A message as torch prints it; the holes of its template are marked."""
    inner, at = "", 0
    for _, start, end in found:
        inner += f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>"
        at = end
    inner += escape(text[at:].rstrip())
    return (
        f'<div class="st st-error"><div class="st-output"><span class="st-output-label">{escape(kind)}</span>'
        f'<pre tabindex="0"><samp>{inner}\n</samp></pre></div></div>\n'
    )


def filled(text, known):
    """A sentence with the numbers of a message in its holes."""
    pieces = message.pieces(text)
    return "".join(
        prose.html(piece)
        if isinstance(piece, str)
        else f"<mark>{escape(known.get(piece.name, '…'))}</mark>"
        for piece in pieces
    )


def paragraphs(label, text):
    """Paragraphs of the docstring, the first with its label."""
    made = prose.paragraphs(text)
    return made.replace("<p>", f"<p><strong>{label}.</strong> ", 1) if label else made


def printed(entry):
    """What the run printed beside the message."""
    rest = entry.trace.output.replace(entry.raised[1], "").strip()
    return box("Output", rest) if rest else ""


def also(entry):
    """The other wordings of the message: quoted, for they cannot be had here."""
    rows = [
        f"<li><samp>{filled(template, entry.filled)}</samp> <span>({escape(who)})</span></li>\n"
        for template, who in entry.templates.items()
        if who
    ]
    if not rows:
        return ""
    return (
        "<details><summary>Also printed as</summary>\n"
        f"<p>Quoted, not run here:</p>\n<ul>\n{''.join(rows)}</ul></details>\n"
    )


def links(entry, known, link):
    """Where more is said: the pages that teach it, the models where it bites, other causes of the message."""

    def pages(names):
        return ", ".join(refer(link, f"{name}.md", known.title(name)) for name in names)

    rows = {
        "Lesson": pages(entry.constant("SEE")),
        "Bites in": pages(model.replace("_", "-") for model in entry.models),
        "Kata": pages(known.katas.get(entry.name, ())),
        "Same message": others(entry, known, link),
    }
    told = "".join(f"<dt>{head}</dt>\n<dd>{row}</dd>\n" for head, row in rows.items() if row)
    return f'<dl class="kata-facts">\n{told}</dl>\n' if told else ""


def others(entry, known, link):
    """The entries that begin with the same words and have another cause."""
    found = [(one, known.places.get(one.name)) for one in known.same[entry.skeleton]]
    return ", ".join(
        refer(link, f"{at[0]}.md", one.title.rstrip("."), f"#{atlas.anchor(one.name)}")
        for one, at in found
        if one.name != entry.name and at
    )


def refer(link, file, words, anchor=""):
    return f'<a href="{link(file)}{anchor}">{prose.html(words)}</a>'
