import pytest

from stepthrough import table
from stepthrough.trace import Trace


@pytest.fixture
def rows(write, run):
    def made(source, first=1, last=99):
        one = write(source)
        return list(table.rows(one, run(one), first, last))

    return made


def test_each_link_of_a_chain_is_a_row_with_the_memory_it_reads(rows):
    found = rows(
        "import torch\nx = torch.zeros(2, 3, 5)\nh = x.flatten(1).transpose(0, 1)\ny = h + 1\n"
    )
    assert found == [
        (2, "x = torch.zeros(2, 3, 5)", "(2, 3, 5)", "float32", ""),
        (3, "x.flatten(1)", "(2, 15)", "float32", "x"),
        (3, "h = x.flatten(1).transpose(0, 1)", "(15, 2)", "float32", "x"),
        (4, "y = h + 1", "(15, 2)", "float32", ""),
    ]


def test_a_name_bound_anew_to_a_view_of_itself_says_so(rows):
    found = rows("import torch\nx = torch.zeros(2, 3)\nx = x.mT\nx = x.contiguous()\n")
    assert [row[4] for row in found] == ["", "x", ""]
    assert found[-1][1:] == ("x = x.contiguous()", "(3, 2)", "float32", "")


def test_only_the_lines_that_are_shown_have_rows(rows):
    source = "import torch\ndef f():\n    x = torch.zeros(2)\n    return x\ny = f()\n"
    assert [row[0] for row in rows(source, 2, 4)] == [3]


def test_an_expression_over_several_lines_is_told_on_one(rows):
    (row,) = rows("import torch\nx = torch.cat([  # twice\n    torch.ones(2).int(),\n])\n")[-1:]
    assert row[:3] == (2, "x = torch.cat([ torch.ones(2).int(), ])", "(2,)")


def test_a_loop_has_each_different_tensor_once(write, run):
    one = write("import torch\nfor i in range(9):\n    x = torch.zeros(2, 3)\n")
    assert table.steps(one, run(one), 1, 3).count("<tr>") == 2


def test_code_is_text_and_never_markup(write, run):
    one = write("import torch\nx = torch.zeros(len('<b>'), 2)\n")
    assert "len(&#x27;&lt;b&gt;&#x27;)" in table.steps(one, run(one), 1, 2)


def test_a_listing_without_tensors_has_no_table(write):
    assert table.steps(write("x = 1\n"), Trace(), 1, 1) == ""
