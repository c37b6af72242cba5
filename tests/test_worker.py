import json
import os
import subprocess
import sys
import textwrap
import time
import types
from pathlib import Path

import pytest

from stepthrough import crew, limits, shapes, snippet, trace, worker

# Each runs in this order, one after another, in one worker.
ENDS = {
    "endless_loop": """
        def main():
            print("before")
            n = 1
            while n:
                n += 1
        """,
    "prints_without_end": """
        def main():
            while True:
                print("x" * 999)
        """,
    "complains_without_end": """
        import sys

        def main():
            while True:
                sys.stderr.write("x" * 999)
        """,
    "leaves_a_process": """
        import subprocess
        import sys

        code = "import time; time.sleep(1); open({survived!r}, 'w')"
        subprocess.Popen([sys.executable, "-c", code])
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
        print("started")
        """,
    "leaves_a_thread": """
        import threading
        import time

        threading.Thread(target=time.sleep, args=(99,)).start()
        print("started")
        """,
    "exits": "import sys\n\n\ndef main():\n    sys.exit(3)\n",
    "ends_at_once": "import os\n\nprint('so far', flush=True)\nos._exit(0)\n",
    "crashes": "import ctypes\n\nx = 1\nctypes.string_at(0)\n",
    "kills_itself": "import os\n\nos.kill(os.getpid(), 15)\n",
    "takes_all_memory": "def main():\n    x = bytearray(2**37)\n",
    "takes_all_memory_for_a_tensor": "import torch\nx = torch.ones(2**37)\n",
    "raises": """
        import warnings

        print("out")
        warnings.warn("careful")

        def main():
            raise ValueError("no")
        """,
    "is_warned_by_torch": """
        import torch

        torch.meshgrid(torch.ones(2), torch.ones(3))
        """,
    "prints_in_every_way": """
        import os
        import subprocess
        import sys

        print("print")
        os.write(1, b"write\\n")
        subprocess.run(["echo", "process"])
        sys.stdout.buffer.write(b"\\xff bytes\\n")
        print("é × 漢", end="")
        print("stderr", file=sys.stderr)
        """,
    "reads": "import sys\nprint(repr(sys.stdin.read()))\ninput()\n",
    "connects": """
        import socket
        import urllib.request

        for attempt in (
            lambda: socket.create_connection(("127.0.0.1", 9), 1),
            lambda: socket.getaddrinfo("example.org", 80),
            lambda: urllib.request.urlopen("http://127.0.0.1:9/"),
            lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)),
        ):
            try:
                attempt()
                print("connected")
            except OSError as error:
                print(error)
        """,
    "writes_files": """
        import os

        print(os.getcwd(), os.listdir("."))
        with open("left.txt", "w") as file:
            file.write("x")
        """,
    "changes_everything": """
        import builtins
        import os
        import random
        import sys
        import torch

        torch.set_default_dtype(torch.float64)
        torch.manual_seed(5)
        torch.set_grad_enabled(False)
        torch.nn.Linear.forward = None
        random.seed(5)
        os.environ["LEAKED"] = "yes"
        os.umask(0o777)
        builtins.LEAKED = True
        sys.path.insert(0, "/leaked")
        sys.setrecursionlimit(50000)
        sys.modules["leaked"] = sys
        """,
    "looks_around": """
        import builtins
        import os
        import random
        import sys
        import torch

        print(torch.get_default_dtype(), torch.is_grad_enabled(), torch.nn.Linear.forward is None)
        print(torch.initial_seed(), random.random() == random.Random(0).random())
        print(os.environ.get("LEAKED"), hasattr(builtins, "LEAKED"), sys.path[0], sys.argv)
        print(sys.getrecursionlimit(), "leaked" in sys.modules, os.getcwd() in sys.path)
        print([name for name in vars(builtins) if "st_" in name and not name.startswith("__st_")])
        """,
    "imports_another": "from repeats import x\n\nprint(tuple(x.shape))\n",
    "compiles": """
        import torch


        @torch.compile(backend="eager")
        def grow(x):
            y = x * 2
            for i in range(3):
                y = y + i
            return y


        print(grow(torch.ones(3)))
        """,
    "repeats": "import torch\nx = torch.rand(3)\ny = {'a', 'b', 'c', 'd'}\nprint(x, y)\n",
    "repeats_again": "import torch\nx = torch.rand(3)\ny = {'a', 'b', 'c', 'd'}\nprint(x, y)\n",
    "kills_its_worker": "import os\n\nos.kill(os.getppid(), 9)\n",
    "is_fine": "import torch\n\n\ndef main():\n    x = torch.zeros(3)  # (3,)\n    print('fine')\n",
}
SECONDS = {"endless_loop": 1}


