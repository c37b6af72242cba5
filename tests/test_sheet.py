"""The cheat sheet: what its tables say, and how they behave in a browser and on paper."""

import re
from html import unescape

import pytest
from playwright.sync_api import expect

from stepthrough import census, remembered, rows, sheet

SHEETS = {"cheat-sheet/": 80, "also-met-tensors/": 200, "also-met-modules/": 200}


def cells(table):
    """The cells of each row, as text."""
    found = re.findall(r"<tr>(<td>.*?)</tr>", table, re.S)
    return [[words(cell) for cell in re.findall(r"<td>(.*?)</td>", row, re.S)] for row in found]


def words(html):
    return unescape(re.sub("<.*?>", " ", html)).replace("\N{NO-BREAK SPACE}", " ").strip()


def test_the_core_table_has_the_rows_of_the_core_names_in_their_order():
    calls = [row[0] for row in cells(sheet.core())]
    first = [next(row.call for row in rows.rows() if row.name == name) for name in census.core()]
    assert [calls.index(call) for call in first] == sorted(calls.index(call) for call in first)
    assert sheet.core().count("<tbody>") == 1


def test_a_row_says_what_its_run_did():
    (row,) = [row for row in cells(sheet.core()) if row[0] == "x.transpose(1, 2)"]
    call, shapes, memory, taught, here, real = row
    assert shapes.split("  ")[0] == "(B, C, H, W) → (B, H, C, W)"
    assert shapes.endswith("(2, 3, 8, 20) → (2, 8, 3, 20)")
    assert (memory, taught, real) == ("shares x", "transpose, permute", "0.5%")
    assert int(here.split(":")[0]) > 5


def test_a_name_that_only_packages_use_says_which():
    table = sheet.also("round_and_compare")
    assert ["x.sign()", "diffusers, timm"] in [[row[0], row[-1]] for row in cells(table)]


def test_every_file_of_rows_is_on_a_page(pages_of_sheets):
    shown = {row[0] for table in pages_of_sheets for row in cells(table)}
    assert {row.call for row in rows.rows()} - shown == set()


@pytest.fixture(scope="module")
def pages_of_sheets(site):
    places = [site.folder / url / "index.html" for url in SHEETS]
    return [place.read_text(encoding="utf-8") for place in places]


def test_a_table_is_made_once(monkeypatch):
    before = sheet.core()
    monkeypatch.setattr(sheet, "table", lambda *args: "another")
    assert sheet.core() == before
    monkeypatch.setattr(remembered, "key", lambda: "0" * 40)
    assert sheet.core() == "another"


# In a browser


@pytest.fixture
def open_sheet(new_context):
    def opened(url, **options):
        page = new_context(**options).new_page()
        page.goto(url)
        return page

    return opened


def seen(page, column=0):
    """The text of a column's cells, row by row, as far as they are shown."""
    script = """(rows, column) => rows.filter(row => row.offsetParent && row.cells.length > 1)
        .map(row => row.cells[column].innerText.replace(/\\s+/g, ' ').trim())"""
    return page.locator("cheat-sheet tbody tr").evaluate_all(script, column)


def sort(page, head):
    page.get_by_role("columnheader", name=head).get_by_role("button").click()


@pytest.mark.parametrize("url, least", SHEETS.items())
def test_without_javascript_the_whole_table_is_there(open_sheet, url, least):
    page = open_sheet(url, java_script_enabled=False)
    assert len(seen(page)) >= least
    expect(page.get_by_role("searchbox", name="Find")).to_have_count(0)


@pytest.mark.parametrize("asked", ["transpose", "(B, nh", "Shares X", "nn.conv"])
def test_the_field_leaves_the_rows_that_have_its_words(open_sheet, asked):
    page = open_sheet("cheat-sheet/")
    every = len(seen(page))
    page.get_by_role("searchbox", name="Find").fill(asked)
    lines = page.locator("cheat-sheet tbody tr:not([hidden])").all_inner_texts()
    assert 0 < len(lines) < every
    assert all(asked.lower() in re.sub(r"\s+", " ", line).lower() for line in lines)
    expect(page.locator("cheat-sheet > output")).to_have_text(f"{len(lines)} rows")
    page.get_by_role("searchbox", name="Find").fill("")
    assert len(seen(page)) == every


def test_a_topic_without_rows_is_hidden(open_sheet):
    page = open_sheet("also-met-modules/")
    topics = page.locator("cheat-sheet th[scope=rowgroup]:visible")
    assert topics.count() == 11
    page.get_by_role("searchbox", name="Find").fill("nn.AvgPool2d")
    expect(topics).to_have_text(["image layers"])


def test_a_column_is_sorted_turned_and_put_back(open_sheet):
    page = open_sheet("also-met-tensors/")
    before = seen(page)
    sort(page, "Call")
    up = seen(page)
    assert up != before and sorted(up) == sorted(before)
    assert page.get_by_role("columnheader", name="Call").get_attribute("aria-sort") == "ascending"
    sort(page, "Call")
    assert seen(page) == up[::-1]
    sort(page, "Call")
    assert seen(page) == before


def test_numbers_are_sorted_by_their_size(open_sheet):
    page = open_sheet("cheat-sheet/")
    sort(page, "Real code")
    shares = [float(text.rstrip("%")) if "%" in text else 0 for text in seen(page, 5)]
    assert shares == sorted(shares, reverse=True) and shares[0] > 5
    sort(page, "Here")
    counts = [int(text.split(":")[0] or 0) for text in seen(page, 4)]
    assert counts == sorted(counts, reverse=True)


def test_the_table_lives_through_instant_navigation(open_sheet):
    page = open_sheet("how-often/")
    page.evaluate("window.stayed = true")
    page.locator(".md-content a[href*=cheat-sheet]").first.click()
    expect(page.get_by_role("searchbox", name="Find")).to_have_count(1)
    page.locator(".md-content a[href*=also-met-tensors]").first.click()
    expect(page.locator("h1[id]")).to_contain_text("tensors")
    expect(page.get_by_role("searchbox", name="Find")).to_have_count(1)
    page.go_back()
    expect(page.locator("h1[id]")).to_contain_text("Cheat sheet")
    expect(page.get_by_role("searchbox", name="Find")).to_have_count(1)
    assert page.evaluate("window.stayed")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_core_fits_on_two_printed_pages(open_sheet, paper):
    page = open_sheet("cheat-sheet/")
    pdf = page.pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    page.emulate_media(media="print")
    assert len(seen(page)) == len(cells(sheet.core()))
