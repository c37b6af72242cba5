"""The command line, as people type it."""

import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import stepthrough
from stepthrough import cache, snippet, trace

FILES = {
    "good.py": "import torch\n\n\ndef main():\n    x = torch.zeros(3)  # (3,)\n    print(x.shape)\n",
    "false.py": """
        import torch


        def main():
            B, C, H, W = 8, 3, 4, 6
            x = torch.zeros(B, C, H, W).flatten(2)      # (B, C, H*W)
            x = x.transpose(1, 2)                       # (B, C, H*W)
            return x.sum(1)                             # (B, C
        """,
    "sub/raises.py": "def f():\n    return 1 / 0\n\n\nf()\n",
    "sub/syntax.py": "x = (1,\n",
    "sub/endless.py": "def main():\n    while True:\n        pass\n",
    "sub/conftest.py": "raise SystemExit\n",
    "empty/notes.txt": "",
}


def command(*arguments):
    return [sys.executable, "-m", "stepthrough", *map(str, arguments)]


def environment(**more):
    return {**os.environ, "PYTHONPATH": str(Path(stepthrough.__file__).parents[1]), **more}


def stepthrough_(*arguments, cwd, **more):
    """Run it to its end."""
    pipes = {"capture_output": True, "text": True, "encoding": "utf-8"}
    return subprocess.run(command(*arguments), cwd=cwd, env=environment(**more), **pipes)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("anywhere")
    for name, text in FILES.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(textwrap.dedent(text).lstrip("\n"))
    return home


@pytest.fixture(scope="module")
def checked(folder):
    """What `check` says of a folder and a file elsewhere in it."""
    return stepthrough_(
        "check", "sub", folder / "false.py", "good.py", "--seconds", "3", cwd=folder
    )


# check


def test_files_and_folders_anywhere_are_checked_and_faults_are_told_in_order(checked):
    assert checked.stdout.splitlines() == [
        "false.py:7:55: false shape: dim 1: C = 3 but the tensor has 24; dim 2: H*W = 24 but the tensor has 3",
        "    x = x.transpose(1, 2)                       # (B, C, H*W)",
        "                                                      ^^^^^^",
        "    comment (B, C, H*W) = (8, 3, 24)    ran as (8, 24, 3)",
        "false.py:8:56: cannot read this shape comment: expected ')', the comment ends",
        "    return x.sum(1)                             # (B, C",
        "                                                       ^",
        "sub/endless.py:2:5: runs past its time limit of 3 s",
        "    while True:",
        "    ^^^^^^^^^^^",
        "sub/raises.py:2:12: raises ZeroDivisionError: division by zero",
        "    return 1 / 0",
        "           ^^^^^",
        "    called from <module>, line 5",
        "sub/syntax.py:1:5: syntax error: '(' was never closed",
        "    x = (1,",
        "        ^",
        "5 files, 4 shape comments: 5 wrong",
    ]


@pytest.fixture(scope="module")
def annotated(folder):
    """{(file, line, column): (title, message)}, as a check in a folder of a repository tells GitHub."""
    github = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(folder)}
    paths = "../false.py", "../good.py", "raises.py", "syntax.py"
    said = stepthrough_("check", *paths, cwd=folder / "sub", **github).stdout
    pattern = "^::error file=(.+),line=(.+),col=(.+),title=(.+?)::(.+)$"
    return {told[:3]: told[3:] for told in re.findall(pattern, said, re.M)}


def test_github_is_told_of_every_fault_at_its_place_in_the_repository(annotated):
    assert annotated.keys() == {
        ("false.py", "7", "55"),
        ("false.py", "8", "56"),
        ("sub/raises.py", "2", "12"),
        ("sub/syntax.py", "1", "5"),
    }


def test_github_is_told_what_was_claimed_and_what_happened(annotated):
    title, message = annotated["false.py", "7", "55"]
    assert title == "false shape"
    assert message.endswith("%0Acomment (B, C, H*W) = (8, 3, 24)    ran as (8, 24, 3)")
    title, message = annotated["sub/raises.py", "2", "12"]
    assert title == "raises ZeroDivisionError"
    assert message.endswith(": division by zero%0Acalled from <module>, line 5")


def test_anything_wrong_is_exit_code_1(checked):
    assert checked.returncode == 1


def test_progress_goes_to_the_error_stream(checked):
    assert checked.stderr.splitlines() == ["recorded 0 of 4 snippets", "recorded 4 of 4 snippets"]


def test_files_outside_a_project_leave_nothing_behind(checked, folder):
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*")) == sorted(
        FILES
    )