class Ran:
    """What became of the snippets above, and of the places they ran in."""

    def __init__(self, home):
        self.home, self.places = home, home / "places"
        self.survived = home / "survived"
        self.snippets, self.traces = {}, {}
        self.began, self.took = {}, {}

    def run(self):
        self.places.mkdir()
        for name, source in ENDS.items():
            path = self.home / f"{name}.py"
            source = source.replace("{survived!r}", repr(str(self.survived)))
            path.write_text(textwrap.dedent(source).lstrip("\n"), encoding="utf-8")
            self.snippets[name] = snippet.read(path)
        self.files = set(self.home.rglob("*"))
        worker = crew.Worker()
        first = worker.process
        for name, one in self.snippets.items():
            began = time.monotonic()
            self.traces[name] = worker.run(one, SECONDS.get(name, 30))
            self.began[name], self.took[name] = began, time.monotonic() - began
        self.processes = [first, worker.process]
        worker.end()

    def fault(self, name):
        (found,) = shapes.check(self.snippets[name], self.traces[name])
        return found.line, found.message


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    found = Ran(tmp_path_factory.mktemp("worker"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(found.places))
        found.run()
    return found


@pytest.mark.linux
def test_an_endless_loop_ends_at_its_time_limit_with_its_line(ran):
    line, message = ran.fault("endless_loop")
    assert message == "runs past its time limit of 1 s"
    assert line in (4, 5)
    assert ran.traces["endless_loop"].output == "before\n"
    assert 1 <= ran.took["endless_loop"] < 9


@pytest.mark.parametrize("name, line", [("prints_without_end", 3), ("complains_without_end", 5)])
def test_output_without_end_is_stopped_with_its_line(ran, name, line):
    assert ran.fault(name) == (line, "prints without end: stopped after 1 MB")
    assert len(ran.traces[name].output) <= 2000


def test_exit_is_an_exception_with_its_line(ran):
    assert ran.fault("exits") == (5, "calls sys.exit(3): a snippet ends by returning from main")


def test_a_process_that_ends_at_once_is_told_with_its_line(ran):
    assert ran.fault("ends_at_once") == (4, "ends its process early, with exit code 0")
    assert ran.traces["ends_at_once"].output == "so far\n"


@pytest.mark.linux
def test_a_crash_is_told_with_its_signal_and_its_line(ran):
    assert ran.fault("crashes") == (4, "is killed by SIGSEGV")
    assert ran.fault("kills_itself") == (3, "is killed by SIGTERM")


@pytest.mark.linux
def test_more_memory_than_allowed_is_an_ordinary_exception(ran):
    assert ran.fault("takes_all_memory") == (2, "raises MemoryError: MemoryError")
    line, message = ran.fault("takes_all_memory_for_a_tensor")
    assert (line, message.split(":")[0]) == (2, "raises RuntimeError")


def test_an_exception_is_kept_with_what_was_printed_and_warned_before(ran):
    assert ran.fault("raises") == (7, "raises ValueError: no")
    made = ran.traces["raises"]
    assert made.output == "out\n"
    assert made.stderr.startswith("raises.py:4: UserWarning: careful")


def test_a_warning_of_a_package_names_its_file_without_where_it_is_installed(ran):
    assert ran.traces["is_warned_by_torch"].stderr.startswith("torch/functional.py:")


def test_output_is_caught_however_it_is_written(ran):
    made = ran.traces["prints_in_every_way"]
    assert made.output == "print\nwrite\nprocess\n\ufffd bytes\né × 漢"
    assert made.stderr == "stderr\n"


def test_there_is_nothing_to_read(ran):
    assert ran.traces["reads"].output == "''\n"
    assert ran.fault("reads") == (3, "raises EOFError: EOF when reading a line")


def test_there_is_no_network(ran):
    lines = ran.traces["connects"].output.splitlines()
    assert len(lines) == 4
    assert all("a snippet has no network: it must run alone" in line for line in lines)


def test_a_snippet_works_in_an_empty_folder_of_its_own_that_goes_with_it(ran):
    where, listed = ran.traces["writes_files"].output.strip().rsplit(" ", 1)
    assert Path(where).is_relative_to(ran.places)
    assert listed == "[]"
    assert not Path(where).exists()


def test_what_a_snippet_changes_never_reaches_the_next(ran):
    home = str(ran.home)
    path = str(ran.snippets["looks_around"].path)
    assert ran.traces["looks_around"].output.splitlines() == [
        "torch.float32 True False",
        "0 True",
        f"None False {home} ['{path}']",
        "1000 False False",
        "[]",
    ]


def test_a_compiled_function_works(ran):
    made = ran.traces["compiles"]
    assert made.error is None, made.error.message
    assert made.output == "tensor([5., 5., 5.])\n"


def test_two_runs_of_one_snippet_are_alike_to_the_last_bit(ran):
    first, second = ran.traces["repeats"], ran.traces["repeats_again"]
    first.key = second.key = ""
    assert trace.to_json(first) == trace.to_json(second)


def test_a_snippet_may_import_one_beside_it(ran):
    made = ran.traces["imports_another"]
    assert made.error is None
    assert made.output.endswith("\n(3,)\n")


def test_a_thread_left_running_holds_nothing_up(ran):
    assert ran.traces["leaves_a_thread"].error is None
    assert ran.traces["leaves_a_thread"].output == "started\n"


@pytest.mark.linux
def test_a_process_that_a_snippet_leaves_behind_ends_with_it(ran):
    assert ran.traces["leaves_a_process"].output == "started\n"
    time.sleep(max(0, ran.began["leaves_a_process"] + 2 - time.monotonic()))
    assert not ran.survived.exists()


@pytest.mark.linux
def test_a_snippet_that_kills_its_worker_is_alone_to_suffer(ran):
    assert ran.fault("kills_its_worker")[1] == "ends the process that runs it"
    assert ran.traces["is_fine"].output == "fine\n"
    assert shapes.check(ran.snippets["is_fine"], ran.traces["is_fine"]) == []


def test_no_file_and_no_process_is_left(ran):
    assert list(ran.places.iterdir()) == []
    assert set(ran.home.rglob("*")) == ran.files
    assert all(process.poll() is not None for process in ran.processes)


# Its parts


@pytest.mark.parametrize(
    "code, said",
    [
        (0, "ends its process early, with exit code 0"),
        (3, "ends its process early, with exit code 3"),
        (-9, "is killed by SIGKILL"),
        (-11, "is killed by SIGSEGV"),
    ],
)
def test_an_ending_is_said_in_words(code, said):
    assert worker.ending(code) == said


def test_output_that_is_too_long_is_too_long_even_if_the_run_is_over(tmp_path):
    (tmp_path / "stdout").write_bytes(bytes(worker.OUTPUT_LIMIT + 1))
    (tmp_path / "stderr").write_bytes(b"")
    (tmp_path / "made.json").write_text("{}")
    over = types.SimpleNamespace(poll=lambda: 0)
    died = worker.supervise({"folder": str(tmp_path), "seconds": 9}, over)
    assert died == "prints without end: stopped after 1 MB"


def test_the_network_is_refused_and_nothing_else():
    with pytest.raises(PermissionError):
        limits.refuse_network("socket.connect", ())
    assert limits.refuse_network("open", ()) is None


def test_a_worker_can_perform_one_job_in_a_fresh_process(tmp_path):
    """As it does where a fork is not safe."""
    for name in ("cwd", "tmp", "code"):
        (tmp_path / name).mkdir()
    (tmp_path / "line").write_bytes(bytes(8))
    path, order = tmp_path / "code" / "a.py", tmp_path / "job.json"
    job = {"path": str(path), "source": "print('alone')\n", "folder": str(tmp_path)}
    order.write_text(json.dumps(job))
    command = [sys.executable, "-m", "stepthrough.worker", str(order)]
    env = {**os.environ, "PYTHONPATH": str(Path(worker.__file__).parents[1])}
    assert subprocess.run(command, cwd=tmp_path, env=env).returncode == 0
    made = trace.from_json((tmp_path / "made.json").read_text())
    assert (made.output, made.error) == ("alone\n", None)
