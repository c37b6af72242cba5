import os
import signal
import subprocess
import sys
import threading
import time
import types

import pytest

from stepthrough import crew, snippet


@pytest.fixture
def ones(tmp_path):
    """Snippets that print their number, every third of which uses what torch imports late."""
    made = []
    for number in range(9):
        path = tmp_path / f"number_{number}.py"
        path.write_text(f"print({number}){'  # optim' if number % 3 == 0 else ''}\n")
        made.append(snippet.read(path))
    return made


def worker(ahead=False):
    return types.SimpleNamespace(ahead=ahead)


def taken(todo, by):
    return list(iter(lambda: todo.take(by), None))


# Who runs what


def test_traces_come_in_the_order_of_their_snippets(ones):
    assert [made.output for made in crew.record(ones)] == [f"{n}\n" for n in range(9)]


def test_what_torch_imports_late_is_left_to_the_worker_that_has_it(ones):
    todo = crew.Todo(ones)
    assert taken(todo, worker()) == [1, 2, 4, 5, 7, 8]
    assert taken(todo, worker(ahead=True)) == [0, 3, 6]
    assert taken(crew.Todo(ones), worker(ahead=True)) == [0, 3, 6, 1, 2, 4, 5, 7, 8]


def test_one_snippet_alone_is_nothing_to_import_ahead_for(ones):
    assert taken(crew.Todo(ones[:3]), worker()) == [0, 1, 2]


def test_where_much_uses_what_is_imported_late_every_worker_imports_it(ones):
    for count, joins in ((crew.WORTH, False), (crew.WORTH + 1, True)):
        other = worker()
        assert len(taken(crew.Todo(ones[:1] * count), other)) == joins * count
        assert other.ahead == joins


def test_each_is_run_once_however_many_take(ones):
    todo, found = crew.Todo(ones * 200), []
    workers = [worker(ahead=number == 0) for number in range(8)]
    lanes = [threading.Thread(target=lambda w=w: found.extend(taken(todo, w))) for w in workers]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    assert sorted(found) == list(range(1800))


# The worker that stays


@pytest.fixture
def staying():
    crew.stay()
    (held,) = crew.waiting
    yield held
    crew.waiting.clear()
    held.end()


def test_the_worker_that_stays_runs_what_comes_and_no_other_is_left(staying, ones):
    process = staying.process
    for _ in range(2):
        assert [made.output for made in crew.record(ones[:4])] == ["0\n", "1\n", "2\n", "3\n"]
        assert (crew.waiting, staying.process) == ([staying], process)
    crew.stay()
    assert crew.waiting == [staying]


@pytest.mark.linux
def test_the_worker_that_stays_is_replaced_when_it_dies(staying, tmp_path):
    path = tmp_path / "kills.py"
    path.write_text("import os\n\nos.kill(os.getppid(), 9)\n")
    (made,) = crew.record([snippet.read(path)])
    assert made.error.message == "ends the process that runs it"
    for word in ("well", "and", "again"):
        path.write_text(f"print('{word}')\n")
        assert crew.record([snippet.read(path)])[0].output == f"{word}\n"


STAYS = """
import time
from stepthrough import crew

crew.stay()
print(crew.waiting[0].process.pid, flush=True)
time.sleep(99)
"""


@pytest.mark.linux
@pytest.mark.parametrize("ending", ["SIGTERM", "SIGKILL", "SIGINT"])
def test_the_worker_that_stays_never_outlives_whom_it_works_for(ending):
    server = subprocess.Popen([sys.executable, "-c", STAYS], stdout=-1, stderr=subprocess.DEVNULL)
    number = int(server.stdout.readline())
    os.kill(number, 0)
    server.send_signal(signal.Signals[ending])
    server.wait()
    end = time.monotonic() + 20
    while alive(number) and time.monotonic() < end:
        time.sleep(0.05)
    assert not alive(number)


def alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


# Beside them


def test_nothing_to_record_starts_nothing(monkeypatch):
    monkeypatch.setattr(crew, "Worker", None)
    assert crew.record([]) == []


def test_progress_on_a_terminal_is_one_line_that_is_written_over(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    progress = crew.Progress(2)
    assert progress.after("made") == "made"
    progress.after("made")
    progress.end()
    lines = capsys.readouterr().err
    assert lines.count("\n") == 1
    assert lines.endswith("\rrecorded 2 of 2 snippets\n")


def test_progress_in_a_log_is_two_lines(capsys):
    progress = crew.Progress(1)
    progress.after("made")
    progress.end()
    assert capsys.readouterr().err == "recorded 0 of 1 snippet\nrecorded 1 of 1 snippet\n"


def test_a_snippet_edited_after_it_was_read_is_recorded_as_it_was_read(tmp_path):
    path = tmp_path / "edited.py"
    path.write_text("print('before')\n")
    one = snippet.read(path)
    path.write_text("print('after')\n")
    (made,) = crew.record([one])
    assert (made.output, made.key) == ("before\n", snippet.key(one))
