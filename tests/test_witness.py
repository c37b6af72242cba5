import pytest

from stepthrough import shapes


@pytest.fixture
def faults(write, run):
    """The faults of a snippet that really ran, as 'line: message'."""

    def said(source):
        one = write(source)
        return [f"{fault.line}: {fault.message}" for fault in shapes.check(one, run(one))]

    return said


def unknown(*found):
    return [line.split(" has no")[0] for line in found]


def test_a_local_int_comes_before_self_the_constructor_and_globals(faults):
    assert (
        faults(
            """
            import torch
            D = 11

            class Net:
                def __init__(self, D=13):
                    self.D = 17

                def f(self):
                    D = 3
                    return torch.zeros(D)  # (D,)

            Net().f()
            """
        )
        == []
    )


def test_self_comes_before_the_constructor_and_globals(faults):
    assert (
        faults(
            """
            import torch
            D = 11

            class Net:
                def __init__(self, D=13):
                    self.D = 3

                def f(self):
                    return torch.zeros(3)  # (D,)

            Net().f()
            """
        )
        == []
    )


def test_ints_and_locals_of_the_constructor_come_before_globals(faults):
    assert (
        faults(
            """
            import torch
            D = E = 11

            class Net:
                def __init__(self, D):
                    E = 5

                def f(self):
                    return torch.zeros(3, 5)  # (D, E)

            Net(3).f()
            """
        )
        == []
    )


def test_each_instance_has_the_letters_of_its_own_constructor(faults):
    assert faults(
        """
        import torch

        class Net:
            def __init__(self, D):
                pass

            def f(self, size):
                return torch.zeros(size)  # (D,)

        three, five = Net(3), Net(5)
        three.f(3)
        five.f(5)
        three.f(5)
        """
    ) == ["8: false shape: dim 0: D = 3 but the tensor has 5"]


def test_a_copy_of_an_instance_has_the_letters_of_its_constructor(faults):
    assert (
        faults(
            """
            import copy
            import torch

            class Net(torch.nn.Module):
                def __init__(self, D):
                    super().__init__()

                def forward(self):
                    return torch.zeros(3)  # (D,)

            copy.deepcopy(Net(3))()
            """
        )
        == []
    )


def test_a_global_is_the_last_resort(faults):
    assert faults("import torch\nD = 3\ndef f():\n    return torch.zeros(3)  # (D,)\nf()\n") == []


@pytest.mark.parametrize(
    "inner", ["", "\n    def g():\n        return B"], ids=["plain", "in a closure"]
)
def test_a_global_never_stands_in_for_a_local_of_the_function_not_yet_bound(faults, inner):
    found = faults(
        f"import torch\nB = 3\ndef f():\n    x = torch.zeros(3)  # (B,)\n    B = 5{inner}\nf()\n"
    )
    assert unknown(*found) == ["4: unknown letter: B"]


def test_a_variable_of_the_caller_is_not_known(faults):
    source = "import torch\ndef f():\n    return torch.zeros(3)  # (B,)\ndef main():\n    B = 3\n    f()\nmain()\n"
    assert unknown(*faults(source)) == ["3: unknown letter: B"]


@pytest.mark.parametrize("value", ["True", "3.0", "'3'", "torch.tensor(3)", "None"])
def test_only_whole_numbers_are_sizes(faults, value):
    found = faults(
        f"import torch\ndef f():\n    B = {value}\n    return torch.zeros(3)  # (B,)\nf()\n"
    )
    assert unknown(*found) == ["4: unknown letter: B"]


def test_the_letters_are_those_when_the_line_has_run(faults):
    source = "import torch\ndef f():\n    for n in (3, 5):\n        x = torch.zeros(n)  # (n,)\n    n = 9\nf()\n"
    assert faults(source) == []


def test_letters_that_the_line_itself_binds_are_known(faults):
    assert (
        faults("import torch\ndef f(x):\n    B, C = x.shape  # (B, C)\nf(torch.zeros(2, 3))\n")
        == []
    )


