import sys

import pytest

from stepthrough import trace


class Seen:
    """A trace, asked in words."""

    def __init__(self, one, made):
        self.one, self.trace, self.steps = one, made, made.steps
        assert made.error is None or made.error.type != "RecorderError", made.error.message

    def at(self, text, kind=None):
        """The steps on the first line that holds a text."""
        number = next(n for n, row in enumerate(self.one.lines, 1) if text in row)
        return [s for s in self.steps if s.line == number and (kind or s.kind) == s.kind]

    def value(self, index):
        """A tensor, a list of such, or the text of a value."""
        value = self.trace.values[index]
        if value.tensor >= 0:
            return self.trace.tensors[value.tensor]
        return [self.value(item) for item in value.items] if value.items else value.text

    def bound(self, name):
        """What the steps bound to a name, in order."""
        return [self.value(step.changed[name]) for step in self.steps if name in step.changed]

    def spans(self, step):
        """{source: shape} of a step's sub-expressions."""
        found = {}
        for line, col, end, end_col, value in step.spans:
            assert line == end, "write these tests with expressions on one line"
            found[self.one.lines[line - 1][col - 1 : end_col - 1]] = self.value(value)
        return found

    def frames(self):
        return [name for name, _ in self.trace.frames]


@pytest.fixture
def seen(write, run):
    def made(source):
        one = write(source)
        return Seen(one, run(one))

    return made


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


# Sub-expressions, calls


def test_every_sub_expression_of_a_chain_is_kept_with_its_place(seen):
    ran = seen(
        """
        import torch

        x = torch.zeros(2, 3, 4, 5)
        y = x.flatten(2).transpose(1, 2)
        """
    )
    (step,) = ran.at("y = x")
    shapes_ = {text: tensor.shape for text, tensor in ran.spans(step).items()}
    assert shapes_ == {"x.flatten(2)": [2, 3, 20], "x.flatten(2).transpose(1, 2)": [2, 20, 3]}


def test_sub_expressions_of_operators_subscripts_and_conditions_are_kept(seen):
    ran = seen(
        "import torch\nx = torch.ones(2, 3)\nprint((x[0] * 2 + -x[1]).sum(), x.T if (x > 0).any() else x)\n"
    )
    (step,) = ran.at("print")
    texts = set(ran.spans(step))
    assert {
        "x[0]",
        "x[0] * 2",
        "-x[1]",
        "x[0] * 2 + -x[1]",
        "x.T",
        "x > 0",
        "(x > 0).any()",
    } <= texts


def test_a_comprehension_keeps_its_first_two_iterations(seen):
    ran = seen("import torch\nx = torch.ones(5, 3)\ny = [row * 2 for row in x]\n")
    (step,) = ran.at("y = ")
    assert len([span for span in step.spans if span[3] - span[1] == len("row * 2")]) == 2


def test_a_call_is_a_step_then_those_of_its_frame_then_its_return(seen):
    ran = seen(
        """
        def inner(n):
            return n + 1

        def outer(n):
            found = inner(n)
            return found

        x = outer(3)
        """
    )
    assert ran.frames() == ["<module>", "outer", "inner"]
    story = [(s.kind, s.line, s.frame, s.call) for s in ran.steps if s.kind != "functiondef"]
    assert story == [
        ("call", 8, 0, 1),
        ("call", 5, 1, 2),
        ("return", 2, 2, -1),
        ("assign", 5, 1, -1),
        ("return", 6, 1, -1),
        ("assign", 8, 0, -1),
    ]
    assert [ran.value(step.value) for step in ran.steps if step.kind == "return"] == ["4", "4"]


def test_a_call_step_holds_the_arguments(seen):
    ran = seen("import torch\ndef f(x, n=2, *, k=3):\n    pass\nf(torch.zeros(4), k=5)\n")
    (step,) = [s for s in ran.steps if s.kind == "call"]
    assert {key: ran.value(value) for key, value in step.changed.items() if key != "x"} == {
        "n": "2",
        "k": "5",
    }
    assert ran.value(step.changed["x"]).shape == [4]


