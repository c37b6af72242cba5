import ast

import pytest

from stepthrough import attach


@pytest.fixture
def target(write):
    """The target of the only shape comment in some code."""

    def found(code):
        (one,) = attach.targets(write(code))
        return one

    return found


def code(node):
    return node.arg if isinstance(node, ast.arg) else ast.unparse(node)


# The place


@pytest.mark.parametrize(
    "line, value",
    [
        ("x = torch.zeros(B)  # (B,)", "torch.zeros(B)"),
        ("x = y = torch.zeros(B)  # (B,)", "torch.zeros(B)"),
        ("x: torch.Tensor = f(y)  # (B,)", "f(y)"),
        ("self.x = f(y)  # (B,)", "f(y)"),
        ("x.flatten(2)  # (B, C)", "x.flatten(2)"),
        ("a, b = f(x)  # (B,), (C,)", "f(x)"),
        ("B, C = x.shape  # (B, C)", "x.shape"),
        ("x = 1; y = f(x)  # (B,)", "f(x)"),
        ("if x: y = f(x)  # (B,)", "f(x)"),
        ("print(x := f(y))  # (B,)", "print((x := f(y)))"),
    ],
)
def test_a_comment_at_the_end_of_a_statement_is_about_its_value(target, line, value):
    found = target(line)
    assert (found.kind, code(found.node), found.problem) == ("value", value, "")


def test_a_comment_on_a_return_is_about_what_is_returned(target):
    found = target("def f(x):\n    return x + 1  # (B,)")
    assert (found.kind, code(found.node)) == ("value", "x + 1")


@pytest.mark.parametrize(
    "line, name",
    [("x += y  # (B,)", "x"), ("x[:, 0] = y  # (B,)", "x[:, 0]"), ("x.y *= 2  # (B,)", "x.y")],
)
def test_a_comment_on_a_statement_that_changes_something_is_about_what_it_changed(
    target, line, name
):
    found = target(line)
    assert (found.kind, code(found.node)) == ("after", name)


@pytest.mark.parametrize("line", ["x[f()] = y  # (B,)", "x[i := 1] += y  # (B,)"])
def test_an_index_that_does_something_cannot_be_read_again(target, line):
    assert "give it a name first" in target(line).problem


@pytest.mark.parametrize("line", ["x,", "x=None,", "x: int = 3,", "*, x,", "x, /,", "x"])
def test_a_comment_on_a_parameter_on_a_line_of_its_own_is_about_the_argument(target, line):
    found = target(f"def f(\n    {line}  # (B,)\n):\n    pass")
    assert (found.kind, code(found.node)) == ("argument", "x")


def test_self_beside_a_parameter_is_not_meant(target):
    found = target(
        "class A:\n    def f(\n        self, x,  # (B,)\n        y,\n    ):\n        pass"
    )
    assert (found.kind, code(found.node)) == ("argument", "x")


def test_a_comment_on_several_parameters_asks_for_a_line_each(target):
    assert "a line of its own" in target("def f(x, y):  # (B,)\n    pass").problem


def test_a_comment_on_a_for_header_is_about_the_loop_variables(target):
    found = target("for q, k in zip(a, b):  # each (B,)\n    pass")
    assert (found.kind, code(found.node)) == ("loop", "(q, k)")


@pytest.mark.parametrize(
    "inner", ["x.flatten(2),", "x.flatten(2)", "other=x.flatten(2),", "*x.flatten(2),"]
)
def test_a_comment_inside_a_call_is_about_the_expression_that_ends_on_its_line(target, inner):
    found = target(f"y = f(\n    {inner}  # (B,)\n)")
    assert (found.kind, code(found.node)) == ("value", "x.flatten(2)")


def test_a_comment_inside_a_dict_is_about_the_value_and_not_its_key(target):
    assert (
        code(target('batch = {\n    "image": torch.zeros(B),  # (B,)\n}').node) == "torch.zeros(B)"
    )


