"""Say where a kata stands among the lessons: what it trains, and which page sends the reader to it."""

import re
from functools import lru_cache
from html import escape

from stepthrough import facts, kata, prose

TOOL = re.compile(r"\[`([^`]+)`\]\(([\w-]+)\.md\)")
USED = re.compile(r"facts\.used_in\(([^)]*)\)")
CARD = re.compile(r"^```kata card\n(.*?)^```$", re.M | re.S)
EVERYWHERE = "shape"  # not worth a word where there is more
HEADS = ("Kata", "Trains", "Minutes", "Lesson", "Done")


def trains(one):
    """{torch name: page that teaches it} of what a kata's solution uses, in the order of the lessons."""
    used, known = facts.used(one.one), taught(facts.written())
    found = {name: page for name, page in known.items() if name in used}
    rest = {name: page for name, page in found.items() if name != EVERYWHERE}
    return rest or found


@lru_cache(maxsize=1)
def taught(written):
    """{torch name: page}: the page of the toolbox, then what each lesson says it is used in."""
    texts = facts.read(written)
    found = {name.lstrip("."): page for name, page in TOOL.findall(texts.get("toolbox", ""))}
    for page, text in texts.items():
        for names in USED.findall(text):
            for name in re.findall(r'"([^"]+)"', names):
                found.setdefault(name, page)
    return found


def lesson(one):
    """The first page, in the order of the nav, that shows the kata's card; None if none does."""
    return lessons(facts.written()).get(one.name)


@lru_cache(maxsize=1)
def lessons(written):
    """{kata: the first page that shows its card}."""
    found = {}
    for page, text in facts.read(written).items():
        for name in carded(text):
            found.setdefault(name, page)
    return found


def carded(text):
    """The katas whose cards a page shows."""
    return [name for names in CARD.findall(text) for name in names.split()]


def page_of(one):
    """'katas/fix-the-list' is the page of fix_the_list."""
    return f"katas/{one.name.replace('_', '-')}"


def title(page):
    """The heading of a page; LookupError if the nav has no such page."""
    texts = facts.texts()
    if page not in texts:
        raise LookupError(f"write docs/{page}.md, and name it in the nav of mkdocs.yml")
    return re.search(r"^# (.+)$", texts[page], re.M)[1]


def overview():
    """The table of all katas, for their first page; the browser fills in what is done."""
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADS)
    body = "\n".join(row(kata.load(name)) for name in kata.names())
    return (
        "<div><kata-progress></kata-progress></div>\n"
        f'<table class="katas">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>'
    )


def row(one):
    page, own = lesson(one), page_of(one)
    cells = [
        f'<a href="../{own}/">{escape(title(own))}</a> <span>{prose.html(one.title)}</span>',
        ", ".join(f"<code>{escape(name)}</code>" for name in trains(one)),
        str(one.minutes),
        f'<a href="../{page}/">{escape(title(page))}</a>' if page else "",
        f'<kata-done data-kata="{one.name}" data-minutes="{one.minutes}"></kata-done>',
    ]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
