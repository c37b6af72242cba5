import ast

import pytest

from stepthrough import kata
from stepthrough.fault import Wrong

FUNCTION = '''
    """Double a tensor.

    You meet it in residual blocks,
    twice.
    """

    import torch
    from torch import nn

    MINUTES = 4
    HINTS = (
        "one",
        "two",
        "three",
    )
    WIDTH = 3


    def helper(x):
        return x + 1


    @torch.no_grad()
    def double(x, by=2):
        """Return by times x, (B, C).

        By default by is 2.
        """
        return x * by                    # (B, C)


    def wrong_same(x, by=2):
        """Nothing is doubled: x came back
        as it was."""
        return x


    class wrong_class:
        """A class."""


    def check(double):
        for B in (1, 2):
            x = torch.ones(B, WIDTH)
            assert double(x).shape == x.shape, "the shape stays"
            assert double(x).equal(x + x), "numbers are doubled"
        assert double(x, 3).equal(x * 3), "by is what it says"
        assert double(x).shape == x.shape, "the shape stays"


    def main():
        B, C = 2, 3
        print(double(torch.ones(B, C)))
        check(double)


    if __name__ == "__main__":
        main()
    '''

STUB = '''
"""Double a tensor.

You meet it in residual blocks,
twice.
"""

import torch
from torch import nn

WIDTH = 3


def helper(x):
    return x + 1


@torch.no_grad()
def double(x, by=2):
    """Return by times x, (B, C).

    By default by is 2.
    """
    raise NotImplementedError("your turn")


def main():
    B, C = 2, 3
    print(double(torch.ones(B, C)))


if __name__ == "__main__":
    main()
'''

CLASS = '''
    """Count."""

    MINUTES = 3
    HINTS = ("a", "b", "c")


    class Counter:
        """Count calls, at most to TOP."""

        TOP = 9

        def __init__(self, start):
            self.count = start
            self.top = self.TOP

        @property
        def full(self):
            """Whether it is full."""
            return self.count == self.top

        def next(self, by=1):
            self.count = min(self.count + by, self.top)
            return self.count


    def check(Counter):
        one = Counter(3)
        assert one.next() == 4, "it counts by one"
    '''

HOLED = '''class Counter:
    """Count calls, at most to TOP."""

    TOP = 9

    def __init__(self, start):
        raise NotImplementedError("your turn")

    @property
    def full(self):
        """Whether it is full."""
        raise NotImplementedError("your turn")

    def next(self, by=1):
        raise NotImplementedError("your turn")
'''

START = """

    class wrong_start:
        \"\"\"It begins at 0.\"\"\"

        TOP = 9

        def __init__(self, start):
            self.count = 0

        def next(self, by=1):
            self.count += by
            return self.count
    """


@pytest.fixture
def read(write):
    return lambda source, name="double": kata.read(write(source, name))


def test_a_kata_tells_its_parts(read):
    one = read(FUNCTION)
    assert (one.name, one.title, one.minutes) == ("double", "Double a tensor.", 4)
    assert one.returns == "You meet it in residual blocks, twice."
    assert (one.answer, one.hints) == ("double", ("one", "two", "three"))
    assert one.task == "Return by times x, (B, C).\n\nBy default by is 2."
    assert one.wrongs["wrong_same"] == "Nothing is doubled: x came back as it was."
    assert one.solution[0] == "@torch.no_grad()" and one.solution[-1].endswith("# (B, C)")


def test_a_promise_that_is_asked_for_twice_is_one_promise(read):
    assert read(FUNCTION).promises == [
        "the shape stays",
        "numbers are doubled",
        "by is what it says",
    ]


def test_the_stub_of_a_function_has_a_hole_and_keeps_what_helps(read):
    assert read(FUNCTION).stub == STUB.lstrip("\n")


def test_the_stub_of_a_class_has_a_hole_in_each_method(read):
    assert HOLED in read(CLASS).stub


def test_what_is_to_be_mended_stands_in_the_stub_with_the_task_and_without_its_lesson(read):
    stub = read(CLASS + START).stub
    made = next(node for node in ast.parse(stub).body if isinstance(node, ast.ClassDef))
    assert (made.name, ast.get_docstring(made)) == ("Counter", "Count calls, at most to TOP.")
    assert "self.count = 0" in stub and "begins at 0" not in stub and kata.HOLE not in stub


def test_the_stub_is_python_that_ends_with_one_line_break(read):
    for source in (FUNCTION, CLASS, CLASS + START):
        stub = read(source).stub
        ast.parse(stub)
        assert stub.endswith("\n") and not stub.endswith("\n\n") and "\n\n\n\n" not in stub


@pytest.mark.parametrize("gone", ["def check(double)", "def double("])
def test_a_kata_without_its_parts_says_what_is_missing(read, gone):
    with pytest.raises(Wrong, match="a kata has a function check"):
        read(FUNCTION.replace(gone, gone.replace("def ", "def other_")))


def test_a_kata_without_minutes_says_so(read):
    with pytest.raises(Wrong, match="a kata says its MINUTES"):
        read(FUNCTION.replace("MINUTES", "HOURS")).minutes


def test_a_name_that_is_none_gets_the_nearest():
    with pytest.raises(LookupError, match=r"no kata named untokenise \(nearest: untokenize\b"):
        kata.load("untokenise")


def test_katas_come_from_minutes_to_half_an_hour():
    times = [(kata.load(name).minutes, name) for name in kata.names()]
    assert times == sorted(times) and len(times) >= 2
