"""What a reader is told: each file below is judged by a real worker, in a process of its own."""

import json
import os
import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import torch

from stepthrough import bench, crew, judge, kata, snippet, worker

KATA = '''
"""Turn tokens back into an image."""

import torch

MINUTES = 5
HINTS = ("a", "b", "c")


def untokenize(tokens, H, W):
    """Turn tokens (B, H*W, C) into an image (B, C, H, W)."""
    B, P, C = tokens.shape
    return tokens.transpose(1, 2).reshape(B, C, H, W)


def wrong_reshape(tokens, H, W):
    """Reshape keeps the reading order."""
    B, P, C = tokens.shape
    return tokens.reshape(B, C, H, W)


def wrong_size(tokens, H, W):
    """The size is typed."""
    return tokens.transpose(1, 2).reshape(1, 2, H, W)


def wrong_twice(tokens, H, W):
    """The size is another one."""
    B, P, C = tokens.shape
    return tokens.transpose(1, 2).reshape(B, C, W, H)


def wrong_like_it(tokens, H, W):
    """The size is the same one until it is not."""
    B, P, C = tokens.shape
    image = tokens.transpose(1, 2).reshape(B, C, W, H)
    return image if B == 1 else image.float()


def check(untokenize):
    for B, C, H, W in [(1, 2, 2, 3), (2, 3, 4, 5)]:
        image = torch.arange(B * C * H * W).reshape(B, C, H, W)
        tokens = image.flatten(2).mT
        made = untokenize(tokens, H, W)
        assert made.shape == (B, C, H, W), "the shape is (B, C, H, W)"
        assert made.equal(image), "every pixel is where it was"
        assert made.dtype == tokens.dtype, "the dtype stays"
'''

CLASS = '''
"""Keep layers."""

import torch
from torch import nn

MINUTES = 5
HINTS = ("a", "b", "c")


class Tower(nn.Module):
    """Take x (B, D) to (B, D)."""

    def __init__(self, D, depth=1):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(D, D) for _ in range(depth)])

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return x


class wrong_linear(nn.Module):
    """The ReLU got lost."""

    def __init__(self, D, depth=1):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(D, D) for _ in range(depth)])

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


class wrong_list(nn.Module):
    """A list hides its layers."""

    def __init__(self, D, depth=1):
        super().__init__()
        self.layers = [nn.Linear(D, D) for _ in range(depth)]

    def forward(self, x):
        return x


def check(Tower):
    for B, D, depth in [(1, 2, 1), (3, 4, 2)]:
        torch.manual_seed(B)
        tower = Tower(D, depth=depth)
        counted = sum(one.numel() for one in tower.parameters())
        assert counted == depth * (D * D + D), "every layer is found"
        x = torch.randn(B, D)
        made = tower(x)
        assert made.shape == (B, D), "the shape is (B, D)"
        assert (made >= 0).all(), "nothing is below 0"
'''

GOOD = "    B, P, C = tokens.shape\n    return tokens.transpose(1, 2).reshape(B, C, H, W)\n"
HEAD = "def untokenize(tokens, H, W):\n"
WITH = "with      tokens (B, H*W, C) = (1, 6, 2) (int64, not contiguous), H = 2, W = 3"
VALUES = "          tokens = [[[0, 6], [1, 7], [2, 8], [3, 9], [4, 10], [5, 11]]]"
SHORT = [WITH.replace("with      ", "with  "), VALUES.replace(" " * 10, " " * 6, 1)]

