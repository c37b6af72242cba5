import ast

import pytest

from stepthrough import kata, promise

KATA = '''
    """Do it."""

    MINUTES = 3
    HINTS = ("a", "b", "c")


    def answer(x):
        """Do it."""
        return x


    def helper(x):
        assert x is not None
        return answer(x)


    def check(answer):
        x = 3
        made = answer(x)
        first, wanted = made, x + 1
        found = [one for one in made]
        others = [one for one in (x, x)]
        kept = []
        kept.append(made)
        assert {test}, "it holds"
    '''


@pytest.fixture
def taken(write):
    """[(form, got, wanted)] of the promises in an assert."""

    def apart(test):
        _, promises = promise.rewrite(kata.read(write(KATA.replace("{test}", test))))
        assert {one.text for one in promises} == {"it holds"}
        return [(one.form, one.got, one.wanted) for one in promises]

    return apart


@pytest.mark.parametrize(
    "test, form, got, wanted",
    [
        ("made.shape == (1, 2)", "==", "made.shape", "(1, 2)"),
        ("made.equal(wanted)", "equal", "made", "wanted"),
        ("torch.equal(made, wanted)", "equal", "made", "wanted"),
        ("torch.allclose(made, wanted, atol=1)", "close", "made", "wanted"),
        ("made.allclose(wanted)", "close", "made", "wanted"),
        ("torch.isclose(made, wanted).all()", "close", "made", "wanted"),
        ("(made > 0).all()", ">", "made", "0"),
        ("made.device == x.device", "==", "made.device", "x.device"),
        ("len(made) < 3", "<", "len(made)", "3"),
        ("made is not x", "is not", "made", "x"),
        ("not made.equal(x)", "not equal", "made", "x"),
        ("isinstance(made, list)", "isinstance", "made", "list"),
        ("made.is_meta", "true", "made.is_meta", ""),
        ("all(made)", "true", "all(made)", ""),
        ("0 < made < 3", "true", "0 < made < 3", ""),
    ],
)
def test_a_condition_is_taken_apart(taken, test, form, got, wanted):
    assert taken(test) == [(form, got, wanted)]


@pytest.mark.parametrize(
    "test, got, wanted",
    [
        ("wanted == made", "made", "wanted"),
        ("wanted.equal(first)", "first", "wanted"),
        ("x == found[0]", "found[0]", "x"),
        ("x == kept", "kept", "x"),
        ("others == made", "made", "others"),
        ("x == answer(x)", "answer(x)", "x"),
        ("x == [made for x in kept]", "[made for x in kept]", "x"),
        ("first == made", "first", "made"),
    ],
)
def test_what_the_answer_made_comes_first(taken, test, got, wanted):
    assert [pair[1:] for pair in taken(test)] == [(got, wanted)]


def test_a_comparison_is_turned_with_its_sides(taken):
    assert taken("3 > made") == [("<", "made", "3")]


def test_what_a_comparison_allows_is_kept(write):
    one = kata.read(write(KATA.replace("{test}", "torch.allclose(made, x, atol=1e-6, rtol=0.0)")))
    assert promise.rewrite(one)[1][0].loose == {"atol": 1e-6, "rtol": 0.0}


def test_each_part_of_an_and_is_a_condition_of_its_own(taken):
    assert [form for form, _, _ in taken("made == 3 and made.is_meta and len(made) < 3")] == [
        "==",
        "true",
        "<",
    ]


def test_what_is_rewritten_means_the_same(write):
    one = kata.read(write(KATA.replace("{test}", "made == x == 3 and not made != wanted - 1")))
    tree, promises = promise.rewrite(one)
    said = []
    home = {
        "ask__": said.append,
        "see__": lambda side, value: value,
        "answer__": said.append,
        "call__": lambda function, *args, **named: function(*args, **named),
        "__name__": "rewritten",
    }
    exec(compile(ast.fix_missing_locations(tree), "kata", "exec"), home)
    home["check"](lambda x: [x] if x != 3 else Three())
    assert (said, len(promises)) == ([0, True, 1, True], 2)


class Three:
    """Equal to 3, and to be iterated over."""

    def __eq__(self, other):
        return other == 3

    def __iter__(self):
        return iter([3])


def test_only_check_makes_promises_and_the_solution_stays_as_it_is(write):
    one = kata.read(write(KATA.replace("{test}", "made")))
    tree, promises = promise.rewrite(one)
    parts = {node.name: ast.unparse(node) for node in tree.body if hasattr(node, "name")}
    assert len(promises) == 1
    assert "call__" not in parts["answer"] and "call__(answer, x)" in parts["helper"]
    assert "assert x is not None" in parts["helper"] and "assert" not in parts["check"]
