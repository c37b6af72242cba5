"""Collect each snippet as a run, and each of its shape comments as a test."""

import pytest

from stepthrough import attach, cache, catalogue, shapes, snippet
from stepthrough.fault import Wrong


def pytest_collect_file(file_path, parent):
    if file_path in catalogue.named().values():
        return File.from_parent(parent, path=file_path)


class File(pytest.File):
    def collect(self):
        self.one = snippet.read(self.path)
        yield Run.from_parent(self, name="runs")
        for target in attach.targets(self.one):
            yield Comment.from_parent(
                self, name=title(target), line=target.note.line
            )


def title(target):
    return f"L{target.note.line} {target.note.text.lstrip('# ')}"


class Item(pytest.Item):
    def repr_failure(self, excinfo, style=None):
        return (
            str(excinfo.value)
            if excinfo.errisinstance(Wrong)
            else super().repr_failure(excinfo)
        )


class Run(Item):
    """The first item of all records every stale trace, in parallel."""

    def runtest(self):
        one = self.parent.one
        if error := cache.trace_of(one).error:
            raise Wrong(shapes.ending(one, error))


class Comment(Item):
    def __init__(self, line, **kwargs):
        super().__init__(**kwargs)
        self.line = line

    def runtest(self):
        one = self.parent.one
        trace = cache.trace_of(one)
        mine = [
            fault
            for fault in shapes.check(one, trace)
            if trace.error or fault.line == self.line
        ]
        if mine:
            raise Wrong(*mine)

    def reportinfo(self):
        return self.path, self.line - 1, self.name


def pytest_terminal_summary(terminalreporter):
    """How much was proven: the site's claim, counted from what passed."""
    passed = terminalreporter.stats.get("passed", [])
    ran = sum(report.nodeid.endswith(".py::runs") for report in passed)
    proven = sum(".py::L" in report.nodeid for report in passed)
    if ran:
        terminalreporter.write_line(
            f"{ran} snippets ran, {proven} shape comments proven"
        )
