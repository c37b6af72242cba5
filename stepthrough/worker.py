"""Run snippets one after another, each in its own process and within its limits.

Started by the cache as `python -m stepthrough.worker`: imports torch once, then reads one job a line.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

OUTPUT_LIMIT = 1_000_000
MEMORY_LIMIT = 4 * 2**30
FORKS = sys.platform == "linux"
GROUPS = os.name == "posix"


def main(order=""):
    """Answer each job line {"path", "source", "folder", "seconds"} with one line {"died"}.

    `order` is the file of a job to perform at once, or "many": then load what torch would load later.
    """
    if order.endswith(".json"):
        return perform(json.loads(Path(order).read_text(encoding="utf-8")))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started this answers the keyboard
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    answers = os.fdopen(os.dup(1), "w")
    if FORKS:
        from stepthrough import record

        record.prepare()
        if order == "many":
            record.preload()
    for line in sys.stdin:
        job = json.loads(line)
        died = supervise(job, start(job, answers))
        answers.write(json.dumps({"died": died}) + "\n")
        answers.flush()


def start(job, answers):
    """A child that performs the job: forked where that is safe, else a fresh Python."""
    if not FORKS:
        order = Path(job["folder"]) / "job.json"
        order.write_text(json.dumps(job), encoding="utf-8")
        command = [sys.executable, "-m", "stepthrough.worker", str(order)]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=GROUPS)
    pid = os.fork()
    if pid:
        return Forked(pid)
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.close(answers.fileno())
    try:
        perform(job)
    finally:
        os._exit(70)


class Forked:
    """As much of a Popen as is needed here, for a forked child."""

    def __init__(self, pid):
        self.pid, self.returncode = pid, None

    def poll(self):
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self):
        while self.poll() is None:
            time.sleep(0.001)

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)


def supervise(job, child):
    """Wait for the child within its limits; '' or why it ended without a trace."""
    folder = Path(job["folder"])
    try:
        died = watch(folder, child, job["seconds"])
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
        end_group(child.pid)
    if not died and not (folder / "trace.json").exists():
        died = ending(child.returncode)
    return died


def watch(folder, child, seconds):
    """Return when the child has ended ('') or has gone too far (how); exit if nobody waits for it."""
    began, parent, over = time.monotonic(), os.getppid(), False
    while not over:
        over = child.poll() is not None
        if any(size(folder / name) > OUTPUT_LIMIT for name in ("stdout", "stderr")):
            return f"prints without end: stopped after {OUTPUT_LIMIT // 1_000_000} MB"
        if not over and time.monotonic() - began > seconds:
            return f"runs past its time limit of {seconds:g} s"
        if os.getppid() != parent:
            sys.exit(1)
        if not over:
            time.sleep(min(0.02, 0.001 + (time.monotonic() - began) / 20))
    return ""


def size(path):
    return path.stat().st_size if path.exists() else 0


def end_group(pid):
    """What the child started and left behind ends with it."""
    if GROUPS:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def ending(code):
    """'is killed by SIGSEGV' for -11, 'ends its process with exit code 3' for 3."""
    if code >= 0:
        return f"ends its process early, with exit code {code}"
    return f"is killed by {signal.Signals(-code).name}"


def perform(job):
    """In the child: redirect, limit, run, write the trace, and end without ceremony."""
    folder = Path(job["folder"])
    os.chdir(folder / "cwd")
    redirect(folder)
    limit()
    from stepthrough import record, snippet, trace

    one = snippet.build(Path(job["path"]), job["path"], job["source"])
    where = (folder / "line").open("r+b")
    try:
        made = record.run(one, where.fileno(), 1)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    made.output = caught(folder / "stdout")
    made.stderr = caught(folder / "stderr").replace(f"{Path(job['path']).parent}{os.sep}", "")
    partial = folder / "trace.partial"
    partial.write_text(trace.to_json(made), encoding="utf-8")
    os.replace(partial, folder / "trace.json")
    os._exit(0)


def redirect(folder):
    """Standard output and error into files, at the level of file descriptors; no input."""
    for name, number in (("stdout", 1), ("stderr", 2)):
        file = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number)
        os.close(file)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)


def caught(path):
    return path.read_bytes().decode("utf-8", "replace")


def limit():
    """A ceiling on memory where the system has one, and no network from Python."""
    if FORKS:
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY_LIMIT, used + MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(refuse_network)


def refuse_network(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError("a snippet has no network: it must run alone")


if __name__ == "__main__":
    main(*sys.argv[1:])
