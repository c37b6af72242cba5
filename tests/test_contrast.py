import math

import pytest
import torch
from torch import nn

from stepthrough import contrast
from stepthrough.promise import Promise

SIZES = {"B": 2, "C": 3}


def told(form, made, wanted, got="made", source="wanted"):
    one = Promise("it holds", 1, form, got, source)
    return contrast.words(one, {"got": made, "wanted": wanted}, SIZES, "")


def test_a_shape_is_told_before_anything_else():
    made, wanted = torch.zeros(3, 2, dtype=torch.int64), torch.ones(2, 3)
    rows = told("equal", made, wanted)
    assert rows == [("expected", "shape (2, 3)"), ("got", "shape (3, 2)")]
    rows = told("==", made.shape, (2, 3), "made.shape", "(B, C)")
    assert rows == [("expected", "shape (B, C) = (2, 3)"), ("got", "shape (C, B) = (3, 2)")]


def test_then_the_dtype_then_the_device():
    x = torch.ones(2, 3)
    assert told("close", x.double(), x) == [("expected", "dtype float32"), ("got", "dtype float64")]
    assert told("close", x.to("meta"), x) == [("expected", "device cpu"), ("got", "device meta")]


def test_a_tensor_that_keeps_its_numbers_otherwise_is_told_by_its_layout():
    x = torch.ones(2, 3)
    assert told("equal", x.to_sparse(), x) == [
        ("expected", "layout strided"),
        ("got", "layout sparse_coo"),
    ]
    assert told("equal", x.to_sparse(), x.to_sparse())[0] == (
        "expected",
        "a tensor (2, 3) float32",
    )


def test_few_values_are_shown_all_and_where_they_first_differ():
    rows = told("equal", torch.tensor([[0, 2], [1, 3]]), torch.arange(4).reshape(2, 2))
    assert rows == [
        ("expected", "[[0, 1], [2, 3]]"),
        ("got", "[[0, 2], [1, 3]]"),
        ("", "first at [0, 1]: 2, and 1 was expected; 2 of 4 values differ"),
    ]


def test_of_many_values_the_row_where_they_first_differ_is_shown():
    wanted = torch.arange(2 * 3 * 4).reshape(2, 3, 4)
    made = wanted.clone()
    made[1, 2, 3] = 9
    assert told("equal", made, wanted) == [
        ("expected", "[20, 21, 22, 23] at [1, 2, :]"),
        ("got", "[20, 21, 22, 9] at [1, 2, :]"),
        ("", "first at [1, 2, 3]: 9, and 23 was expected; 1 of 24 values differ"),
    ]


@pytest.mark.parametrize("place, part", [(0, "0:12"), (5, "0:12"), (50, "44:56"), (99, "93:100")])
def test_of_a_long_row_the_part_around_that_place_is_shown(place, part):
    wanted = torch.zeros(2, 100)
    made = wanted.clone()
    made[1, place] = 7
    (_, expected), (_, got), _ = told("equal", made, wanted)
    assert got.endswith(f"at [1, {part}]") and "7" in got and "7" not in expected.split(" at ")[0]


def test_close_numbers_do_not_differ_and_nan_is_itself():
    nan = math.nan
    made, wanted = torch.tensor([1 + 1e-7, nan, 2.0]), torch.tensor([1.0, nan, 3.0])
    assert told("close", made, wanted)[-1][1].startswith(
        "first at [2]: 2, and 3 was expected; 1 of 3"
    )
    assert told("equal", made, wanted)[-1][1].startswith("first at [0]")


def test_what_a_promise_allows_does_not_differ():
    one = Promise("it holds", 1, "close", "made", "wanted", {"atol": 0.1})
    sides = {"got": torch.tensor([1.05, 2.5]), "wanted": torch.tensor([1.0, 2.0])}
    assert contrast.words(one, sides, SIZES, "")[-1][1].startswith("first at [1]: 2.5, and 2 was")


def test_numbers_have_four_digits_and_no_minus_for_nothing():
    assert (
        contrast.nested(torch.tensor([1 / 3, -0.0, 1e-9, 12345.678]))
        == "[0.3333, 0, 1e-09, 1.235e+04]"
    )


def test_one_number_is_enough_without_a_place():
    assert told("close", torch.tensor(1.5), torch.tensor(2.5)) == [
        ("expected", "2.5"),
        ("got", "1.5"),
    ]


def test_a_number_is_told_with_where_it_comes_from():
    rows = told("==", 12, 24, "counted", "depth * D")
    assert rows == [("expected", "depth * D = 24"), ("got", "counted = 12")]
    assert told("==", 12, 24, "12", "24") == [("expected", "24"), ("got", "12")]


def test_what_is_no_tensor_is_named():
    x = torch.ones(2)
    assert told("equal", None, x) == [
        ("expected", "a tensor (2,) float32: [1, 1]"),
        ("got", "None"),
    ]
    assert told("equal", [x, x], x)[1] == ("got", "a list of 2")
    assert told("==", nn.ReLU(), 3)[1] == ("got", "a ReLU")
    assert told("==", told, 3)[1] == ("got", "the function told")
    assert told("==", (2, 3), (3, 2), "made") == [("expected", "(3, 2)"), ("got", "(2, 3)")]


def test_an_order_is_told_with_what_was_met():
    assert told("<", 5, 3, "len(made)", "3") == [("expected", "len(made) < 3"), ("got", "5")]
    rows = told("<", 5, 3, "len(made)", "most")
    assert rows == [("expected", "len(made) < most"), ("got", "5"), ("most", "3")]
    assert told("not equal", 5, 5, "made", "x")[0] == ("expected", "made not equal to x")


def test_of_many_numbers_the_first_that_is_out_of_order_is_told():
    made = torch.arange(20.0).reshape(4, 5)
    assert told("<", made, 7, "made", "7") == [
        ("expected", "made < 7"),
        ("got", "a tensor (4, 5) float32"),
        ("", "first at [1, 2]: 7"),
    ]


def test_a_truth_and_a_kind_are_told_with_what_was_met():
    one = Promise("it holds", 1, "true", "weight.is_meta", "")
    assert contrast.words(one, {"got": False}, {}, "") == [
        ("expected", "weight.is_meta"),
        ("got", "False"),
    ]
    assert told("isinstance", 3, list, "made", "list") == [
        ("expected", "made is a list"),
        ("got", "an int"),
    ]


def test_results_are_alike_but_for_rounding():
    x = torch.rand(3)
    assert contrast.alike(x, x + 1e-7) and contrast.alike((x, 1.0), (x, 1.0 + 1e-9))
    assert not contrast.alike(x, x + 1e-2) and not contrast.alike(x, x.double())
    assert not contrast.alike(x, x.reshape(3, 1)) and not contrast.alike((x,), [x])
    assert contrast.alike({"a": x}, {"a": x}) and not contrast.alike({"a": x}, {"b": x})
    assert contrast.alike(math.nan, math.nan) and not contrast.alike(None, x)


def test_modules_hold_their_parameters_buffers_and_modules():
    def tower(*layers):
        made = nn.Module()
        made.layers = nn.ModuleList(layers)
        return contrast.held(made)

    assert tower(nn.Linear(2, 3)) == tower(nn.Linear(2, 3))
    assert tower(nn.Linear(2, 3)) != tower(nn.Linear(3, 2))
    assert tower() != contrast.held(nn.Module())
