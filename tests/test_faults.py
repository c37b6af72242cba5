"""Snippets that do their worst, run by the shipped commands beside good ones."""

import re

import pytest

from projects import Project

pytestmark = pytest.mark.linux

DEPTH = re.compile("(recursion depth exceeded).*")  # where it was, differs
GOOD = ["first_good", "second_good", "third_good"]

# name: (its source, what has to be said of it from the line on; "" where nothing is wrong)
FAULTS = {
    # Without end
    "loops_forever": ("while True: pass\n", "1:1: runs past its time limit of 4 s"),
    "sleeps": ("import time\n\ntime.sleep(99)\n", "3:1: runs past its time limit of 4 s"),
    "ignores_signals": (
        """
        import signal

        for number in {*signal.valid_signals()} - {signal.SIGKILL, signal.SIGSTOP, 32, 33}:
            signal.signal(number, signal.SIG_IGN)
        while True: signal.pause()
        """,
        "5:1: runs past its time limit of 4 s",
    ),
    "recurses": (
        "def f(n):\n    return f(n)\n\n\nf(0)\n",
        "2:5: raises RecursionError: maximum recursion depth exceeded",
    ),
    "recurses_below_python": (
        """
        import sys


        class Endless:
            def __repr__(self):
                return repr(self)


        sys.setrecursionlimit(10**9)
        repr(Endless())
        """,
        "6:9: is killed by SIGSEGV",
    ),
    "takes_all_memory": (
        "kept = [bytes(2**30) for _ in range(9)]\n",
        "1:9: raises MemoryError: MemoryError",
    ),
    "prints_200_mb": (
        "print('x' * 200_000_000)\n",
        "1:1: prints without end: stopped after 1 MB",
    ),
    "writes_200_mb_to_descriptor_1": (
        "import os\n\nfor _ in range(200):\n    os.write(1, bytes(10**6))\n",
        "4:5: prints without end: stopped after 1 MB",
    ),
    "fills_the_disk": (
        "with open('big', 'wb', 0) as file:\n    while True: file.write(bytes(10**7))\n",
        "2:17: raises OSError: [Errno 27] File too large",
    ),
    # Ending where it should not
    "segfaults": ("import ctypes\n\nctypes.string_at(0)\n", "3:1: is killed by SIGSEGV"),
    "ends_with_0": (
        "import os\n\nos._exit(0)\n",
        "3:1: ends its process early, with exit code 0",
    ),
    "ends_with_3": (
        "import os\n\nos._exit(3)\n",
        "3:1: ends its process early, with exit code 3",
    ),
    "exits_with_0": (
        "import sys\n\nsys.exit(0)\n",
        "3:1: calls sys.exit(0): a snippet ends by returning from main",
    ),
    "kills_its_group": ("import os\n\nos.killpg(0, 9)\n", "3:1: is killed by SIGKILL"),
    "kills_its_parent": (
        "import os, time\n\nos.kill(os.getppid(), 9); time.sleep(99)\n",
        "3:1: ends the process that runs it",
    ),
    "kills_the_group_of_its_parent": (
        "import os, time\n\nos.killpg(os.getpgid(os.getppid()), 9); time.sleep(99)\n",
        "3:1: ends the process that runs it",
    ),
    "kills_its_parent_and_leaves_a_process": (
        """
        import os
        import subprocess

        subprocess.Popen(["sleep", "99"])
        os.kill(os.getppid(), 9); os.kill(0, 9)
        """,
        "5:1: ends the process that runs it",
    ),
    "stops_its_parent": (
        "import os, signal\n\nos.kill(os.getppid(), signal.SIGSTOP)\nos._exit(0)\n",
        "4:1: ends the process that runs it",
    ),
    # Leaving things behind
    "leaves_threads": (
        """
        import threading
        import time

        for _ in range(3):
            threading.Thread(target=time.sleep, args=(99,)).start()
        """,
        "",
    ),
    "leaves_processes": (
        """
        import subprocess

        subprocess.Popen(["sleep", "99"])
        subprocess.Popen(["sleep", "99"], start_new_session=True)
        """,
        "",
    ),
    "leaves_a_daemon": (
        """
        import os
        import time

        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.setsid()
                time.sleep(99)
            os._exit(0)
        os.wait()
        """,
        "",
    ),
    "ends_after_its_fork_did": (
        "import os\n\nif os.fork():\n    os.wait()\n    os._exit(3)\n",
        "5:5: ends its process early, with exit code 3",
    ),
    "leaves_temporary_files": (
        """
        import subprocess
        import tempfile

        print(tempfile.mkdtemp(), tempfile.mkstemp())
        subprocess.run(["mktemp"], stdout=subprocess.DEVNULL)
        """,
        "",
    ),
    "leaves_a_socket": (
        """
        import socket
        import tempfile

        one = socket.socket(socket.AF_UNIX)
        one.bind(f"{tempfile.gettempdir()}/here")
        one.listen()
        """,
        "",
    ),
    "removes_its_folder": (
        "import shutil\n\nshutil.rmtree('..')\n",
        "1:1: cannot be recorded: FileNotFoundError: No such file or directory",
    ),
    "forges_its_trace": (
        "import os\n\nopen('../made.json', 'w').write('{')\nos._exit(0)\n",
        "4:1: leaves no readable trace of its run",
    ),
    # Asking for what there is not
    "reads": (
        "name = input()\n",
        "1:8: raises EOFError: EOF when reading a line",
    ),
    "connects": (
        "import socket\n\nsocket.create_connection(('127.0.0.1', 9))\n",
        "3:1: raises PermissionError: a snippet has no network: it must run alone",
    ),
    # Changing the place it runs in
    "changes_torch": (
        """
        import torch

        torch.set_default_dtype(torch.float64)
        torch.set_default_device("meta")
        torch.set_grad_enabled(False)
        torch.manual_seed(5)
        torch.set_num_threads(3)
        """,
        "",
    ),
    "changes_python": (
        """
        import os
        import random
        import sys
        import warnings

        random.seed(5)
        sys.path.insert(0, "/leaked")
        os.chdir("/")
        os.environ["LEAKED"] = "yes"
        warnings.simplefilter("error")
        """,
        "",
    ),
    "paints_tensors": (
        """
        import torch

        torch.Tensor.__repr__ = lambda self: "painted"
        x = torch.zeros(3)  # (3,)
        print(x)
        """,
        "",
    ),
    "breaks_tensors": (
        """
        import torch

        for name in ("detach", "reshape", "stride", "tolist", "min", "max"):
            setattr(torch.Tensor, name, None)
        x = torch.zeros(3)  # (3,)
        """,
        "5:1: cannot be recorded: TypeError: 'NoneType' object is not callable",
    ),
    "breaks_the_writing": (
        "import json\n\njson.dumps = None\n",
        "3:1: cannot be recorded: TypeError: 'NoneType' object is not callable",
    ),
    "closes_its_output": ("import os, sys\n\nsys.stdout.close()\nos.close(1)\n", ""),
    "rewrites_itself": (
        "from pathlib import Path\n\nPath(__file__).write_text('print(5)\\n')\nprint('as read')\n",
        "",
    ),
    "deletes_itself": (
        "import os\n\nos.remove(__file__)\n1 / 0\n",
        "4:1: raises ZeroDivisionError: division by zero",
    ),
    # Odd texts
    "prints_bytes": ("import sys\n\nsys.stdout.buffer.write(b'\\xff\\x00\\x1b[31m\\n')\n", ""),
    "prints_markup": ("print('</script><script>alert(1)</script><b>&amp;')\n", ""),
    "raises_no_text": (
        "raise ValueError('\\udc80')\n",
        "1:1: raises ValueError: ?",
    ),
    "cannot_say_its_error": (
        """
        class Odd(Exception):
            def __str__(self):
                raise ValueError


        raise Odd
        """,
        "6:1: raises Odd: <it cannot be said>",
    ),
    # Odd files
    "has_a_syntax_error": ("x = (1,\n", "1:5: syntax error: '(' was never closed"),
    "is_latin_1": (
        b"x = 1\ny = 2\nz = '\xff'\n",
        "3:6: cannot be read: 'utf-8' codec can't decode byte 0xff in position 17: invalid start byte",
    ),
    "is_utf_16": (
        "x = 1\n".encode("utf-16"),
        "1:1: syntax error: invalid or missing encoding declaration",
    ),
    "has_an_unknown_encoding": (
        b"# coding: klingon\n",
        "1:1: syntax error: unknown encoding: klingon",
    ),
    "has_a_nul": (
        b"x = 1\0\n",
        "1:1: syntax error: source code string cannot contain null bytes",
    ),
    "is_nested_too_deep_to_read": (
        "x = 0" + " + 1" * 9999 + "\n",
        "1:1: cannot be read: maximum recursion depth exceeded",
    ),
    "is_nested_too_deep_to_record": (
        "x = 0" + " + 1" * 900 + "\n",
        "1:1: cannot be recorded: RecursionError: maximum recursion depth exceeded",
    ),
    "mixes_tabs": (
        "def f():\n\tx = 1\n        y = 2\n",
        "3:1: syntax error: inconsistent use of tabs and spaces in indentation",
    ),
    "has_a_bom": (b"\xef\xbb\xbfimport torch\nx = torch.zeros(3)  # (3,)\n", ""),
    "has_crlf": (b"import torch\r\nx = torch.zeros(3)  # (3,)\r\n", ""),
    "has_tabs": ("import torch\nif torch:\n\tx = torch.zeros(3)  # (3,)\n", ""),
    "has_no_final_newline": ("x = 1", ""),
    "is_empty": ("", ""),
    "has_größe": ("import torch\ngröße = torch.zeros(3)  # (3,)\nprint('漢', größe.shape)\n", ""),
    "has a space": ("x = 1\n", ""),
    "has[brackets]": ("x = 1\n", ""),
    'has"quotes"': ("x = 1\n", ""),
    "has.a.dot": ("x = 1\n", ""),
    "has": ("x = 1\n", ""),
}
WRONG = {name: said for name, (_, said) in FAULTS.items() if said}
SHOWN = ["prints_markup", "prints_bytes", "has_größe", "has a space", 'has"quotes"', "is_empty"]


