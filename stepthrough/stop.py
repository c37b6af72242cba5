"""End the build of the site with one clear error, at its place in the pages."""

from mkdocs.exceptions import BuildError
from pymdownx.superfences import SuperFencesException

from stepthrough import catalogue
from stepthrough.fault import Fault, annotate


class Stop(SuperFencesException, BuildError):
    """Superfences lets only its own exception through, MkDocs prints only its own without a traceback."""

    def __init__(self, *faults):
        super().__init__("\n".join(map(str, faults)))
        annotate(faults)


def place(pattern, message):
    """The fault at the last group of a compiled pattern, where the pages first match it."""
    for path in sorted((catalogue.root() / "docs").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if match := pattern.search(text):
            start, end = match.span(match.lastindex)
            line, row = text.count("\n", 0, start) + 1, text.rfind("\n", 0, start) + 1
            source = text[row:].split("\n", 1)[0]
            return Fault(catalogue.show(path), line, start - row + 1, message, source, end - start)
    return Fault("docs", 1, 1, message)
