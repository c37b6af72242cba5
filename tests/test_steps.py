import sys

import pytest


# Steps and tensors


def test_each_statement_that_ran_is_a_step_with_its_lines_and_kind(seen):
    ran = seen(
        """
        x = 1
        if x:
            y = max(
                2, 3,
            )
        else:
            y = 4
        x += y; del y
        """
    )
    steps = [(s.kind, s.line, s.end) for s in ran.steps]
    assert steps == [
        ("assign", 1, 1),
        ("if", 2, 2),
        ("assign", 3, 5),
        ("augassign", 8, 8),
        ("delete", 8, 8),
    ]


def test_a_step_names_what_it_bound(seen):
    ran = seen(
        """
        class Box:
            pass

        box = Box()
        a = b = 1
        c, (d, *e) = 2, (3, 4, 5)
        box.size = 6
        print(f := 7)
        with open(__file__) as file:
            pass
        import sys
        """
    )
    names = {"a", "b", "c", "d", "e", "f", "box.size", "file"}
    assert names <= {name for step in ran.steps for name in step.changed}
    assert [ran.bound(name) for name in "abcdef"] == [["1"], ["1"], ["2"], ["3"], ["[4, 5]"], ["7"]]
    assert ran.bound("box.size") == ["6"]
    assert ran.bound("sys") == []


def test_a_private_attribute_is_bound_like_any_other(seen):
    ran = seen(
        """
        class Box:
            def __init__(self):
                self.__size = 6

        Box()
        """
    )
    assert ran.bound("self.__size") == ["6"]


# Memory


def test_a_write_in_place_marks_every_name_of_that_memory_and_no_other(seen):
    ran = seen(
        """
        import torch

        x = torch.zeros(3)
        view = x[:2]
        same = x.detach()
        flat = x.reshape(-1)
        copy = x.clone()
        x.add_(1)
        view.mul_(3)
        flat[2] = 9
        copy.zero_()
        """
    )
    aliases = {"x", "view", "same", "flat"}
    for line in ("x.add_", "view.mul_", "flat[2]"):
        (step,) = ran.at(line)
        assert set(step.written) | ({"flat"} & set(step.changed)) == aliases, line
        assert set(step.changed) == aliases
    assert ran.at("copy.zero_")[0].written == ["copy"]
    assert ran.bound("x")[-1].values == [3.0, 3.0, 9.0]
    assert ran.bound("view")[-1].values == [3.0, 3.0]


def test_a_write_through_data_marks_every_name_of_that_memory(seen):
    ran = seen("import torch\nx = torch.zeros(3)\nraw = x.data\nraw.add_(1)\n")
    assert set(ran.at("raw.add_")[0].written) == {"x", "raw"}


def test_a_write_in_place_marks_attributes(seen):
    ran = seen(
        """
        import torch

        class Mean:
            def __init__(self):
                self.total = torch.zeros(3)

            def add(self, x):
                self.total.add_(x)

        Mean().add(torch.ones(3))
        """
    )
    assert ran.at("self.total.add_")[0].written == ["self.total"]


def test_a_write_in_a_function_marks_the_callers_names(seen):
    ran = seen(
        """
        import torch

        def clear(y):
            y.zero_()

        def main():
            x = torch.ones(3)
            clear(x)

        main()
        """
    )
    (step,) = ran.at("y.zero_")
    main = ran.frames().index("main")
    assert set(step.written) == {"y", f"x@{main}"}
    assert ran.value(step.changed[f"x@{main}"]).values == [0.0, 0.0, 0.0]


def test_an_optimizer_step_marks_the_parameters_it_wrote(seen):
    ran = seen(
        """
        import torch

        w = torch.ones(3, requires_grad=True)
        optimizer = torch.optim.SGD([w], lr=1.0)
        (w * 2).sum().backward()
        optimizer.step()
        """
    )
    assert ran.at("optimizer.step")[0].written == ["w"]
    assert ran.bound("w")[-1].values == [-1.0, -1.0, -1.0]


def test_reading_marks_nothing(seen):
    ran = seen("import torch\nx = torch.ones(3)\ny = x * 2\nz = x.sum()\nx = x + 1\n")
    assert all(step.written == [] for step in ran.steps)