NOT_JUDGED = {
    "missing": ("import torch\n", ["FILE has no untokenize: keep that name, it is what is judged"]),
    "no function": ("untokenize = 3\n", ["FILE: untokenize is an int, and a function is wanted"]),
    "no Python": (
        "def untokenize(tokens, H, W:\n    return 1\n",
        [
            "FILE:1:15: syntax error: '(' was never closed",
            "    def untokenize(tokens, H, W:",
            "                  ^",
        ],
    ),
    "no text": (b"x = '\xff'\n", ["FILE:1:1: syntax error: in"]),
    "import": (
        "import torsch\n",
        ["FILE:1: ModuleNotFoundError: No module named 'torsch'", "    import torsch"],
    ),
    "raises when imported": (
        f"{HEAD}{GOOD}\n\nuntokenize(3, 4, 5)\n",
        [
            "FILE:2: AttributeError: 'int' object has no attribute 'shape'",
            "    B, P, C = tokens.shape",
        ],
    ),
    "exits when imported": (
        "import sys\nsys.exit(3)\n",
        ["FILE:2: ends the whole program", "    sys.exit(3)"],
    ),
    "hangs": (
        f"{HEAD}    n = 0\n    while True: n += 1\n",
        ["FILE:3: runs past its time limit of 2 s"],
    ),
    "hangs in a generator": (
        f"{HEAD}    return next(forever())\n\n\ndef forever():\n    while True: pass\n    yield 1\n",
        ["FILE:6: runs past its time limit of 2 s"],
    ),
    "hangs when imported": (
        "while True: pass\n",
        ["FILE:1: runs past its time limit of 2 s"],
    ),
    "prints without end": (
        f"{HEAD}    while True:\n        print('x' * 999)\n",
        ["FILE: prints without end: stopped after 1 MB"],
    ),
    "ends its process": (
        f"import os\n\n\n{HEAD}    os._exit(3)\n",
        ["FILE: ends its process early, with exit code 3"],
    ),
    "pretends to be done": (
        f"import os\n\n\n{HEAD}    os._exit(0)\n",
        ["FILE: ends its process early, with exit code 0"],
    ),
    "crashes": (
        f"import ctypes\n\n\n{HEAD}    ctypes.string_at(0)\n",
        ["FILE: is killed by SIGSEGV"],
    ),
    "kills its parent": (
        f"import os\n\n\n{HEAD}    os.kill(os.getppid(), 9)\n",
        ["FILE: ends the process that judges it"],
    ),
    "hole": (
        f'{HEAD}    """Do it."""\n    raise NotImplementedError("your turn")\n',
        ["FILE:3: untokenize is still a hole: it is your turn"],
    ),
}

RAISES = {
    "its own line": (
        f"{HEAD}    return helper(tokens)\n\n\ndef helper(x):\n    return x.reshape(7, 7)\n",
        "FILE:6: RuntimeError: shape '[7, 7]' is invalid for input of size 12",
        "    return x.reshape(7, 7)",
    ),
    "an assert of the reader's": (
        f"{HEAD}    assert tokens.dim() == 4, 'four'\n",
        "FILE:2: AssertionError: four",
        "    assert tokens.dim() == 4, 'four'",
    ),
    "exit": (
        f"{HEAD}    raise SystemExit\n",
        "FILE:2: ends the whole program",
        "    raise SystemExit",
    ),
    "input": (
        f"{HEAD}    return input('? ')\n",
        "FILE:2: asks for input, and nobody is there to type: what it needs are its arguments",
        "    return input('? ')",
    ),
    "debugger": (
        f"{HEAD}    import pdb; pdb.set_trace()\n    return tokens\n",
        "FILE:3: stops for the debugger, and nobody is there to type: run the file itself for that",
        "    return tokens",
    ),
    "recursion": (
        f"{HEAD}    return untokenize(tokens, H, W)\n",
        "FILE:2: RecursionError: maximum recursion depth exceeded",
        "    return untokenize(tokens, H, W)",
    ),
    "network": (
        f"{HEAD}    import socket\n    socket.create_connection(('127.0.0.1', 9))\n",
        "FILE:3: PermissionError: a snippet has no network: it must run alone",
        "    socket.create_connection(('127.0.0.1', 9))",
    ),
    "Ctrl-C": (
        f"{HEAD}    raise KeyboardInterrupt\n",
        "FILE:2: KeyboardInterrupt",
        "    raise KeyboardInterrupt",
    ),
}


@pytest.fixture(scope="module")
def kept():
    held = crew.Worker(stays=True)
    yield held
    held.end()


