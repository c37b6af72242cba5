"""Small computed things for prose, read from the snippets and their traces."""

import ast
import os
import re
from contextlib import suppress
from functools import lru_cache
from html import escape
from pathlib import Path

from stepthrough import attach, cache, catalogue, kata, shapes, snippet

LETTERS = {
    "B": "batch: how many samples go through at once",
    "C": "channels",
    "H": "height",
    "W": "width",
    "T": "time steps of a waveform or spectrogram, frames of a video",
    "F": "frequency bins",
    "L": "tokens in a sequence",
    "D": "width of an embedding",
    "P": "patches, the tokens of an image",
    "S": "tokens of the sequence that is looked at, in cross-attention",
    "nh": "heads",
    "hd": "width of one head",
    "ps": "patch size",
    "V": "words in the vocabulary",
    "K": "classes",
}
ENTRANCES = "index", "toolbox"
# A kata's card only leads to it.
SHOWN = re.compile(r"^\s*```+\s*(?:snippet\b[^\n]*|kata|error)\n\s*(\w+)", re.M)


def everything():
    """All snippets, by name."""
    return files(catalogue.written())


@lru_cache(maxsize=1)
def files(written):
    """The snippets in files; `written` says when each was: asked for dozens of times in a build."""
    return [snippet.read(path) for path, _ in written]


def examples():
    """The snippets that show how to use a thing; what is in errors/ shows how it goes wrong."""
    return [one for one in everything() if one.path.parent.name != "errors"]


def counts():
    """(snippets, shape comments) of the project."""
    found = everything()
    return len(found), sum(len(one.notes) for one in found)


def used_in(*operations):
    """For each operation, links to the snippets whose syntax tree uses it."""
    ones, shown, rows = examples(), pages(), []
    for operation in operations:
        users = [one for one in ones if operation in used(one)]
        if not users:
            raise LookupError(f"no snippet uses {operation}")
        links = ", ".join(link(one, shown.get(one.name)) for one in users)
        rows.append(f"<dt><code>{escape(operation)}</code></dt>\n<dd>{links}</dd>")
    return '<dl class="st-uses">\n' + "\n".join(rows) + "\n</dl>"


@lru_cache(maxsize=1024)
def used(one):
    """What a snippet, of a kata its solution, calls or reads: 'flatten', 'nn.Linear' (and 'Linear'), '@'."""
    found = set()
    tree = kata.read(one).answered if kata.is_kata(one) else one.tree
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).rpartition(".")[2]
            found |= {node.attr, f"{owner}.{node.attr}"}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(node.func.id)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            found.add("@")
    return found


def link(one, slug):
    """To the listing of a snippet on its page; a name alone when no page shows it."""
    label = f"<code>{escape(one.name)}</code>"
    if slug is None:
        return label
    folder = "" if slug == "index" else f"{slug}/"
    return f'<a href="../{folder}#st-{one.name}">{label}</a>'


def pages():
    """{snippet or kata: page} for the first page, in the order of the nav, that shows it; entrances come last."""
    found = {}
    for slug, text in sorted(texts().items(), key=lambda page: page[0] in ENTRANCES):
        for name in SHOWN.findall(text):
            found.setdefault(name, slug)
    return found


def texts():
    """{page: its Markdown} in the order of the nav."""
    return read(written())


def written():
    """(page, its file, when that was written) in the order of the nav."""
    settings, found = catalogue.root() / "mkdocs.yml", []
    for slug, path in order(settings, settings.stat().st_mtime_ns):
        with suppress(FileNotFoundError):
            found.append((slug, path, os.stat(path).st_mtime_ns))
    return tuple(found)


@lru_cache(maxsize=1)
def order(settings, stamp):
    """(page, its file) of the pages that the nav names; asked for hundreds of times in a build."""
    nav = settings.read_text(encoding="utf-8").partition("\nnav:")[2]
    slugs = dict.fromkeys(re.findall(r"[\w/-]+(?=\.md\b)", nav))
    return [(slug, str(settings.parent / "docs" / f"{slug}.md")) for slug in slugs]


@lru_cache(maxsize=1)
def read(paths):
    """{page: its Markdown}; `paths` says when each was written."""
    return {slug: Path(path).read_text(encoding="utf-8") for slug, path, _ in paths}


def letters():
    """The table of letters: what each stands for and the sizes it had in all proven comments."""
    seen = {letter: set() for letter in LETTERS}
    for one in everything():
        for check in cache.trace_of(one).checks:
            for sighting in check.sightings:
                for letter in seen.keys() & sighting.letters.keys():
                    seen[letter].add(sighting.letters[letter])
    rows = [
        (f"<code>{letter}</code>", escape(meaning), ", ".join(map(str, sorted(seen[letter]))))
        for letter, meaning in LETTERS.items()
    ]
    return table(("Letter", "Stands for", "Sizes on this site"), rows)


def shapes_of(name):
    """Every proven assignment of a snippet: its name, letters, numbers and dtype."""
    one = snippet.load(name)
    trace = cache.trace_of(one)
    rows = []
    for target, check in zip(attach.targets(one), trace.checks, strict=True):
        for variable, dtype in bound(trace, target.note.line):
            letters = target.note.text.lstrip("# ")
            numbers = shapes.proven_numbers(target, check)
            rows.append([f"<code>{escape(x)}</code>" for x in (variable, letters, numbers, dtype)])
    return table(("Tensor", "Letters", "Numbers", "dtype"), rows)


def bound(trace, line):
    """The (name, dtype) of the tensor that the first step ending on a line bound."""
    for step in trace.steps:
        if step.end == line and step.kind == "assign":
            values = [(name, trace.values[value].tensor) for name, value in step.changed.items()]
            return [(name, trace.tensors[at].dtype) for name, at in values if at >= 0]
    return []


def table(heads, rows):
    head = "".join(f"<th>{name}</th>" for name in heads)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