class Checked:
    """The faults beside good snippets, checked once, then checked again when mended and built."""

    def __init__(self, home):
        self.project = project = Project(home)
        project.good(*GOOD)
        for name, (source, _) in FAULTS.items():
            project.write(name, source)
        self.before = project.check("--seconds", "4")
        self.runs, self.left = project.runs(), project.settled()
        self.rewritten = (project.home / "snippets" / "rewrites_itself.py").read_text()
        for name in ("rewrites_itself", "deletes_itself", *WRONG):
            project.write(name, "print('mended')\n")
        project.page("shown", *SHOWN)
        project.page("mended", *WRONG, "rewrites_itself")
        self.after = project.check()
        self.built = project.build("-q")


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    return Checked(tmp_path_factory.mktemp("faults"))


def test_all_faults_are_exit_code_1_and_nothing_but_sentences(checked):
    assert checked.before.code == 1
    unread = [said for said in WRONG.values() if "cannot be read" in said or "syntax" in said]
    count = len(FAULTS) + len(GOOD) - len(unread)
    progress = f"recorded 0 of {count} snippets\nrecorded {count} of {count} snippets\n"
    assert checked.before.err == progress
    assert checked.before.out.splitlines()[-1].endswith(f": {len(WRONG)} wrong")


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_one_sentence_at_its_place(checked, name):
    start = f"snippets/{name}.py:"
    said = [DEPTH.sub(r"\1", line) for line in checked.before.places() if line.startswith(start)]
    assert said == ([start + WRONG[name]] if name in WRONG else [])


def test_the_good_ones_beside_them_ran_once_and_are_kept(checked):
    assert checked.runs == checked.project.runs() == GOOD


def test_nothing_is_left_of_them(checked):
    assert checked.left == []
    assert checked.project.settled() == []


def test_a_snippet_that_rewrites_itself_is_shown_as_it_was_read_and_then_as_it_is(checked):
    assert checked.rewritten == "print(5)\n"


def test_what_is_mended_is_right_in_the_next_check_and_build(checked):
    assert (checked.after.code, checked.after.places()) == (0, [])
    assert f"recorded {len(WRONG) + 1} of {len(WRONG) + 1} snippets" in checked.after.err
    assert (checked.built.code, checked.built.said) == (0, "")
    assert checked.project.html("mended").count("<samp>mended\n</samp>") == len(WRONG) + 1


def test_what_was_printed_reaches_the_page_as_text(checked):
    html = checked.project.html("shown")
    assert "<samp>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;&amp;amp;\n" in html
    assert "<script>alert" not in html
    assert "\ufffd" in html and "größe" in html
    assert 'data-snippet="has&quot;quotes&quot;"' in html and 'has"quotes' not in html
