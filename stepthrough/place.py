"""Where a snippet runs: its streams are files, its temporary files its own, its modules read anew."""

import os
import sys
import tempfile
from importlib.machinery import FileFinder, SourceFileLoader


def move_temporary_files(folder):
    """Whatever asks for a temporary file from now on gets it in this folder."""
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)))
    tempfile.tempdir = None


def read_sources(folder):
    """Modules beside the snippet are read from their source, and nothing is compiled beside them."""
    finder = FileFinder(str(folder), (Uncompiled, [".py"]))
    sys.path_importer_cache[str(folder)] = finder


class Uncompiled(SourceFileLoader):
    """What an earlier Python compiled is trusted by its date: not here."""

    def path_stats(self, path):
        raise OSError


def redirect(folder):
    """Standard output and error into files, at the level of file descriptors; no input."""
    for name, number in (("stdout", 1), ("stderr", 2)):
        file = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number)
        os.close(file)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)


def caught(path):
    return path.read_bytes().decode("utf-8", "replace")
