import pytest

from stepthrough.nearby import BUILT, GLOBAL, OWN, Nearby


@pytest.fixture
def names(write, run):
    """The names near the line that is marked with '<'."""

    def found(source):
        one = write(source)
        line = next(number for number, row in enumerate(one.lines, 1) if row.endswith("# <"))
        return Nearby(one, run(one)).names(line, None)

    return found


CLASS = '''
    SIZE, OTHER = 7, 8


    class Net:
        def __init__(self, dim, config):
            wide = 2 * dim
            self.nh = wide
            self.config = config
            self.deep = config.depth

        def forward(self, x):
            """
            P = B*L
            """
            B, L = x
            y = B + SIZE  # <
            for _ in range(3):
                K = 3
            return "text", self.config.width


    class Config:
        depth, width = 3, 4


    Net(3, Config).forward((2, 5))
    '''


def test_names_are_told_with_how_near_they_are_bound(names):
    found = names(CLASS)
    assert {name for name, near in found.items() if near == OWN} >= {"P", "B", "L", "y", "K"}
    assert {name for name, near in found.items() if near == BUILT} >= {"dim", "wide", "nh"}
    assert found["self.config.depth"] == BUILT and found["SIZE"] == GLOBAL


def test_what_was_never_a_whole_number_or_is_not_read_here_is_no_name(names):
    found = names(CLASS)
    assert not {"x", "self", "config", "_", "OTHER", "Config"} & found.keys()


@pytest.mark.parametrize("turns, there", [(3, True), (99, False)])
def test_what_counts_the_turns_of_a_long_loop_is_no_name(names, turns, there):
    body = f"n = 0\nfor i in range({turns}):\n    C = 5\n    n += 1  # <\n"
    assert ({"i", "n"} <= names(body).keys()) == there and "C" in names(body)


def test_what_comments_above_define_is_a_name(names):
    assert "P" in names("x = (3,)  # (P,), where P = 3\ny = 1  # <\n")
    assert "P" not in names("y = 1  # <\nx = (3,)  # (P,), where P = 3\n")
