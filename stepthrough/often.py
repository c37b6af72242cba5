"""Draw how often real code uses which name, and say what share of it this site teaches."""

from html import escape
from itertools import accumulate

from stepthrough import census, facts, sheet, snippet
from stepthrough.remembered import remembered

WIDE = 360  # as a phone has it: there the letters stay large enough
ROW, LEFT = 15, 128
HIGH = 190


@remembered
def shares():
    """How far each circle of names reaches: the article's, the core, all of them."""
    times = census.occurrences()
    circles = {
        "the article's own toolbox": census.toolbox(),
        "the core of this site": census.spelled(census.core()),
        "everything here": census.taught(),
    }
    cells = [
        (what, str(len(times.keys() & names)), percent(census.share(times, names)))
        for what, names in circles.items()
    ]
    return facts.table(("Names", "How many of them occur", "Share of the code"), cells)


@remembered
def bars(top):
    """The commonest names as bars; those that nothing here teaches are hollow."""
    times, taught = census.occurrences().most_common(top), census.taught()
    most, total = times[0][1], sum(census.occurrences().values())
    drawn = []
    for at, (name, count) in enumerate(times):
        y, wide = at * ROW, (WIDE - LEFT - 42) * count / most
        kind = "taught" if name in taught else "untaught"
        drawn.append(
            f'<text x="{LEFT - 6}" y="{y + 11}" text-anchor="end">{escape(name)}</text>'
            f'<rect class="{kind}" x="{LEFT}" y="{y + 2}" width="{wide:.1f}" height="{ROW - 4}"/>'
            f'<text x="{LEFT + wide + 5:.1f}" y="{y + 11}">{count / total:.1%}</text>'
        )
    said = (
        f"{top} names: from {times[0][0]}, {most} times, to {times[-1][0]}, {times[-1][1]} times."
    )
    return picture("bars", f"The {top} commonest names", said, top * ROW, drawn)


@remembered
def curve(*marks):
    """What share of all occurrences the commonest names make, one after the other."""
    counts = [count for _, count in census.occurrences().most_common()]
    reached = [part / sum(counts) for part in accumulate(counts)]
    across, up = (WIDE - 46) / len(counts), HIGH - 36
    points = [(30 + at * across, HIGH - 22 - part * up) for at, part in enumerate(reached, 1)]
    path = "".join(f"L{x:.1f} {y:.1f}" for x, y in points)
    drawn = [
        f'<path class="axis" d="M30 {HIGH - 22 - up}V{HIGH - 22}H{WIDE - 16}"/>',
        f'<path class="line" d="M30 {HIGH - 22}{path}"/>',
        f'<text x="26" y="{HIGH - 18}" text-anchor="end">0</text>',
        f'<text x="26" y="{HIGH - 18 - up}" text-anchor="end">1</text>',
        f'<text x="{WIDE - 16}" y="{HIGH - 6}" text-anchor="end">{len(counts)} names</text>',
    ]
    for mark in marks:
        x, y = points[mark - 1]
        drawn.append(
            f'<circle class="taught" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
            f'<text x="{x + 6:.1f}" y="{y + 13:.1f}">{mark}: {reached[mark - 1]:.0%}</text>'
        )
    said = ", ".join(f"{mark} names make {reached[mark - 1]:.0%}" for mark in marks)
    return picture("curve", "Share of all occurrences, by the number of names", said, HIGH, drawn)


def picture(name, title, said, high, drawn):
    """An SVG with words for those who do not see it."""
    inner = "\n".join(drawn)
    return (
        f'<figure class="st-chart"><svg viewBox="0 0 {WIDE} {high}" role="img" '
        f'aria-labelledby="{name}-title {name}-said"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-said">{escape(said)}</desc>\n{inner}\n</svg>'
        f"<figcaption>{escape(title)}</figcaption></figure>"
    )


@remembered
def counts(top):
    """The table below the bars: name, occurrences, repositories, and whether it is taught."""
    where_taught = Places()
    cells = [
        (f"<code>{escape(name)}</code>", str(times), str(len(where)), where_taught.of(name))
        for name, (times, where) in list(census.counted().items())[:top]
    ]
    return facts.table(("Name", "Occurrences", "Repositories", "Taught"), cells)


class Places:
    """Where names are taught."""

    def __init__(self):
        self.sections, self.taught = census.sections(), census.taught()
        self.titles = sheet.titles()

    def of(self, name):
        """A link to the page of a name, 'a row', or why there is none."""
        if name not in self.taught:
            return census.why_not(name)
        page = self.sections.get(census.same(name))
        return f'<a href="../{page}/">{escape(self.titles[page])}</a>' if page else "a row"


@remembered
def untaught():
    """The counted names that have no row, with why."""
    taught = census.taught()
    cells = [
        (f"<code>{escape(name)}</code>", str(times), ", ".join(where), census.why_not(name))
        for name, (times, where) in census.counted().items()
        if name not in taught
    ]
    return facts.table(("Name", "Occurrences", "Where", "Why"), cells)


@remembered
def elsewhere():
    """The share in packages that models are used from, and what is missing most."""
    cells, taught = [], census.taught()
    for package, times in census.packages().items():
        left = [name for name, _ in times.most_common() if name not in taught][:4]
        missing = ", ".join(f"<code>{escape(name)}</code>" for name in left)
        total = f"{sum(times.values()):,}"
        cells.append((package, total, percent(census.share(times, taught)), missing or "nothing"))
    return facts.table(("Package", "Occurrences", "Share taught", "Commonest of the rest"), cells)


@remembered
def used_by(name):
    """What one snippet is counted for."""
    found = census.names(snippet.load(name)).most_common()
    return facts.table(
        ("Name", "Times"), [(f"<code>{escape(one)}</code>", str(n)) for one, n in found]
    )


def percent(part):
    return f"{part:.1%}"
