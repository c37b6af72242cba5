"""The katas in a terminal, from `kata start` to the next one."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import chdir
from pathlib import Path

import pytest

import stepthrough
from stepthrough import __main__, dojo, kata, report
from stepthrough.judge import Verdict

KATA = '''
"""Double a tensor.

You meet it in residual blocks.
"""

import torch

MINUTES = {minutes}
HINTS = ("Look at x.", "Add it to itself.", "x + x is enough.")


def double(x):
    """Double x, (B, C)."""
    return x + x


def wrong_same(x):
    """Nothing was added: this is x itself."""
    return x


def check(double):
    for B, C in [(1, 2), (3, 2)]:
        x = torch.arange(B * C).reshape(B, C)
        made = double(x)
        assert made.shape == (B, C), "the shape stays"
        assert made.equal(2 * x), "every number is doubled"


def main():
    print(double(torch.arange(3)))
    check(double)
'''

RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    print(x.shape)\n    return x * 1\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project of two katas in a folder that is not named for convenience."""
    folder = tmp_path / "mein prøject"
    (folder / "snippets" / "katas").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("")
    for name, minutes in (("double_it", 7), ("and_again", 12)):
        path = folder / "snippets" / "katas" / f"{name}.py"
        path.write_text(KATA.lstrip().replace("{minutes}", str(minutes)))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def typed(home, monkeypatch, capsys):
    """(exit code, the lines printed) of a command, in this process."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["stepthrough", "kata", *map(str, words)])
        code = __main__.main()
        return code, capsys.readouterr().out.splitlines()

    return run


def command(*words):
    return [sys.executable, "-m", "stepthrough", "kata", *map(str, words)]


def environment():
    return {**os.environ, "PYTHONPATH": str(Path(stepthrough.__file__).parents[1])}


def kata_(*words):
    """(exit code, the lines printed) of a command, as people type it."""
    pipes = {"capture_output": True, "text": True, "encoding": "utf-8"}
    ran = subprocess.run(command(*words), env=environment(), **pipes)
    assert ran.stderr == ""
    return ran.returncode, ran.stdout.splitlines()


# From the first kata to the next


def test_a_kata_is_started_tried_helped_solved_and_followed_by_the_next(home):
    answer = home / "my_katas" / "double_it.py"
    assert kata_()[1] == [
        "0 of 2 katas done",
        "",
        "next   7 min  double_it  Double a tensor.",
        "      12 min  and_again  Double a tensor.",
        "",
        "Next, in 7 minutes: python -m stepthrough kata start double_it",
    ]
    assert kata_("start", "double_it") == (
        0,
        [
            "Double a tensor. 7 minutes, in my_katas/double_it.py",
            "",
            "    Double x, (B, C).",
            "",
            "When you want to know: python -m stepthrough kata check double_it",
        ],
    )
    assert answer.read_text() == kata.load("double_it").stub
    assert kata_("check", "double_it") == (
        1,
        [
            "  not reached  the shape stays",
            "  not reached  every number is doubled",
            "",
            "0 of 2 promises hold.",
            "    my_katas/double_it.py:11: double is still a hole: it is your turn",
            "",
            "A hint (3 left): python -m stepthrough kata hint double_it",
        ],
    )
    assert kata_("hint", "double_it") == (0, ["Hint 1 of 3: Look at x."])
    answer.write_text(WRONG)
    assert kata_("check", "double_it") == (
        1,
        [
            "  held    the shape stays",
            "  broken  every number is doubled",
            "",
            "1 of 2 promises holds. Broken: every number is doubled",
            "    with      x (B, C) = (1, 2) (int64)",
            "              x = [[0, 1]]",
            "    expected  [[0, 2]]",
            "    got       [[0, 1]]",
            "              first at [0, 1]: 1, and 2 was expected; 1 of 2 values differ",
            "",
            "Printed in that call:",
            "    torch.Size([1, 2])",
            "",
            "What may have happened: Nothing was added: this is x itself.",
        ],
    )
    answer.write_text(RIGHT)
    assert kata_("check", "double_it") == (
        0,
        [
            "  held  the shape stays",
            "  held  every number is doubled",
            "",
            "All 2 promises hold.",
            "You meet it in residual blocks.",
            "",
            "Next, in 12 minutes: python -m stepthrough kata start and_again",
        ],
    )
    assert kata_()[1][2:4] == [
        "done   7 min  double_it  Double a tensor.",
        "next  12 min  and_again  Double a tensor.",
    ]


# The commands


def test_a_file_that_is_there_stays(typed, home):
    typed("start", "double_it")
    answer = home / "my_katas" / "double_it.py"
    answer.write_text("mine")
    code, said = typed("start", "double_it")
    assert (code, answer.read_text()) == (1, "mine")
    assert said == [
        "my_katas/double_it.py exists and stays as it is. To begin anew, move it away first."
    ]


def test_another_folder_is_told_in_every_command_that_follows(typed, home):
    code, said = typed("start", "double_it", "--folder", "meine Übungen")
    assert (code, (home / "meine Übungen" / "double_it.py").exists()) == (0, True)
    assert said[-1].endswith('kata check double_it --folder "meine Übungen"')
    said = typed("--folder", "meine Übungen")[1]
    assert said[-1] == 'Go on: python -m stepthrough kata check double_it --folder "meine Übungen"'


def test_a_folder_that_is_a_file_is_told(typed, home):
    (home / "my_katas").write_text("")
    code, said = typed("start", "double_it")
    assert (code, said[0]) == (
        1,
        "my_katas exists and stays as it is. To begin anew, move it away first.",
    )


@pytest.mark.parametrize("verb", ["check", "watch"])
def test_what_was_not_started_is_not_judged(typed, verb):
    code, said = typed(verb, "double_it")
    assert (code, said) == (
        1,
        ["my_katas/double_it.py is not there yet: python -m stepthrough kata start double_it"],
    )


@pytest.mark.parametrize("verb", ["start", "check", "hint", "solution", "watch"])
def test_a_name_that_is_none_gets_the_nearest(typed, verb):
    code, said = typed(verb, "doubel_it")
    assert code == 1
    assert said == [
        "no kata named doubel_it (nearest: double_it). All of them: python -m stepthrough kata"
    ]


@pytest.mark.parametrize(
    "name",
    ["double_it", "double-it", "double_it.py", "my_katas/double_it.py", "my_katas\\double_it.py"],
)
def test_a_kata_is_known_by_its_name_its_page_and_its_file(typed, name):
    assert typed("hint", name) == (0, ["Hint 1 of 3: Look at x."])


def test_hints_come_one_at_a_time_and_then_it_is_said_that_none_is_left(typed):
    said = [typed("hint", "double_it")[1] for _ in range(4)]
    assert said[:3] == [
        ["Hint 1 of 3: Look at x."],
        ["Hint 2 of 3: Add it to itself."],
        ["Hint 3 of 3: x + x is enough."],
    ]
    assert said[3] == [
        "No hint is left; these were the 3:",
        "- Look at x.",
        "- Add it to itself.",
        "- x + x is enough.",
        "The solution: python -m stepthrough kata solution double_it",
    ]


def test_the_solution_is_printed_and_nothing_else(typed):
    code, said = typed("solution", "double_it")
    assert (code, said) == (0, kata.load("double_it").solution)


def test_a_broken_progress_file_is_told_and_the_list_comes_all_the_same(typed, home):
    (home / "my_katas").mkdir()
    (home / "my_katas" / "progress.json").write_text("{")
    code, said = typed()
    assert code == 0 and said[0].startswith("my_katas/progress.json is no progress file")
    assert said[1] == "0 of 2 katas done"


def test_when_all_are_done_that_is_said(typed, home):
    (home / "my_katas").mkdir()
    done = {"done": ["double_it", "and_again"]}
    (home / "my_katas" / "progress.json").write_text(json.dumps(done))
    assert typed()[1][-1] == "You have done them all."


# Watching


@pytest.mark.linux
def test_watching_checks_at_every_save_until_it_is_interrupted(home):
    answer = home / "my_katas" / "double_it.py"
    answer.parent.mkdir()
    answer.write_text(WRONG)
    pipes = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
        "encoding": "utf-8",
    }
    running = subprocess.Popen(
        command("watch", "double_it"), env=environment(), start_new_session=True, **pipes
    )
    said = until(running, "What may have happened")
    assert said[0] == "Watching my_katas/double_it.py: save, and it is checked. Ctrl-C ends this."
    answer.write_text(RIGHT)
    assert "All 2 promises hold." in until(running, "Next, in")
    time.sleep(1)  # until it waits for the next save
    os.killpg(running.pid, signal.SIGINT)
    rest, complaints = running.communicate(timeout=20)
    assert (running.returncode, rest.strip(), complaints) == (0, "", "")


def until(running, start):
    """The lines until one that begins so."""
    lines = []
    while not lines or not lines[-1].startswith(start):
        lines.append(running.stdout.readline().rstrip("\n"))
        assert running.poll() is None, lines
    return lines


def test_only_what_was_saved_since_is_looked_at_again(home):
    ones = [kata.load(name) for name in kata.names()]
    folder, seen = Path("my_katas"), {}
    folder.mkdir()
    assert list(dojo.saved(ones, folder, seen)) == []
    (folder / "and_again.py").write_text("")
    assert [one.name for one in dojo.saved(ones, folder, seen)] == ["and_again"]
    assert list(dojo.saved(ones, folder, seen)) == []
    (folder / "and_again.py").write_text("x")
    (folder / "double_it.py").write_text("x")
    assert [one.name for one in dojo.saved(ones, folder, seen)] == ["double_it", "and_again"]


# Words


@pytest.mark.parametrize(
    "states, said, headline",
    [
        (["held", "held"], [], "All 2 promises hold."),
        (["held", "held"], ["it writes into x"], "All 2 promises hold, but:"),
        (["held", "broken"], ["…"], "1 of 2 promises holds. Broken: promise 1"),
        (["broken", "not reached"], ["…"], "0 of 2 promises hold. Broken: promise 0"),
        (["not reached", "not reached"], ["…"], "0 of 2 promises hold."),
    ],
)
def test_the_verdict_begins_with_how_many_promises_hold(states, said, headline):
    statuses = [[f"promise {number}", state] for number, state in enumerate(states)]
    assert report.headline(Verdict("double_it", statuses, said)) == headline


def test_without_a_project_around_the_sites_own_katas_are_meant(tmp_path):
    with chdir(tmp_path):
        assert set(kata.names()) >= {"untokenize", "fix_the_list"}
