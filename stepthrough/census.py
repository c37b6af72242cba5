"""Read how often real code uses which name of torch, and where this site teaches it."""

import re
from collections import Counter
from fnmatch import fnmatchcase
from functools import lru_cache

from stepthrough import calls, catalogue, facts, rows

HEAD = "name"
LINK = re.compile(r"\[`([^`]+)`\]\(([\w-]+)\.md")
USED = re.compile(r"facts\.used_in\(([^)]*)\)")


def table(name):
    """The rows of a file in snippets/data, without its head and its remarks."""
    path = catalogue.root() / "snippets" / "data" / f"{name}.tsv"
    return list(read(path, path.stat().st_mtime_ns))


@lru_cache(maxsize=16)
def read(path, stamp):
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line.split("\t") for line in lines[1:] if line)


def counted():
    """{name: (occurrences, repositories)} of nine repositories, the commonest first."""
    return {name: (int(times), where.split(",")) for name, times, where in table("census")}


def packages():
    """{package: Counter of the names it uses}."""
    found = {}
    for package, name, times in table("packages"):
        found.setdefault(package, Counter())[name] += int(times)
    return found


def core():
    """The names everything else is built on: each has a row, and a kata."""
    return [name for (name,) in table("core")]


def toolbox():
    """The names in the article's own list."""
    return {name for (name,) in table("toolbox")}


def usual():
    """Names that models elsewhere use, and that nothing counted here happens to use."""
    return {name for (name,) in table("usual")}


def untaught():
    """{pattern: why}: the names that this site does not teach."""
    return dict(table("untaught"))


def same(name):
    """The name that another spelling is taught under: 'nn.Module' is 'class nn.Module'."""
    return dict(table("aliases")).get(name, name)


def spelled(names):
    """Names and all their other spellings."""
    return set(names) | {other for other, name in table("aliases") if name in names}


def taught():
    """Every name that has a row that ran, and its other spellings."""
    return spelled(rows.taught())


def why_not(name):
    """Why a name is not taught, None where nobody said."""
    return next((why for form, why in untaught().items() if fnmatchcase(name, form)), None)


def share(times, names):
    """What part of all occurrences some names make."""
    return sum(count for name, count in times.items() if name in names) / sum(times.values())


def occurrences():
    """Counter of the nine repositories."""
    return Counter({name: times for name, (times, _) in counted().items()})


def known():
    """Every name that is spoken of here: taught, counted or explained."""
    return taught() | counted().keys() | usual()


def names(one):
    """Counter of the torch names that a snippet uses, as the census counts them.

    A method that nothing here speaks of may be of anything, such as a list: it is left out.
    """
    here = known()
    found = calls.used(one.tree).items()
    return Counter({name: times for name, times in found if name in here or is_own(name)})


def is_own(name):
    """Whether a name is torch's for sure, for it says where it lives: 'nn.Linear'."""
    return any(mark in name for mark in "./@[ ")


def sections():
    """{name: page} of the first page, in the order of the nav, that has a name in its list of uses.

    The toolbox comes first: it says which page is a name's own.
    """
    pages, found, here = facts.texts(), {}, known()
    pairs = LINK.findall(pages.get("toolbox", ""))
    for slug, text in pages.items():
        pairs += [
            (name, slug) for listed in USED.findall(text) for name in re.findall(r'"(.*?)"', listed)
        ]
    for name, slug in pairs:
        if form := next((form for form in forms(name) if form in here), None):
            found.setdefault(form, slug)
    return found


def forms(name):
    """How a name of a page may be counted: 'normal_' is 'nn.init.normal', 'x.device' is '.device'."""
    last, plain = name.rpartition(".")[2], calls.bare(name)
    if name != plain:
        yield f"nn.init.{plain}"
    yield from (f"class {name}", plain, f".{last}", calls.bare(last))
    yield from (f"{home}{plain}" for home in ("F.", "einops/", "testing.", "nn.init.", "nn."))