def test_a_call_through_torch_is_a_call_of_the_line_that_made_it(seen):
    ran = seen(
        """
        import torch
        from torch import nn

        class Net(nn.Module):
            def forward(self, x):
                return x

        net = nn.Sequential(Net())
        net(torch.zeros(3))
        """
    )
    (step,) = [
        s
        for s in ran.steps
        if s.kind == "call" and s.call >= 0 and "forward" in ran.frames()[s.call]
    ]
    assert (step.line, step.frame) == (9, 0)
    assert ran.frames()[step.call] == "Net.forward"


def test_a_call_with_the_shapes_of_an_earlier_one_is_folded(seen):
    ran = seen(
        """
        import torch

        def f(x):
            y = x * 2
            return y

        for n in (3, 3):
            f(torch.zeros(n))
        f(torch.ones(3))
        """
    )
    assert ran.frames() == ["<module>", "f"]
    calls = [(step.line, step.folded) for step in ran.steps if step.kind == "call"]
    assert calls == [(8, False), (8, True), (9, True)]


def test_a_call_with_other_shapes_is_not_folded(seen):
    ran = seen(
        """
        import torch

        def f(x):
            return x * 2

        f(torch.zeros(3))
        f(torch.zeros(4))
        f(torch.zeros(3))
        """
    )
    assert ran.frames() == ["<module>", "f", "f"]
    assert [step.folded for step in ran.steps if step.kind == "call"] == [False, False, True]


def test_a_main_that_nobody_calls_is_called(seen):
    ran = seen("def main():\n    print('ran')\n")
    assert ran.trace.output == "ran\n"
    assert seen("def main(size):\n    print('ran')\n").trace.output == ""


@pytest.mark.parametrize("call", ["main()", "for i in range(9):\n    if i == 8:\n        main()"])
def test_a_main_that_was_called_is_not_called_again(seen, call):
    assert seen(f"def main():\n    print('ran')\n\n{call}\n").trace.output == "ran\n"


def test_the_branch_taken_is_kept(seen):
    ran = seen("for x in (0, 1):\n    if x:\n        pass\n    elif x == 0:\n        pass\n")
    assert [step.branch for step in ran.at("if x:")] == [False, True]
    assert [step.branch for step in ran.at("elif")] == [True]


# Loops


LOOP = """
    import torch

    def main():
        w = torch.tensor(8.0)
        for step in range({count}):
            loss = w * w
            w = w / 2
            rounds = step
            value = loss.item()
        print("over")
"""


def test_a_loop_is_kept_in_full_for_two_iterations_then_as_series_and_a_closing_step(seen):
    ran = seen(LOOP.format(count=7))
    steps = ran.at("for step")
    assert [step.kind for step in steps] == ["for", "for", "done"]
    assert len(ran.at("loss = ")) == len(ran.at("value = ")) == 2
    done = steps[-1]
    assert done.count == 7
    losses = [64.0 / 4**n for n in range(7)]
    assert done.series["loss"] == done.series["value"] == pytest.approx(losses, rel=1e-3)
    assert "rounds" not in done.series
    assert ran.at("print")[0].kind == "expr"


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_short_loop_is_kept_in_full(seen, count):
    ran = seen(LOOP.format(count=count))
    assert [step.kind for step in ran.at("for step")] == ["for"] * count
    assert len(ran.at("loss = ")) == count


def test_a_long_series_is_thinned_and_keeps_its_last_point(seen):
    (done,) = seen("def main():\n    x = 0.0\n    for i in range(1000):\n        x = i / 10\n").at(
        "for", "done"
    )
    assert done.count == 1000
    assert len(done.series["x"]) <= 128
    assert done.series["x"][-1] == 99.9


def test_while_loops_and_nested_loops_fold_too(seen):
    ran = seen(
        """
        n = 9
        while n:
            n -= 1
            for a in range(5):
                for b in range(5):
                    c = a * b
        print(n)
        """
    )
    assert len(ran.at("n -= 1")) == 2
    assert len(ran.at("c = a")) == 8
    (outer,) = ran.at("while n", "done")
    assert outer.count == 9
    assert len(ran.at("for a", "done")) == 2
    assert len(ran.at("for b", "done")) == 4
    assert ran.at("print")


