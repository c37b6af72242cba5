"""Give me this snippet's trace, or what was made of it: read it, or have it made."""

import contextlib
import json
import os
import struct
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from stepthrough import snippet, trace
from stepthrough.fault import Wrong

SECONDS = 60
MANY = 4
PATIENCE = 5


def trace_of(one):
    """The trace of a project's snippet; the first miss records everything that is stale."""
    return stored(one) or traces(with_others(one))[0]


def with_others(one):
    """The snippet and all others of the project that can be read."""
    found = {one.path: one}
    for path in snippet.catalogue().values():
        try:
            found.setdefault(path, snippet.read(path))
        except Wrong:
            continue
    return list(found.values())


def traces(snippets, seconds=SECONDS):
    """The traces of the project's snippets; what is stale is recorded, side by side, and kept."""
    found = {one.path: stored(one) for one in snippets}
    stale = [one for one in snippets if found[one.path] is None]
    for one, made in zip(stale, record(stale, seconds), strict=True):
        keep(one, made)
        found[one.path] = made
    return [found[one.path] for one in snippets]


def folder(shelf="traces"):
    return snippet.root() / ".cache" / shelf


def entry(one, key):
    return folder() / f"{one.name}.{key[:20]}.json"


def stored(one):
    """The kept trace of exactly this snippet, or None."""
    key = snippet.key(one)
    try:
        found = trace.from_json(entry(one, key).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if found.key == key else None


def keep(one, made):
    """Write a trace so that a reader sees all of it or none; older ones of that snippet go.

    A run that died (time, memory, a signal) says as much about the machine as about the snippet: not kept.
    """
    if made.error and made.error.type == "died":
        return
    write(entry(one, made.key), trace.to_json(made), one, made.key)


def rendered(one, tag, render):
    """The text that render() makes of a snippet and its trace; `tag` tells its kinds apart."""
    key = snippet.key(one)
    path = folder("listings") / f"{one.name}.{key[:20]}.{tag}.html"
    with contextlib.suppress(OSError, ValueError):
        digest, text = path.read_text(encoding="utf-8").split("\n", 1)
        if digest == sha256(text.encode()).hexdigest():
            return text
    text = render()
    write(path, f"{sha256(text.encode()).hexdigest()}\n{text}", one, key)
    return text


def write(path, text, one, key):
    """Write a file so that a reader sees all of it or none; what older keys left of the snippet goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
    for old in path.parent.glob(f"{one.name}.*.*"):
        if f".{key[:20]}." not in old.name:
            old.unlink(missing_ok=True)


def record(snippets, seconds=SECONDS):
    """Traces of the snippets, recorded now, as many at once as there are cores."""
    if not snippets:
        return []
    crew = Crew(min(len(snippets), os.cpu_count() or 1), len(snippets) > MANY)
    progress, pool = Progress(len(snippets)), ThreadPoolExecutor(crew.size)
    try:
        return list(pool.map(lambda one: progress.after(crew.run(one, seconds)), snippets))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        crew.end()
        progress.end()


class Crew:
    """Worker processes that imported torch once; each takes one job at a time."""

    def __init__(self, size, many):
        self.size, self.many = size, many
        self.workers = {start(many) for _ in range(size)}
        self.idle = list(self.workers)
        self.lock = threading.Lock()

    def run(self, one, seconds):
        with self.lock:
            worker = self.idle.pop() if self.idle else start(self.many)
            self.workers.add(worker)
        made, alive = job(worker, one, seconds)
        with self.lock:
            self.idle += [worker] if alive else []
        return made

    def end(self):
        """Idle or not, no worker outlives this, nor what it runs."""
        for worker in self.workers:
            worker.terminate()
            with contextlib.suppress(BrokenPipeError):
                worker.stdin.close()
        for worker in self.workers:
            try:
                worker.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
            worker.stdout.close()


def start(many):
    command = [sys.executable, "-m", "stepthrough.worker", *(["many"] if many else [])]
    here = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    extra = {"PYTHONPATH": paths, "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}
    extra["TORCHDYNAMO_DISABLE"] = "1"  # a compiled function runs as written, so it can be recorded
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env={**os.environ, **extra}, **pipes)


def job(worker, one, seconds):
    """Have a worker run a snippet: its trace, and whether the worker lived through it."""
    with tempfile.TemporaryDirectory(prefix="stepthrough-", ignore_cleanup_errors=True) as place:
        place = Path(place)
        (place / "cwd").mkdir()
        (place / "line").write_bytes(bytes(8))
        order = {"path": str(one.path), "source": one.source, "folder": str(place)}
        order["seconds"] = seconds
        try:
            worker.stdin.write(json.dumps(order) + "\n")
            worker.stdin.flush()
            answer = json.loads(worker.stdout.readline() or "{}")
        except (BrokenPipeError, ValueError):
            answer = {}
        died = answer.get("died", "ends the process that runs it")
        made = dead(place, died) if died else finished(place)
    made.key = snippet.key(one)
    return made, bool(answer)


def finished(place):
    return trace.from_json((place / "trace.json").read_text(encoding="utf-8"))


def dead(place, why):
    """The trace of a run that did not live to write one: the line it had reached, what it printed."""
    (line,) = struct.unpack("q", (place / "line").read_bytes())
    output = place / "stdout"
    printed = output.read_bytes()[:2000].decode("utf-8", "replace") if output.exists() else ""
    error = trace.Error("died", why, [[max(line, 1), 1, 1, ""]])
    return trace.Trace(output=printed, error=error)


class Progress:
    """One line that tells how many snippets ran; on a terminal it is written over itself."""

    def __init__(self, total):
        self.total, self.done = total, 0
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
        plural = "snippet" if self.total == 1 else "snippets"
        print(
            f"{start}recorded {self.done} of {self.total} {plural}",
            end=more,
            file=sys.stderr,
            flush=True,
        )

    def end(self):
        self.say("\n")
