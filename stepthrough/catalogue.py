"""Find the project and its snippets."""

import os
import time
from pathlib import Path

from stepthrough.fault import Fault, Wrong

MOMENT = 100_000_000

known = {}


def root():
    """The project: the working folder if it holds a site, else the one this package stands in."""
    here = Path.cwd()
    return here if (here / "mkdocs.yml").is_file() else Path(__file__).resolve().parent.parent


def files(folder):
    """The snippets below a folder; tests, hidden folders and caches are not snippets."""
    found = [path for inner in folders(folder) for path in inner.glob("*.py")]
    return sorted(path for path in found if is_shown(path) and path.name != "conftest.py")


def folders(folder):
    """The folder and all those below it that may hold snippets."""
    found = []
    for place, inner, _ in os.walk(folder):
        inner[:] = filter(is_shown, inner)
        found.append(Path(place))
    return found or [folder]


def is_shown(path):
    return not Path(path).name.startswith((".", "__"))


def named():
    """{name: path} of the project's snippets; two files of one name are an error."""
    home = root() / "snippets"
    before, found = known.get(home, (None, None))
    if not before or stamps(before) != before:
        known[home] = before, found = stamps(folders(home)), collected(home)
    return found


def written():
    """(path, when it was written) of every snippet."""
    return tuple((path, os.stat(path).st_mtime_ns) for path in named().values())


def stamps(places):
    """When a file last came to or went from each folder; what has hardly happened tells nothing yet."""
    now, found = time.time_ns(), {}
    for place in places:
        at = place.stat().st_mtime_ns if place.is_dir() else 0
        found[place] = at if at + MOMENT < now else object()
    return found


def collected(home):
    found = {}
    for path in files(home):
        if path.stem in found:
            first = show(found[path.stem])
            raise Wrong(Fault(show(path), 1, 1, f"two snippets named {path.stem}: also {first}"))
        found[path.stem] = path
    return found


def show(path):
    """A path as people type it: relative to the working folder where it can be."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
