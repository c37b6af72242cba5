"""Give me this snippet's trace, or what was made of it: read it, or have it made."""

import contextlib

from stepthrough import catalogue, crew, shelf, snippet, trace
from stepthrough.fault import Wrong

UNKEPT = {}  # the traces of this process that could not be written, by key


def trace_of(one):
    """The trace of a project's snippet; the first miss records everything that is stale."""
    return stored(one) or traces([one, *stale_others(one)])[0]


def stale_others(one):
    """All other snippets of the project that can be read and have no trace."""
    for path in catalogue.named().values():
        try:
            other = snippet.read(path)
            key = snippet.key(other)
            if path != one.path and key not in UNKEPT and not entry(other, key).exists():
                yield other
        except Wrong:
            continue


def traces(snippets, seconds=crew.SECONDS):
    """The traces of the project's snippets; what is stale is recorded, side by side, and kept."""
    found = {one.path: stored(one) for one in snippets}
    stale = [one for one in snippets if found[one.path] is None]
    found |= zip([one.path for one in stale], crew.record(stale, seconds, keep), strict=True)
    return [found[one.path] for one in snippets]


def folder(name="traces"):
    return catalogue.root() / ".cache" / name


def entry(one, key):
    return folder() / f"{one.name}.{key[:20]}.json"


def stored(one):
    """The kept trace of exactly this snippet, or None."""
    key = snippet.key(one)
    try:
        found = trace.from_json(shelf.read(entry(one, key)))
    except (OSError, ValueError):
        return UNKEPT.get(key)
    return found if found.key == key else UNKEPT.get(key)


def keep(one, made):
    """Write a trace so that a reader sees all of it or none; older ones of that snippet go.

    A run that died (time, memory, a signal) says as much about the machine as about the snippet: not kept.
    """
    if not made.key or made.error and made.error.type == "died":
        return
    if not shelf.keep(entry(one, made.key), trace.to_json(made), one.name, made.key):
        UNKEPT[made.key] = made


def rendered(one, tag, render):
    """The text that render() makes of a snippet and its trace; `tag` tells its kinds apart."""
    return made("listings", one.name, snippet.key(one), f".{tag}.html", render)


def made(shelf_name, name, key, ending, make):
    """The text that make() makes of what has this name and key: read, or made now and kept."""
    path = folder(shelf_name) / f"{name}.{key[:20]}{ending}"
    with contextlib.suppress(OSError, ValueError):
        return shelf.read(path)
    text = make()
    shelf.keep(path, text, name, key)
    return text
