"""python -m stepthrough.zensical: build the site with Zensical, the successor of MkDocs and its theme.

Zensical runs no mkdocs-jupyter, so the labs are made into pages before it begins: in a copy of docs, with the same
mkdocs.yml. The copy is new each time, for Zensical keeps pages, and a page that it kept publishes nothing.
"""

import json
import logging
import re
import shutil
import sys
from importlib.util import find_spec

from stepthrough import cache, catalogue, labs, results, snippet
from stepthrough.site import as_page

HEAD = "---\ntitle: {}\ndescription: {}\n---\n\n"
NAMED = re.compile(r"- .*: (labs/[\w-]+)\.py$", re.M)  # in nav


def main():
    """Build it; 1, after a word on why, where anything is wrong."""
    if not find_spec("zensical"):
        return "Zensical is not installed: pip install -r tests/zensical.txt"
    import zensical

    warned = Warned()
    logging.getLogger().addHandler(warned)
    home = prepared()
    try:
        zensical.build(str(home / "mkdocs.yml"), {"strict": True, "clean": False})
    except RuntimeError as error:
        print(said(str(error)))
        return 1
    print(f"The site is in {home / 'site'}")
    return 1 if warned.any else 0


class Warned(logging.StreamHandler):
    """Tells warnings and remembers that there were any: to Zensical a block that fails is nothing."""

    any = False

    def emit(self, record):
        self.any = True
        super().emit(record)


def said(error):
    """The words of a fence's error, without how Python and Zensical came to it."""
    return error.removeprefix("Python error: Stop: ").partition("\nTraceback")[0]


def prepared():
    """The folder of a project whose labs are pages; all that pages show has run."""
    cache.traces([snippet.read(path) for path in catalogue.named().values()])
    home, root = cache.folder("zensical"), catalogue.root()
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(root / "docs", home / "docs")
    for one, book in labs.ran().values():
        about = f"A notebook that ran when this site was built: {one.title}."
        head = HEAD.format(json.dumps(one.title), json.dumps(about))
        put(home / "docs" / "labs" / f"{one.name}.md", head + results.html(one, book))
    for path in (home / "docs" / "labs").glob("*.py"):
        path.unlink()
    for path in (home / "docs").rglob("*.md"):
        put(path, as_page(path.read_text(encoding="utf-8")))
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    put(home / "mkdocs.yml", NAMED.sub(r"- \1.md", settings) + templates(home / "docs"))
    return home


def templates(docs):
    """Take from the theme what Zensical has of its own, and texts to where it looks for them; the setting for these."""
    for own in ("partials/search.html", "sitemap.xml"):
        (docs / "overrides" / own).unlink()
    texts = sorted((docs / "overrides").glob("*.txt"))
    return f"\nextra_templates: {[path.rename(docs / path.name).name for path in texts]}\n"


def put(path, text):
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
