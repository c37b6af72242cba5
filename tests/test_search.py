"""The search box finds an operation, a message, a model or a kata as its first hit."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

QUERIES = [
    line.split("\t")
    for line in Path(__file__).with_name("queries.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
FIRST = "() => document.querySelector('.md-search-result__link')?.href.split(/[?#]/)[0]"


@pytest.fixture
def search(new_context, site):
    """Type into the box of a page: search("flatten") is the page of the first hit."""
    page = new_context().new_page()
    page.goto("how-to-read-this-site/")
    box, said = page.locator("input[name=query]"), page.locator(".md-search-result__meta")
    box.click()

    def searched(query):
        box.fill("wrod")  # so that the next answer is of the next query
        box.press("End")
        expect(said).to_have_text("No matching documents")
        box.fill(query)
        box.press("End")
        expect(said).to_contain_text("matching document")
        expect(said).not_to_have_text("No matching documents")
        return page.evaluate(FIRST).removeprefix(site.url)

    return searched


def test_what_people_search_for_is_the_first_hit(search):
    found = {query: search(query) for query, _ in QUERIES}
    assert {query: found[query] for query, page in QUERIES if found[query] != page} == {}
    assert len(QUERIES) >= 50
