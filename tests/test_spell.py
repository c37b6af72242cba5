from types import SimpleNamespace

import pytest

from stepthrough import grammar
from stepthrough.probe import Sample
from stepthrough.sizes import Sizes
from stepthrough.spell import Words, shape_of, spell, turned

RUNS = [
    dict(B=8, C=3, H=4, W=6, ps=2),
    dict(B=9, C=3, H=4, W=6, ps=2),
    dict(B=8, C=4, H=4, W=6, ps=2),
    dict(B=8, C=3, H=8, W=6, ps=2),
    dict(B=8, C=3, H=5, W=6, ps=2),
    dict(B=8, C=3, H=4, W=12, ps=2),
    dict(B=8, C=3, H=4, W=7, ps=2),
    dict(B=8, C=3, H=4, W=6, ps=1),
]


def words(runs, inputs=(), code=(), far=(), defs=None):
    """Words for a line that ran with these letters: as written first, then at other sizes."""
    target = SimpleNamespace(comment=None, defs=defs or {})
    samples = [
        Sample(run, Sizes(target, SimpleNamespace(letters=letters)), [], None)
        for run, letters in enumerate(runs)
    ]
    near = {name: 2 if name in far else 0 for name in [*runs[0], *target.defs]}
    return Words(samples, near, inputs, code)


def sizes(text):
    """The size of a dim in each run, a rest cut off."""
    return tuple(eval(text.replace("/", "//"), {}, run) for run in RUNS)


@pytest.mark.parametrize(
    "text",
    "B H*W B*C*W 2*C W+1 H-1 H/2 W/ps B+C 2*H-1 W-C 1 5".split(),
)
def test_a_dim_is_said_with_what_gives_its_size_in_every_run(text):
    assert words(RUNS).spell(sizes(text)) == text


def test_a_dim_that_nothing_gives_has_no_words():
    assert words(RUNS).spell((7, 9, 23, 4, 8, 1, 5, 6)) is None


def test_what_flows_in_says_how_it_is_put_together():
    assert words(RUNS, inputs=[("B", "W", "H")]).spell(sizes("W*H")) == "W*H"
    assert words(RUNS, inputs=[("B", "H", "W")]).spell(sizes("(H/ps)*(W/ps)")) == "H/ps*W/ps"
    assert words(RUNS, inputs=[("B", "W"), ("B", "C")]).spell(sizes("W+C")) == "W+C"


def test_what_the_line_computes_is_said_as_it_stands_there():
    assert words(RUNS, code=["W*C"]).spell(sizes("W*C")) == "W*C"


def test_a_division_that_is_not_whole_as_written_is_cut_off():
    odd = [run | {"H": run["H"] + 1} for run in RUNS]
    assert words(odd).spell(tuple(run["H"] // 2 for run in odd)) == "H//2"


def test_a_definition_is_a_letter():
    defs = dict([grammar.definition("P = H/ps * W/ps")])
    assert words(RUNS, defs=defs).spell(sizes("(H/ps)*(W/ps)")) == "P"


@pytest.mark.parametrize(
    "size, inputs, said",
    [(1, (), "1"), (1, [("n",)], "1"), (3, (), "3"), (3, [("n", "D")], "n"), (64, (), "n")],
)
def test_a_letter_that_never_changes_is_meant_only_if_it_is_no_chance(size, inputs, said):
    assert words([dict(n=size, D=9)], inputs=inputs).spell((size,)) == said


def test_of_two_letters_of_one_size_the_nearer_is_meant_and_what_flows_in_before_all():
    both = [dict(embed_dim=64, A=64, D=64)]
    assert words(both, far=["embed_dim"]).spell((64,)) == "A"
    assert words(both, inputs=[("B", "D")], code=["A"]).spell((64,)) == "D"
    assert words(both, code=["D"]).spell((64,)) == "D"


def test_a_letter_is_of_no_use_where_it_is_not_always_known():
    assert words([dict(D=9), dict(B=9)]).spell((9, 9)) == "9"


def test_the_runs_that_a_division_does_not_fit_are_told():
    assert words(RUNS).uneven("H/ps") == {4}


def test_shapes_are_compared_from_run_to_run():
    assert turned([[2, 3], [4, 3]]) == [[[2, 3], [4, 3]]]
    assert turned([[[2], [3]], [[4], [5]]]) == [([2], [4]), ([3], [5])]
    assert turned([[[2], [2]], [[3], [3], [3]]]) == [[[2], [3]]] * 2
    assert turned([[[2], [3]], [[2], [3], [4]]]) == []
    assert turned([[2], "None"]) == [] and turned(["a float"]) == []


def test_numbers_below_zero_are_no_shape():
    assert turned([[0, -1], [0, -1]]) == []


def test_a_line_at_several_ranks_has_no_shape():
    assert shape_of(words(RUNS[:2]), [[8, 3], [9]]) is None


@pytest.mark.parametrize("dims, said", [((), "()"), (("D",), "(D,)"), (("B", "D"), "(B, D)")])
def test_a_shape_is_spelled_as_python_does(dims, said):
    assert spell(dims) == said
