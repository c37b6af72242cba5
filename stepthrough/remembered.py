"""Keep the tables that pages compute, for as long as nothing changes that they depend on."""

import logging
from functools import lru_cache, wraps
from hashlib import sha256
from pathlib import Path

from stepthrough import cache, catalogue, facts, snippet
from stepthrough.fault import Wrong

MAKERS = "attach calls census facts gym letters often remembered rows shapes sheet".split()


def remembered(make):
    """A function whose text is made once; what is wrong with a snippet is a warning of the build."""

    @wraps(make)
    def kept(*args):
        name = "-".join([make.__name__, *map(str, args)])[:60]
        try:
            return cache.made("tables", name, key(), ".html", lambda: make(*args))
        except Wrong as error:
            logging.getLogger("mkdocs.stepthrough").warning(str(error))
            return ""

    return kept


def key():
    """What tables depend on: the snippets and their runs, the data, the pages, what makes tables."""
    root = catalogue.root()
    files = [root / "mkdocs.yml", *sorted((root / "docs").glob("*.md"))]
    files += sorted((root / "snippets" / "data").glob("*.tsv"))
    parts = [path.read_bytes() for path in files] + [look()]
    parts += [snippet.key(one).encode() for one in facts.everything()]
    return sha256(b"\0".join(parts)).hexdigest()


@lru_cache(maxsize=1)
def look():
    """The bytes of the modules that make tables."""
    here = Path(__file__).parent
    return b"".join((here / f"{name}.py").read_bytes() for name in MAKERS)
