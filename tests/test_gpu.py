"""What a real GPU says of the errors that borrow one; here PyTorch's fake one answers in its place."""

import json
from pathlib import Path

import pytest

from stepthrough import atlas, gpu, snippet
from stepthrough.fault import Wrong
from test_diagnosis import ENTRY, entry, show  # noqa: F401

ERRORS = Path(__file__).parents[1] / "snippets" / "errors"
BORROWED = ENTRY.replace('PHASE = "forward"', 'PHASE = "forward"\nSTAND_IN = "cpu"')
TOLD = {"broken": "RuntimeError: mat1 and mat2 cannot be multiplied (3x5 and 3x5)", "fixed": ""}
ON = {"where": "Some GPU, driver 1.2, torch 2.13.0"}


@pytest.fixture
def answered(entry, monkeypatch):  # noqa: F811
    """Record an entry that is answered so: answered({…}) is (the faults, what is kept)."""

    def recorded(answer, source=BORROWED):
        path = entry(source)
        (path.parents[1] / "data").mkdir(exist_ok=True)
        monkeypatch.setattr(gpu, "ask", lambda asked: answer)
        faults = gpu.record(path, [snippet.read(path)])
        return [str(fault).splitlines()[0].partition(": ")[2] for fault in faults], gpu.kept()

    return recorded


def test_entries_borrow_a_gpu_if_one_is_faked_or_stood_in_for():
    names = {one.name for one in atlas.everything() if gpu.borrows(one)}
    assert {"input_on_the_cpu", "layers_on_two_gpus", "lengths_not_on_the_cpu"} <= names
    assert not names & {"mat1_and_mat2", "item_while_built_on_meta", "gpu_as_a_name"}


WHERE = """
import torch

def fixed():
    return torch.zeros(1, device="meta")

def broken():
    raise ValueError(f"on {torch.zeros(1, device='meta').device} and {fixed().device}")
"""


def test_an_entry_is_run_on_the_gpu_where_another_device_stands_in(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(ERRORS)
    from fake_gpu import FakeGpu

    with FakeGpu():
        answer = gpu.attempt(str(tmp_path / "where.py"), WHERE, "meta")
    assert answer == {"fixed": "", "broken": "ValueError: on meta and cuda:0"}


def test_what_a_gpu_says_is_kept_and_shown_as_run_there(answered):
    faults, kept = answered(TOLD | ON)
    assert faults == []
    assert kept["rows_and_columns"]["raised"] == TOLD["broken"]
    html = show()
    assert html.printed()[1].strip() == TOLD["broken"].partition(": ")[2]
    (place,) = html.texts("error-there")
    assert place.startswith("On Some GPU, driver 1.2, torch 2.13.0, on 20")


def test_a_message_without_holes_is_known_too(answered):
    source = BORROWED.replace("cannot be multiplied ({L}x{D} and {L}x{D})", "cannot be multiplied")
    source = source.replace('READ = ("{D} and {L} have to be the same",)\n', "")
    assert answered(TOLD | ON, source)[0] == []


def test_what_was_said_of_an_entry_that_changed_since_is_not_shown(answered, entry):  # noqa: F811
    answered(TOLD | ON)
    entry(BORROWED.replace("L, D = 3, 5", "L, D = 3, 6"))
    assert show().texts("error-there") == []


def test_what_is_kept_of_others_stays(answered):
    _, kept = answered(TOLD | ON)
    gpu.file().write_text(json.dumps(kept | {"other": {"raised": "E: x"}}))
    assert sorted(answered(TOLD | ON)[1]) == ["other", "rows_and_columns"]


@pytest.mark.parametrize(
    "answer, fault, keeps",
    [
        ({"broken": "", "fixed": ""}, "broken() raises nothing on a GPU", False),
        (TOLD | {"fixed": "E: no"}, "fixed() raises E: no", True),
        (
            TOLD | {"broken": "E: odd sizes"},
            "neither MESSAGE nor ALSO is what a GPU says: odd sizes",
            True,
        ),
        (
            {"needs": "it wants 2 GPUs, and this machine has 1"},
            "left out: it wants 2 GPUs, and this machine has 1",
            False,
        ),
    ],
)
def test_what_a_gpu_does_otherwise_than_the_entry_says_is_told(answered, answer, fault, keeps):
    faults, kept = answered(answer | ON)
    assert faults == [fault]
    assert bool(kept) is keeps


def test_where_there_is_no_gpu_that_is_said_and_nothing_is_written(entry, monkeypatch):  # noqa: F811
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    path = entry(BORROWED)
    with pytest.raises(Wrong, match="cannot be asked on a GPU: torch .* finds no GPU"):
        gpu.record(path, [snippet.read(path)])
    assert not gpu.file().exists()


def test_an_error_that_never_ends_is_stopped(entry, monkeypatch):  # noqa: F811
    monkeypatch.setattr(gpu, "SECONDS", 0.1)
    path = entry(BORROWED)
    with pytest.raises(Wrong, match="takes more than 0.1 seconds on a GPU"):
        gpu.record(path, [snippet.read(path)])


def test_a_path_without_such_an_error_is_refused(entry):  # noqa: F811
    path = entry(ENTRY)
    with pytest.raises(Wrong, match="rows_and_columns.py:1:1: no error here for which a device"):
        gpu.record(path, [snippet.read(path)])
