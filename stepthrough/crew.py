"""Have snippets run by worker processes, as many at once as there are cores: their traces."""

import atexit
import contextlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from stepthrough import limits, snippet, trace

SECONDS = 60
PATIENCE = 5
WORTH = 24
HEAP = "hugetlb=1 mmap_threshold=33554432 trim_threshold=1073741824"  # forks share large pages
LATE = re.compile(r"\b(optim|assert_close|broadcast_shapes|meta|compile|func|fx|export)\b")

waiting = []


def record(snippets, seconds=SECONDS, then=lambda one, made: None, stay=False):
    """Traces of the snippets, in order, recorded now, as many at once as there are cores.

    `then` gets each snippet and its trace as soon as it is made. `stay`: more is to come before `dismiss`.
    """
    if not snippets:
        return []
    todo, made, progress = Todo(snippets), {}, Progress(len(snippets))
    lanes = min(len(snippets), os.cpu_count() or 1)
    workers = [waiting.pop() if waiting else Worker() for _ in range(lanes)]
    for worker in workers:
        worker.wake()
        worker.stays |= stay

    def work(worker):
        while (number := todo.take(worker)) is not None:
            made[number] = worker.run(snippets[number], seconds)
            then(snippets[number], made[number])
            progress.after(made[number])

    workers[0].ahead |= bool(todo.late)
    pool = ThreadPoolExecutor(lanes)
    try:
        for lane in [pool.submit(work, worker) for worker in workers]:
            lane.result()
        waiting.extend(worker for worker in workers if worker.stays)
        for worker in waiting:
            worker.rest()
        return [made[number] for number in range(len(snippets))]
    finally:
        todo.clear()
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            if worker not in waiting:
                worker.end()
        progress.end()


def stay():
    """From now on one worker waits for the next snippet, all of torch imported."""
    if not waiting:
        worker = Worker(stays=True)
        worker.ahead = True
        worker.tell({})
        atexit.register(worker.end)
        waiting.append(worker)


def dismiss():
    """Nothing more is to come for those who wait."""
    while waiting:
        waiting.pop().end()


class Todo:
    """What is still to be run, by number; apart, what uses a part of torch that is imported late.

    That takes a second or two: one worker does it ahead, the others only if it is worth it.
    """

    def __init__(self, snippets):
        late = [number for number, one in enumerate(snippets) if LATE.search(one.source)]
        self.late = deque(late if len(late) > 1 else ())
        self.rest = deque(number for number in range(len(snippets)) if number not in self.late)

    def clear(self):
        self.late.clear()
        self.rest.clear()

    def take(self, worker):
        """The next number for a worker, or None."""
        worker.ahead |= not self.rest and len(self.late) > WORTH
        for line in (self.late, self.rest) if worker.ahead else (self.rest,):
            with contextlib.suppress(IndexError):
                return line.popleft()
        return None


class Worker:
    """A process that imported torch once and runs one snippet at a time; if it dies, another follows."""

    def __init__(self, stays=False):
        self.stays, self.ahead = stays, False
        self.process = self.thread = None
        self.wake()

    def wake(self):
        """Start a process if there is none."""
        if not self.process:
            self.process, self.thread = start(), threading.get_ident()

    def rest(self):
        """A process ends with the thread that started it: only one of this thread waits."""
        if self.thread != threading.get_ident():
            self.end()

    def run(self, one, seconds):
        """The trace of a snippet's run in a process of its own, or of why that left none."""
        key = snippet.key(one)
        order = {"path": str(one.path), "source": one.source, "seconds": seconds}
        order["how"] = {"entry": one.entry, "lenient": one.lenient}
        made = self.ask(order, lambda folder, ended: outcome(one, folder, ended))
        made.key = key if key == snippet.key(one) else ""  # what it imports changed meanwhile
        return made

    def ask(self, order, read):
        """What `read` makes of an order's folder and of how it ended, while that folder is there."""
        self.wake()
        process = self.process
        self.tell(order)
        began = answer(process)
        overdue = threading.Timer(order["seconds"] + PATIENCE, process.kill)
        overdue.start()
        ended = answer(process) if "child" in began else began
        overdue.cancel()
        made = read(began.get("folder"), ended)
        if "died" not in ended:
            self.lose(began)
        return made

    def tell(self, order):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(order | {"ahead": self.ahead}) + "\n")
            self.process.stdin.flush()

    def lose(self, began):
        """The process is gone: so is what it had begun."""
        self.end()
        if "child" in began:
            limits.end_group(began["child"])
            shutil.rmtree(Path(began["folder"]).parent, ignore_errors=True)

    def end(self):
        """The process does not outlive this, nor what it runs."""
        process, self.process = self.process, None
        if process is None:
            return
        process.terminate()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def start():
    """A worker, in a session of its own: what a snippet does to its parent's group stays there."""
    command = [sys.executable, "-m", "stepthrough.worker"]
    here = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    tunables = ":".join(f"glibc.malloc.{one}" for one in HEAP.split())
    extra = {"PYTHONPATH": paths, "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}
    extra |= {"PYTHONUTF8": "1", "GLIBC_TUNABLES": tunables}
    extra["TORCHDYNAMO_DISABLE"] = "1"  # a compiled function runs as written, so it can be recorded
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env=own | extra, start_new_session=True, **pipes)


def answer(worker):
    """The next line of a worker's answer, {} when there is none."""
    try:
        return json.loads(worker.stdout.readline() or "{}")
    except ValueError:
        return {}


def outcome(one, folder, ended):
    """The trace of a run, from what the worker says of its end and what is in its folder."""
    if folder is None or "failed" in ended:
        return dead(one, folder, f"cannot be run: {ended.get('failed', 'Python does not start')}")
    if died := ended.get("died", "ends the process that runs it"):
        return dead(one, folder, died)
    try:
        return trace.from_json(Path(folder, "made.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return dead(one, folder, "leaves no readable trace of its run")


def dead(one, folder, why):
    """The trace of a run that did not live to write one: the line it had reached, what it printed."""
    line, printed = 1, b""
    with contextlib.suppress(OSError, TypeError, struct.error):
        (line,) = struct.unpack("q", Path(folder, "line").read_bytes())
    with contextlib.suppress(OSError, TypeError), Path(folder, "stdout").open("rb") as output:
        printed = output.read(2000)
    line = min(max(line, 1), len(one.lines))
    error = trace.Error("died", why, [[line, 1, 1, ""]])
    return trace.Trace(output=printed.decode("utf-8", "replace"), error=error)


class Progress:
    """One line that tells how many snippets ran; on a terminal it is written over itself."""

    def __init__(self, total, did="recorded", thing="snippet"):
        self.total, self.done, self.did = total, 0, did
        self.things = thing if total == 1 else f"{thing}s"
        self.lock = threading.Lock()
        self.live = sys.stderr.isatty()
        self.say()

    def after(self, result):
        with self.lock:
            self.done += 1
            if self.live:
                self.say()
        return result

    def say(self, end=""):
        start = "\r" if self.live else ""
        more = end or ("" if self.live else "\n")
        text = f"{start}{self.did} {self.done} of {self.total} {self.things}"
        print(text, end=more, file=sys.stderr, flush=True)

    def end(self):
        self.say("\n")
