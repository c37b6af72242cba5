"""What a page says at its end: when its code ran, with what, and how many of its shape comments are proven."""

import os
import platform
import re
from importlib.metadata import version

import markdown
import pytest

from stepthrough import cache, page, snippet, vary

DAY = 24 * 60 * 60
FENCES = {"name": "snippet", "class": "snippet"}


@pytest.fixture
def end(project):
    """The words of the last paragraph of a page with some listings."""
    fences = [FENCES | {"format": page.show, "validator": page.validate}]
    extensions = ["pymdownx.superfences", "stepthrough.colophon"]
    (project / "docs" / "this-build.md").write_text("# The record\n")

    def said(*asked):
        text = "\n\n".join(["# A page", *(f"```snippet{one}\n```" for one in asked)])
        options = {"pymdownx.superfences": {"custom_fences": fences}}
        html = markdown.markdown(text, extensions=extensions, extension_configs=options)
        last = html.rpartition('<p class="colophon"')[2].partition(">")[2]
        assert html.count("colophon") == 1 and html.endswith("</p>")
        return re.sub(r"<[^>]+>", "", last)

    return said


def run_of(name):
    one = snippet.load(name)
    return cache.entry(one, snippet.key(one))


@pytest.fixture
def dated(project, monkeypatch):
    """Let the small project's snippets have run on the days of 1970 with these numbers."""

    def put(**days):
        for name, number in days.items():
            os.utime(run_of(name), (number * DAY, number * DAY))

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return put


def test_versions_are_those_that_ran(end):
    known = (
        f"with torch {version('torch')} and Python {platform.python_version()}. What this site ran"
    )
    assert end() == f"Built {known}"


def test_a_site_without_a_record_leads_to_none(end, project):
    (project / "docs" / "this-build.md").unlink()
    assert end().endswith(f"Python {platform.python_version()}.")


def test_comments_are_counted_once_and_only_where_they_are_shown(end):
    assert " 4 shape comments proven. " in end("\ntokens", "\ntokens.Tokens.forward")
    assert " 1 shape comment proven. " in end("\nimages")
    assert "proven" not in end("\nmarkup", ' output="only"\ntokens')


def test_sizes_are_those_that_all_runs_of_the_snippets_had(end):
    one = snippet.load("tokens")
    vary.keep(one, vary.Proven(6, {note.line: 4 for note in one.notes}))
    assert " 4 shape comments proven at 4 sizes. " in end("\ntokens")
    assert " 5 shape comments proven at 1 to 4 sizes. " in end("\ntokens", "\nimages")


def test_the_day_is_that_of_the_run(end, dated):
    dated(tokens=0, images=31)
    assert end("\ntokens").startswith("Ran on 1 January 1970 with")
    assert end("\ntokens", "\nimages").startswith("Ran from 1 January 1970 to 1 February 1970 with")


def test_no_day_is_later_than_the_source_where_its_date_is_given(end, dated, monkeypatch):
    dated(tokens=0, images=31)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(10 * DAY))
    assert end("\nimages").startswith("Ran on 11 January 1970")
    assert end("\ntokens").startswith("Ran on 1 January 1970")
