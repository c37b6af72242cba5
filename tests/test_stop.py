import re

from mkdocs.exceptions import BuildError
from pymdownx.superfences import SuperFencesException

from stepthrough import stop


def test_a_stop_is_an_error_that_superfences_and_mkdocs_let_through():
    assert issubclass(stop.Stop, SuperFencesException)
    assert issubclass(stop.Stop, BuildError)


def test_a_fault_is_placed_where_the_pages_first_match(project):
    found = stop.place(re.compile(r"^# (Sizes)$", re.M), "no such title")
    assert str(found).splitlines() == [
        "docs/more/sizes.md:1:3: no such title",
        "    # Sizes",
        "      ^^^^^",
    ]


def test_a_fault_that_no_page_matches_still_says_what_is_wrong(project):
    assert str(stop.place(re.compile("(nowhere)"), "broken")) == "docs:1:1: broken"
