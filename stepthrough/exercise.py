"""Show a kata on its page, or as a card at the end of a lesson; the fence.

    ```kata            ```kata card
    untokenize         untokenize
    ```                ```

The stub and the notebook of a page are published beside it, as assets/katas/untokenize.py and .ipynb. Colab
opens a notebook only from a branch on GitHub, and a built site is on one if it is published from one, as
`mkdocs gh-deploy` does with gh-pages. "Open it in Colab" is there when SITE_BRANCH names that branch and
REPO_URL the repository.
"""

import os
import sys
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path

from stepthrough import cache, kata, listing, notebook, page, prose, site, snippet
from stepthrough import syllabus, worksheet

GITHUB = "https://github.com/"
COLAB = "https://colab.research.google.com/github"


def show(source, language, css_class, options, md, **kwargs):
    """What the fence asks for; Stop, with file, line and column, if it cannot be shown."""
    with page.stopping(source, "kata"):
        ones, link = find(source, options), partial(site.address, md)
        if options:
            cards = "".join(worksheet.card(one, link) for one in ones)
            return f'<div class="kata-cards">\n{cards}</div>'
        return whole(md, *ones, link)


def find(asked, options):
    """The katas that a fence names, each with its page; one only where all of it is shown."""
    if options not in ({}, {"card": "card"}):
        raise LookupError(f"no such option: {' '.join(options)}; there is card")
    ones = [kata.load(name) for name in asked.split()]
    if not options and len(ones) != 1:
        raise LookupError("a page shows one kata; of cards there may be several")
    for one in ones:
        syllabus.title(syllabus.page_of(one))
    return ones


def whole(md, one, link):
    """All of a kata: its task, its dummy tensors, its stub, its promises, hints and solution."""
    files = publish(md, one)
    first, last = one.one.parts["main"]
    predicts = any(first <= note.line <= last for note in one.one.notes)
    parts = [
        worksheet.task(one, link),
        worksheet.predict(page.placed(md, one.one, "main", "hide", "predict")) if predicts else "",
        worksheet.write(
            one, link, kept(one, "html", worksheet.stub) + raised(one), *files, colab(files[1])
        ),
        worksheet.judged(one),
        worksheet.hints(one),
        worksheet.solution(page.placed(md, one.one, one.answer, "hide", None)),
        worksheet.done(one),
    ]
    return f'<div class="kata">\n{"".join(parts)}</div>'


def raised(one):
    """What the start raises, or backward of what it made, if the kata lets it."""
    trace = cache.trace_of(one.one)
    for step in trace.steps:
        name = trace.frames[step.frame][0]
        if step.kind == "raise" and name.startswith((kata.START, "breaks")):
            said = "".join(listing.printed(*step.message.split(": ", 1)))
            return f'<div class="st st-error">{said}</div>\n'
    return ""


def publish(md, one):
    """The files to take home: the stub and the notebook."""
    files = [f"assets/katas/{one.name}.{ending}" for ending in ("py", "ipynb")]
    site.publish(md, files[0], lambda: one.stub)
    site.publish(md, files[1], lambda: kept(one, "ipynb", notebook.made))
    return files


def kept(one, ending, make):
    """What make(one) makes of a kata: kept until the kata changes, or one of its makers."""
    return cache.made("katas", one.name, key(one.one.source), f".{ending}", lambda: make(one))


@lru_cache(maxsize=512)
def key(source):
    own = kata, listing, notebook, prose, worksheet, sys.modules[__name__]
    versions = [snippet.version(name) for name in ("jupytext", "pygments")]
    parts = [*versions, *(Path(one.__file__).read_text(encoding="utf-8") for one in own), source]
    return sha256("\0".join(parts).encode()).hexdigest()


def colab(file):
    """Where Colab opens a published file; '' where it cannot."""
    repository, branch = (
        os.environ.get(name, "").strip("/") for name in ("REPO_URL", "SITE_BRANCH")
    )
    if not branch or not repository.startswith(GITHUB):
        return ""
    return f"{COLAB}/{repository.removeprefix(GITHUB)}/blob/{branch}/{file}"
