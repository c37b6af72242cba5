import pytest

from stepthrough import player
from stepthrough.letters import Letters
import programs


class Said:
    """What a run's letters are, asked by the name of a function (and which call of it)."""

    def __init__(self, source):
        self.one, self.trace = programs.recorded(source)
        assert self.trace.error is None, self.trace.error.message
        self.letters = Letters(self.one, self.trace)

    def frame(self, name, call=0):
        return [at for at, (own, _) in enumerate(self.trace.frames) if own == name][call]

    def shapes(self, name, call=0):
        at = self.frame(name, call)
        return self.letters.shapes(at, player.shapes(self.trace, at))

    def sizes(self, name, call=0):
        at = self.frame(name, call)
        return self.letters.sizes(at, player.shapes(self.trace, at))


def said(*lines):
    return Said("\n".join(["import torch", *lines]) + "\n")


def work(*lines, call="work()", given=""):
    return said(f"def work({given}):", *(f"    {line}" for line in lines), call)


# By comment

COMMENTS = {
    "(B, C)": ("x = torch.rand(B, C)", "2,3", ["B", "C"]),
    "(B, C, H*W)": ("x = torch.rand(B, C, H * W)", "2,3,20", ["B", "C", "H*W"]),
    "(B, P+1), where P = H*W": ("x = torch.rand(B, H * W + 1)", "2,21", ["B", "P+1"]),
    "(B, P/2), where P = H*W": ("x = torch.rand(B, H * W // 2)", "2,10", ["B", "P/2"]),
    "(B, P), where P = H*W": ("x = torch.rand(B, H * W)", "2,20", ["B", "P"]),
    "(B, 7)": ("x = torch.rand(B, 7)", "2,7", ["B", "7"]),
    "(C,)": ("x = torch.rand(C)", "3", ["C"]),
    "(1, C)": ("x = torch.rand(1, C)", "1,3", ["1", "C"]),
    "(B, D) = (B, D), where D = W": ("x = torch.rand(B, W)", "2,5", ["B", "D"]),
}


@pytest.mark.parametrize(("code", "shape", "letters"), COMMENTS.values(), ids=COMMENTS)
def test_a_comment_gives_the_letters_of_its_shape(code, shape, letters, request):
    comment = request.node.callspec.id
    if "=" in comment.split("where")[0]:
        comment, code = "(B, D) + (B, D) = (B, D), where D = W", f"{code} + torch.rand(B, W)"
    ran = work("B, C, H, W = 2, 3, 4, 5", f"{code}  # {comment}")
    assert ran.shapes("work")[shape] == letters


def test_operands_of_a_comment_have_its_letters_too():
    ran = work(
        "B, C, D = 2, 3, 5",
        "x, y = torch.rand(B, C), torch.rand(C, D)",
        "z = x @ y  # (B, C) @ (C, D) = (B, D)",
    )
    assert ran.shapes("work") == {"2,5": ["B", "D"], "2,3": ["B", "C"], "3,5": ["C", "D"]}


def test_each_of_a_tuple_has_its_letters():
    ran = work(
        "B, C = 2, 3", "x, y = torch.rand(B, C), torch.rand(C)  # (B, C), (C,)", "return x, y"
    )
    assert ran.shapes("work") == {"2,3": ["B", "C"], "3": ["C"]}
    ran = work("B, C = 2, 3", "x, y = torch.rand(2, B, C)  # each (B, C)")
    assert ran.shapes("work")["2,3"] == ["B", "C"]


def test_a_comment_on_an_argument_gives_its_letters():
    ran = said(
        "def work(",
        "    x,  # (B, C)",
        "):",
        "    B, C = x.shape",
        "    return x.T",
        "work(torch.rand(2, 3))",
    )
    assert ran.shapes("work") == {"2,3": ["B", "C"], "3,2": ["C", "B"]}


def test_letters_that_a_docstring_defines_are_said():
    lines = [
        "def work(embed_dim):",
        '    """Double.',
        "",
        "    D = embed_dim",
        '    """',
        "    x = torch.rand(2, embed_dim)  # (2, D)",
    ]
    ran = said(*lines, "work(6)")
    assert ran.shapes("work")["2,6"] == ["2", "D"]
    assert ran.sizes("work") == {"embed_dim": 6, "D": 6}


def test_letters_of_the_constructor_and_of_the_instance_are_said():
    lines = [
        "class Net:",
        "    def __init__(self, D):",
        "        self.K = D + 1",
        "    def run(self, x):",
    ]
    lines += [
        "        B = len(x)",
        "        return x[:, :1] * torch.ones(B, self.K, D_)  # (B, self.K, D)",
    ]
    ran = said("D_ = 5", *lines, "Net(5).run(torch.rand(2, 3, 5))")
    assert ran.shapes("Net.run")["2,6,5"] == ["B", "self.K", "D"]
    assert ran.sizes("Net.run") == {"B": 2, "D": 5, "self.K": 6}


def test_the_output_of_a_layer_has_the_letters_of_its_comment():
    lines = [
        "from torch import nn",
        "def main():",
        "    B, D = 2, 4",
        "    net = nn.Sequential(",
        "        nn.Linear(D, 3 * D),  # (B, 3*D)",
    ]
    lines += [
        "        nn.Linear(3 * D, 7),  # (B, 7)",
        "    )",
        "    y = net(torch.rand(B, D))  # (B, 7)",
    ]
    assert said(*lines).shapes("main")["2,12"] == ["B", "3*D"]


# By line, by frame


