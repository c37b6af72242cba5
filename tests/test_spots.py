import pytest

from stepthrough import attach
from stepthrough.spots import Finder

HEAD = "import torch\nfrom torch import nn\n\nB, x = 2, torch.zeros(2, 3)\n"


@pytest.fixture
def asked(write, run):
    """{code: sign} of the lines of a program that a comment could be put on."""

    def found(source):
        one = write(HEAD + source)
        made = run(one)
        assert made.error is None
        spots = list(Finder(one, made).bare())
        return {one.lines[spot.line - 1].strip(): spot.sign for spot in spots if spot.line > 4}

    return found


@pytest.mark.parametrize(
    "code",
    [
        "y = x + 1", "self_y: torch.Tensor = x.sum()", "y, z = x.unbind(0)", "x += 1", "x[0] = 1",
        "B, C = x.shape", "sizes = x.shape, x.size()", "y = [x, x]", "y = x;", "if B: y = x",
    ],
)  # fmt: skip
def test_a_line_that_makes_a_tensor_or_reads_a_shape_lacks_a_comment(asked, code):
    assert list(asked(code)) == [code]


@pytest.mark.parametrize(
    "code",
    [
        "n = 3", "net = nn.Linear(3, 4)", "size = (2, 3)", "B, C = 2, 3", "x.shape[0]", "print(x)",
        "y: int", "y = x  # prose", "y = x; n = 3", "y = x; text = '''\n'''", "y = x; n = 1 + \\\n  2",
        "loss = x.sum().item()", "net = nn.Sequential(nn.ReLU())", "def f(): return torch.ones(2)",
    ],
)  # fmt: skip
def test_any_other_line_lacks_none(asked, code):
    assert asked(code) == {}


def test_what_is_called_for_what_it_does_lacks_none(asked):
    body = "def f():\n    x.zero_()\n    x.sum()\n    return x\n\n\nf()\n"
    assert list(asked(body)) == ["x.sum()", "return x"]


def test_the_layers_of_a_sequential_that_stand_on_lines_of_their_own_lack_comments(asked):
    found = asked("net = nn.Sequential(\n    nn.Linear(3, 4),\n    nn.ReLU(),\n)\n")
    assert list(found) == ["nn.Linear(3, 4),", "nn.ReLU(),"]


@pytest.mark.parametrize(
    "code, sign",
    [
        ("y = x * x.sum()", "*"), ("y = x @ x.mT", "@"), ("y = torch.sub(x, x)", "-"), ("x /= x", "/"),
        ("y = x + 1", ""), ("y = x * B", ""), ("y = B ** 0.5 * x", ""), ("y = x.sum()", ""),
    ],
)  # fmt: skip
def test_operands_are_asked_where_both_are_tensors(asked, code, sign):
    assert asked(code) == {code: sign}


def test_a_line_past_the_recorded_turns_of_a_loop_is_asked_unless_it_builds_something(asked):
    body = "def f(n):\n    y = x.clone()\n    net = nn.ReLU()\n    return n\n"
    turns = "for g in (B, B, lambda: f(1)):\n    n = g if g == B else g()\n"
    assert list(asked(f"\n\n{body}\n\n{turns}")) == ["y = x.clone()"]


def test_an_unreadable_comment_with_words_in_it_is_left_to_its_author(write, run):
    one = write(HEAD + "y = x  # (2, 3) as ever\nz = x  # (2, 3\n")
    first, second = attach.targets(one)
    finder = Finder(one, run(one))
    assert finder.false(first) is None and finder.false(second).line == 6
