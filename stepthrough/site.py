"""The site under way, as MkDocs or Zensical builds it: put a file into it, tell the address of another.

An address in HTML of ours is relative to that of its page. Zensical takes it for relative to the source of the
page, as addresses in Markdown are, so the extension tells it that one.
"""

import re
from html import escape
from pathlib import Path
from urllib.parse import urljoin

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

ADDRESS = re.compile(r'(<\w[^<>]* (?:href|src)=")([^":#/][^":]*)"')  # a relative one, in a tag
LAB = re.compile(r"\b(labs/[\w-]+)\.py\b")
PREPARED = re.compile(r"labs/(?!index)[\w-]+\.md")


def under_way(md):
    """The site that a page is made for, None if for none."""
    if "relpath" in md.treeprocessors:
        return MkDocs(md.treeprocessors["relpath"])
    if "rendering_context" in md.preprocessors:
        return Zensical(md.preprocessors["rendering_context"])
    return None


def publish(md, place, make):
    """Put a file, once, into the site under way; `make()` is its text or its bytes."""
    if site := under_way(md):
        site.publish(place, make)


def address(md, target):
    """Where a file of the site is, from the page under way."""
    site = under_way(md)
    return escape(site.address(target)) if site else target


def is_prepared(md):
    """Whether all of the page was made before: it is a lab, as Zensical has it."""
    site = under_way(md)
    return isinstance(site, Zensical) and PREPARED.fullmatch(site.page.path)


class MkDocs:
    """MkDocs has a list of files, and writes them when all pages are made."""

    def __init__(self, page):
        self.page, self.build, self.config = page, page.files, page.config
        self.url = page.file.page.url

    def publish(self, place, make):
        if not self.build.get_file_from_path(place):
            self.build.append(File.generated(self.config, place, content=make()))

    def address(self, target):
        return self.build.get_file_from_path(target).url_relative_to(self.page.file)


class Zensical:
    """Zensical copies what is in docs, and knows of no other file; labs are pages there."""

    def __init__(self, context):
        self.page, self.build, self.config = context.page, context.config, context.config
        self.url = context.page.url

    def publish(self, place, make):
        path = Path(self.config["root_dir"], self.config["site_dir"], place)
        if not path.exists():
            made = make()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made if isinstance(made, bytes) else made.encode())

    def address(self, target):
        return seen_from(self.url, as_page(target))

    def from_source(self, found):
        whole = urljoin(f"/{self.url}", found[2])
        return f'{found[1]}{get_relative_url(whole.lstrip("/"), self.page.path)}"'


def seen_from(url, target):
    """Where a file of the site is, from the page of that address: 'labs/', 'vit.md' is '../vit/'."""
    return get_relative_url(File(target, None, "", use_directory_urls=True).url, url)


def as_page(text):
    """'labs/cnn.py' is 'labs/cnn.md': what Zensical has of a lab."""
    return LAB.sub(r"\1.md", text)


class FromSource(Treeprocessor):
    def run(self, root):
        site, blocks = under_way(self.md), self.md.htmlStash.rawHtmlBlocks
        if isinstance(site, Zensical):
            blocks[:] = [
                ADDRESS.sub(site.from_source, one) if isinstance(one, str) else one
                for one in blocks
            ]


class makeExtension(Extension):  # noqa: N801, the name Markdown looks for
    def extendMarkdown(self, md):
        md.treeprocessors.register(FromSource(md), "from_source", -10)  # behind all that stash HTML
