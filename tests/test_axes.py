import pytest

from stepthrough import axes

SIZES = {"A": 1, "B": 2, "C": 3, "H": 4, "W": 5, "nh": 2, "hd": 7, "D": 14}
TASK = "Turn tokens (B, H*W, C), a tensor, into image (B, C, H, W) (and (say) nothing (1, 2))."


def test_the_shapes_in_a_text_have_the_word_before_them():
    found = [(word, shape.text) for word, shape in axes.stated(TASK)]
    assert ("tokens", "(B, H*W, C)") in found and ("image", "(B, C, H, W)") in found


@pytest.mark.parametrize(
    "shape, name, said",
    [
        ((2, 20, 3), "tokens", "(B, H*W, C)"),
        ((2, 20, 3), "anything", "(B, H*W, C)"),
        ((2, 3, 4, 5), "tokens", "(B, C, H, W)"),
        ((2, 3, 5, 4), "image", ""),
        ((1, 2), "image", ""),
        ((), "image", ""),
    ],
)
def test_a_shape_is_said_in_the_letters_of_the_task_that_fit(shape, name, said):
    assert axes.of(shape, name, TASK, SIZES) == said


def test_a_name_has_its_own_letters_where_two_fit():
    task = "Compare x (B, C) with y (nh, C)."
    assert axes.of((2, 3), "y", task, SIZES) == "(nh, C)"
    assert axes.of((2, 3), "x", task, SIZES) == "(B, C)"


def test_letters_without_a_size_fit_nothing():
    assert axes.of((2, 9), "x", "x (B, T), y (B, H/0)", SIZES) == ""


@pytest.mark.parametrize(
    "shape, wanted, said",
    [
        ((2, 3, 5, 4), "(B, C, H, W)", "(B, C, W, H) = (2, 3, 5, 4)"),
        ((2, 4, 5, 3), "(B, C, H, W)", "(B, H, W, C) = (2, 4, 5, 3)"),
        ((2, 20, 3), "(B, C, H, W)", "(B, H*W, C) = (2, 20, 3)"),
        ((2, 3, 20), "(B, C, H, W)", "(B, C, H*W) = (2, 3, 20)"),
        ((1, 3, 4, 5), "(B, C, H, W)", "(1, C, H, W) = (1, 3, 4, 5)"),
        ((3,), "(A, C)", "(C,) = (3,)"),
        ((1, 3), "(C, A)", "(A, C) = (1, 3)"),
        ((6, 9), "(B, C, H, W)", "(6, 9)"),
        ((9, 9, 4, 9), "(B, C, H, W)", "(9, 9, 4, 9)"),
        ((), "(B, C, H, W)", "()"),
        ((2, 7), "(9, 9)", "(2, 7)"),
        ((2, 7), "", "(2, 7)"),
    ],
)
def test_another_shape_than_the_wanted_is_said_in_its_letters_turned_squeezed_joined_or_in_part(
    shape, wanted, said
):
    assert axes.got(shape, wanted, TASK, SIZES) == said


def test_letters_that_could_be_two_are_not_said():
    sizes = {"B": 2, "nh": 2, "C": 3, "H": 4}
    assert axes.got((2, 4, 2, 3), "(B, C, nh, H)", "", sizes) == "(B, H, nh, C) = (2, 4, 2, 3)"
    assert axes.got((3, 2, 4, 2), "(B, C, nh, H)", "", sizes) == "(3, 2, 4, 2)"