def test_parameters_and_buffers_are_called_so(seen):
    ran = seen(
        """
        import torch
        from torch import nn

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.scale = nn.Parameter(torch.ones(3))
                self.register_buffer("mean", torch.zeros(3))
                self.plain = torch.zeros(3)

            def forward(self, x):
                scale = self.scale
                mean = self.mean
                plain = self.plain
                return x

        net = Net()
        net(torch.zeros(3))
        weight = nn.Linear(3, 4).weight
        """
    )
    roles = {name: ran.bound(name)[-1].role for name in ("scale", "mean", "plain", "x", "weight")}
    assert roles == dict(scale="parameter", mean="buffer", plain="", x="", weight="parameter")


# Exceptions and output


def test_an_exception_is_the_last_step_with_its_frames(seen):
    ran = seen(
        """
        import torch

        def broken(x):
            y = x * 2
            return y @ torch.zeros(7)

        def main():
            broken(torch.zeros(2, 3))

        main()
        """
    )
    error, last = ran.trace.error, ran.steps[-1]
    assert (error.type, error.message) == (
        "RuntimeError",
        "size mismatch, got input (2), mat (2x3), vec (7)",
    )
    assert [(line, name) for line, _, _, name in error.frames] == [
        (10, "<module>"),
        (8, "main"),
        (5, "broken"),
    ]
    line, col, width, _ = error.frames[-1]
    assert ran.one.lines[line - 1][col - 1 :][:width] == "y @ torch.zeros(7)"
    assert (last.kind, last.line) == ("raise", 5)
    assert last.message.startswith("RuntimeError: size mismatch")
    assert ran.bound("y")[0].shape == [2, 3]


def test_the_last_step_stands_in_the_frame_that_raised(seen):
    ran = seen("def main():\n    x = 1\n    raise KeyError(x)\n\nmain()\n")
    assert ran.frames()[ran.steps[-1].frame] == "main"


def test_a_caught_exception_is_a_step_with_its_message(seen):
    ran = seen("try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    x = 2\n")
    (step,) = [step for step in ran.steps if step.kind == "except"]
    assert (step.line, step.message) == (3, "ZeroDivisionError: division by zero")
    assert ran.trace.error is None
    assert ran.bound("x") == ["2"]


def raised(ran):
    """(line, function, message, source of the expression, whether what led to it was left out)."""
    return [
        (step.line, ran.frames()[step.frame], step.message, source(ran, step.at), step.folded)
        for step in ran.steps
        if step.kind == "raise"
    ]


def source(ran, at):
    if not at:
        return ""
    line, col, end, end_col = at
    rows = ran.one.lines[line - 1 : end]
    rows[-1] = rows[-1][: end_col - 1]
    return "\n".join([rows[0][col - 1 :], *rows[1:]])


