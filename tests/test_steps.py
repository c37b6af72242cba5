import sys


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
