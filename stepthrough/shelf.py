"""Keep texts on the disk, each whole and sealed or not at all."""

import os
import sys
import tempfile
from functools import lru_cache
from glob import escape
from hashlib import sha256
from pathlib import Path


def read(path):
    """The text that was kept there; ValueError if it is not, to the last byte, what was written."""
    digest, text = path.read_bytes().decode().split("\n", 1)
    if digest != seal(path, text):
        raise ValueError(f"not what was kept in {path}")
    return text


def seal(path, text):
    """What only this text under this name has."""
    return sha256(f"{path.name}\n{text}".encode()).hexdigest()


def keep(path, text, name, key):
    """Whether a text could be kept; where that cannot be done, it is said once."""
    try:
        write(path, f"{seal(path, text)}\n{text}", name, key)
        return True
    except FileNotFoundError:  # another build swept ours away: it is about to keep its own
        return False
    except OSError as error:
        warn(f"nothing can be kept in .cache ({error.strerror}): the next build runs it all again")
        return False


@lru_cache(maxsize=None)
def warn(what):
    print(what, file=sys.stderr, flush=True)


def write(path, text, name, key):
    """Write a file so that a reader sees all of it or none; what older keys left of that name goes.

    So does what a build left that was killed here: it is called partial, not by the key.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    start, end = f"{name}.partial-", path.name.removeprefix(f"{name}.{key[:20]}")
    file = tempfile.NamedTemporaryFile(dir=path.parent, prefix=start, suffix=end, delete=False)
    try:
        with file:
            file.write(text.encode())
        os.chmod(file.name, 0o644)
        os.replace(file.name, path)
    except BaseException:
        Path(file.name).unlink(missing_ok=True)
        raise
    for old in path.parent.glob(f"{escape(name)}.*.*"):
        if f".{key[:20]}." not in old.name and old.name.count(".") == path.name.count("."):
            old.unlink(missing_ok=True)
