import json

import pytest
import torch

from stepthrough import describe, trace
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


# Cells


@pytest.fixture
def cells(tensor, tables):
    """All numbers in the memory of a tensor, None if they are not kept."""

    def read(value):
        at = tensor(value).cells
        return tables.trace.cells[at] if at >= 0 else None

    return read


ROW = list(range(12))
CELLS = {
    "whole": (lambda: torch.arange(12).reshape(3, 4), ROW),
    "transposed": (lambda: torch.arange(12).reshape(3, 4).t(), ROW),
    "a slice": (lambda: torch.arange(12)[3:7], ROW),
    "one number": (lambda: torch.arange(12)[5], ROW),
    "expanded": (lambda: torch.tensor([[7.0]]).expand(5, 90), [7.0]),
    "overlapping": (lambda: torch.arange(12).unfold(0, 4, 2), ROW),
    "with holes": (lambda: torch.arange(12)[::5], ROW),
    "nothing of a memory": (lambda: torch.arange(12)[12:], ROW),
    "no dims": (lambda: torch.tensor(1.5), [1.5]),
    "a parameter": (lambda: torch.nn.Parameter(torch.ones(2)), [1.0, 1.0]),
    "with a gradient": (lambda: torch.ones(2, requires_grad=True) * 3, [3.0, 3.0]),
    "detached": (lambda: torch.ones(2, requires_grad=True).detach(), [1.0, 1.0]),
    "bool": (lambda: torch.tensor([True, False]), [True, False]),
    "complex": (lambda: torch.tensor([1 + 2j]), ["(1+2j)"]),
    "bfloat16": (lambda: torch.tensor([1.0, 3.0], dtype=torch.bfloat16), [1.0, 3.0]),
    "float8": (lambda: torch.tensor([1.0, 3.0]).to(torch.float8_e4m3fn), [1.0, 3.0]),
    "uint8": (lambda: torch.tensor([255], dtype=torch.uint8), [255]),
    "int64": (lambda: torch.tensor([2**62]), [2**62]),
    "not finite": (lambda: torch.tensor([float("nan"), float("inf"), -float("inf")]), ["nan", "inf", "-inf"]),
    "long numbers": (lambda: torch.tensor([1 / 3]), [0.3333]),
    "64 numbers": (lambda: torch.zeros(8, 8), [0.0] * 64),
    "65 numbers": (lambda: torch.zeros(5, 13), None),
    "few of many": (lambda: torch.zeros(65)[:2], None),
    "zero size": (lambda: torch.zeros(0, 3), None),
    "meta": (lambda: torch.zeros(2, device="meta"), None),
    "sparse": (lambda: torch.eye(3).to_sparse(), None),
    "sparse rows": (lambda: torch.eye(3).to_sparse_csr(), None),
    "numpy's memory": (lambda: torch.from_numpy(torch.arange(3).numpy()), [0, 1, 2]),
    "in inference": (lambda: inferred(), [2.0]),
}  # fmt: skip


def inferred():
    with torch.inference_mode():
        return torch.tensor([1.0]) * 2


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("make", "numbers"), CELLS.values(), ids=CELLS)
def test_the_cells_of_a_small_memory_are_kept_whole(make, numbers, cells, tables):
    assert repr(cells(make())) == repr(numbers)
    assert json.loads(trace.to_json(tables.trace), parse_constant=pytest.fail)


@pytest.mark.filterwarnings("ignore")
def test_a_quantized_tensor_is_described_without_its_cells_or_with_all(tensor):
    made = tensor(torch.quantize_per_tensor(torch.ones(4), 0.5, 0, torch.qint8))
    assert (made.shape, made.dtype) == ([4], "qint8")


def test_views_of_one_memory_have_the_same_cells(tensor):
    x = torch.arange(12.0)
    made = [tensor(view) for view in (x, x.view(3, 4), x[3:], x.view(3, 4).t(), x.detach())]
    assert len({one.cells for one in made}) == 1


def test_a_memory_read_as_another_dtype_has_cells_of_that_dtype(cells):
    x = torch.tensor([1.0, 2.0])
    assert cells(x.view(torch.int32)) == x.view(torch.int32).tolist()
    assert cells(x.view(torch.int16)) == x.view(torch.int16).tolist()
    assert cells(torch.view_as_complex(x)) == ["(1+2j)"]


def test_what_is_written_in_place_gives_new_cells_and_leaves_the_old(tensor, tables):
    x = torch.zeros(3)
    before = tensor(x)
    x[1:].add_(5)
    after = tensor(x)
    assert [tables.trace.cells[one.cells] for one in (before, after)] == [[0, 0, 0], [0, 5, 5]]
    assert before.storage == after.storage


def test_equal_memories_have_their_cells_once(tensor, tables):
    made = [tensor(torch.ones(3)) for _ in range(4)]
    assert len(tables.trace.cells) == len({one.cells for one in made}) == 1


def test_each_cell_that_a_tensor_reads_holds_its_number(cells):
    for view in (
        torch.arange(24).reshape(2, 3, 4)[:, 1:, ::2],
        torch.arange(24).reshape(4, 6).t()[2:],
    ):
        places = torch.zeros(view.shape, dtype=torch.long) + view.storage_offset()
        for axis, stride in enumerate(view.stride()):
            shape = [-1 if at == axis else 1 for at in range(view.ndim)]
            places += (torch.arange(view.shape[axis]) * stride).reshape(shape)
        assert torch.tensor(cells(view))[places].equal(view)


# Layers


MODULES = {
    "Linear(in_features=3, out_features=4, bias=True)": lambda: torch.nn.Linear(3, 4),
    "Conv1d(3, 4, kernel_size=(2,), stride=(1,), padding=same)": lambda: torch.nn.Conv1d(3, 4, 2, padding="same"),
    "ReLU()": lambda: torch.nn.ReLU(),
    "": lambda: torch.nn.Sequential(torch.nn.ReLU()),
    "Sequential()": lambda: torch.nn.Sequential(),
}  # fmt: skip


@pytest.mark.parametrize(("said", "make"), MODULES.items(), ids=MODULES)
def test_a_module_of_torchs_own_that_holds_no_other_is_said_as_torch_says_it(said, make, described):
    assert described(make()) == said
    assert said in ("", repr(make()))


def test_a_module_of_the_snippets_own_is_not_asked_what_it_is(described):
    class Linear(torch.nn.Linear):
        def extra_repr(self):
            raise AssertionError

    assert described(Linear(3, 4)) == ""


def test_a_long_sequence_says_how_many_it_has(tables):
    values = [tables.trace.values[tables.describe([torch.zeros(2)] * n)] for n in (8, 9)]
    assert [(value.text, len(value.items)) for value in values] == [("", 8), ("9 items", 8)]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.float64, torch.int32])
@pytest.mark.parametrize("count", [9, describe.LARGE, describe.LARGE + 1, 10**6])
def test_the_summary_of_a_tensor_is_that_of_its_numbers(dtype, count):
    value = (torch.randn(count, generator=torch.Generator().manual_seed(0)) * 50).to(dtype)
    wide = value.double()
    wanted = wide.min(), wide.max(), wide.mean()
    assert describe.summary(value) == pytest.approx([float(part) for part in wanted], rel=1e-4)
