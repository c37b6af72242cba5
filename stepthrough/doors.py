"""The ways into the error atlas: by phase, by model, by symptom, and the patterns of the box to paste into."""

import json
from html import escape

from stepthrough import atlas, message, prose, syllabus


def counted():
    """How many causes there are, and how many of them say nothing."""
    entries = atlas.everything()
    silent = sum(entry.silent for entry in entries)
    return (
        f"<p>There are {len(entries)} causes here, {silent} of them silent. Each was raised, or measured, "
        "and then mended when this site was built.</p>"
    )


def by_phase():
    """The entries of each phase of a run."""
    entries = atlas.everything()
    return groups(
        (phase, [entry for entry in entries if entry.phase == phase]) for phase in atlas.PHASES
    )


def by_model():
    """The entries that bite in each model."""
    entries = atlas.everything()
    models = sorted({model for entry in entries for model in entry.models})
    return groups(
        (title(model), [entry for entry in entries if model in entry.models]) for model in models
    )


def title(model):
    return syllabus.title(model.replace("_", "-"))


def groups(found):
    """A heading for each group, and a list of links to its entries."""
    return "\n".join(
        f"<h3>{escape(head[0].upper() + head[1:])}</h3>\n{listed(entries)}"
        for head, entries in found
        if entries
    )


def listed(entries, up=""):
    """Links to entries; `up` leads from the page to the first one of the atlas."""
    found = atlas.places()
    rows = "".join(f"<li>{link(entry, found, up)}</li>\n" for entry in entries)
    return f'<ul class="error-list">\n{rows}</ul>'


def behind(symptom):
    """The entries behind a symptom, and what each of them means; for a page beside theirs."""
    entries = [entry for entry in atlas.everything() if entry.symptom == symptom]
    if not entries:
        raise LookupError(f"no entry of the error atlas has the symptom {symptom!r}")
    found = atlas.places()
    rows = "".join(
        f"<li>{link(entry, found, '../')}<br>\n{prose.html(entry.title)}</li>\n"
        for entry in entries
    )
    return f"<ul>\n{rows}</ul>"


def met(page):
    """The entries that send their readers to a page, or bite in its model; for that page."""
    entries = [entry for entry in atlas.everything() if page in about(entry)]
    if not entries:
        raise LookupError(f"no entry of the error atlas leads to the page {page}")
    many = "1 error" if len(entries) == 1 else f"{len(entries)} errors"
    return (
        f"<details data-search-exclude><summary>{many}, each raised and mended</summary>\n"
        f"{listed(entries, '../errors/')}</details>"
    )


def about(entry):
    """The pages that an entry leads to."""
    return {*entry.constant("SEE"), *(model.replace("_", "-") for model in entry.models)}


def link(entry, found, up=""):
    """To an entry, from the first page of the atlas; `found` says where entries are."""
    page, heading = found[entry.name]
    where = page.removeprefix(f"{atlas.FOLDER}/")
    return f'<a href="{up}{where}/#{atlas.anchor(entry.name)}">{prose.html(heading)}</a>'


def patterns():
    """What the browser matches a pasted text with: docs/assets/errors.js reads it."""
    found = atlas.places()
    entries = [row(entry, *found[entry.name]) for entry in atlas.everything()]
    made = {"kinds": message.KINDS, "entries": entries}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def row(entry, page, heading):
    return {
        "url": f"{page}/#{atlas.anchor(entry.name)}",
        "head": heading.replace("`", ""),
        "means": entry.title,
        "read": [pieces(text) for text in entry.read],
        "templates": [pieces(text) for text in entry.templates],
    }


def pieces(template):
    """["size ", ["B", "any"]]"""
    return [
        piece if isinstance(piece, str) else [piece.name, piece.kind]
        for piece in message.pieces(template)
    ]
