import functools
import gzip
import json

import pytest
import torch

from stepthrough import cache, facts, kata, player, snippet
import programs
from test_operands import out

NAMES = snippet.names()
UNSEEN = set(NAMES) - facts.pages().keys()  # no page plays them
KINDS = {"view", "matmul", "broadcast", "cat", "linear", "conv"}
FIELDS = {"frames", "letters", "sizes", "tensors", "cells", "values", "steps", "output", "error"}


def played(*lines):
    """What the player gets of a program."""
    return json.loads(player.data(*programs.recorded("\n".join(lines) + "\n")))


@functools.cache
def project(name):
    one = snippet.load(name)
    text = player.data(one, cache.trace_of(one))
    return one, text, json.loads(text, parse_constant=pytest.fail)


def lined_up(step):
    """The drawings of a step that say how operands line up."""
    return [made for made in step.get("drawings", ()) if made["kind"] in KINDS]


def lines_of(run):
    return [(step["kind"], step["line"]) for step in run["steps"]]


# What is left out


def test_preparations_are_no_steps():
    lines = [
        "import math",
        "from math import pi",
        "def f():",
        "    return 1",
        "class A:",
        "    size = 2",
        "    def g(self):",
        "        return 3",
    ]
    assert lines_of(played(*lines, "async def h():", "    pass", "x = f()")) == [
        ("call", 11),
        ("return", 4),
        ("assign", 11),
    ]


def test_what_a_class_body_computes_is_no_step():
    run = played(
        "import torch",
        "class A:",
        "    w = torch.rand(2)",
        "    for i in range(2):",
        "        w = w + i",
        "x = A.w",
    )
    assert lines_of(run) == [("assign", 6)]


@pytest.mark.parametrize(
    "guard",
    [
        ['if __name__ == "__main__":', "    main()"],
        ['if "__main__" == __name__:', "    main()"],
        ["if __name__ != '__main__':", "    pass", "else:", "    main()"],
        ["if True and __name__ == '__main__': main()"],
        ["try:", "    if __name__ == '__main__':", "        main()", "finally:", "    pass"],
        ['__name__ == "__main__" and main()'],
        ["main() if __name__ == '__main__' else None"],
    ],
    ids=" ".join,
)
def test_the_line_that_starts_the_program_is_no_step(guard):
    steps = lines_of(played("def main():", "    x = 1", *guard))
    assert ("assign", 2) in steps
    assert [step for step in steps if step[1] == 3] == []


def test_what_a_guard_computes_itself_is_kept():
    run = played(
        "def main(n):",
        "    return n",
        'if __name__ == "__main__":',
        "    n = 2",
        "    x = main(n)",
        "    print(x)",
    )
    assert lines_of(run) == [("assign", 4), ("call", 5), ("return", 2), ("assign", 5), ("expr", 6)]


def test_an_exception_of_the_line_that_starts_the_program_is_kept():
    assert lines_of(
        played("def main(n):", "    pass", 'if __name__ == "__main__":', "    main()")
    ) == [("raise", 4)]


def test_a_test_of_another_name_is_a_step():
    lines = ["x = 1", "if type(x).__name__ == 'int':", "    print(x)"]
    assert lines_of(played(*lines)) == [("assign", 1), ("if", 2), ("expr", 3)]


def test_a_run_has_no_key_checks_or_warnings():
    run = played("import sys", "x = 2", "print(x)", "print(x, file=sys.stderr)")
    assert run.keys() <= FIELDS


# Frames


def test_a_frame_knows_the_frame_that_called_it():
    lines = [
        "def one():",
        "    return two()",
        "def two():",
        "    return 2",
        "def main():",
        "    return one()",
        "x = main()",
        "y = two()",
    ]
    run = played(*lines)
    assert run["frames"] == [["<module>", 1, -1], ["main", 5, 0], ["one", 1, 1], ["two", 3, 2]]


