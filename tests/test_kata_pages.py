"""Every kata has its page and its card, and a reader's marks stay in the browser."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from stepthrough import kata, notebook, syllabus
from test_site import nav

ROOT = Path(__file__).parents[1]
NAMES = kata.names()
FIRST, SECOND = NAMES[:2]
FULL = re.compile(r"^```kata\n(\w+)\n```$", re.M)
MINUTES = {name: kata.load(name).minutes for name in NAMES}


def page_of(name):
    return f"{syllabus.page_of(kata.load(name))}/"


def html(site, name):
    return (site.folder / page_of(name) / "index.html").read_text(encoding="utf-8")


# The pages


def test_every_kata_has_its_page_in_the_nav_from_the_shortest_to_the_longest():
    in_nav = [file for section, file in nav() if section == "Katas"]
    assert in_nav == [
        "katas/index.md",
        "shape-gym.md",
        *(f"{syllabus.page_of(kata.load(name))}.md" for name in NAMES),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_shows_its_own_kata(name):
    text = (ROOT / "docs" / f"{page_of(name)[:-1]}.md").read_text(encoding="utf-8")
    assert FULL.findall(text) == [name]


@pytest.mark.parametrize("name", NAMES)
def test_some_lesson_shows_the_card_of_a_kata(name):
    assert syllabus.lesson(kata.load(name)), f"no page has the fence ```kata card with {name}"


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_gives_to_take_home_is_there(site, name):
    one = kata.load(name)
    files = re.findall(r'href="([^"]+)" download', html(site, name))
    found = [(site.folder / page_of(name) / file).read_text(encoding="utf-8") for file in files]
    assert found == [one.stub, notebook.made(one)]


@pytest.mark.parametrize("name", NAMES)
def test_colab_is_sent_to_the_file_that_is_published(site, name):
    (link,) = re.findall(
        r'href="https://colab.research.google.com/github/([^"]+)"', html(site, name)
    )
    place = link.removeprefix("somebody/essential-pytorch/blob/gh-pages/")
    assert (site.folder / place).is_file()


def letters(text):
    """A text as the search may have it: without markup and whatever is no letter."""
    return re.sub(r"\W+", "", re.sub("<[^>]*>", "", text))


def secrets(one):
    """What a reader finds out alone: the hints, and the lines of the solution that the stub lacks."""
    lines = [letters(line.split("  #")[0]) for line in one.solution]
    return [*map(letters, one.hints), *(line for line in lines if line not in letters(one.stub))]


@pytest.mark.parametrize("name", NAMES)
def test_the_search_tells_no_hint_and_no_solution(site, name):
    one, index = kata.load(name), site.folder / "search" / "search_index.json"
    found = json.loads(index.read_text(encoding="utf-8"))["docs"]
    known = "".join(letters(part["text"]) for part in found if page_of(name) in part["location"])
    assert letters(one.promises[0]) in known
    assert [secret for secret in secrets(one) if len(secret) > 12 and secret in known] == []


# In a browser


@pytest.fixture
def tab(new_context):
    return new_context().new_page()


def mark(page, name):
    return page.locator(f"kata-done[data-kata={name}]")


def press(page, name):
    mark(page, name).locator("button").click()


def test_a_kata_marked_on_its_page_is_done_in_the_table_and_on_its_card(tab):
    tab.goto(page_of(FIRST))
    mark(tab, FIRST).get_by_role("button", name="Mark as done").click()
    expect(mark(tab, FIRST)).to_have_text("✓ Done")
    tab.goto("katas/")
    expect(mark(tab, FIRST)).to_have_text("✓ Done")
    expect(mark(tab, SECOND)).to_have_text("Mark as done")
    tab.goto(f"{syllabus.lesson(kata.load(FIRST))}/")
    card = tab.locator("a.kata-card", has=mark(tab, FIRST))
    expect(card).to_contain_text("✓ Done")
    card.click()
    expect(mark(tab, FIRST)).to_have_text("✓ Done")


def test_the_table_counts_what_is_done_and_the_minutes_that_are_left(tab):
    tab.goto("katas/")
    says, left = tab.get_by_role("status"), sum(MINUTES.values())
    expect(says).to_have_text(f"0 of {len(NAMES)} done, about {left} minutes to go")
    press(tab, SECOND)
    left -= MINUTES[SECOND]
    expect(says).to_have_text(f"1 of {len(NAMES)} done, about {left} minutes to go")
    press(tab, SECOND)
    expect(says).to_contain_text(f"0 of {len(NAMES)}")


def test_reset_asks_first_and_forgets_all(tab):
    tab.goto("katas/")
    press(tab, FIRST)
    tab.once("dialog", lambda dialog: dialog.dismiss())
    tab.get_by_role("button", name="Reset").click()
    expect(mark(tab, FIRST)).to_have_text("✓ Done")
    tab.once("dialog", lambda dialog: dialog.accept())
    tab.get_by_role("button", name="Reset").click()
    expect(mark(tab, FIRST)).to_have_text("Mark as done")
    tab.reload()
    expect(mark(tab, FIRST)).to_have_text("Mark as done")


def test_progress_is_exported_and_imported_beside_what_is_there(tab, new_context, tmp_path):
    tab.goto("katas/")
    press(tab, FIRST)
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Export").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert json.loads(path.read_text(encoding="utf-8")) == {"done": [FIRST]}
    other = new_context().new_page()
    other.goto("katas/")
    press(other, SECOND)
    other.locator("kata-progress input").set_input_files(path)
    expect(other.get_by_role("status")).to_contain_text("2 of ")
    other.reload()
    expect(mark(other, FIRST)).to_have_text("✓ Done")
    expect(mark(other, SECOND)).to_have_text("✓ Done")


def test_the_progress_of_the_command_line_can_be_imported(tab, tmp_path):
    path = tmp_path / "progress.json"
    path.write_text(json.dumps({"done": [SECOND, "<b>"], "hints": {FIRST: 2}}), encoding="utf-8")
    tab.goto("katas/")
    tab.locator("kata-progress input").set_input_files(path)
    expect(mark(tab, SECOND)).to_have_text("✓ Done")
    expect(tab.get_by_role("status")).to_contain_text("Read 1 from the file")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"done": 3}'])
def test_a_file_without_progress_changes_nothing_and_says_so(tab, tmp_path, text):
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    tab.goto("katas/")
    press(tab, FIRST)
    tab.locator("kata-progress input").set_input_files(path)
    expect(tab.get_by_role("status")).to_contain_text("That file holds no progress")
    expect(mark(tab, FIRST)).to_have_text("✓ Done")


def test_what_a_hand_broke_in_the_browser_breaks_nothing(tab):
    tab.goto("katas/")
    for text in ("{", "null", "7", '{"done": {}}'):
        tab.evaluate("text => localStorage.setItem('essential-pytorch.katas', text)", text)
        tab.reload()
        expect(mark(tab, FIRST)).to_have_text("Mark as done")
    press(tab, FIRST)
    tab.reload()
    expect(mark(tab, FIRST)).to_have_text("✓ Done")


def test_another_tab_learns_at_once(tab):
    tab.goto("katas/")
    other = tab.context.new_page()
    other.goto(page_of(FIRST))
    press(other, FIRST)
    expect(mark(tab, FIRST)).to_have_text("✓ Done")
    expect(tab.get_by_role("status")).to_contain_text("1 of ")


def test_a_browser_that_keeps_nothing_still_marks(new_context):
    context = new_context()
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error() }")
    page = context.new_page()
    page.goto("katas/")
    press(page, FIRST)
    expect(page.get_by_role("status")).to_contain_text("1 of ")


def test_the_keyboard_marks_and_the_name_of_a_button_says_which_kata(tab):
    tab.goto("katas/")
    title = syllabus.title(page_of(FIRST)[:-1])
    tab.get_by_role("button", name=f"Mark as done: {title}", exact=True).press("Enter")
    expect(tab.get_by_role("button", name=f"✓ Done: {title}", exact=True)).to_be_focused()


def test_the_shapes_to_predict_are_hidden_until_they_are_said(tab):
    tab.goto(page_of("untokenize"))
    listing = tab.locator("#predict ~ .st").first
    shapes = listing.locator(".st-line .st-letters")
    expect(shapes.first).to_be_hidden()
    tab.get_by_role("button", name="Predict the shapes").click()
    expect(listing.locator(".st-says")).to_contain_text("what is its shape?")
    expect(shapes.first).to_be_hidden()
    listing.locator("form input").fill("B C H W")
    listing.locator("form input").press("Enter")
    expect(listing.locator(".st-says")).to_contain_text("Right.")
    expect(shapes.first).to_be_visible()
    expect(shapes.last).to_be_hidden()
    tab.keyboard.press("Escape")
    expect(shapes.last).to_be_visible()


def test_no_step_of_the_warm_up_enters_the_solution(tab):
    tab.goto(page_of("untokenize"))
    listing = tab.locator("#predict ~ .st").first
    tab.get_by_role("button", name="Predict the shapes").click()
    first = 1 + kata.load("untokenize").one.parts["main"][0]
    for _ in range(8):
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("ArrowRight")
        line = int(re.search(r"Line (\d+)", listing.locator(".st-says").inner_text())[1])
        assert line >= first


def test_the_solution_is_folded_and_can_be_stepped_through(tab):
    tab.goto(page_of("untokenize"))
    folded = tab.locator("details", has_text="Show mine")
    expect(folded.locator(".st")).to_be_hidden()
    folded.locator("summary").first.click()
    for _ in range(2):
        folded.get_by_role("button", name="Step through").click()
        expect(folded.locator(".st-says")).to_contain_text("Line ")
        expect(folded.locator(".st-panel")).not_to_contain_text("false")
        tab.keyboard.press("Escape")


@pytest.mark.parametrize(
    "names", [NAMES[::8], pytest.param(NAMES, marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_without_javascript_a_page_is_complete_and_offers_nothing_that_needs_it(new_context, names):
    page = new_context(java_script_enabled=False).new_page()
    for name in names:
        page.goto(page_of(name))
        expect(page.locator("#judged ~ ul").first).to_contain_text(kata.load(name).promises[-1])
        shapes = page.locator(".st:has(> step-through[predict]) .st-letters")
        assert [one for one in shapes.all() if not one.is_visible()] == []
        assert page.locator("kata-done").inner_text() == ""
        hint = page.locator("details", has_text="Second hint")
        assert not hint.locator("p").is_visible()
        hint.locator("summary").click()
        assert hint.locator("p").is_visible()


def test_without_javascript_the_table_is_a_plain_table(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("katas/")
    rows = page.locator(".katas tbody tr")
    assert rows.count() == len(NAMES)
    expect(rows.first.locator("td").nth(3)).to_be_visible()
    expect(page.get_by_text("Done", exact=True)).to_be_hidden()


def test_paper_has_no_buttons_for_katas(tab):
    tab.emulate_media(media="print")
    for url in ("katas/", page_of(FIRST)):
        tab.goto(url)
        assert [
            one.is_visible() for one in tab.locator("kata-done button, kata-progress").all()
        ].count(True) == 0


def test_only_pages_with_a_kata_load_its_script(tab):
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    for url, loads in (("how-often/", 0), ("make-tensors/", 1), ("katas/", 1)):
        asked.clear()
        tab.goto(url, wait_until="networkidle")
        assert sum(one.endswith("/assets/kata.js") for one in asked) == loads
