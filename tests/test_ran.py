"""The record of a build: a row for each snippet, and the versions that are not for the tests alone."""

import re
from hashlib import sha256
from importlib.metadata import version

import markdown
import pytest

from stepthrough import page, ran, snippet, stop


def rows(html):
    """The words of each cell, row by row."""
    found = re.findall("<tr>(.+?)</tr>", html)[1:]
    return [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall("<td>(.*?)</td>", row)] for row in found
    ]


def show(folder):
    return ran.show(f"{folder}\n", "ran", "ran", {}, markdown.Markdown())


def test_a_row_says_what_was_proven_and_leads_to_the_listing_and_to_the_run(project):
    html = show("models")
    (images, size), one = rows(html), snippet.load("images")
    digest = sha256(one.path.read_bytes()).hexdigest()[:8]
    assert (images[:3], images[4]) == (["images", "1", "1"], digest)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", images[3]) and size[:2] == ["size", "0"]
    assert re.findall('href="(.+?)"', html)[:2] == [
        "../more/sizes/#st-images",
        f"assets/runs/{page.run_file(one)}",
    ]


def test_a_folder_without_snippets_stops_the_build_at_its_fence(project):
    (project / "docs" / "index.md").write_text("# Home\n\n```ran\nmodel\n```\n")
    with pytest.raises(stop.Stop, match="^docs/index.md:4:1: no snippets in snippets/model\\n"):
        show("model")


def test_versions_are_those_installed_of_what_the_site_needs(project):
    (project / "requirements.txt").write_text("# Runs\ntorch==0.1\n\n# Tests\npytest==0.1\n")
    found = rows(ran.versions())
    assert found[0][0] == "Python" and found[1:] == [["torch", version("torch")]]