def test_each_line_of_a_chain_is_about_the_chain_so_far(write):
    one = write(
        """
        y = (
            x.flatten(2)  # (B, C, P)
            .transpose(1, 2)  # (B, P, C)
            .sum(1)  # (B, C)
        )
        """
    )
    found = [code(target.node) for target in attach.targets(one)]
    assert found == [
        "x.flatten(2)",
        "x.flatten(2).transpose(1, 2)",
        "x.flatten(2).transpose(1, 2).sum(1)",
    ]


def test_a_comment_on_a_layer_of_a_sequential_is_about_that_layer(write):
    one = write("net = nn.Sequential(\n    nn.Linear(D, E),  # (B, E)\n    nn.GELU(),  # (B, E)\n)")
    assert [code(target.node) for target in attach.targets(one)] == ["nn.Linear(D, E)", "nn.GELU()"]


def test_a_comment_on_the_last_line_of_a_call_is_about_the_whole(target):
    assert code(target("y = f(\n    x,\n)  # (B,)").node) == "f(x)"


def test_letters_outside_ascii_before_a_comment_change_nothing(target):
    found = target("y = f(\n    'ééééé', g(\n        'ééééééééééééééééé', x).h(),  # (B,)\n)")
    assert code(found.node) == "g('ééééééééééééééééé', x).h()"


@pytest.mark.parametrize(
    "lines",
    [
        "# (B, C)\nx = 1",
        "x = f(\n    # (B, C)\n    y)",
        "try:  # (B, C)\n    pass\nfinally:\n    pass",
        "class A:  # (B, C)\n    pass",
        "import torch  # (B, C)",
    ],
)
def test_a_comment_that_stands_on_no_code_says_so(target, lines):
    assert "stands on no code" in target(lines).problem


@pytest.mark.parametrize("line", ["def f():\n    return  # (B,)", "x: int  # (B,)"])
def test_a_comment_on_a_line_without_a_value_says_so(target, line):
    assert target(line).problem == "nothing is returned or assigned on this line"


def test_an_unreadable_comment_is_a_problem_at_its_place(target):
    found = target("x = 1  # (B, C")
    assert found.problem.startswith("cannot read this shape comment: expected ')'")
    assert (found.at, found.width) == (len("# (B, C"), 1)


# Operands


@pytest.mark.parametrize(
    "line, operands",
    [
        ("y = a + b  # (B,) + (B,) = (B,)", ["a", "b"]),
        ("y = a - b  # (B,) - (B,) = (B,)", ["a", "b"]),
        ("y = a * b  # (B,) * (B,) = (B,)", ["a", "b"]),
        ("y = a / b  # (B,) / (B,) = (B,)", ["a", "b"]),
        ("y = a @ b  # (B,) @ (B,) = (B,)", ["a", "b"]),
        ("y = a @ b  # (B,) @ (B,) -> (B,)", ["a", "b"]),
        ("y = a + b - c  # (B,) + (B,) - (B,) = (B,)", ["a", "b", "c"]),
        ("y = a * b + c  # (B,) + (B,) = (B,)", ["a * b", "c"]),
        ("y = torch.add(a, b)  # (B,) + (B,) = (B,)", ["a", "b"]),
        ("y = torch.bmm(a, b)  # (B,) @ (B,) = (B,)", ["a", "b"]),
        ("y = a.matmul(b)  # (B,) @ (B,) = (B,)", ["a", "b"]),
        ("y = a.mul(2)  # (B,) * () = (B,)", ["a", "2"]),
        ("x += y  # (B,) + (B,) = (B,)", ["x", "y"]),
        ("x[0] *= y  # (B,) * (B,) = (B,)", ["x[0]", "y"]),
    ],
)
def test_operands_of_the_comment_are_those_of_the_code(target, line, operands):
    found = target(line)
    assert ([code(node) for node in found.operands], found.problem) == (operands, "")


