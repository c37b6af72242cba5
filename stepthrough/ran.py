"""Show what a build of the site ran, and with what, as tables; the fence.

```ran
essentials
```
"""

import platform
import re
from functools import partial
from hashlib import sha256

from stepthrough import (
    atlas,
    cache,
    catalogue,
    colophon,
    facts,
    kata,
    lab,
    page,
    rows,
    site,
    snippet,
)


def versions():
    """The table of what the site is made with: the requirements that are not for its tests alone."""
    text = (catalogue.root() / "requirements.txt").read_text(encoding="utf-8")
    names = re.findall(r"^([\w-]+)==", text.partition("# Tests")[0], re.M)
    found = [("Python", f"{platform.python_version()} on {platform.system()}")]
    found += [(name, snippet.version(name)) for name in names]
    return facts.table(("What", "Version"), found)


def counts():
    """How many of everything there is."""
    entries, katas = atlas.everything(), list(map(kata.load, kata.names()))
    sizes = [many for one in facts.everything() for many in page.proven(one).values()]
    found = {
        "snippets that ran": len(facts.everything()),
        f"shape comments proven{page.spread(sizes)}": len(sizes),
        "errors raised and mended": sum(not entry.silent for entry in entries),
        "silent bugs measured and mended": sum(entry.silent for entry in entries),
        "katas": len(katas),
        "promises that judge their answers": sum(len(one.promises) for one in katas),
        "wrong answers that are recognized": sum(len(one.wrongs) for one in katas),
        "names of torch with a row that ran": len(rows.taught()),
        "labs": len(lab.names()),
    }
    return facts.table(("What", "How many"), [(what, f"{many:,}") for what, many in found.items()])


def show(source, language, css_class, options, md, **kwargs):
    """A row for each snippet of a folder; Stop, with file, line and column, if there is none."""
    asked = source.strip()
    with page.stopping(source, "ran"):
        ones = [one for one in facts.everything() if one.path.parent.name == asked]
        if not ones:
            raise LookupError(f"no snippets in snippets/{asked}")
        found = list(map(partial(row, md, facts.pages()), ones))
    made = facts.table(("Snippet", "Comments", "Sizes", "Ran", "Source"), found)
    return f'<div class="ran" data-search-exclude>\n{made}</div>'


def row(md, shown, one):
    """What was proven of a snippet and when it ran; its source's digest leads to its run."""
    sizes, place = page.proven(one).values(), f"assets/runs/{page.run_file(one)}"
    site.publish(md, place, partial(page.run, one))
    digest = sha256(one.path.read_bytes()).hexdigest()[:8]
    return (
        facts.link(one, shown.get(one.name)),
        str(len(sizes)),
        page.spread(sizes).removeprefix(" at ").removesuffix(" sizes") or "1",
        str(colophon.day(cache.entry(one, snippet.key(one)))),
        f'<a href="{site.address(md, place)}">{digest}</a>',
    )
