"""--entry module:function: something else runs, and one file is recorded wherever it is imported from."""

import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

import stepthrough
from stepthrough import crew, shapes, snippet, trace

FILES = {
    "model.py": """
        from dataclasses import dataclass

        import torch
        from torch import nn


        @dataclass
        class Config:
            D: int = 7


        class Net(nn.Module):
            def __init__(self, config):
                super().__init__()
                self.D = config.D
                self.proj = nn.Linear(3, config.D)

            def forward(self, x):
                B, L, C = x.shape
                x = self.proj(x)           # (B, L, D)
                return x.transpose(1, 2)   # (B, D, L)


        def run():
            Net(Config())(torch.rand(2, 5, 3))


        def fails():
            Net(Config())(torch.rand(2, 5, 4))
        """,
    "demo.py": """
        import sys

        import torch


        def run():
            from model import Config, Net

            net = Net(Config())
            for _ in range(40):
                net(torch.rand(2, 5, 3))


        def wants(x, y=1):
            pass


        def elsewhere():
            pass


        def fails():
            raise ValueError("no")


        def leaves():
            sys.exit(3)


        class Demo:
            run = staticmethod(run)
        """,
    "broken.py": "import torch\nimport nothing_like_it\n",
    "syntax.py": "x = (\n",
    "pkg/__init__.py": "",
    "pkg/sizes.py": "WIDTH = 3\n",
    "pkg/deep/__init__.py": "from .net import Net\n",
    "pkg/deep/net.py": """
        import torch

        from ..sizes import WIDTH


        class Net(torch.nn.Module):
            def forward(self, x):
                B, L, C = x.shape
                return x.transpose(1, 2)   # (B, L, WIDTH)
        """,
    "pkg/demo.py": """
        import torch

        from pkg.deep import Net


        def run():
            Net()(torch.rand(2, 5, 3))
        """,
    "kept.py": """
        import inspect
        import pickle
        import torch


        class Kept:
            shape = property(lambda self: print("a property ran"))


        @torch.compile
        def double(x):
            return 2 * x                   # (3,)


        def look(kept):
            return 1


        def run():
            kept = pickle.loads(pickle.dumps(Kept()))
            print(type(kept).__module__, inspect.getsource(double).splitlines()[1])
            look(kept)
            double(torch.zeros(3))
        """,
    "quiet.py": "def f(x):\n    return x  # (B, C)\n",
}


REFUSED = {
    "nowhere:run": "no module named nowhere",
    "pkg.nowhere:run": "no module named pkg.nowhere",
    "broken:run": "raises ModuleNotFoundError: No module named 'nothing_like_it' (broken.py, line 2)",
    "syntax:run": "raises SyntaxError: '(' was never closed (syntax.py, line 1)",
    "demo:nothing": "demo has no function nothing",
    "model:torch": "model.torch is no function",
    "demo:wants": "the function cannot be called without arguments: missing a required argument: 'x'",
    "demo:elsewhere": "the file was never imported: nothing ran",
    "demo:fails": "raises ValueError: no (demo.py, line 23)",
    "demo:leaves": "raises SystemExit: 3 (demo.py, line 27)",
}


def written(home):
    for name, text in FILES.items():
        (home / name).parent.mkdir(exist_ok=True, parents=True)
        (home / name).write_text(textwrap.dedent(text).lstrip("\n"))
    return home


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path)


@pytest.fixture(scope="module")
def traces(tmp_path_factory):
    """{entry: the trace of model.py when that runs}, for all kinds of entries, recorded side by side."""
    home = written(tmp_path_factory.mktemp("entries"))
    entries = ["demo:run", "demo:Demo.run", "model:run", "model:fails", *REFUSED]
    one = snippet.read(home / "model.py")
    ones = [replace(one, entry=(*entry.split(":"), str(home))) for entry in entries]
    return one, dict(zip(entries, crew.record(ones)))


@pytest.fixture
def faults(traces):
    one, made = traces
    return lambda entry: [str(fault) for fault in shapes.check(one, made[entry])]


@pytest.fixture
def run(folder):
    """Run a command in the folder to its end."""

    def ran(*arguments, below=""):
        command = [sys.executable, "-m", "stepthrough", *map(str, arguments)]
        env = {
            name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        }
        env["PYTHONPATH"] = str(Path(stepthrough.__file__).parents[1])
        return subprocess.run(command, cwd=folder / below, env=env, capture_output=True, text=True)

    return ran


