import pytest

from stepthrough.told import Told


@pytest.fixture
def told(write, run):
    """What is said of the steps of some lines, by the text of their line: told(...)("x.T")."""

    def made(*lines):
        one = write("import torch\n" + "\n".join(lines) + "\n")
        trace = run(one)
        teller = Told(one, trace)
        said = [(one.lines[step.line - 1], step, teller.step(step, [])) for step in trace.steps]

        def find(text, kind=None):
            fits = [
                found for line, step, found in said if text in line and kind in (None, step.kind)
            ]
            return fits[-1]

        return find

    return made


# Memory


def memory(found, name):
    return found.get("memory", {}).get(name, "fresh")


def test_a_view_says_of_whom(told):
    said = told("x = torch.rand(2, 3)", "y = x.T", "z = y.flatten()", "w = y[0]")
    assert memory(said("x ="), "x") == "fresh"
    assert memory(said("y ="), "y") == "view of x"
    assert memory(said("z ="), "z") == "fresh"
    assert memory(said("w ="), "w") == "view of y"


def test_another_name_of_a_tensor_is_no_view_of_it(told):
    said = told("x = torch.rand(2, 3)", "y = x")
    assert memory(said("y ="), "y") == "same memory as x"


def test_a_name_bound_to_a_view_of_itself_says_so(told):
    said = told("x = torch.rand(2, 3)", "x = x.T")
    assert memory(said("x = x.T"), "x") == "view of x"


def test_a_link_of_the_chain_is_the_owner_where_nothing_else_is(told):
    said = told("y = torch.rand(2, 3).T")
    assert memory(said("y ="), "y") == "view of torch.rand(2, 3)"


def test_an_argument_is_the_tensor_that_was_given(told):
    said = told("def f(x):", "    return x.T", "h = torch.rand(2, 3)", "f(h)")
    assert memory(said("f(h)", "call"), "x") == "same memory as h"


def test_an_owner_in_another_function_is_named_with_it(told):
    said = told("def f():", "    y = h.T", "h = torch.rand(2, 3)", "f()")
    assert memory(said("y = h.T"), "y") == "view of h in <module>"


def test_what_is_written_in_place_has_no_owner_to_tell(told):
    said = told("x = torch.zeros(2, 3)", "y = x[0]", "y += 1", "x[1, 2] = 5", "z = x * 2")
    for line in ("y += 1", "x[1, 2]"):
        assert "memory" not in said(line)
    assert memory(said("z ="), "z") == "fresh"


# Drawings


def pictures(found):
    return [(one["kind"], one["text"]) for one in found.get("drawings", ())]


def test_what_is_made_is_drawn_as_axes_and_small_memories_as_cells(told):
    said = told("x = torch.arange(6)", "y = torch.rand(9, 9)", "n = 3")
    assert pictures(said("x =")) == [("axes", "x"), ("memory", "memory of x")]
    assert pictures(said("y =")) == [("axes", "y")]
    assert pictures(said("n =")) == []


def test_a_write_lights_the_cells_that_changed_in_every_name_that_shares_them(told):
    said = told("x = torch.zeros(2, 3)", "y = x.T", "y[1, 0] = 7")
    strips = [one for one in said("y[1, 0]")["drawings"] if one["kind"] == "memory"]
    assert {one["text"]: one["lit"] for one in strips} == {"memory of x": [1], "memory of y": [1]}


def test_what_is_written_needs_no_axes_again(told):
    said = told("x = torch.zeros(2, 3)", "x += 1")
    assert pictures(said("x += 1")) == [("memory", "memory of x")]


def test_a_tensor_made_anew_lights_nothing(told):
    said = told("x = torch.zeros(2, 3)", "x = torch.ones(2, 3)")
    assert all("lit" not in one for one in said("torch.ones")["drawings"])


def test_a_large_view_of_a_small_memory_has_no_strip(told):
    said = told("x = torch.zeros(1).expand(5000)")
    assert pictures(said("x =")) == [("axes", "x")]


def test_a_folded_loop_is_drawn_as_its_curve_alone(told):
    said = told("for i in range(9):", "    loss = torch.tensor(1 / (i + 1))")
    (curve,) = said("for i", "done")["drawings"]
    assert curve["kind"] == "series" and len(curve["series"]["loss"]) == 9


# Words


@pytest.mark.parametrize(
    "lines, line, kind, did",
    [
        (["def f(n):", "    return n", "f(3)"], "f(3)", "call", "calls f"),
        (["def f(n):", "    return n", "f(3)"], "return", None, "returns 3"),
        (["def f(n):", "    return n, n", "f(torch.rand(2))"], "return", None, "returns tuple of (2,), (2,)"),
        (["def f():", "    return", "f()"], "return", None, "returns None"),
        (["def f(n):", "    return n", "f(3)", "f(4)"], "f(4)", "call", "calls as before: the same steps"),
        (["n = 3", "if n > 2:", "    n = 1"], "if", None, "condition true"),
        (["n = 3", "if n > 4:", "    n = 1"], "if", None, "condition false"),
        (["for i in range(2):", "    n = i"], "for", None, "iteration 2"),
        (["for i in range(7):", "    n = i"], "for", "done", "after 7 iterations"),
        (["try:", "    [][0]", "except IndexError:", "    n = 1"], "[][0]", "raise", "raises IndexError: list index out of range"),
        (["try:", "    [][0]", "except IndexError:", "    n = 1"], "except", None, "catches IndexError: list index out of range"),
    ],
)  # fmt: skip
def test_what_happened_is_told_in_words(told, lines, line, kind, did):
    assert told(*lines)(line, kind)["did"] == did


def test_where_names_say_it_there_are_no_words(told):
    assert "did" not in told("x = torch.rand(2, 3)")("x =")


def test_each_step_of_a_short_loop_says_its_turn(told):
    said = told("n = 1", "for i in range(1):", "    n = i")
    assert said("for i")["did"] == "iteration 1"


def test_printed_counts_characters_and_never_shrinks(write):
    from stepthrough.trace import Step, Trace

    one = write("print('é')\nx = 1\n")
    teller = Told(one, Trace(output="é\n"))
    steps = [Step("expr", 1, 1, 0, printed=3), Step("assign", 2, 2, 0)]
    assert [teller.step(step, [])["printed"] for step in steps] == [2, 2]


# Links


def code(found):
    return [text for _, text in found.get("links", ())]


def test_the_links_of_a_chain_are_told_each_by_its_own_part(told):
    said = told("x = torch.rand(2, 3, 4)", "y = x.flatten(1).transpose(0, 1)")
    assert code(said("y =")) == ["x.flatten(1)", ".transpose(0, 1)"]


def test_one_expression_that_made_the_name_needs_no_link(told):
    assert "links" not in told("x = torch.rand(2, 3)")("x =")


def test_a_link_points_at_its_span_and_names_alone_are_left_out(told):
    said = told("x = torch.rand(2, 3)", "print((x + 1).shape, x.T.shape)")
    assert said("print")["links"] == [[0, "x + 1"], [1, "(x + 1).shape"], [3, "x.T.shape"]]