@pytest.fixture
def judged(kept, tmp_path, monkeypatch):
    """The Verdict on a reader's text; its file is called FILE."""
    monkeypatch.chdir(tmp_path)

    def verdict(source, of=KATA, name="untokenize", seconds=20):
        one = kata_of(tmp_path, of)
        path = tmp_path / "my katäs" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        found = judge.judge(one, path, kept, seconds)
        assert not any(str(tmp_path) in line or "Traceback" in line for line in found.said)
        said = [line.replace(f"my katäs/{name}.py", "FILE") for line in found.said]
        return judge.Verdict(found.name, found.statuses, said, found.hint, found.printed)

    return verdict


def kata_of(folder, source):
    home = folder / "katas"
    home.mkdir(exist_ok=True)
    path = home / ("tower.py" if "Tower" in source else "untokenize.py")
    path.write_text(source.lstrip())
    return kata.read(snippet.read(path))


def states(found):
    return [state for _, state in found.statuses]


# What cannot be judged


@pytest.mark.linux
@pytest.mark.parametrize("name", NOT_JUDGED)
def test_what_cannot_be_judged_is_one_clear_sentence(judged, name):
    source, said = NOT_JUDGED[name]
    found = judged(source, seconds=2 if name.startswith("hangs") else 20)
    assert [line[: len(wanted)] for line, wanted in zip(found.said, said)] == said
    assert len(found.said) == len(said)
    assert (states(found), found.held, found.passes) == (["not reached"] * 3, 0, False)
    assert [text for text, _ in found.statuses] == [
        "the shape is (B, C, H, W)",
        "every pixel is where it was",
        "the dtype stays",
    ]


@pytest.mark.parametrize("name", RAISES)
def test_an_answer_that_raises_is_told_at_the_readers_own_line(judged, name):
    source, where, line = RAISES[name]
    found = judged(source)
    assert found.said == [*SHORT, where, line]
    assert states(found) == ["broken", "not reached", "not reached"]


def test_memory_that_is_not_there_is_told_at_the_readers_own_line(judged):
    found = judged(f"import torch\n\n\n{HEAD}    return torch.ones(2**37)\n")
    assert found.said[2].startswith("FILE:5: RuntimeError: ") and "memory" in found.said[2]


def test_arguments_that_the_answer_does_not_take_are_told(judged):
    found = judged("def untokenize(tokens):\n    return tokens\n")
    said = "takes 1 positional argument but 3 were given"
    assert found.said[2] == f"FILE: cannot be called like that: TypeError: untokenize() {said}"


@pytest.mark.parametrize(
    "result, got",
    [
        ("None", ["got   None: is there a return?"]),
        (
            "[tokens, 2]",
            [
                "got   a list of 2",
                "      which check cannot use: AttributeError: 'list' object has no attribute 'shape'",
            ],
        ),
    ],
)
def test_a_result_that_check_cannot_use_is_shown(judged, result, got):
    found = judged(f"{HEAD}    return {result}\n")
    assert found.said == [*SHORT, *got]
    assert states(found) == ["broken", "not reached", "not reached"]


# What is broken


def test_all_promises_of_the_solution_hold(judged):
    found = judged(HEAD + GOOD)
    assert (found.passes, found.said, found.hint) == (True, [], "")
    assert states(found) == ["held"] * 3


def test_a_wrong_shape_is_told_in_letters_with_the_input(judged):
    found = judged(f"{HEAD}    return tokens.mT\n")
    assert found.said == [
        WITH,
        VALUES,
        "expected  shape (B, C, H, W) = (1, 2, 2, 3)",
        "got       shape (B, C, H*W) = (1, 2, 6)",
    ]
    assert states(found) == ["broken", "not reached", "not reached"]


def test_wrong_numbers_are_told_with_their_place_and_the_mistake_is_known(judged):
    found = judged(f"{HEAD}    return tokens.reshape(len(tokens), -1, H, W)\n")
    assert found.said == [
        WITH,
        VALUES,
        "expected  [[[[0, 1, 2], [3, 4, 5]], [[6, 7, 8], [9, 10, 11]]]]",
        "got       [[[[0, 6, 1], [7, 2, 8]], [[3, 9, 4], [10, 5, 11]]]]",
        "          first at [0, 0, 0, 1]: 6, and 1 was expected; 10 of 12 values differ",
    ]
    assert states(found) == ["held", "broken", "not reached"]
    assert found.hint == "Reshape keeps the reading order."


