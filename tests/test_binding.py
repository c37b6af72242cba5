import ast

import pytest

from stepthrough import binding


def first(source):
    return ast.parse(source).body[0]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("x = 1", ["x"]),
        ("x: int = 1", ["x"]),
        ("x += 1", ["x"]),
        ("x = y = 1", ["x", "y"]),
        ("a, (b, *c) = x", ["a", "b", "c"]),
        ("[a, b] = x", ["a", "b"]),
        ("self.net = x", ["self.net"]),
        ("x[0] = 1", ["x"]),
        ("self.x[0] = 1", ["self.x"]),
        ("f(x).y = 1", []),
        ("for i, x in pairs: z = 1", ["i", "x"]),
        ("with f() as a, g() as (b, c): z = 1", ["a", "b", "c"]),
        ("if (n := f()) > 1: z = 1", ["n"]),
        ("print(n := 3)", ["n"]),
        ("del x", ["x"]),
        ("def f(): z = 1", []),
        ("x.view(2)", []),
    ],
)
def test_a_statement_binds_its_own_names_and_not_those_of_its_body(source, names):
    assert list(binding.targets(first(source))) == names


def test_an_exception_handler_binds_its_name():
    handler = first("try: f()\nexcept ValueError as error: pass").handlers[0]
    assert list(binding.targets(handler)) == ["error"]


def test_a_loop_binds_every_name_of_its_body_once_and_in_order():
    loop = first("for i in x:\n  a = 1\n  if a:\n    b = a = 2\n  for c in y: pass")
    assert list(binding.bound(loop.body)) == ["a", "b", "c"]