def test_a_project_is_checked_from_its_traces_without_torch(project, no_torch):
    ran = stepthrough_(
        "check", cwd=project, PYTHONPATH=f"{no_torch}{os.pathsep}{environment()['PYTHONPATH']}"
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "4 files, 5 shape comments: all proven\n"
    assert not (no_torch / "imported").exists()


def test_one_file_of_a_project_is_checked_alone(project):
    ran = stepthrough_("check", "snippets/models/images.py", cwd=project)
    assert (ran.returncode, ran.stdout, ran.stderr) == (
        0,
        "1 file, 1 shape comment: all proven\n",
        "",
    )


def test_comments_are_held_against_other_sizes_when_asked(tmp_path):
    source = "import torch\n\n\ndef main():\n    B, D = 2, 3\n    x = torch.zeros(B, D)  # (B, 3)\n"
    (tmp_path / "size.py").write_text(source)
    assert stepthrough_("check", "size.py", cwd=tmp_path).returncode == 0
    done = stepthrough_("check", "--vary", "size.py", cwd=tmp_path)
    assert done.returncode == 1
    assert (
        "size.py:6:34: true only at these sizes: with D = 6, false shape: dim 1: 3" in done.stdout
    )
    assert done.stdout.splitlines()[0] == "4 runs at other sizes"


def test_a_false_comment_is_told_once_even_when_sizes_are_varied(folder):
    done = stepthrough_("check", "--vary", "false.py", cwd=folder)
    assert done.returncode == 1 and done.stdout.count("false.py:7") == 1
    assert "at these sizes" not in done.stdout


LENIENT = {
    "model.py": """
        import torch


        def main():
            B, T, C = 2, 5, 7
            x = torch.zeros(B, T, C)   # [B, T, C], tokens
            y = x.transpose(1, 2)      # B x T x C
            z = x.unflatten(2, (1, 7)) # (B, T, nh, hs)
            m = x.mean()               # (mean, std)
            return x if C else None    # (B, T) if causal
        """,
    "idle.py": "class Net:\n    def forward(self, x):\n        return x  # [B, T]\n",
    "syntax.py": "x = (1,\n",
}


@pytest.fixture(scope="module")
def lenient(tmp_path_factory):
    """What a lenient `check` says of a folder."""
    home = tmp_path_factory.mktemp("lenient")
    for name, text in LENIENT.items():
        (home / name).write_text(textwrap.dedent(text).lstrip("\n"))
    return stepthrough_("check", "--lenient", ".", cwd=home)


def test_a_lenient_check_tells_what_is_surely_wrong_and_what_it_does_not_understand(lenient):
    assert lenient.stdout.splitlines() == [
        "model.py:7:38: false shape: dim 1: T = 5 but the tensor has 7; dim 2: C = 7 but the tensor has 5",
        "    y = x.transpose(1, 2)      # B x T x C",
        "                                     ^^^^^",
        "    comment B x T x C = (2, 5, 7)    ran as (2, 7, 5)",
        "model.py:9:32: not understood: mean has no whole number here",
        "model.py:10:41: not understood: 'if' may limit it",
        "syntax.py:1:5: syntax error: '(' was never closed",
        "    x = (1,",
        "        ^",
        "idle.py:1:1: nothing here ran: name what to run by --entry module:function",
        "3 files, 6 shape comments: 2 proven (1 in part), 2 not understood, 1 never ran, 2 wrong",
    ]
    assert lenient.returncode == 1


def test_what_is_not_understood_or_never_ran_is_not_wrong(tmp_path):
    (tmp_path / "idle.py").write_text(LENIENT["idle.py"])
    done = stepthrough_("check", "--lenient", "idle.py", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "1 file, 1 shape comment: 0 proven, 1 never ran"


def test_the_projects_own_comments_are_proven_leniently_too(project):
    done = stepthrough_("check", "--lenient", cwd=project)
    assert done.returncode == 0
    assert done.stdout == "4 files, 5 shape comments: 5 proven\n"


def test_a_file_named_twice_is_checked_once(project):
    ran = stepthrough_("check", "snippets/models/size.py", "snippets/models", cwd=project)
    assert ran.stdout == "2 files, 1 shape comment: all proven\n"


def test_a_file_without_comments_has_nothing_to_prove(project):
    ran = stepthrough_("check", "snippets/models/size.py", cwd=project)
    assert (ran.returncode, ran.stdout) == (0, "1 file, 0 shape comments: nothing to prove\n")


def test_a_folder_without_python_has_nothing_to_prove(folder):
    ran = stepthrough_("check", "empty", cwd=folder)
    assert (ran.returncode, ran.stdout) == (0, "0 files, 0 shape comments: nothing to prove\n")


def test_two_snippets_of_one_name_are_wrong(project):
    (project / "snippets" / "models" / "tokens.py").write_text("")
    ran = stepthrough_("check", cwd=project)
    assert ran.returncode == 1
    assert ran.stdout.startswith("snippets/models/tokens.py:1:1: two snippets named tokens")


def test_an_import_of_a_broken_sibling_is_wrong_at_the_sibling_once_and_the_others_are_told(
    project,
):
    (project / "snippets" / "models" / "size.py").write_text("x = (\n")
    (project / "snippets" / "essentials" / "tokens.py").write_text("1 / 0\n")
    ran = stepthrough_("check", cwd=project)
    assert ran.returncode == 1
    assert [line for line in ran.stdout.splitlines() if not line.startswith(" ")] == [
        "snippets/essentials/tokens.py:1:1: raises ZeroDivisionError: division by zero",
        "snippets/models/size.py:1:5: syntax error: '(' was never closed",
        "3 files, 0 shape comments: 2 wrong",
    ]
    assert "Traceback" not in ran.stderr


def test_a_terminal_without_the_letters_of_a_snippet_is_told_all_the_same(tmp_path):
    (tmp_path / "letters.py").write_text("größe = 1 / 0\n", encoding="utf-8")
    ran = stepthrough_("check", "letters.py", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert (ran.returncode, "gr\\xf6\\xdfe = 1 / 0" in ran.stdout) == (1, True), ran.stderr


# Wrong use


@pytest.mark.parametrize(
    "arguments, said",
    [
        ([], "the following arguments are required"),
        (["prove"], "invalid choice: 'prove'"),
        (["check", "nowhere.py"], "no such file or folder: nowhere.py"),
        (["show"], "required: PATH"),
        (["fix", "--diff"], "required: PATH"),
        (["record", "good.py"], "one of the arguments -o --device is required"),
        (["check", "--seconds", "soon", "good.py"], "invalid float value: 'soon'"),
        (["check", "--fast"], "unrecognized arguments: --fast"),
        (["check", "--lenient", "--vary"], "argument --vary: not allowed with argument --lenient"),
    ],
)
def test_wrong_use_is_exit_code_2_with_the_usage(folder, arguments, said):
    ran = stepthrough_(*arguments, cwd=folder)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("usage: stepthrough")
    assert said in ran.stderr


@pytest.mark.parametrize("name", ["show", "record"])
def test_a_folder_cannot_be_shown_or_recorded(folder, name):
    more = ["-o", "trace.json"] if name == "record" else []
    ran = stepthrough_(name, "sub", *more, cwd=folder)
    assert ran.returncode == 1
    assert ran.stdout.startswith("sub:1:1: cannot be read: ")


# show and record


def test_show_prints_the_steps(project):
    ran = stepthrough_("show", "snippets/models/images.py", cwd=project)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "   7  image = torch.zeros(B, C, 4, WIDTH)    # (B, C, 4, WIDTH)\n" in ran.stdout
    assert "image: (2, 3, 4, 5) float32, memory 0\n" in ran.stdout


def test_record_writes_the_trace(project):
    ran = stepthrough_("record", "snippets/models/images.py", "-o", "out.json", cwd=project)
    assert (ran.returncode, ran.stdout) == (0, "")
    written = trace.from_json((project / "out.json").read_text(encoding="utf-8"))
    assert written == cache.stored(snippet.load("images"))


def test_a_run_that_raises_is_recorded_told_and_exit_code_1(folder, tmp_path):
    ran = stepthrough_("record", "sub/raises.py", "-o", tmp_path / "out.json", cwd=folder)
    assert ran.returncode == 1
    assert ran.stdout.startswith("sub/raises.py:2:12: raises ZeroDivisionError: division by zero\n")
    assert trace.from_json((tmp_path / "out.json").read_text()).error.type == "ZeroDivisionError"


# Being interrupted


BEATING = """
    import time

    for _ in range(800):
        with open({beats!r}, "a") as file:
            file.write(".")
        time.sleep(0.01)
    """


@pytest.mark.linux
def test_an_interrupt_ends_everything_quietly(tmp_path):
    beats = tmp_path / "beats"
    (tmp_path / "a.py").write_text(textwrap.dedent(BEATING).format(beats=str(beats)))
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": tmp_path}
    running = subprocess.Popen(
        command("check", "a.py"), env=environment(), start_new_session=True, **pipes
    )
    while not beats.exists():
        assert running.poll() is None
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    _, complaints = running.communicate(timeout=9)
    count = beats.stat().st_size
    time.sleep(0.5)
    assert beats.stat().st_size == count, "the snippet still runs"
    assert running.returncode == 130
    assert "Traceback" not in complaints
