"""Run snippets one after another, each in its own process and within its limits.

Started by the cache as `python -m stepthrough.worker`: imports torch once, then reads one job a line.
"""

import contextlib
import gc
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from functools import cache
from pathlib import Path

from stepthrough import limits, place

OUTPUT_LIMIT = 1_000_000
FORKS = sys.platform == "linux"
GROUPS = os.name == "posix"


def main(order=None):
    """Answer each job line {"path", "source", "how", "seconds"} with two: {"folder", "child"}, {"died"}.

    A job is a snippet to record, or what the module that it names as "by" does with it.
    `order` is the file of a job to perform at once. A line that says "ahead" has what torch imports late
    imported before; a line without a path asks for nothing else.
    """
    if order:
        return attempt(json.loads(Path(order).read_text(encoding="utf-8")))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started this answers the keyboard
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    answers = os.dup(1)
    try:
        with tempfile.TemporaryDirectory("", "stepthrough-", ignore_cleanup_errors=True) as home:
            if FORKS:
                signal.signal(signal.SIGTERM, lambda *_: leave(home))
            serve(home, answers)
            if FORKS:
                leave(home)
    except Exception as error:
        with contextlib.suppress(BrokenPipeError):  # nobody waits for an answer
            tell(answers, failed=f"{type(error).__name__}: {error}")
        os._exit(1)  # an ordinary exit could be met by the signal to end


def serve(home, answers):
    """Do what the lines ask for, until there are no more; what snippets leave behind comes to us."""
    limits.follow()
    limits.adopt()
    place.move_temporary_files(home)
    for line in sys.stdin:
        job = json.loads(line)
        if FORKS:
            prepare(job["ahead"], job.get("by", ""))
        if "path" in job:
            do(job, home, answers)


@cache
def prepare(ahead, by):
    """What every fork needs, once; what a fork does not visit in collecting garbage, it shares."""
    from stepthrough import record

    record.prepare()
    if ahead:
        record.import_late()
    if by:
        importlib.import_module(by)
    else:
        record.rehearse()
    gc.freeze()


def leave(home):
    """End at once, with all that runs: an exception could be lost while torch is being imported."""
    limits.end_orphans()
    shutil.rmtree(home, ignore_errors=True)
    os._exit(1)


def do(job, home, answers):
    """One job, in a folder that the next one removes: its result may be read until then."""
    for old in Path(home).glob("job-*"):
        shutil.rmtree(old, ignore_errors=True)
    job["folder"] = folder = tempfile.mkdtemp(prefix="job-", dir=home)
    for name in ("cwd", "tmp"):
        (Path(folder) / name).mkdir()
    (Path(folder) / "line").write_bytes(bytes(8))
    child = start(job, answers)
    try:
        tell(answers, folder=folder, child=child.pid)
        died = supervise(job, child)
    finally:
        stop(child)
    tell(answers, died=died)


def tell(answers, **what):
    os.write(answers, json.dumps(what).encode() + b"\n")


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
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.close(answers)
        attempt(job)
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


def stop(child):
    """End the child, and with it whatever it started and left behind."""
    if child.poll() is None:
        child.kill()
        child.wait()
    limits.end_group(child.pid)
    limits.end_orphans()


def supervise(job, child):
    """Wait for the child within its limits; '' or why it ended without a trace."""
    folder = Path(job["folder"])
    died = watch(folder, child, job["seconds"])
    if not died and not (folder / "made.json").exists():
        died = failure(job) or ending(child.returncode)
    return died


def watch(folder, child, seconds):
    """Return when the child has ended ('') or has gone too far (how); exit if nobody waits for it."""
    began, over = time.monotonic(), False
    while not over:
        over = child.poll() is not None
        if any(size(folder / name) > OUTPUT_LIMIT for name in ("stdout", "stderr")):
            return f"prints without end: stopped after {OUTPUT_LIMIT // 1_000_000} MB"
        if not over and time.monotonic() - began > seconds:
            return f"runs past its time limit of {seconds:g} s"
        if not over and limits.deserted():
            sys.exit(1)
        if not over:
            time.sleep(min(0.02, 0.001 + (time.monotonic() - began) / 20))
    return ""


def size(path):
    return path.stat().st_size if path.exists() else 0


def failure(job):
    """What the machine itself met in the child; '' if nothing."""
    with contextlib.suppress(OSError):
        why = Path(job["folder"], "failed").read_text()
        return f"cannot be {'judged' if 'by' in job else 'recorded'}: {why}"
    return ""


def ending(code):
    """'is killed by SIGSEGV' for -11, 'ends its process with exit code 3' for 3."""
    if code >= 0:
        return f"ends its process early, with exit code {code}"
    return f"is killed by {signal.Signals(-code).name}"


def attempt(job):
    """In the child: perform the job; what keeps it from ending well is left in a file."""
    try:
        perform(job)
    except BaseException as error:
        why = getattr(error, "strerror", None) or error
        with open(os.path.join(job["folder"], "failed"), "w", errors="replace") as file:
            file.write(f"{type(error).__name__}: {why}")
        os._exit(70)


def perform(job):
    """Redirect, limit, do what is asked for, write down what came of it, and end without ceremony."""
    folder = Path(job["folder"])
    os.chdir(folder / "cwd")
    place.move_temporary_files(folder / "tmp")
    place.redirect(folder)
    limits.limit()
    place.read_sources(Path(job["path"]).parent)
    process = os.getpid()
    made = other(job, folder) if "by" in job else recorded(job, folder, process)
    if os.getpid() != process:
        os._exit(0)  # a fork of the reader's own, at its end
    partial = folder / "made.partial"
    partial.write_text(made, encoding="utf-8", errors="replace")
    os.replace(partial, folder / "made.json")
    os._exit(0)


def other(job, folder):
    """What another module makes of a job that names it: a text."""
    return importlib.import_module(job["by"]).perform(job, folder)


def recorded(job, folder, process):
    """The trace of a snippet's run, as JSON."""
    from stepthrough import record, snippet, trace

    one = snippet.build(Path(job["path"]), job["path"], job["source"], **job.get("how", {}))
    where = (folder / "line").open("r+b")
    made = record.run(one, where.fileno(), 1)
    if os.getpid() != process:
        os._exit(0)  # a fork of the snippet's own: what it has not written is not its own
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):  # the snippet may have closed or replaced it
            stream.flush()
    made.output = place.caught(folder / "stdout")
    made.stderr = place.caught(folder / "stderr")
    for home in (Path(job["path"]).parent, sysconfig.get_path("platlib")):
        made.stderr = made.stderr.replace(f"{home}{os.sep}", "")
    return trace.to_json(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