def test_a_promise_that_breaks_in_a_later_turn_is_broken_with_that_input(judged):
    found = judged(f"{HEAD}    return tokens.mT.reshape(1, 2, H, W)\n")
    assert found.said == [
        "with  tokens (B, H*W, C) = (2, 20, 3) (int64, not contiguous), H = 4, W = 5",
        "FILE:2: RuntimeError: shape '[1, 2, 4, 5]' is invalid for input of size 120",
        "    return tokens.mT.reshape(1, 2, H, W)",
    ]
    assert states(found) == ["broken", "not reached", "not reached"]
    assert found.hint == "The size is typed."


def test_a_wrong_dtype_and_a_wrong_device_are_told(judged):
    body = GOOD.replace("W)\n", "W){}\n")
    assert judged(HEAD + body.format(".float()")).said[2:] == [
        "expected  torch.int64",
        "got       torch.float32",
    ]
    assert judged(HEAD + body.format(".to('meta')")).said[2:] == [
        "expected  device cpu",
        "got       device meta",
    ]


def test_two_wrong_answers_that_begin_alike_are_told_apart_by_how_they_go_on(judged):
    turned = "tokens.mT.reshape(len(tokens), -1, W, H)"
    assert judged(f"{HEAD}    return {turned}\n").hint == "The size is another one."
    rest = f"    image = {turned}\n    return image if len(image) == 1 else image.float()\n"
    assert judged(HEAD + rest).hint == "The size is the same one until it is not."
    third = f"    image = {turned}\n    return image if len(image) == 1 else image + 1\n"
    assert judged(HEAD + third).hint == "", "it begins as two of them do"


def test_a_mistake_that_nobody_foresaw_has_no_hint(judged):
    assert judged(HEAD + GOOD.replace("W)\n", "W) + 1\n")).hint == ""


def test_a_breakpoint_that_was_left_in_stops_nobody(judged):
    assert judged(f"{HEAD}    breakpoint()\n{GOOD}").passes


def test_writing_into_an_argument_is_told_even_if_all_promises_hold(judged):
    found = judged(f"{HEAD}    tokens += 0\n{GOOD}")
    assert states(found) == ["held"] * 3 and not found.passes
    assert found.said == [
        "untokenize writes into its argument tokens, in place: the numbers of whoever passed it"
        " are gone. Make a new tensor: x = x + 1, not x += 1"
    ]


def test_where_the_solution_writes_into_an_argument_everybody_may(judged):
    source = KATA.replace(GOOD, f"    tokens += 0\n{GOOD}")
    assert source != KATA
    assert judged(f"{HEAD}    tokens += 0\n{GOOD}", source).passes


def test_what_was_printed_in_the_last_call_is_shown_and_not_all_of_it(judged):
    lines = "    for n in range(99):\n        print(n, tokens.shape[0])\n    return tokens\n"
    found = judged(f"print('when imported')\n\n\n{HEAD}{lines}")
    assert found.printed.splitlines() == [f"{n} 1" for n in range(79, 99)]


def test_closing_the_output_or_patching_it_changes_no_verdict(judged):
    for trick in ("sys.stdout.close()", "sys.stdout = io.StringIO()", "os.close(1)"):
        found = judged(
            f"import io, os, sys\n\n\n{HEAD}    {trick}\n    print(3)\n    return tokens\n"
        )
        assert states(found)[0] == "broken", trick


def test_what_a_reader_sets_for_all_of_torch_does_not_reach_check(judged):
    setting = "torch.set_default_dtype(torch.float64)\ntorch.set_default_device('meta')\n"
    assert judged(f"import torch\n\n{setting}\n\n{HEAD}{GOOD}").passes


def test_every_run_begins_the_same():
    def drawn():
        bench.settle()
        return random.random(), torch.rand(1).item(), torch.is_grad_enabled()

    first = drawn()
    torch.set_grad_enabled(False)
    assert drawn() == first


def test_a_reader_may_import_what_stands_beside(judged, tmp_path):
    (tmp_path / "my katäs").mkdir()
    (tmp_path / "my katäs" / "beside.py").write_text(HEAD + GOOD)
    assert judged("from beside import untokenize\n").passes