@pytest.mark.parametrize("leave", ["break", "return", "raise KeyError"])
def test_what_comes_after_a_folded_loop_that_was_left_is_kept_in_full(seen, leave):
    ran = seen(
        f"""
        def work():
            for i in range(9):
                if i == 5:
                    {leave}

        def main():
            for n in range(2):
                try:
                    work()
                except KeyError:
                    after = n
                last = n

        main()
        after = "module"
        """
    )
    assert ran.bound("last") == ["0", "1"]
    assert ran.bound("after")[-1] == "'module'"


def test_a_loop_left_by_an_exception_does_not_mute_the_rest_of_its_function(seen):
    ran = seen(
        """
        def main():
            try:
                for i in range(9):
                    if i == 5:
                        raise KeyError
            except KeyError:
                x = 1
            for j in range(2):
                y = j

        main()
        """
    )
    assert ran.bound("x") == ["1"]
    assert ran.bound("y") == ["0", "1"]


def test_a_series_begins_again_with_its_loop_even_after_an_exception(seen):
    ran = seen(
        """
        def main():
            for attempt in range(2):
                try:
                    for i in range(5):
                        x = float(i)
                        if attempt == 0 and i == 3:
                            raise KeyError
                except KeyError:
                    y = 1

        main()
        """
    )
    (done,) = ran.at("for i", "done")
    assert (done.count, done.series["x"]) == (5, [0.0, 1.0, 2.0, 3.0, 4.0])


def test_calls_in_folded_iterations_add_no_steps(seen):
    ran = seen("def f(n):\n    return n\n\nfor i in range(50):\n    f(i)\n")
    assert len(ran.steps) < 12


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
        made = record.run(one.path, None, file.fileno())
    assert [step.printed for step in made.steps] == [3, 3, 7]


# Repeatable, small


ORDINARY = """
    import torch
    from torch import nn


    class Net(nn.Module):
        def __init__(self, D):
            super().__init__()
            self.net = nn.Sequential(
                nn.Linear(D, 4 * D),  # (B, L, 4*D)
                nn.GELU(),  # (B, L, 4*D)
                nn.Linear(4 * D, D),  # (B, L, D)
            )
            self.drop = nn.Dropout(0.1)

        def forward(self, x):
            B, L, D = x.shape
            x = x + self.drop(self.net(x))  # (B, L, D)
            return x.flatten(1)  # (B, L*D)


    def main():
        B, L, D = 2, 5, 8
        net = Net(D)
        x = torch.rand(B, L, D)  # (B, L, D)
        optimizer = torch.optim.AdamW(net.parameters())
        for step in range(5):
            y = net(x)  # (B, L*D)
            loss = y.pow(2).mean()  # ()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            print({"step": step}, f"{loss.item():.4f}", {"a", "b", "c"})


    if __name__ == "__main__":
        main()
"""


def test_traces_are_alike_to_the_last_bit_from_run_to_run(write, run):
    one = write(ORDINARY)
    assert trace.to_json(run(one)) == trace.to_json(run(one))


def test_the_trace_of_an_ordinary_snippet_is_small(write, run):
    text = trace.to_json(run(write(ORDINARY)))
    assert len(text.encode()) <= 8192


def test_a_hundred_steps_of_training_fold_into_little_more_than_their_loss_curve(write, run):
    silent = "\n".join(row for row in ORDINARY.splitlines() if "print" not in row)
    few, many = (run(write(silent.replace("range(5)", f"range({n})"))) for n in (5, 100))
    (curve,) = [step.series["loss"] for step in many.steps if step.series]
    assert len(curve) == 100
    assert len(trace.to_json(many)) - len(trace.to_json(few)) < 10 * len(curve)


def test_random_numbers_are_those_of_a_fixed_seed(write, run):
    one = write(
        "import random\nimport numpy\nimport torch\nprint(random.random(), numpy.random.rand(), torch.rand(1))\n"
    )
    assert run(one).output == run(one).output