@pytest.mark.parametrize("entry", ["demo:run", "demo:Demo.run", "model:run"])
def test_a_function_runs_in_place_of_the_script(faults, traces, entry):
    assert faults(entry) == []
    assert all(check.ran for check in traces[1][entry].checks)


def test_check_takes_an_entry(run):
    done = run("check", "model.py", "--entry", "demo:run")
    assert (done.returncode, done.stdout) == (0, "1 file, 2 shape comments: all proven\n")


def test_a_file_in_a_package_is_recorded_whatever_imports_it_by_relative_names(run):
    done = run("check", "pkg/deep/net.py", "--entry", "pkg.demo:run")
    assert done.returncode == 1
    assert done.stdout.startswith("pkg/deep/net.py:9:42: false shape: dim 1: L = 5 but the tensor")


def test_the_module_is_looked_for_beside_the_file_too(run):
    done = run("check", "../model.py", "--entry", "model:run", below="pkg")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("entry", REFUSED)
def test_an_entry_that_runs_nothing_is_told_with_the_reason(faults, entry):
    (fault,) = faults(entry)
    assert fault.splitlines()[0].endswith(f"model.py:1:1: --entry {entry}: {REFUSED[entry]}")


def test_what_is_raised_in_the_file_is_told_at_its_line(faults):
    (fault,) = faults("model:fails")
    assert "model.py:20:13: raises RuntimeError: mat1 and mat2 shapes" in fault


def test_a_refusal_is_exit_code_1_without_a_traceback(run):
    done = run("check", "model.py", "--entry", "demo:elsewhere")
    assert done.returncode == 1 and "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("entry", ["demo", ":run", "demo:"])
def test_an_entry_of_another_form_is_wrong_use(run, entry):
    done = run("check", "model.py", "--entry", entry)
    assert done.returncode == 2
    assert f"not of the form module:function: {entry}" in done.stderr


def test_a_trace_is_of_the_file_alone_and_calls_from_elsewhere_fold(traces):
    made = traces[1]["demo:run"]
    assert [name for name, _ in made.frames] == [
        "<module>", "Config", "Net", "Net.__init__", "Net.forward"
    ]  # fmt: skip
    assert [check.ran for check in made.checks] == [40, 40]
    assert len(trace.to_json(made)) < 8192


def test_show_prints_the_steps_of_the_file(run):
    done = run("show", "model.py", "--entry", "demo:run")
    assert done.returncode == 0
    assert "x = self.proj(x)" in done.stdout and "range(40)" not in done.stdout


def test_pickle_inspect_and_compile_work_as_in_a_plain_import(run, folder):
    done = run("record", "kept.py", "--entry", "kept:run", "-o", "kept.json")
    assert (done.returncode, done.stdout) == (0, "")
    made = trace.from_json((folder / "kept.json").read_text())
    assert made.output == "kept def double(x):\n" and made.checks[0].ran == 1


def test_an_entry_leaves_nothing_behind(run, folder):
    run("check", "pkg/deep/net.py", "model.py", "--entry", "pkg.demo:run")
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    assert found == sorted(FILES)


def test_a_snippet_of_the_project_is_recorded_anew_for_an_entry(project):
    (project / "go.py").write_text("import images\n\n\ndef run():\n    images.main()\n")
    kept = sorted((project / ".cache").rglob("*.json"))
    command = [sys.executable, "-m", "stepthrough", "check", "--entry", "go:run"]
    env = os.environ | {"PYTHONPATH": str(Path(stepthrough.__file__).parents[1])}
    done = subprocess.run(
        [*command, "snippets/models/images.py"],
        cwd=project,
        env=env,
        capture_output=True,
        text=True,
    )
    assert done.stderr.splitlines() == ["recorded 0 of 1 snippet", "recorded 1 of 1 snippet"]
    assert done.stdout == "1 file, 1 shape comment: all proven\n"
    assert sorted((project / ".cache").rglob("*.json")) == kept


def test_a_file_in_which_nothing_runs_gets_a_hint(run):
    hint = "quiet.py:1:1: nothing here ran: name what to run by --entry module:function"
    assert hint in run("check", "quiet.py").stdout.splitlines()
    assert "nothing here ran" not in run("check", "quiet.py", "--entry", "quiet:f").stdout


def test_sizes_are_varied_in_what_an_entry_runs(run, folder):
    source = "import torch\n\n\ndef run():\n    B, D = 2, 3\n    x = torch.zeros(B, D)  # (B, 3)\n"
    (folder / "size.py").write_text(source)
    done = run("check", "--vary", "size.py", "--entry", "size:run")
    assert "size.py:6:34: true only at these sizes: with D = 6" in done.stdout
