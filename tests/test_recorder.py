import pytest


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


def test_arguments_whose_names_begin_with_two_underscores_are_left_out(seen):
    ran = seen("def f(__x, y, _z):\n    return y\nf(1, 2, 3)\n")
    (step,) = [s for s in ran.steps if s.kind == "call"]
    assert {name: ran.value(at) for name, at in step.changed.items()} == {"y": "2", "_z": "3"}


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


# What turns that are left out leave behind


def test_the_closing_step_of_a_loop_has_the_names_of_its_last_turn(seen):
    ran = seen(
        "import torch\nx, n = torch.zeros(1), 0\nfor i in range(6):\n    x = x[None]\n    n += 2\n"
    )
    (done,) = ran.at("for i", "done")
    found = {name: ran.value(at) for name, at in done.changed.items()}
    assert (found["x"].shape, found["n"], found["i"]) == ([1] * 7, "12", "5")
    assert done.written == []


def test_the_closing_step_has_what_became_of_other_names_meanwhile(seen):
    ran = seen(
        """
        import torch

        x, parts = torch.zeros(3), [torch.zeros(2)]
        same = x

        def grow(given):
            global name
            name = torch.ones(4)
            given.append(name)

        name = torch.ones(5)
        for i in range(6):
            x.add_(1)
            grow(parts)
        """
    )
    (done,) = ran.at("for i", "done")
    assert {"x", "same", "parts"} <= {*done.written} and "name" not in done.written
    assert ran.value(done.changed["same"]).values == [6.0] * 3
    assert len(ran.value(done.changed["parts"])) == 7
    assert ran.value(done.changed["name"]).shape == [4]


def test_a_list_of_tensors_that_grows_is_written(seen):
    ran = seen(
        "import torch\nparts = []\nparts.append(torch.zeros(2))\nparts.append(torch.ones(3))\n"
    )
    steps = ran.at("torch.zeros") + ran.at("torch.ones")
    shapes = [[item.shape for item in ran.value(step.changed["parts"])] for step in steps]
    assert shapes == [[[2]], [[2], [3]]]
    assert steps[-1].written == ["parts"]


def test_a_name_that_another_function_bound_anew_is_told_of_in_its_own_frame(seen):
    ran = seen(
        "import torch\nx = torch.zeros(2)\ndef f():\n    global x\n    x = torch.ones(3)\nf()\n"
    )
    (step,) = ran.at("x = torch.ones")
    assert ran.value(step.changed["x@0"]).shape == [3]
    assert step.written == []


def test_a_loop_that_other_code_ended_mutes_nothing_and_has_its_closing_step(seen):
    ran = seen(
        """
        from contextlib import suppress

        def main():
            with suppress(KeyError):
                for i in range(9):
                    x = i
                    if i == 5:
                        raise KeyError
            after = x

        main()
        """
    )
    (done,) = ran.at("for i", "done")
    assert done.count == 6
    assert ran.bound("after") == ["5"]


@pytest.mark.parametrize(
    "write_", ["x.resize_(9)", "torch.add(x, 1, out=torch.empty(0))", "x.t_().resize_(1)"]
)
def test_a_recorded_tensor_can_still_be_given_another_size(seen, write_):
    ran = seen(
        f"import torch\nx = torch.zeros(2, 3)\ny = x\nz = torch.empty(0)\nw = z\n{write_}\nz.resize_(4)\n"
    )
    assert ran.trace.error is None


# Layers


def layers(ran, step):
    """(module, shape in, shape out) of each layer of a step."""
    shape = lambda at: ran.value(at).shape if at >= 0 else None  # noqa: E731
    return [(ran.value(module).split("(")[0], shape(a), shape(b)) for module, a, b in step.layers]


NETS = """
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList([nn.Linear(3, 4), nn.Linear(4, 5), nn.Linear(5, 6)])

        def forward(self, x):
            for layer in self.layers:
                x = layer(x)
            return x

    class Linear(nn.Linear):
        pass

    class ReLU(nn.Module):
        def forward(self, x):
            return x * 2

    x = torch.rand(2, 3)
"""


def test_the_layers_inside_a_sequential_are_told_of_in_order(seen):
    ran = seen(
        NETS
        + "    y = nn.Sequential(nn.Linear(3, 4), nn.Sequential(nn.ReLU(), nn.Linear(4, 5)))(x)\n"
    )
    (step,) = ran.at("y = ")
    assert layers(ran, step) == [
        ("Linear", [2, 3], [2, 4]),
        ("ReLU", [2, 4], [2, 4]),
        ("Linear", [2, 4], [2, 5]),
    ]


def test_the_layers_of_a_loop_are_told_of_in_the_turns_that_are_kept(seen):
    ran = seen(NETS + "    y = Net()(x)\n")
    assert [layers(ran, step) for step in ran.at("x = layer(x)")] == [
        [("Linear", [2, 3], [2, 4])],
        [("Linear", [2, 4], [2, 5])],
    ]
    assert layers(ran, ran.at("y = ", "assign")[0]) == []


def test_a_layer_that_fails_has_no_output(seen):
    ran = seen(NETS + "    y = nn.Sequential(nn.Linear(3, 4), nn.Linear(5, 6))(x)\n")
    assert layers(ran, ran.steps[-1]) == [("Linear", [2, 3], [2, 4]), ("Linear", [2, 4], None)]


def test_the_layers_of_a_folded_call_are_not_told_of(seen):
    ran = seen(NETS + "    net = Net()\n    y = net(x)\n    z = net(x)\n")
    (step,) = ran.at("z = ", "assign")
    assert step.layers == []
    assert sum(bool(step.layers) for step in ran.steps) == 2


def test_a_layer_of_the_snippets_own_is_not_told_of(seen):
    ran = seen(NETS + "    y = nn.Sequential(Linear(3, 4), ReLU())(x)\n")
    assert [row for step in ran.steps for row in step.layers] == []


def test_at_most_32_layers_of_a_step_are_told_of(seen):
    ran = seen(NETS + "    y = nn.Sequential(*[nn.ReLU() for _ in range(50)])(x)\n")
    assert len(ran.at("y = ")[0].layers) == 32


def test_what_is_no_tensor_goes_in_and_out_of_a_layer_as_nothing(seen):
    ran = seen(NETS + "    y = nn.Identity()(5)\n    z, _ = nn.LSTM(3, 4)(input=x)\n")
    (first,), (second,) = ran.at("y = ")[0].layers, ran.at("z, _ = ")[0].layers
    assert first[1:] == [-1, -1]
    assert second[1] == -1 and isinstance(ran.value(second[2]), list)


def test_layers_run_as_without_the_machine(seen):
    said = (
        NETS
        + "    torch.manual_seed(3)\n    y = nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5))(x)\n    print(y.tolist())\n"
    )
    assert seen(said).trace.output == seen(said).trace.output != ""


@pytest.mark.parametrize("end", ["", "    x @ x\n", "    nn.Linear(9, 9)(x)\n"])
def test_no_hook_is_left_behind(seen, end):
    from torch.nn.modules import module

    before = dict(module._global_forward_hooks), dict(module._global_forward_hooks_always_called)
    seen(NETS + "    y = Net()(x)\n" + end)
    assert (module._global_forward_hooks, module._global_forward_hooks_always_called) == before
