"""The box to paste an error into finds each entry by its message, however it was pasted, and nothing else."""

import http
import os
import re
import textwrap
from pathlib import Path

import pytest
from playwright.sync_api import expect

from known import REPOSITORY
from stepthrough import atlas, message

pytestmark = pytest.mark.site

ENTRIES = [entry for entry in atlas.everything() if entry.constant("MESSAGE", "")]
OTHERS = Path(__file__).with_name("other_messages.txt").read_text(encoding="utf-8").splitlines()
OTHERS += [os.strerror(number) for number in range(1, 60)]
OTHERS += [f"{status} {status.phrase}: {status.description}" for status in http.HTTPStatus]
FORMS = Path(__file__).parents[1] / ".github" / "ISSUE_TEMPLATE"
BOX = "paste-error textarea"
DIAGNOSE = """async texts => {
  const { diagnose, load } = await import(new URL('../assets/errors.js', location))
  const entries = await load()
  return texts.map(text => diagnose(entries, text).map(one => [
    one.entry.url, one.surely, Object.fromEntries(one.known)]))
}"""


@pytest.fixture(scope="module")
def found(scripted):
    """What the box finds in each of many texts: [[url, how surely, {hole: text}]] of each."""
    return scripted("errors/", DIAGNOSE)


def url(entry):
    return f"{atlas.places()[entry.name][0]}/#{atlas.anchor(entry.name)}"


def missed(found, texts):
    """The entries that are not among the surest of what is found in their texts."""
    answers = found(texts)
    return [
        (entry.name, text[-300:], [row[0] for row in rows])
        for entry, text, rows in zip(ENTRIES, texts, answers, strict=True)
        if url(entry) not in [row[0] for row in rows if row[1] == rows[0][1]]
    ]


def in_traceback(entry, folder, end=""):
    kind, text = ("UserWarning", entry.said) if entry.silent else entry.raised
    return (
        f'Traceback (most recent call last):\n  File "{folder}train.py", line 12, in <module>\n'
        f'    main()\n  File "{folder}train.py", line 7, in main\n    loss = step(x)\n'
        f"           ^^^^^^^\n{kind}: {text}\n{end}"
    )


def test_every_message_is_found_as_it_was_recorded(found):
    assert missed(found, [entry.said for entry in ENTRIES]) == []


@pytest.mark.parametrize("folder", ["/home/me/models/", "C:\\Users\\me\\My Documents\\"])
def test_every_message_is_found_in_a_traceback(found, folder):
    end = "During handling of the above exception, another exception occurred:\n"
    assert missed(found, [in_traceback(entry, folder, end) for entry in ENTRIES]) == []


def test_every_message_is_found_in_colours(found):
    coloured = [
        re.sub(r"(\w+Error|\d+)", "\x1b[1;31m\\1\x1b[0m", in_traceback(entry, "/"))
        for entry in ENTRIES
    ]
    assert missed(found, coloured) == []


def test_every_message_is_found_in_the_frame_of_a_notebook(found):
    framed = [
        "\n".join(f"│ {row:<70} │" for row in textwrap.wrap(entry.said, 68, break_long_words=False))
        for entry in ENTRIES
    ]
    assert missed(found, framed) == []


def test_every_message_is_found_with_broken_lines(found):
    broken = ["\n".join(textwrap.wrap(entry.said, 44)) for entry in ENTRIES]
    assert missed(found, broken) == []


def test_every_message_is_found_with_typographic_quotes(found):
    texts = [re.sub(r"'([^']*)'", "‘\\1’", entry.said) for entry in ENTRIES]
    assert missed(found, texts) == []


# With the reader's own numbers

OTHER = {"": "4242", "any": "4242", "shape": "[4, 2, 4242]", "word": "torch.cuda.OtherTensor"}


def with_other_numbers(entry, template):
    """A template with something else in each hole, and what stands in which."""
    known = {hole.name: OTHER.get(hole.kind, "something else") for hole in message.holes(template)}
    pieces = message.pieces(template)
    text = "".join(piece if isinstance(piece, str) else known[piece.name] for piece in pieces)
    return text, known