def test_a_line_that_calls_a_shape_otherwise_has_its_own_letters():
    lines = [
        "B, L, H = 2, 5, 5",
        "x = torch.rand(B, H)  # (B, H)",
        "y = x + 1  # (B, L)",
        "z = y * 2",
    ]
    assert work(*lines).shapes("work") == {"2,5": ["B", "H"], "5:2,5": ["B", "L"]}


def test_a_statement_of_several_lines_has_the_letters_at_its_first():
    lines = [
        "B, H = 2, 5",
        "L = H",
        "x = torch.rand(B, H)  # (B, H)",
        "y = torch.add(",
        "    x,",
        "    1,",
        ")  # (B, L)",
    ]
    assert work(*lines).shapes("work")["6:2,5"] == ["B", "L"]


def test_a_function_called_at_two_sizes_has_the_letters_of_each_call():
    ran = work(
        "B, C = x.shape",
        "return x * 2  # (B, C)",
        given="x",
        call="work(torch.rand(2, 3)), work(torch.rand(3, 2))",
    )
    assert ran.shapes("work") == {"2,3": ["B", "C"]}
    assert ran.shapes("work", 1) == {"3,2": ["B", "C"]}
    assert [ran.sizes("work", call) for call in (0, 1)] == [{"B": 2, "C": 3}, {"B": 3, "C": 2}]


def test_two_instances_have_the_sizes_of_their_own_constructors():
    lines = ["class Net:", "    def __init__(self, D):", "        self.w = torch.rand(3, D)"]
    lines += ["    def run(self, x):", "        return x @ self.w  # (len_, D)", "len_ = 2"]
    ran = said(*lines, "x = torch.rand(2, 3)", "Net(5).run(x)", "Net(7).run(x)")
    assert ran.sizes("Net.run")["D"] == 5
    assert ran.shapes("Net.run")["2,5"] == ["len_", "D"]


def test_a_comment_says_nothing_of_a_function_it_does_not_stand_in():
    ran = said(
        "def one():",
        "    B, C = 2, 3",
        "    return torch.rand(B, C)  # (B, C)",
        "def two():",
        "    return one().T",
        "two()",
    )
    assert ran.shapes("two") == ran.sizes("two") == {}


def test_a_nested_function_has_the_letters_of_its_own_comments():
    lines = [
        "def outer():",
        "    B, C = 2, 3",
        "    def inner(x):",
        "        D, E = x.shape",
        "        return x + 1  # (D, E)",
    ]
    ran = said(*lines, "    return inner(torch.rand(B, C)) * 2  # (B, C)", "outer()")
    assert ran.shapes("outer.inner")["2,3"] == ["D", "E"]
    assert ran.shapes("outer")["2,3"] == ["B", "C"]


# By size


def test_a_dim_without_comment_has_the_only_letter_of_its_size():
    ran = work(
        "B, C, H = 2, 3, 5",
        "x = torch.rand(B, C, H)  # (B, C, H)",
        "y = x.transpose(1, 2)",
        "z = x.flatten(1)",
    )
    assert ran.shapes("work")["2,5,3"] == ["B", "H", "C"]
    assert ran.shapes("work")["2,15"] == ["B", None]


def test_a_dim_whose_size_two_letters_have_has_none():
    ran = work(
        "B, C, K = 2, 3, 3",
        "x = torch.rand(B, C)  # (B, C)",
        "y = torch.rand(5, K)  # (5, K)",
        "z = x.T",
    )
    assert "3,2" in ran.shapes("work")
    assert ran.shapes("work")["3,2"] == [None, "B"]


def test_a_shape_without_any_letter_is_left_out():
    ran = work(
        "B = 2", "x = torch.rand(B, 9)  # (B, 9)", "y = torch.rand(7, 8)", "z = torch.rand(9, 9)"
    )
    assert ran.shapes("work") == {"2,9": ["B", "9"]}


@pytest.mark.parametrize("comment", ["(B, ...)", "(_, C)", "(B, _)"])
def test_a_comment_with_gaps_names_no_shape(comment):
    ran = work("B, C = 2, 3", f"x = torch.rand(B, C)  # {comment}")
    assert ran.shapes("work") == {}


def test_of_a_size_that_changes_in_a_frame_the_last_is_said():
    ran = work("for B in (2, 3, 4, 5):", "    x = torch.rand(B, 7)  # (B, 7)", "y = x + 1")
    assert (ran.shapes("work"), ran.sizes("work")) == ({"5,7": ["B", "7"]}, {"B": 5})


# Sizes


def test_the_sizes_of_a_frame_are_its_own_whole_numbers_and_what_its_comments_define():
    ran = work(
        "B, half, name, flag = 2, 0.5, 'x', True", "x = torch.rand(B, 6)  # (B, P), where P = B*3"
    )
    assert ran.sizes("work") == {"B": 2, "P": 6}


def test_a_number_has_the_size_that_it_had_after_its_loop():
    ran = work("n = 1", "for i in range(5):", "    n = n * 2", "x = torch.rand(n)  # (n,)")
    assert ran.sizes("work") == {"n": 32, "i": 4}
    assert ran.shapes("work")["32"] == ["n"]


def test_a_name_that_became_something_else_has_no_size():
    assert work("B = 2", "B = 'two'", "C = 3").sizes("work") == {"C": 3}


def test_numbers_of_other_frames_are_not_sizes():
    ran = said(
        "def inner(C):", "    return C", "def work():", "    B = 2", "    inner(B + 1)", "work()"
    )
    assert (ran.sizes("work"), ran.sizes("inner")) == ({"B": 2}, {"C": 3})