@pytest.mark.parametrize(
    "line, operands",
    [
        ("y = f(x)  # (B,) -> (C,)", ["f", "x"]),
        ("y = x.flatten(2)  # (B,) -> (C,)", ["x", "2"]),
        ("y = self.proj(x)  # (B,) -> (C,)", ["self", "x"]),
        ("y = x.flatten(2).transpose(1, 2)  # (B,) -> (C,)", ["x", "2"]),
        ("y = self.net.proj(x).flatten(2)  # (B,) -> (C,)", ["self", "x"]),
        ("y = F.pad(input=x)  # (B,) -> (C,)", ["F", "x"]),
        ("y = x[:, 0]  # (B,) -> (C,)", ["x"]),
    ],
)
def test_what_goes_into_an_arrow_is_the_root_of_the_chain_or_an_argument(target, line, operands):
    assert [code(node) for node in target(line).operands] == operands


@pytest.mark.parametrize("said, real", [("+", "-"), ("*", "@"), ("@", "*"), ("-", "+"), ("/", "*")])
def test_another_operator_than_the_codes_is_a_problem_under_it(target, said, real):
    found = target(f"y = a {real} b  # (B,) {said} (B,) = (B,)")
    assert found.problem == f"the comment says '{said}', the code does '{real}'"
    assert (found.note.text[found.at], found.width) == (said, 1)


def test_another_operator_than_that_of_an_augmented_assignment_is_a_problem(target):
    found = target("x += y  # (B,) * (B,) = (B,)")
    assert found.problem == "the comment says '*', the code does '+'"


def test_the_second_of_two_operators_is_judged_too(target):
    found = target("y = a + b + c  # (B,) + (B,) - (B,) = (B,)")
    assert (found.problem, found.note.text[found.at]) == (
        "the comment says '-', the code does '+'",
        "-",
    )


def test_more_operands_than_the_code_has_are_a_problem(target):
    found = target("y = a + b  # (B,) + (B,) + (B,) = (B,)")
    assert found.problem == "the comment has 3 operands, the code fewer"


@pytest.mark.parametrize("line", ["y = f(x)  # (B,) + (B,) = (B,)", "x = y  # (B,) * (B,) = (B,)"])
def test_operands_where_the_code_has_none_are_a_problem(target, line):
    assert target(line).problem == "the comment has 2 operands, the code fewer"


def test_the_value_set_by_an_index_has_no_operands(target):
    assert "no such operands" in target("x[0] = a + b  # (B,) + (B,) = (B,)").problem


def test_parameters_and_loop_variables_have_no_operands(write):
    lines = (
        "def f(\n    x,  # (B,) -> (B,)\n):\n    for y in x:  # (B,) + (B,) = (B,)\n        pass"
    )
    assert [t.problem for t in attach.targets(write(lines))] == [
        "a parameter or loop variable has no operands: state its shape alone"
    ] * 2


# Definitions


def test_docstrings_of_module_class_and_function_define_letters_and_the_inner_wins(target):
    found = target(
        '''
        """One.

        A = 1
        B = 1
        C = 1
        """


        class K:
            """Two.

            B = 2
            C = 2
            """

            def f(self):
                """Three.

                C = 3
                """
                return x  # (A, B, C)
        '''
    )
    assert {name: dim.tree for name, dim in found.defs.items()} == {"A": 1, "B": 2, "C": 3}


def test_a_where_goes_on_to_the_functions_end_and_not_before_nor_beyond(write):
    one = write(
        """
        def f():
            a = 1  # (P,)
            b = 1  # (P,), where P = H*W
            c = 1  # (P,)

        def g():
            d = 1  # (P,)
        """
    )
    assert [target.letters for target in attach.targets(one)] == [
        {"P"},
        {"H", "W"},
        {"H", "W"},
        {"P"},
    ]
