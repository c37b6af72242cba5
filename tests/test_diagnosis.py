"""The fence for an entry of the error atlas: what it shows, and what it says of an entry that is wrong."""

import re
from functools import lru_cache

import markdown
import pytest

from stepthrough import cache, catalogue, diagnosis, page, stop
from test_page import Elements

FENCES = [{"name": "error", "class": "error", "validator": page.validate, "format": diagnosis.show}]
ENTRY = '''
"""The rows don't fit.

A matrix has to have as many rows as the other has columns.

Fix: Take `.mT`.

Tempting: Pad it.
"""

import torch

MESSAGE = "cannot be multiplied ({L}x{D} and {L}x{D})"
READ = ("{D} and {L} have to be the same",)
ALSO = {"size mismatch, m1: {L} x {D}": "torch 1.0"}
PHASE = "forward"


def broken():
    L, D = 3, 5
    x = torch.rand(L, D)        # (L, D)
    return x @ x


def fixed():
    L, D = 3, 5
    x = torch.rand(L, D)        # (L, D)
    return x @ x.mT             # (L, L)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


main()
'''.lstrip()
SILENT = (
    ENTRY.replace("    return x @ x\n", "    return x @ x[:D - 2].mT    # (L, L)\n")
    .replace('MESSAGE = "cannot be multiplied ({L}x{D} and {L}x{D})"', 'SYMPTOM = "memory grows"')
    .replace('READ = ("{D} and {L} have to be the same",)\n', "")
    .replace('ALSO = {"size mismatch, m1: {L} x {D}": "torch 1.0"}\n', "")
    .replace("def main", 'def check(x):\n    assert x.sum() < 0, "it is <big>"\n\n\ndef main')
    .replace(
        "        broken()\n    except RuntimeError",
        "        check(broken())\n    except AssertionError",
    )
    .replace("    fixed()\n\n\nmain", "    check(-fixed())\n\n\nmain")
)


@pytest.fixture
def entry(project, run, monkeypatch):
    """Put an entry into the project: entry(source) is its file. It runs in this process, once."""
    monkeypatch.setattr(cache, "trace_of", lru_cache(run))

    def written(source, name="rows_and_columns"):
        path = project / "snippets" / "errors" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(source)
        (project / "docs" / "more" / "sizes.md").write_text(
            f"# Sizes\n\n## Rows and columns {{#rows-and-columns}}\n\n```error\n{name}\n```\n"
        )
        return path

    return written


def show(name="rows_and_columns"):
    configs = {"pymdownx.superfences": {"custom_fences": FENCES}}
    text = f"```error\n{name}\n```\n"
    html = markdown.markdown(text, extensions=["pymdownx.superfences"], extension_configs=configs)
    return Elements(html)


def refused():
    with pytest.raises(stop.Stop) as caught:
        show()
    return str(caught.value).splitlines()[0]


def test_an_entry_is_shown_with_its_message_and_what_its_numbers_are(entry):
    entry(ENTRY)
    html = show()
    assert html.printed()[0].strip() == "mat1 and mat2 shapes cannot be multiplied (3x5 and 3x5)"
    marked = [text for tag, _, text in html.found if tag == "mark"]
    assert marked[:4] == ["3", "5", "3", "5"] and marked[4:6] == ["5", "3"]
    assert html.texts("error-read") == ["\n5 and 3 have to be the same\n"]


def test_the_line_that_raises_is_marked(entry):
    entry(ENTRY)
    rows = [row for row in show().texts("st-line") if "✗" in row]
    assert [row.split() for row in rows] == [["return", "x", "@", "x", "✗", "RuntimeError"]]


def test_why_and_what_helps_and_what_only_seems_to(entry):
    entry(ENTRY)
    said = [text for tag, _, text in show().found if tag == "p"]
    assert said[:3] == [
        "A matrix has to have as many rows as the other has columns.",
        "Fix. Take .mT.",
        "Tempting. Pad it.",
    ]


def test_other_wordings_are_shown_as_quoted(entry):
    entry(ENTRY)
    html = show()
    assert "size mismatch, m1: 3 x 5" in html.printed()
    assert "Quoted, not run here:" in [text for tag, _, text in html.found if tag == "p"]


def test_a_silent_entry_shows_what_its_check_says_as_text(entry):
    entry(SILENT)
    html = show()
    assert html.texts("error-silent") == [diagnosis.NO_WORD]
    assert [text.strip() for text in html.printed()] == ["it is <big>"]


# What is wrong in an entry stops the build, at its place


@pytest.mark.parametrize(
    "old, new, why",
    [
        ("({L}x{D} and", "({D}x{L} and", "12:1: {D} of the message is 3, but D is 5 in broken()"),
        (
            "({L}x{D} and",
            "({rows}x{D} and",
            "12:1: {rows} of the message: broken() has no whole number rows",
        ),
        (
            "cannot be multiplied",
            "can not be added",
            "12:1: the message is 'mat1 and mat2 shapes cannot",
        ),
        (
            "{L}x{D})",
            "{L:rows}x{D})",
            "12:1: 'cannot be multiplied ({L}x{D} and {L:rows}x{D})': no hole",
        ),
        ('"forward"', '"later"', "15:1: PHASE is one of build, load data, forward,"),
        ("return x @ x\n", "return x + x\n", "18:1: broken() has to raise, and it did not"),
        ("def fixed", "def mended", "1:1: an entry of the error atlas has a function fixed()"),
        (
            "    fixed()\n\n\nmain",
            "    mended\n\n\nmain",
            "35:5: raises NameError: name 'mended' is not defined",
        ),
        ("# (L, L)", "# (L, D)", "27:"),
    ],
)
def test_what_is_wrong_in_an_entry_is_said_with_its_place(entry, old, new, why):
    assert old in ENTRY
    entry(ENTRY.replace(old, new))
    assert refused().startswith(f"snippets/errors/rows_and_columns.py:{why}")


def test_a_silent_entry_without_a_known_symptom_is_refused(entry):
    entry(SILENT.replace("memory grows", "it smells"))
    assert "SYMPTOM is one of the loss does not fall, " in refused()


def test_a_check_that_does_not_fail_is_refused(entry):
    entry(SILENT.replace("x.sum() < 0", "x.sum() < 99"))
    assert "check() has to raise, and it did not" in refused()


def test_an_entry_that_is_not_there_is_told_with_the_place_of_its_fence(entry):
    entry(ENTRY)
    (fence,) = [p for p in (catalogue.root() / "docs").rglob("sizes.md")]
    fence.write_text(fence.read_text().replace("error\nrows", "error\nrow"))
    with pytest.raises(stop.Stop) as caught:
        show("row_and_columns")
    assert re.match(
        r"docs/more/sizes.md:6:1: no error named row_and_columns \(nearest: rows_and_columns\)",
        str(caught.value),
    )


def test_two_entries_with_one_message_lead_to_each_other(entry, project):
    path = entry(ENTRY)
    other = path.with_name("columns_and_rows.py")
    other.write_text(ENTRY.replace("The rows don't fit.", "The columns don't fit."))
    place = project / "docs" / "more" / "sizes.md"
    text = place.read_text()
    place.write_text(text + "\n## Columns {#columns-and-rows}\n\n```error\ncolumns_and_rows\n```\n")
    links = [
        have["href"]
        for tag, have, text in show().found
        if tag == "a" and text == "The columns don't fit"
    ]
    assert links == ["more/sizes.md#columns-and-rows"]