def test_a_main_that_nobody_called_and_the_module_have_no_caller():
    run = played("def work():", "    pass", "def main():", "    work()")
    assert run["frames"] == [["<module>", 1, -1], ["main", 3, -1], ["work", 1, 1]]


def test_a_frame_called_by_torch_belongs_to_the_line_that_called_torch():
    lines = [
        "import torch",
        "class Net(torch.nn.Module):",
        "    def forward(self, x):",
        "        return x",
        "def main():",
    ]
    run = played(*lines, "    torch.nn.Sequential(Net())(torch.rand(2))", "main()")
    assert run["frames"][-1] == [
        "Net.forward",
        3,
        [frame[0] for frame in run["frames"]].index("main"),
    ]


# Exceptions


def test_what_raised_is_a_span_without_a_value_after_what_had_been_computed():
    run = played("import torch", "x = torch.rand(2, 3)", "y = x.T.flatten() @ x.view(7)")
    step = run["steps"][-1]
    assert (step["kind"], [span[:4] for span in step["spans"]]) == (
        "raise",
        [[3, 5, 3, 8], [3, 5, 3, 18], [3, 21, 3, 30]],
    )
    assert [span[4] >= 0 for span in step["spans"]] == [True, True, False]
    assert "at" not in step


def test_the_expression_that_failed_is_drawn_without_a_result():
    run = played("import torch", "x = torch.rand(2, 3)", "y = x @ x")
    (drawing,) = lined_up(run["steps"][-1])
    assert (drawing["kind"], drawing["span"], drawing["to"]) == ("matmul", [3, 5, 3, 10], -1)


# JSON


@pytest.mark.parametrize("number", ["float('nan')", "float('inf')", "complex(1, float('nan'))"])
def test_numbers_that_json_has_not_are_texts(number):
    lines = [
        "import torch",
        f"x = torch.full((2, 3), {number})",
        "y = x * 2",
        f"z = {number}",
        "w = torch.full((9,), float('nan'))",
    ]
    text = player.data(
        *programs.recorded(
            "\n".join([*lines, "for i in range(5):", "    v = float('nan')", "    u = w.mean()"])
            + "\n"
        )
    )
    run = json.loads(text, parse_constant=pytest.fail)
    assert any(isinstance(cell, str) for cells in run["cells"] for cell in cells)
    assert run["steps"][-1]["drawings"][0]["series"]["v"] == ["nan"] * 5


def test_letters_of_all_alphabets_stay_as_they_are():
    text = player.data(*programs.recorded("é = '日本'\nprint(é)\n"))
    assert '"é"' in text and "日本" in text


# The contract, for every snippet of the project


@pytest.mark.parametrize("name", NAMES)
def test_every_index_of_a_run_is_in_its_table(name):
    _, _, run = project(name)
    frames, values, tensors = (
        range(len(run.get(table, ()))) for table in ("frames", "values", "tensors")
    )
    assert len(run["letters"]) == len(run["sizes"]) == len(frames)
    for function, line, parent in run["frames"]:
        assert parent in (-1, *frames)
    for value in run.get("values", ()):
        assert {*value.get("items", ())} <= {*values} and value.get("tensor", 0) in (0, *tensors)
    for tensor in run.get("tensors", ()):
        assert tensor.get("cells", -1) in range(-1, len(run.get("cells", ())))
    for step in run["steps"]:
        assert step["frame"] in frames and step.get("call", -1) in (-1, *frames)
        assert {*step.get("changed", {}).values(), step.get("value", 0)} <= {*values}
        assert {*step.get("written", ())} <= step.get("changed", {}).keys()
        assert all(
            row[0] in values and {*row[1:]} <= {-1, *values} for row in step.get("layers", ())
        )
        assert {span[4] for span in step.get("spans", ())} <= (
            {-1, *values} if step["kind"] == "raise" else {*values}
        )
        for drawing in lined_up(step):
            assert {*drawing["of"]} <= {*values} and drawing.get("to", -1) in (-1, *values)


