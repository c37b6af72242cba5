from fractions import Fraction

import pytest

from stepthrough import grammar
from stepthrough.attach import Target
from stepthrough.sizes import Sizes, Unsized, arithmetic
from stepthrough.snippet import Note
from stepthrough.trace import Sighting


def sizes(comment, **letters):
    parsed = grammar.parse(comment)
    return Sizes(Target(Note(1, 1, comment), parsed, {}), Sighting(letters)), parsed.results[0].dims


def size(dim, **letters):
    found, (one,) = sizes(f"# ({dim})", **letters)
    return found.of(one.tree)


@pytest.mark.parametrize(
    "dim",
    ["H*W", "H+W", "H-W", "H//W", "H%W", "H**2", "(H+1)*W", "H-W-1", "2*H/4", "H//W//2", "2**W**0"],
)
def test_a_dim_is_worked_out_as_python_does(dim):
    assert size(dim, H=14, W=4) == eval(dim, {"H": 14, "W": 4})


@pytest.mark.parametrize("dim", ["H/W", "H**-1", "H/0", "H%0", "H//0", "H**99999", "nothing"])
def test_a_dim_that_is_no_whole_number_has_no_size(dim):
    dim = dim.replace("-1", "(0-1)")
    with pytest.raises(Unsized):
        size(dim, H=14, W=4)


def test_division_is_exact_before_it_is_whole():
    assert size("H/W*W", H=14, W=4) == 14
    assert arithmetic("/", Fraction(14), Fraction(4)) == Fraction(7, 2)


def test_a_definition_wins_over_a_letter_and_may_use_it():
    found, (one,) = sizes("# (D), where D = D*2", D=3)
    assert found.of(one.tree) == 6


def test_gaps_have_no_size():
    assert size("...") is None and size("_") is None