def test_the_readers_own_numbers_are_found(found):
    pairs = [with_other_numbers(entry, entry.constant("MESSAGE")) for entry in ENTRIES]
    texts = [f"Error: {text} (see above)" for text, _ in pairs]
    assert missed(found, texts) == []
    for entry, (_, known), rows in zip(ENTRIES, pairs, found(texts), strict=True):
        held = next(row[2] for row in rows if row[0] == url(entry))
        ends_open = message.pieces(entry.constant("MESSAGE"))[-1:] and not isinstance(
            message.pieces(entry.constant("MESSAGE"))[-1], str
        )
        assert ends_open or held == known, entry.name


def test_the_wordings_of_older_versions_and_of_cuda_are_found(found):
    pairs = [
        (entry, with_other_numbers(entry, template)[0])
        for entry in atlas.everything()
        for template, who in entry.templates.items()
        if who
    ]
    answers = found([f"RuntimeError: {text}\n" for _, text in pairs])
    lost = [
        (entry.name, text)
        for (entry, text), rows in zip(pairs, answers, strict=True)
        if url(entry) not in [row[0] for row in rows]
    ]
    assert pairs and lost == []


# Nothing else


def test_what_is_no_error_of_the_atlas_finds_nothing(found):
    assert len(OTHERS) >= 200
    hits = {text: rows for text, rows in zip(OTHERS, found(OTHERS), strict=True) if rows}
    assert hits == {}


# The box itself


def test_the_box_answers_with_the_entry_and_the_readers_numbers(page, site):
    page.goto("errors/")
    page.fill(BOX, "RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x400 and 256x10)")
    expect(page.locator("paste-error p").first).to_contain_text("Which is yours?")
    said = "64x400 is your input as a matrix: 64 rows that end in 400"
    card = page.locator("paste-error section", has_text=said).first
    link = card.get_by_role("link").first
    assert link.get_attribute("href").startswith(f"{site.url}errors/")
    link.click()
    expect(page.locator("h2:target")).to_be_visible()


def test_an_unknown_message_is_said_to_be_unknown(page):
    page.goto("errors/")
    page.fill(BOX, "ModuleNotFoundError: No module named 'torch'")
    expect(page.locator("paste-error")).to_contain_text("I don’t know this message")
    page.locator("paste-error").get_by_role("link", name="go by what you see").click()
    expect(page.locator("h1")).to_contain_text("Find a silent bug")


def test_who_pastes_an_unknown_message_is_led_to_its_form_if_there_is_a_repository(page):
    page.goto("errors/")
    page.fill(BOX, "ModuleNotFoundError: No module named 'torch'")
    form = page.get_by_role("link", name="Tell me about it")
    repository, name = form.get_attribute("href").split("/issues/new?template=")
    assert repository == REPOSITORY
    assert (FORMS / name).is_file()
    page.locator(".md-source").evaluate_all("all => all.forEach(one => one.remove())")
    page.fill(BOX, "ModuleNotFoundError")
    expect(form).to_have_count(0)


def test_what_is_pasted_stays_in_the_browser(page):
    asked = []
    page.on("request", lambda request: asked.append((request.url, request.post_data)))
    page.goto("errors/")
    page.fill(BOX, "RuntimeError: secret 4242 mat1 and mat2")
    expect(page.locator("paste-error p")).to_be_visible()
    assert not any("secret" in f"{address} {sent}" for address, sent in asked)


def test_markup_in_a_message_stays_text(page):
    page.goto("errors/")
    page.fill(BOX, "shapes cannot be multiplied <img src=x onerror=alert(1)>")
    expect(page.locator("paste-error img")).to_have_count(0)


@pytest.mark.parametrize("place", ["", "errors/"])
def test_the_box_is_on_the_first_page_and_on_that_of_the_atlas(page, place):
    page.goto(place)
    page.locator(BOX).wait_for()


def test_the_search_leads_to_the_box(page):
    page.goto("broadcasting/")
    page.locator(".md-footer__link--next").click()
    page.locator(".md-search__input").first.click()
    page.locator(".search-error a").click()
    page.locator(BOX).wait_for()


def test_the_search_finds_an_entry_by_its_message(page):
    page.goto("errors/")
    page.locator(".md-search__input").first.fill("view size is not compatible with input tensor")
    found = page.locator('.md-search-result__link[href*="#view-after-transpose"]')
    found.wait_for(state="attached")