@pytest.mark.parametrize("name", NAMES)
def test_every_place_of_a_run_is_in_its_file(name):
    one, _, run = project(name)
    for step in run["steps"]:
        assert 1 <= step["line"] <= step["end"] <= len(one.lines)
        for line, col, end, end_col, *_ in [
            *step.get("spans", ()),
            *(made["span"] for made in lined_up(step) if "span" in made),
        ]:
            assert (1, 1) <= (line, col) < (end, end_col) and end <= len(one.lines)
            assert col <= len(one.lines[line - 1]) and end_col <= len(one.lines[end - 1]) + 1


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_of_the_project_keeps_the_rule_of_torch(name):
    _, _, run = project(name)
    for step in run["steps"]:
        for made in [made for made in lined_up(step) if "to" in made]:
            rule(made, [tensor(run, at) for at in made["of"]], tensor(run, made["to"]))


def tensor(run, at):
    return run["tensors"][run["values"][at]["tensor"]] if at >= 0 else None


def rule(made, of, to):
    """Compute it with tensors that have a shape and nothing else."""
    if made["kind"] == "view":
        (before,) = of
        assert before["storage"] == to["storage"] and "shape" in to
        assert any(before.get(word) != to.get(word) for word in ("shape", "stride", "offset"))
        return
    if made["kind"] == "conv":
        sizes = [out(**axis) for axis in made["axes"]]
        assert to is None or to["shape"][-len(sizes) :] == sizes
        return
    try:
        shape = list(computed(made, [torch.empty(one["shape"], device="meta") for one in of]))
    except RuntimeError:
        assert to is None
    else:
        assert to is None or to["shape"] == shape  # what fits may fail for another reason
        assert made["kind"] != "broadcast" or len({tuple(one["shape"]) for one in of}) > 1


def computed(made, given):
    if made["kind"] == "linear":
        weight = torch.empty(made["weight"], device="meta")
        return (given[0] @ weight).shape
    if made["kind"] == "cat":
        return torch.cat(given, made["dim"]).shape
    return (
        torch.matmul(*given).shape
        if made["kind"] == "matmul"
        else torch.broadcast_shapes(*(one.shape for one in given))
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_of_the_project_has_the_size_of_its_dim(name):
    _, _, run = project(name)
    for shapes, sizes in zip(run["letters"], run["sizes"]):
        for key, letters in shapes.items():
            dims = [int(size) for size in key.split(":")[-1].split(",") if size]
            assert len(letters) == len(dims)
            for letter, size in zip(letters, dims):
                assert letter not in sizes or sizes[letter] == size


@pytest.mark.parametrize("name", [name for name in NAMES if name not in UNSEEN])
def test_a_run_of_the_project_is_small(name):
    one, text, _ = project(name)
    most = 12_288 if one.path.parent.name == "models" else 4096
    assert name.endswith("_proofs") or len(gzip.compress(text.encode(), 6)) <= most


@pytest.mark.parametrize("name", kata.names())
def test_what_checks_a_kata_is_no_step_and_what_it_made_is_not_sent(name):
    one, text, run = project(name)
    first, last = one.parts["check"]
    assert run["steps"] and not any(first <= step["line"] <= last for step in run["steps"])
    assert "check(" in one.lines[run["steps"][-1]["line"] - 1], "but that it is called"
    assert all(
        run["values"][layer] for step in run["steps"] for layer, *_ in step.get("layers", ())
    )
    assert len(gzip.compress(text.encode(), 6)) <= 3328


def test_only_a_kata_has_a_check_that_is_no_step():
    run = played("def check(x):", "    return x + 1", "check(1)")
    assert 2 in [line for _, line in lines_of(run)]


def test_every_kind_of_drawing_is_somewhere_in_the_project():
    steps = [step for name in NAMES for step in project(name)[2]["steps"]]
    kinds = {made["kind"] for step in steps for made in step.get("drawings", ())}
    assert kinds == KINDS | {"axes", "memory", "series"}