def test_a_file_with_windows_line_ends_and_a_mark_in_front_is_read(judged):
    assert judged(b"\xef\xbb\xbf" + (HEAD + GOOD).replace("\n", "\r\n").encode()).passes


def test_the_same_answer_gets_the_same_verdict(judged):
    source = f"{HEAD}    return tokens.reshape(len(tokens), -1, H, W)\n"
    assert judged(source) == judged(source)


# Classes


@pytest.fixture
def tower(judged):
    """The Verdict on a class Tower: the body of its forward, and how it keeps its layers."""

    def verdict(forward, layers="nn.ModuleList([nn.Linear(D, D) for _ in range(depth)])"):
        source = f"""
            import torch
            from torch import nn

            class Tower(nn.Module):
                def __init__(self, D, depth):
                    super().__init__()
                    self.kept = {layers}

                def forward(self, x):
                    {forward}
            """
        return judged(textwrap.dedent(source), CLASS, "tower")

    return verdict


def test_a_number_that_is_wrong_is_told_with_what_it_should_be(tower):
    found = tower("return x", "[nn.Linear(D, D)] * depth")
    assert found.said == [
        "with      D = 2, depth = 1",
        "expected  depth * (D * D + D) = 6",
        "got       counted = 0",
    ]
    assert found.hint == "A list hides its layers."


def test_an_instance_is_told_with_what_it_was_built_with(tower):
    found = tower("return self.kept[0](x)")
    assert found.said[:2] == ["built with  D = 2, depth = 1", "with        x (B, D) = (1, 2)"]
    assert found.said[3] == "expected    made >= 0"
    assert found.said[5].startswith("            first at [0, ")
    assert found.hint == "The ReLU got lost.", "other names inside are no other mistake"


def test_a_method_that_is_a_hole_is_named(tower):
    found = tower('raise NotImplementedError("your turn")')
    assert found.said == ["FILE:11: Tower.forward is still a hole: it is your turn"]
    assert states(found) == ["held", "not reached", "not reached"]


# Processes


def test_a_kata_whose_own_solution_is_wrong_says_so(judged):
    broken = KATA.replace(".mT", "")
    said = "RuntimeError: the solution of untokenize itself breaks: the shape is (B, C, H, W)"
    assert judged(HEAD + GOOD, broken).said == [f"FILE: cannot be judged: {said}"]


@pytest.mark.linux
def test_a_worker_goes_on_after_an_answer_that_kills_it(judged):
    assert not judged(NOT_JUDGED["kills its parent"][0]).passes
    assert judged(HEAD + GOOD).passes


def test_where_there_is_no_fork_a_fresh_process_judges(tmp_path):
    one = kata_of(tmp_path, KATA)
    for name in ("cwd", "tmp", "mine"):
        (tmp_path / name).mkdir()
    path = tmp_path / "mine" / "untokenize.py"
    job = {"kata": str(one.one.path), "path": str(path), "shown": "mine/untokenize.py"}
    job |= {"source": f"{HEAD}    return tokens\n", "folder": str(tmp_path), "seconds": 20}
    job["by"] = "stepthrough.jury"
    (tmp_path / "job.json").write_text(json.dumps(job))
    command = [sys.executable, "-m", "stepthrough.worker", str(tmp_path / "job.json")]
    env = {**os.environ, "PYTHONPATH": str(Path(worker.__file__).parents[1])}
    assert subprocess.run(command, cwd=tmp_path, env=env).returncode == 0
    found = judge.verdict(one, job, tmp_path, {"died": ""})
    assert states(found) == ["broken", "not reached", "not reached"]
    assert found.said[-1] == "got       shape (B, H*W, C) = (1, 6, 2)"


def test_a_kata_may_decorate_its_helpers(write):
    helper = "@torch.no_grad()\ndef doubled(image):\n    return image * 2\n\n\ndef check("
    made = bench.Bench(kata.read(write(KATA.replace("def check(", helper))))
    assert made.judge(made.names["untokenize"]).passes
    assert not made.judge(made.names["wrong_reshape"]).passes