def test_a_dotted_letter_is_read_where_it_stands(faults):
    assert (
        faults(
            """
            import torch

            class Config:
                D = 3

            def f(config):
                return torch.zeros(3, 4)  # (config.D, Config.E)

            Config.E = 4
            f(Config())
            """
        )
        == []
    )


def test_an_argument_is_judged_with_the_letters_that_the_body_unpacks(faults):
    assert (
        faults(
            """
            import torch

            def f(
                x,  # (B, C)
            ):
                B, C = x.shape
                x = x.sum(1)
                B = 7

            f(torch.zeros(2, 3))
            """
        )
        == []
    )


def test_an_argument_of_another_shape_is_false_even_if_the_call_returns_at_once(faults):
    source = "import torch\ndef f(\n    x,  # (2, 3)\n):\n    return\nf(torch.zeros(2, 4))\n"
    assert faults(source) == ["3: false shape: dim 1: 3 but the tensor has 4"]


def test_definitions_in_docstrings_count_in_a_run(faults):
    assert (
        faults(
            '''
            import torch

            class Net:
                """A layer.

                D = embed_dim
                """

                def __init__(self, embed_dim):
                    self.ps = 2

                def f(self, x):
                    B, N = x.shape
                    y = x.repeat(1, 2)  # (B, P), where P = N*ps
                    return y[:, :, None].expand(B, -1, 5)  # (B, P, D)

            Net(5).f(torch.zeros(2, 3))
            '''
        )
        == []
    )


def test_a_layer_of_a_sequential_takes_its_letters_from_the_call_then_from_the_constructor(faults):
    source = """
        import torch
        from torch import nn

        class Net(nn.Module):
            def __init__(self, D):
                super().__init__()
                L = 99
                self.net = nn.Sequential(
                    nn.Linear(D, 4 * D),  # (B, L, 4*D)
                    nn.GELU(),  # (B, L, {gelu})
                    nn.Linear(4 * D, D),  # (B, L, 4*D) -> (B, L, D)
                )

            def forward(self, x):
                B, L, D = x.shape
                return self.net(x)  # (B, L, D)

        Net(3)(torch.zeros(2, 7, 3))
        """
    assert faults(source.format(gelu="4*D")) == []
    assert faults(source.format(gelu="5*D")) == [
        "10: false shape: dim 2: 5*D = 15 but the tensor has 12"
    ]


def test_a_layer_that_is_built_again_is_judged_each_time(faults):
    source = """
        import torch
        from torch import nn

        for width in (4, 4, 4, 6, 4):
            net = nn.Sequential(
                nn.Linear(3, width),  # (2, 4)
            )
            net(torch.zeros(2, 3))
        """
    assert faults(source) == ["6: false shape: dim 1: 4 but the tensor has 6"]


def test_a_layer_that_takes_the_place_in_memory_of_an_older_one_is_judged_too(faults):
    source = """
        import torch
        from torch import nn

        places = set()
        while True:
            layer = nn.Linear(3, 6)  # (2, 4)
            if id(layer) in places:
                break
            places.add(id(layer))
            del layer
        layer(torch.zeros(2, 3))
        """
    assert faults(source) == ["6: false shape: dim 1: 4 but the tensor has 6"]


def test_a_layer_that_never_runs_proves_nothing(faults):
    source = "from torch import nn\nnet = nn.Sequential(\n    nn.Linear(3, 4),  # (2, 4)\n)\n"
    assert faults(source) == ["3: never ran: nothing proves this comment"]


