import pytest

from stepthrough import terminal


@pytest.fixture
def told(write, run):
    """What the terminal shows of a snippet that ran."""

    def lines(source):
        one = write(source)
        return terminal.steps(one, run(one)).splitlines()

    return lines


def test_each_step_is_its_line_then_what_it_bound_and_calls_are_indented(told):
    lines = told(
        """
        import torch

        def double(x):
            y = x * 2
            return y

        def main():
            x = torch.zeros(2, 3)
            z = double(x)

        main()
        """
    )
    assert lines == [
        "   1  import torch",
        "   3  def double(x):",
        "   7  def main():",
        "  11  > calls main",
        "   8    x = torch.zeros(2, 3)",
        "            x: (2, 3) float32, memory 0",
        "   9    > calls double",
        "   4      y = x * 2",
        "              y: (2, 3) float32, memory 1",
        "   5      return y",
        "              returns (2, 3) float32, memory 1",
        "   9    z = double(x)",
        "            z: (2, 3) float32, memory 1",
        "  11  main()",
    ]


@pytest.mark.parametrize(
    "code, shown",
    [
        ("torch.arange(3)", "(3) int64, memory 0"),
        ("torch.tensor(1.5)", "() float32, memory 0"),
        ("torch.ones(3, requires_grad=True)", "(3) float32, requires grad, memory 0"),
        ("torch.nn.Parameter(torch.ones(3))", "(3) float32, parameter, memory 0"),
        ("torch.zeros(3, device='meta')", "(3) float32, meta, memory 0"),
        (
            "torch.zeros(4, 3).chunk(2)",
            "tuple of (2, 3) float32, memory 0, (2, 3) float32, memory 0",
        ),
        ("'text'", "'text'"),
        ("torch.nn.ReLU()", "ReLU()"),
    ],
)
def test_a_value_is_told_in_words(told, code, shown):
    assert told(f"import torch\nx = {code}\n")[-1].strip() == f"x: {shown}"


def test_writes_in_place_are_told(told):
    lines = told("import torch\nx = torch.zeros(3)\nx.add_(1)\n")
    assert lines[-1].strip() == "written in place: x"


def test_folds_are_told(told):
    lines = told("def f(n):\n    return n\n\nfor i in range(5):\n    f(3)\n")
    assert [line.strip() for line in lines if "fold" in line] == [
        "5  > a call like one before, folded"
    ]
    assert lines[-1].strip() == "5 times"


def test_exceptions_are_told_where_they_happened_and_at_the_end(told):
    lines = told("try:\n    1 / 0\nexcept ArithmeticError:\n    pass\nraise KeyError('k')\n")
    said = "ZeroDivisionError: division by zero"
    assert [line.strip() for line in lines][:4] == [
        "2  1 / 0",
        said,
        "3  except ArithmeticError:",
        said,
    ]
    assert lines[-3:-1] == ["   5  raise KeyError('k')", "          KeyError: 'k'"]
    assert lines[-1].endswith("example.py: KeyError: 'k'")


def test_every_kind_of_step_can_be_told(told):
    lines = told(
        """
        import contextlib

        async def work():
            async with contextlib.AsyncExitStack():
                return [i async for i in numbers()]

        async def numbers():
            yield 1

        with contextlib.suppress(KeyError) as nothing:
            {}["x"]
        match 3:
            case n if n > 2:
                del n
        class A:
            x: int = 1
            y: int
        while True:
            break
        else:
            pass
        try:
            work().send(None)
        except StopIteration as done:
            print(done.value, [lambda: 3 for _ in "ab"])
        assert A.x
        """
    )
    assert len(lines) > 15
