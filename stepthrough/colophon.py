"""Say at the end of each page what it was built with: versions, when its code ran, what was proven."""

import os
import platform
import time
from datetime import datetime, timezone
from functools import partial
from xml.etree.ElementTree import SubElement

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from stepthrough import cache, catalogue, page, site, snippet

RECORD = "this-build.md"


def colophon(link, paths=(), sizes=()):
    """The paragraph; `paths` hold the runs that a page shows, `sizes` at how many each of its comments held."""
    said = [
        f"{ran(paths)} with torch {snippet.version('torch')} and Python {platform.python_version()}."
    ]
    if sizes:
        many = "1 shape comment" if len(sizes) == 1 else f"{len(sizes)} shape comments"
        said.append(f"{many} proven{page.spread(sizes)}.")
    if (catalogue.root() / "docs" / RECORD).exists():
        said.append(f'<a href="{link(RECORD)}">What this site ran</a>')
    return f'<p class="colophon" data-search-exclude>{" ".join(said)}</p>'


def ran(paths):
    """'Ran on 23 November 2026', or from when to when."""
    days = sorted({day(path) for path in paths})
    if not days:
        return "Built"
    return (
        f"Ran on {stamp(days[0])}"
        if len(days) == 1
        else f"Ran from {stamp(days[0])} to {stamp(days[-1])}"
    )


def day(path):
    """When the run in a file was written down; SOURCE_DATE_EPOCH, where it is set, is the last day there is."""
    seconds = path.stat().st_mtime if path.exists() else time.time()
    last = float(os.environ.get("SOURCE_DATE_EPOCH", "inf"))
    return datetime.fromtimestamp(min(seconds, last), timezone.utc).date()


def stamp(day):
    return f'<time datetime="{day}">{day.day} {day:%B %Y}</time>'


class Last(Treeprocessor):
    def run(self, root):
        if site.is_prepared(self.md):
            return
        shown = page.on_page(self.md)
        paths = [cache.entry(one, snippet.key(one)) for one in shown]
        sizes = [many for held in shown.values() for many in held.values()]
        end = colophon(partial(site.address, self.md), paths, sizes)
        SubElement(root, "p").text = self.md.htmlStash.store(end)


class makeExtension(Extension):  # noqa: N801, the name Markdown looks for
    def extendMarkdown(self, md):
        md.treeprocessors.register(Last(md), "colophon", -1)  # behind all that a page is made of