@pytest.mark.parametrize(
    "line, message",
    [
        ("y = x @ w  # (B, C) @ (C, D) = (B, D)", None),
        (
            "y = x @ w  # (B, C) @ (D, C) = (B, D)",
            "dim 0: D = 5 but the tensor has 3; dim 1: C = 3",
        ),
        ("x = x.flatten()  # (B, C) -> (B*C,)", None),
        ("x = x.flatten()  # (B*C,) -> (B*C,)", "(B*C,) has 1 dim but the tensor has 2"),
        ("x = w.flatten()  # (B, C) -> (C*D,)", "dim 0: B = 2 but the tensor has 3"),
        ("x += x.sum(0)  # (B, C) + (C,) = (B, C)", None),
        ("x += x.sum(0)  # (B, C) + (B,) = (B, C)", "dim 0: B = 2 but the tensor has 3"),
        ("x[0] = 1  # (C,)", None),
        ("x[:, 0] += 1  # (B,) + () = (B,)", None),
        ("y = len(x)  # (B, C) -> ()", "() but the value is an int"),
        ("y = float(3)  # (B,) -> ()", "(B,) but the value is no tensor"),
        ("q, k = x.chunk(2)  # each (1, C)", None),
        ("q, k = x.chunk(2)  # (1, C), (B, C)", "dim 0: B = 2 but the tensor has 1"),
        ("y = list(x)  # list of (C,)", None),
        ("y = x.shape[1:]  # (C,)", None),
        ("y = x.shape  # (B, C)", None),
        ("y = (B, 1, 1, D)  # (B, 1, 1, D)", None),
        ("y = x.max(0)  # each (C,)", None),
        ("y = [f.flatten() for f in x]  # each (C,)", None),
        ("y = (lambda a: a.T)(x)  # (C, B)", None),
    ],
)
def test_operands_and_results_of_real_tensors(faults, line, message):
    source = f"import torch\ndef f(x, w):\n    B, C, D = 2, 3, 5\n    {line}\nf(torch.zeros(2, 3), torch.zeros(3, 5))\n"
    found = faults(source)
    assert message in found[0] if message else found == []


def test_operands_are_taken_before_their_name_is_overwritten(faults):
    source = "import torch\ndef f(x):\n    B, C = x.shape\n    x = x.sum(1)  # (B, C) -> (B,)\nf(torch.zeros(2, 3))\n"
    assert faults(source) == []


# Sightings


def test_a_comment_that_is_false_only_in_the_seventh_iteration_is_reported(write, run):
    one = write(
        """
        import torch

        def pad(n):
            x = torch.zeros(2, 3 + (n == 6))  # (2, 3)
            return x

        def main():
            for n in range(9):
                pad(n)
                y = torch.zeros(5 + (n == 6))  # (5,)
        """
    )
    faults = [(fault.line, fault.message) for fault in shapes.check(one, run(one))]
    assert faults == [
        (4, "false shape: dim 1: 3 but the tensor has 4"),
        (10, "false shape: dim 0: 5 but the tensor has 6"),
    ]


def test_a_comment_counts_how_often_it_was_checked(write, run):
    one = write("import torch\nfor n in range(9):\n    x = torch.zeros(3)  # (3,)\n")
    (check,) = run(one).checks
    assert (check.ran, len(check.sightings)) == (9, 1)


def test_only_different_sightings_are_kept_and_few_of_them(write, run):
    one = write("import torch\nfor n in range(2, 90):\n    x = torch.zeros(n)  # (n,)\n")
    (check,) = run(one).checks
    assert check.ran == 88
    assert len(check.sightings) <= 5


# Watched modules


def test_a_whole_watched_module_can_be_saved_and_copied(write, run):
    one = write(
        """
        import copy
        import io
        import torch
        from torch import nn

        def build(D):
            return nn.Sequential(
                nn.Linear(3, D),  # (2, D), where D = 4
            )

        def main():
            net, x = build(4), torch.ones(2, 3)
            file = io.BytesIO()
            torch.save(net, file)
            file.seek(0)
            loaded, copied = torch.load(file, weights_only=False), copy.deepcopy(net)
            assert loaded(x).equal(net(x)) and copied(x).equal(net(x))
            net.load_state_dict(copied.state_dict())
            print(list(loaded.state_dict()), net)
        """
    )
    made = run(one)
    assert made.error is None, made.error
    assert shapes.check(one, made) == []
    assert made.output.startswith("['0.weight', '0.bias'] Sequential(")


def test_a_copy_of_a_watched_module_is_watched_too(write, run):
    one = write(
        """
        import copy
        import torch
        from torch import nn

        def main():
            net = nn.Sequential(
                nn.Linear(3, 4),  # (2, 4)
            )
            net(torch.ones(2, 3))
            twin = copy.deepcopy(net)
            twin(torch.ones(5, 3))
        """
    )
    assert [fault.line for fault in shapes.check(one, run(one))] == [7]
