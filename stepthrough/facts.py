"""Small computed things for prose, read from the snippets and their traces."""

import ast
import re
from functools import lru_cache
from html import escape

from stepthrough import attach, cache, shapes, snippet

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
    "nh": "heads",
    "hd": "width of one head",
    "ps": "patch size",
    "V": "words in the vocabulary",
    "K": "classes",
}


def everything():
    """All snippets, by name."""
    return [snippet.read(path) for path in snippet.catalogue().values()]


def counts():
    """(snippets, shape comments) of the project."""
    found = everything()
    return len(found), sum(len(one.notes) for one in found)


def used_in(*operations):
    """For each operation, links to the snippets whose syntax tree uses it."""
    ones, shown, rows = everything(), pages(), []
    for operation in operations:
        users = [one for one in ones if operation in used(one)]
        if not users:
            raise LookupError(f"no snippet uses {operation}")
        links = ", ".join(link(one, shown.get(one.name)) for one in users)
        rows.append(f"<dt><code>{escape(operation)}</code></dt>\n<dd>{links}</dd>")
    return '<dl class="st-uses">\n' + "\n".join(rows) + "\n</dl>"


@lru_cache(maxsize=1024)
def used(one):
    """What a snippet calls or reads: 'flatten', 'nn.Linear' (and 'Linear'), 'mT', '@'."""
    found = set()
    for node in ast.walk(one.tree):
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
    """{snippet: page} for the first page, in the order of the nav, that shows it; Home comes last."""
    root, found = snippet.root(), {}
    order = re.findall(r"[\w/-]+(?=\.md\b)", (root / "mkdocs.yml").read_text(encoding="utf-8"))
    for slug in sorted(order, key=lambda slug: slug == "index"):
        text = (root / "docs" / f"{slug}.md").read_text(encoding="utf-8")
        for name in re.findall(r"^\s*```+\s*snippet\b[^\n]*\n\s*(\w+)", text, re.M):
            found.setdefault(name, slug)
    return found


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
