import json

import jupytext
import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from stepthrough import kata, notebook

FAST = kata.names()[::4]  # to run one takes a second or two
NAMES = [
    pytest.param(name, marks=() if name in FAST else pytest.mark.slow) for name in kata.names()
]
CLEAR = "fix_the_list", "untokenize"  # every wrong answer of theirs breaks a promise, none raises
HOLE = "NotImplementedError: your turn"


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    """One kernel for all notebooks, in an empty folder."""
    home = tmp_path_factory.mktemp("empty")
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(home))
    yield manager, client, home
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture
def run(kernel):
    """Run the code cells in order, in a fresh namespace: what they printed, and how they ended."""
    manager, client, home = kernel

    def ran(cells):
        client.execute_interactive("%reset -f", silent=True)
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
        runner = NotebookClient(book, timeout=60)
        runner.km, runner.kc = manager, client
        said = ""
        try:
            for at, cell in enumerate(book.cells):
                runner.execute_cell(cell, at)
        except CellExecutionError as error:
            said = f"{error.ename}: {error.evalue}"
        printed = [out.text for cell in book.cells for out in cell.outputs if "text" in out]
        assert list(home.iterdir()) == []
        return "".join(printed), said

    return ran


def code(one):
    """The code cells of the notebook as it is downloaded."""
    book = jupytext.reads(notebook.made(one), fmt="ipynb")
    nbformat.validate(book)
    return [cell.source for cell in book.cells if cell.cell_type == "code"]


def solved(one):
    begun, *rest = code(one)
    stub, solution = "\n".join(one.begun), "\n".join(one.solution)
    assert stub in begun
    return [begun.replace(stub, solution), *rest]


def words(one):
    """All that the notebook tells the reader."""
    book = jupytext.reads(notebook.made(one), fmt="ipynb")
    return [cell.source for cell in book.cells if cell.cell_type == "markdown"]


def held(printed):
    lines = printed.splitlines()
    return sorted(line.removeprefix("holds: ") for line in lines if line.startswith("holds: "))


@pytest.mark.parametrize("name", NAMES)
def test_with_the_solution_every_promise_holds(run, name):
    one = kata.load(name)
    printed, said = run(solved(one))
    assert (held(printed), said) == (sorted(one.promises), "")
    assert printed.endswith("All of it holds. Well done.\n")


@pytest.mark.parametrize("name", NAMES)
def test_as_it_is_the_notebook_stops_at_the_hole_or_at_what_is_to_be_mended(run, name):
    one = kata.load(name)
    begun, _, judge = code(one)
    printed, said = run([begun, judge])
    assert said and (said == HOLE) == (kata.START not in one.defined)
    assert "Well done" not in printed


@pytest.mark.parametrize(
    "name, wrong", [(name, wrong) for name in CLEAR for wrong in kata.load(name).wrongs]
)
def test_a_wrong_answer_breaks_a_promise_that_is_then_not_told_to_hold(run, name, wrong):
    one = kata.load(name)
    begun, _, judge = code(one)
    source = "\n".join(kata.source(one.one, one.defined[wrong]))
    printed, said = run(
        [begun, source, judge.replace(f"check({one.answer})\n", f"check({wrong})\n")]
    )
    broken = said.removeprefix("AssertionError: ")
    assert broken in one.promises and broken not in held(printed)


@pytest.mark.parametrize("name", kata.names())
def test_the_notebook_brings_the_task_and_the_hints_but_no_solution(name):
    one = kata.load(name)
    first, *_, last = words(one)
    plain = first.replace("`", "")
    assert (
        one.task.replace("`", "") in plain
        and one.returns.replace("`", "") in plain
        and f"{one.minutes} minutes" in plain
    )
    assert last.count("<details>") == last.count("</details>") == 3
    shown = "\n".join(code(one))
    assert "\n".join(one.solution) not in shown
    assert not any(name in shown for name in one.wrongs) and "MINUTES" not in shown


@pytest.mark.parametrize("name", kata.names())
def test_the_same_kata_makes_the_same_bytes(name):
    one = kata.load(name)
    assert notebook.made(one) == notebook.made(one)
    cells = json.loads(notebook.made(one))["cells"]
    assert all(not cell.get("outputs") for cell in cells)


ODD = '''
"""Add one."""

import torch

MINUTES = 3
HINTS = ("a", "b", "c")


def add_one(x):
    """Add 1 to x_in."""
    return x + 1


def wrong_more(x):
    """One is enough."""
    return x + 2


def check(add_one):
    for size in (1, 3):
        x = torch.zeros(size)
        if size > 1: assert(add_one(x).sum() == size), "ä is added"
        assert torch.equal(
            add_one(x),
            x + 1,
        ), (
            "a promise "
            "on two lines"
        )
        assert (add_one(x).shape) == (size,), "the shape stays"; y = 1


def main():
    print(add_one(torch.zeros(2)))
    check(add_one)
'''


def test_an_assert_may_be_written_in_any_way(run, write):
    one = kata.read(write(ODD, "add_one"))
    printed, said = run(solved(one))
    assert said == ""
    assert held(printed) == sorted(["ä is added", "a promise on two lines", "the shape stays"])
    begun, _, judge = code(one)
    printed, said = run(
        [begun.replace('raise NotImplementedError("your turn")', "return x + 2"), judge]
    )
    assert said == "AssertionError: a promise on two lines"
