import textwrap

import pytest

from stepthrough import margin


@pytest.fixture
def rows(write):
    """The lines of a function, some of them given comments: rows("x = f()", {1: "# (B,)"})."""

    def made(body, comments):
        one = write("def f():\n" + textwrap.indent(body, "    "))
        found = margin.rows(one, {line + 1: text for line, text in comments.items()})
        lines = [found.get(number, row) for number, row in enumerate(one.lines, 1)]
        return [row.removeprefix("    ") for row in lines[1:]]

    return made


def test_comments_begin_in_one_column_past_the_longest_line_that_has_one(rows):
    said = {1: "# (B,)", 2: "# (B, C)"}
    assert rows("x = f()\nlonger = f()\nnothing = is_said(here)\n", said) == [
        "x = f()        # (B,)",
        "longer = f()   # (B, C)",
        "nothing = is_said(here)",
    ]


def test_new_comments_join_the_column_that_is_there(rows):
    said = {2: "# (B, C)", 3: "# ()"}
    assert rows("x = f()     # (B,)\ny = f()\nmuch_longer = f()\n", said) == [
        "x = f()     # (B,)",
        "y = f()     # (B, C)",
        "much_longer = f()   # ()",
    ]


def test_a_comment_that_replaces_another_begins_where_that_did(rows):
    assert rows("x = f() # (C,)\ny = f()     # (B,)\n", {1: "# (B, C)"}) == [
        "x = f() # (B, C)",
        "y = f()     # (B,)",
    ]


def test_a_line_without_room_has_its_comment_right_behind_it(rows):
    long, wide = "x = " + "f" * 50, "# " + "(B, C) + " * 4 + "(B, C)"
    assert rows(f"{long}\ny = f()\n", {1: "# (B, C, D, E)", 2: wide}) == [
        f"{long}   # (B, C, D, E)",
        f"y = f()   {wide}",
    ]


def test_columns_count_letters_and_leave_spaces_at_the_end_of_the_code_out(rows):
    assert rows("日本 = f()  \ny = f()\n", {1: "# (B,)", 2: "# ()"}) == [
        "日本 = f()   # (B,)",
        "y = f()    # ()",
    ]


def test_each_function_has_a_column_of_its_own(write):
    one = write("def f():\n    x = f()\n\n\ndef g():\n    longer = f()\n")
    assert margin.rows(one, {2: "# ()", 6: "# ()"}) == {
        2: "    x = f()   # ()",
        6: "    longer = f()   # ()",
    }
