"""Keep which katas are done, and how many hints were asked for, in a small JSON file."""

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from stepthrough import catalogue

FILE = "progress.json"


class Progress:
    """What a folder's progress file says; `told`: lines on what in it could not be read."""

    def __init__(self, folder):
        self.path = Path(folder).absolute() / FILE
        self.done, self.hints, self.rest, self.told = [], {}, {}, []
        try:
            self.read(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            pass
        except OSError as error:
            self.told.append(f"{self.shown} cannot be read: {error.strerror}")
        except (ValueError, RecursionError) as error:
            self.set_aside(f"is no progress file ({error})")

    @property
    def shown(self):
        return catalogue.show(self.path)

    def read(self, found):
        """Take over what is understood; other keys stay as they are."""
        if not isinstance(found, dict):
            raise ValueError("it holds no {…}")
        self.rest = {name: value for name, value in found.items() if name not in ("done", "hints")}
        done, hints = found.get("done", []), found.get("hints", {})
        if isinstance(done, list):
            self.done = [name for name in done if isinstance(name, str)]
        if isinstance(hints, dict):
            self.hints = {name: count for name, count in hints.items() if type(count) is int}
        if (self.done, self.hints) != (done, hints):
            self.set_aside("says something that is not understood; what is, stays")

    def set_aside(self, why):
        """Keep a file that was broken under another name, and say so."""
        number = 1
        while (kept := self.path.with_name(f"progress.broken-{number}.json")).exists():
            number += 1
        with suppress(OSError):
            os.replace(self.path, kept)
        self.told.append(f"{self.shown} {why}: kept as {catalogue.show(kept)}")

    def is_done(self, name):
        return name in self.done

    def finish(self, name):
        if name not in self.done:
            self.done.append(name)
            self.write()

    def next_hint(self, name, count):
        """The number of the next hint of a kata that has so many, from 0; None after the last."""
        at = max(self.hints.get(name, 0), 0)
        if at >= count:
            return None
        self.hints[name] = at + 1
        self.write()
        return at

    def write(self):
        """All of it or nothing; where that cannot be done, it is told."""
        text = json.dumps({"done": self.done, "hints": self.hints} | self.rest, indent=1) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace(self.path, text)
        except OSError as error:
            self.told.append(f"{self.shown} cannot be written: {error.strerror}")


def replace(path, text):
    """Write a file so that nobody ever sees half of it."""
    handle, name = tempfile.mkstemp(".partial", FILE, path.parent)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
