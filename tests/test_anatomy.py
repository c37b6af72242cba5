import pytest

from stepthrough.anatomy import Anatomy

SOURCE = """
    import torch


    def inner(x):
        if len(x) > 2:
            raise ValueError(f"{len(x)} is too many")


    def outer(B, L, D):
        x = torch.zeros(B, L)
        x = x.unsqueeze(2)
        size = (B, D)
        inner(x)


    def quiet():
        B = 9
        inner(torch.zeros(1))


    quiet()
    try:
        outer(3, 4, 5)
    except ValueError:
        pass
    """


@pytest.fixture
def asked(write, run):
    one = write(SOURCE)
    made = run(one)
    return lambda function: Anatomy(one, made, function)


@pytest.mark.parametrize("text, size", [("B", [3]), ("L*D", [20]), ("B*(L+D)", [27])])
def test_a_size_is_worked_out_from_the_whole_numbers_of_the_function(asked, text, size):
    assert asked("outer").size(text) == size


@pytest.mark.parametrize("text", ["K", "L/B", "not a size", "B*x"])
def test_what_has_no_whole_size_has_none(asked, text):
    assert asked("outer").size(text) is None


def test_a_shape_is_the_last_one_that_a_name_had(asked):
    assert asked("outer").shape("x") == [3, 4, 1]
    assert asked("outer").shape("size") == [3, 5]
    assert asked("outer").shape("y") is None


def test_what_a_call_raised_was_raised_in_its_caller_too(asked):
    assert asked("outer").raised() == asked("inner").raised() == "ValueError: 3 is too many"
    assert asked("quiet").raised() is None
