import json

import pytest
import torch

from stepthrough import trace
from stepthrough.describe import Tables


@pytest.fixture
def tables():
    return Tables(trace.Trace())


@pytest.fixture
def tensor(tables):
    """What a trace holds of a tensor."""
    return lambda value, owner=None: tables.trace.tensors[tables.tensor(value, owner)]


@pytest.fixture
def described(tables):
    """What a trace holds of any value: a Tensor, a list of such, or a text."""

    def read(index):
        value = tables.trace.values[index]
        if value.tensor >= 0:
            return tables.trace.tensors[value.tensor]
        return [read(item) for item in value.items] if value.items else value.text

    return lambda value: read(tables.describe(value))


KINDS = {
    "double": lambda: torch.arange(12, dtype=torch.float64).reshape(3, 4),
    "transposed": lambda: torch.arange(12).reshape(3, 4).t(),
    "a slice": lambda: torch.arange(12)[3:7],
    "no dims": lambda: torch.tensor(7),
    "bool": lambda: torch.tensor([True, False] * 5),
    "expanded": lambda: torch.ones(1).expand(5, 7),
    "with gradient": lambda: torch.ones(3, requires_grad=True) * 2,
    "empty": lambda: torch.zeros(0, 3),
    "meta": lambda: torch.zeros(2, 3, device="meta"),
    "complex": lambda: torch.ones(9, dtype=torch.complex64),
    "bfloat16": lambda: torch.ones(9, dtype=torch.bfloat16),
    "float8": lambda: torch.ones(9).to(torch.float8_e4m3fn),
    "uint8": lambda: torch.ones(9, dtype=torch.uint8),
    "conjugate": lambda: torch.ones(2, dtype=torch.complex64).conj(),
}


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_a_tensor_is_described_as_torch_itself_does(make, tensor):
    real = make()
    made = tensor(real)
    assert made.shape == list(real.shape)
    assert f"torch.{made.dtype}" == str(real.dtype)
    assert made.device == str(real.device)
    assert (made.stride, made.offset) == (list(real.stride()), real.storage_offset())
    assert made.grad == real.requires_grad
    assert len(made.values) == (
        0 if real.is_meta else min(real.numel(), 8 if real.numel() <= 8 else 4)
    )


def test_a_tensor_without_strides_still_has_its_shape_and_dtype(tensor):
    made = tensor(torch.eye(3, dtype=torch.float64).to_sparse())
    assert (made.shape, made.dtype, made.storage) == ([3, 3], "float64", -1)


def test_up_to_eight_values_are_all_kept(tensor):
    made = tensor(torch.arange(8).reshape(2, 4).t())
    assert made.values == [0, 4, 1, 5, 2, 6, 3, 7]
    assert (made.min, made.max, made.mean) == (None, None, None)


def test_of_more_values_the_first_four_and_a_summary_are_kept(tensor):
    made = tensor(torch.arange(9.0) / 3)
    assert made.values == [0.0, 0.3333, 0.6667, 1.0]
    assert (made.min, made.max, made.mean) == (0.0, 2.667, 1.333)


def test_describing_leaves_a_tensor_and_the_random_numbers_alone(tensor):
    torch.manual_seed(3)
    x = torch.rand(20, requires_grad=True)
    before, version = torch.get_rng_state(), x._version
    tensor(x)
    assert torch.get_rng_state().equal(before)
    assert (x._version, x.grad_fn, x.grad) == (version, None, None)


def test_numbers_that_json_has_not_are_kept_as_text(tensor, tables):
    made = tensor(torch.tensor([float("nan"), float("inf"), 1.5] * 4))
    assert (made.values, made.max) == (["nan", "inf", 1.5, "nan"], "nan")
    assert json.loads(trace.to_json(tables.trace))


def test_tuples_and_lists_of_tensors_keep_each(described):
    first, second = described(torch.zeros(4, 3).chunk(2))
    assert first.shape == second.shape == [2, 3]
    assert described([torch.zeros(2), 5])[1] == "5"


def test_plain_values_are_kept_as_short_text_without_addresses(described):
    assert described("a" * 200) == "'" + "a" * 79
    assert described([print, object()]) == ""
    assert described({"x": 1}) == "{'x': 1}"


def test_a_value_that_cannot_be_printed_has_no_text(described):
    class Broken:
        def __repr__(self):
            raise ValueError

    assert described(Broken()) == ""


def test_equal_values_are_kept_once(tables):
    assert tables.describe(3) == tables.describe(3)
    assert tables.describe(3) != tables.describe("3")
    assert len(tables.trace.values) == 2


# Memory


SHARING = {
    "x": lambda x: x,
    "x[1]": lambda x: x[1],
    "x[:, 1:3]": lambda x: x[:, 1:3],
    "x[[0, 1]]": lambda x: x[[0, 1]],
    "x.t()": lambda x: x.t(),
    "x.view(4, 3)": lambda x: x.view(4, 3),
    "x.reshape(12)": lambda x: x.reshape(12),
    "x.t().reshape(12)": lambda x: x.t().reshape(12),
    "x.flatten()": lambda x: x.flatten(),
    "x.detach()": lambda x: x.detach(),
    "x.data": lambda x: x.data,
    "x.clone()": lambda x: x.clone(),
    "x.contiguous()": lambda x: x.contiguous(),
    "x.t().contiguous()": lambda x: x.t().contiguous(),
    "x.float()": lambda x: x.float(),
    "x.double()": lambda x: x.double(),
    "x.expand(2, 3, 4)": lambda x: x.expand(2, 3, 4),
    "x.repeat(1, 1)": lambda x: x.repeat(1, 1),
    "x.unsqueeze(0)": lambda x: x.unsqueeze(0),
    "x + 0": lambda x: x + 0,
    "x.add_(1)": lambda x: x.add_(1),
    "x.chunk(2)[1]": lambda x: x.chunk(2)[1],
    "x.unfold(0, 2, 1)": lambda x: x.unfold(0, 2, 1),
    "torch.as_tensor(x)": lambda x: torch.as_tensor(x),
    "torch.tensor(x.tolist())": lambda x: torch.tensor(x.tolist()),
    "torch.from_numpy(x.numpy())": lambda x: torch.from_numpy(x.numpy()),
    "torch.cat([x])": lambda x: torch.cat([x]),
    "nn.Parameter(x)": lambda x: torch.nn.Parameter(x),
}


@pytest.mark.parametrize("change", SHARING.values(), ids=SHARING)
def test_tensors_have_one_number_for_their_memory_exactly_if_they_share_it(change, tensor):
    x = torch.arange(12.0).reshape(3, 4)
    y = change(x)
    share = x.untyped_storage().data_ptr() == y.untyped_storage().data_ptr()
    first, last = tensor(x), tensor(y)
    assert (first.storage == last.storage) == share
    if share:
        moved = (y.data_ptr() - x.data_ptr()) // x.element_size()
        assert last.offset - first.offset == moved


def test_memory_that_was_freed_and_used_again_is_other_memory(tensor):
    numbers, places = set(), []
    for _ in range(9):
        x = torch.zeros(1000)
        numbers.add(tensor(x).storage)
        places.append(x.data_ptr())
        del x
    assert len(numbers) == 9


# Roles


def test_parameters_and_buffers_of_the_module_at_work_are_called_so(tensor):
    net = torch.nn.BatchNorm1d(3)
    plain = torch.zeros(3)
    found = [tensor(x, net).role for x in (net.weight, net.running_mean, plain)]
    assert found == ["parameter", "buffer", ""]
    assert tensor(net.running_mean, None).role == ""