WHERE = {
    "at the end of the run": ("x = [1]\ny = x[3]\n", [(2, "<module>", "x[3]")]),
    "caught in its own frame": ("try:\n    {}['a']\nexcept KeyError:\n    pass\n", [(2, "<module>", "{}['a']")]),
    "caught by the caller": (
        "def f(x):\n    return 1 / x\ntry:\n    f(0)\nexcept ZeroDivisionError:\n    pass\n",
        [(2, "f", "1 / x")],
    ),
    "caught by the caller's caller": (
        "def f(x):\n    return 1 / x\ndef g(x):\n    return f(x)\ntry:\n    g(0)\nexcept ZeroDivisionError:\n    pass\n",
        [(2, "f", "1 / x")],
    ),
    "raised again": (
        "def f(x):\n    return 1 / x\ndef g(x):\n    try:\n        return f(x)\n    except ZeroDivisionError:\n        raise\ng(0)\n",
        [(2, "f", "1 / x"), (7, "g", "")],
    ),
    "raised again, after a call": (
        "def tell():\n    return 1\ntry:\n    try:\n        1 / 0\n    except ZeroDivisionError:\n        tell()\n        raise\nexcept ZeroDivisionError:\n    pass\n",
        [(5, "<module>", "1 / 0"), (8, "<module>", "")],
    ),
    "kept and raised later": (
        "kept = None\ntry:\n    1 / 0\nexcept ZeroDivisionError as error:\n    kept = error\nraise kept\n",
        [(3, "<module>", "1 / 0"), (6, "<module>", "")],
    ),
    "raised from another": (
        "def f():\n    try:\n        1 / 0\n    except ZeroDivisionError as error:\n        raise KeyError('b') from error\nf()\n",
        [(3, "f", "1 / 0"), (5, "f", "raise KeyError('b') from error")],
    ),
    "in a turn that is left out": ("for i in range(9):\n    x = 1 / (5 - i)\n", [(2, "<module>", "1 / (5 - i)")]),
    "in a generator": (
        "def count():\n    yield 1\n    yield 1 / 0\ntry:\n    x = list(count())\nexcept ZeroDivisionError:\n    pass\n",
        [(3, "count", "1 / 0")],
    ),
    "in a comprehension": ("x = [1 / y for y in (1, 0)]\n", [(1, "<module>", "1 / y")]),
    "in a with": (
        "class Quiet:\n    def __enter__(self):\n        return self\n    def __exit__(self, *args):\n        x = 1\nwith Quiet():\n    1 / 0\n",
        [(7, "<module>", "1 / 0")],
    ),
    "before a finally": (
        "def f():\n    try:\n        1 / 0\n    finally:\n        x = 2\ntry:\n    f()\nexcept ZeroDivisionError:\n    pass\n",
        [(3, "f", "1 / 0")],
    ),
    "in a finally": ("try:\n    pass\nfinally:\n    1 / 0\n", [(4, "<module>", "1 / 0")]),
    "in a handler": ("try:\n    1 / 0\nexcept ZeroDivisionError:\n    {}['a']\n", [(2, "<module>", "1 / 0"), (4, "<module>", "{}['a']")]),
    "in a function that a handler calls": (
        "def f():\n    return {}['a']\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    f()\n",
        [(4, "<module>", "1 / 0"), (2, "f", "{}['a']")],
    ),
    "after one that other code caught": (
        "from contextlib import suppress\ndef f():\n    raise KeyError('a')\nfor _ in range(2):\n    with suppress(KeyError):\n        f()\ndef g():\n    return 1 / 0\ng()\n",
        [(8, "g", "1 / 0")],
    ),
    "behind letters of several bytes": ("é, x = 'äöü', [1]; y = 'ñ' + str(x['日本'])\n", [(1, "<module>", "x['日本']")]),
    "over several lines": ("x = [1]\ny = (\n    x[0]\n    + x[\n        4\n    ]\n)\n", [(4, "<module>", "x[\n        4\n    ]")]),
    "by an assert": ("x = 1\nassert x == 2, 'no'\n", [(2, "<module>", "assert x == 2, 'no'")]),
    "by an argument that is missing": ("def f(x):\n    pass\nf()\n", [(3, "<module>", "f()")]),
    "in an __init__": ("class A:\n    def __init__(self):\n        self.x = 1 / 0\nA()\n", [(3, "A.__init__", "1 / 0")]),
    "below the snippet": ("import json\nx = json.loads('{')\n", [(2, "<module>", "json.loads('{')")]),
    "in a function that the library calls": ("x = sorted([0, 1], key=lambda n: n)\ndef f(n):\n    return 1 / n\ny = list(map(f, [0]))\n", [(3, "f", "1 / n")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "places"), WHERE.values(), ids=WHERE)
def test_a_raise_step_stands_where_an_exception_left_the_snippets_code(text, places, seen):
    assert [(line, frame, code) for line, frame, _, code, _ in raised(seen(text))] == places


def test_a_raise_step_comes_before_what_a_finally_does(seen):
    ran = seen(
        "def f():\n    try:\n        1 / 0\n    finally:\n        x = 2\n\ndef g():\n    try:\n        f()\n    finally:\n        y = 3\n\ntry:\n    g()\nexcept ZeroDivisionError:\n    z = 4\n"
    )
    kinds = [
        (step.kind, step.line) for step in ran.steps if step.kind not in ("functiondef", "call")
    ]
    assert kinds == [("raise", 3), ("assign", 5), ("assign", 11), ("except", 15), ("assign", 16)]


def test_an_exception_of_a_folded_call_that_is_caught_stands_in_the_frame_that_called_it(seen):
    ran = seen(
        "def f(x):\n    return 1 / x\nf(1)\ntry:\n    f(0)\nexcept ZeroDivisionError:\n    pass\n"
    )
    assert raised(ran) == [(2, "<module>", "ZeroDivisionError: division by zero", "1 / x", True)]
    assert [step.line for step in ran.steps if step.kind == "except"] == [6]


def test_a_caught_exception_of_a_turn_that_is_left_out_has_a_step(seen):
    ran = seen(
        """
        def f(n):
            for i in range(n):
                2 // (i - 3)

        try:
            f(6)
        except ZeroDivisionError:
            pass
        """
    )
    places = [(line, frame, at) for line, frame, _, at, _ in raised(ran)]
    assert places == [(3, "f", "2 // (i - 3)")]


def test_an_exception_of_a_folded_call_that_ends_the_run_stands_in_the_frame_that_called_it(seen):
    ran = seen("def f(x):\n    return 1 / x\ndef main():\n    f(1)\n    f(0)\nmain()\n")
    assert raised(ran) == [(2, "main", "ZeroDivisionError: division by zero", "1 / x", True)]
    assert ran.steps[-1].kind == "raise"


def test_an_exception_that_other_code_caught_has_no_raise_step(seen):
    ran = seen(
        "from contextlib import suppress\nwith suppress(KeyError):\n    {}['a']\nx = hasattr(1, 'y')\n"
    )
    assert raised(ran) == []


def test_a_return_in_a_handler_raises_nothing(seen):
    ran = seen(
        "def f():\n    try:\n        1 / 0\n    except ZeroDivisionError:\n        return 1\nx = f()\ny = 1 / x\n{}['a']\n"
    )
    assert [(line, frame) for line, frame, *_ in raised(ran)] == [(3, "f"), (8, "<module>")]


def test_a_raise_step_has_what_had_been_computed_before_it_and_the_handler_has_it_no_more(seen):
    ran = seen(
        "import torch\nx = torch.rand(2, 3)\ntry:\n    y = x.T.flatten() @ x.view(7)\nexcept RuntimeError:\n    pass\n"
    )
    (step,) = [step for step in ran.steps if step.kind == "raise"]
    assert list(ran.spans(step)) == ["x.T", "x.T.flatten()"]
    assert source(ran, step.at) == "x.view(7)"
    (handler,) = [step for step in ran.steps if step.kind == "except"]
    assert (handler.spans, handler.layers) == ([], [])


def test_a_raise_step_in_a_turn_that_is_left_out_has_the_names_of_that_turn(seen):
    ran = seen(
        "import torch\n\ndef main():\n    x = torch.zeros(1)\n    for i in range(9):\n        x = x[None]\n        y = 1 / (6 - i)\n\nmain()\n"
    )
    step = ran.steps[-1]
    assert (step.kind, ran.value(step.changed["i"]), ran.value(step.changed["x"]).shape) == (
        "raise",
        "6",
        [1] * 8,
    )


def test_a_raise_step_tells_what_had_been_written_before_it(seen):
    ran = seen("import torch\nx = torch.zeros(2)\nx.add_(1) @ torch.zeros(5)\n")
    step = ran.steps[-1]
    assert (step.kind, step.written, ran.value(step.changed["x"]).values) == (
        "raise",
        ["x"],
        [1.0, 1.0],
    )


@pytest.mark.parametrize(
    "catch", ["try:\n    f()\nexcept Own:\n    pass", "with suppress(Own):\n    f()"]
)
def test_an_exception_is_not_kept_alive_longer_than_the_next_statement(catch, seen):
    head = "import gc, weakref\nfrom contextlib import suppress\nclass Own(Exception):\n    pass\n"
    head += "def f():\n    global ref\n    error = Own()\n    ref = weakref.ref(error)\n    raise error\n"
    assert seen(f"{head}{catch}\nx = 1\ngc.collect()\nprint(ref())\n").trace.output == "None\n"


def test_an_exception_from_below_the_snippet_points_at_the_snippets_own_line(seen):
    error = seen("import json\n\njson.loads('{')\n").trace.error
    assert error.type == "JSONDecodeError"
    assert [frame[0] for frame in error.frames] == [3]


def test_an_exception_without_a_message_says_its_type(seen):
    error = seen("def f():\n    raise KeyError\n\nf()\n").trace.error
    assert (error.type, error.message) == ("KeyError", "KeyError")


def test_each_step_knows_how_much_was_printed_by_then(write, monkeypatch, tmp_path):
    from stepthrough import record

    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "argv", sys.argv)
    one = write("print('ab')\nx = 1\nprint('cde')\n")
    with (tmp_path / "out").open("w+") as file:
        monkeypatch.setattr(sys, "stdout", file)
        made = record.run(one, None, file.fileno())
    assert [step.printed for step in made.steps] == [3, 3, 7]
