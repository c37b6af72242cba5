import ast
import textwrap

import pytest

from stepthrough import scope


def of(source, name):
    """The scope of the last expression that is just that name."""
    tree = ast.parse(textwrap.dedent(source))
    return [
        found
        for node, found in scope.expressions(tree)
        if isinstance(node, ast.Name) and node.id == name
    ][-1]


def test_a_function_binds_its_parameters_and_what_it_assigns():
    found = of("def f(x, *rest, y=1):\n    z = x\n    for i in z:\n        use", "use")
    assert found.own == {"x", "rest", "y", "z", "i"} and not found.turning and not found.late


def test_an_inner_function_sees_the_names_of_the_one_around_it():
    assert of("def f(x):\n    def g(y):\n        use", "use").own >= {"x", "y"}


@pytest.mark.parametrize("code", ["[use for i in x]", "{use for i in x}", "{use: 1 for i in x}"])
def test_the_names_of_a_comprehension_turn(code):
    assert of(code, "use").turning == {"i"}


@pytest.mark.parametrize("code", ["lambda y: use", "(use for i in x)"])
def test_what_runs_later_is_late(code):
    assert of(code, "use").late


def test_the_module_binds_nothing_of_its_own():
    assert of("x = 1\nuse", "use") == scope.Scope()


def test_imported_names_lead_to_where_they_come_from():
    tree = ast.parse("import torch\nimport torch.nn.functional as F\nfrom torch import cat as join")
    found = dict(scope.imported(tree))
    assert found == {"torch": "torch", "F": "torch.nn.functional", "join": "torch.cat"}


def test_a_name_bound_again_is_no_import():
    assert dict(scope.imported(ast.parse("import torch\ntorch = 3"))) == {}


@pytest.mark.parametrize(
    "code, names",
    [
        ("def f():\n    global x\n    x = 1", {"x"}),
        ("(n := 3)", {"n"}),
        ("match x:\n    case [a, *b]:\n        pass", {"a", "b"}),
        ("x = 1", set()),
    ],
)
def test_names_bound_in_the_middle_of_things_are_unsure(code, names):
    assert set(scope.unsure(ast.parse(code))) == names
