"""The cheat sheet: the rows of the reference as tables, with where each name is taught and used."""

import re
from html import escape
from itertools import islice

from stepthrough import calls, catalogue, census, facts, rows, snippet
from stepthrough.remembered import remembered

HEADS = ("Call", "In → out", "Memory", "Taught", "Here", "Real code")
SCRIPT = '<script type="module" src="../assets/sheet.js"></script>'


@remembered
def core():
    """The table of the core names, in the order of their list."""
    return table([("", sorted_by(census.core(), rows.rows()))], "core")


@remembered
def also(*names):
    """The table of all other names, in files of rows."""
    return table([others(snippet.load(name)) for name in names])


def others(one):
    """The topic of a file and its rows that are not core."""
    return one.name.replace("_", " "), [
        row for row in rows.of(one) if row.name not in census.core()
    ]


def sorted_by(order, found):
    return sorted(
        (row for row in found if row.name in order), key=lambda row: order.index(row.name)
    )


def table(groups, kind="also"):
    """Rows under their topics, in an element that can sort and filter them."""
    about, cells = About(), []
    for topic, found in groups:
        inner = "\n".join(line(row, about) for row in found)
        head = f'<tr><th colspan="{len(HEADS)}" scope="rowgroup">{escape(topic)}</th></tr>\n'
        cells.append(f"<tbody>\n{head if topic else ''}{inner}\n</tbody>")
    heads = "".join(f'<th scope="col">{head}</th>' for head in HEADS)
    inner = "\n".join(cells)
    return (
        f'<div><cheat-sheet class="{kind}"><table>\n<thead><tr>{heads}</tr></thead>\n{inner}\n</table>'
        f"</cheat-sheet>{SCRIPT}</div>"
    )


class About:
    """What the site and real code say of a name."""

    def __init__(self):
        self.sections, self.titles, self.shown = census.sections(), titles(), facts.pages()
        self.counted, self.total = census.counted(), sum(census.occurrences().values())
        self.packages = census.packages()
        self.users = {}
        for one in facts.examples():
            if one.path.parent.name != rows.FOLDER:
                for name in calls.used(one.tree):
                    self.users.setdefault(census.same(name), []).append(one)

    def taught(self, name):
        page = self.sections.get(name)
        return f'<a href="../{page}/">{escape(self.titles[page])}</a>' if page else ""

    def here(self, name):
        """How many snippets use a name, and a link to the first listing of one."""
        users = self.users.get(name, [])
        placed = (one for one in users if one.name in self.shown)
        links = [facts.link(one, self.shown[one.name]) for one in islice(placed, 1)]
        links = [
            re.sub(r"_(?=\w*</code>)", "_<wbr>", link) for link in links
        ]  # may be broken there
        return ": ".join([str(len(users)), *links]) if users else ""

    def real(self, name):
        """The share of a name in the nine repositories, or which packages use it."""
        if name in self.counted:
            return f"{self.counted[name][0] / self.total:.1%}"
        return ", ".join(package for package, times in self.packages.items() if name in times)


def line(row, about):
    cells = [
        f"<code>{escape(row.call)}</code>",
        shapes(row),
        escape(row.memory),
        about.taught(row.name),
        about.here(row.name),
        about.real(row.name),
    ]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def shapes(row):
    """'(B, L) → (B,)' in letters, and below it in numbers."""
    letters, numbers = (arrow(row, which) for which in (0, 1))
    below = f"<small>{escape(numbers)}</small>" if numbers != letters else ""
    return f"<code>{escape(letters)}</code>{below}" if letters else ""


def arrow(row, which):
    """What went in and what came out: a shape, with its dtype if that is unusual, or a plain value."""
    takes = ", ".join(whole(shape[which]) for shape in row.takes)
    gives = f"{whole(row.gives[which]) if row.gives else ''} {row.value}".strip()
    return " → ".join(filter(None, (takes, gives)))


def whole(shape):
    """A shape that no line is broken in."""
    return shape.replace(", ", ",\N{NO-BREAK SPACE}")


def titles():
    """{page: its name in the nav}."""
    text = (catalogue.root() / "mkdocs.yml").read_text(encoding="utf-8")
    found = (row.strip(" -").rpartition(": ") for row in text.splitlines() if row.endswith(".md"))
    return {page.removesuffix(".md"): title.strip('"') for title, _, page in found}
