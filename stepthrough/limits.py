"""What a snippet's process may use, and how all that it started is ended. No jail: see CONTRIBUTING."""

import contextlib
import ctypes
import os
import select
import signal
import sys
from pathlib import Path

MEMORY = 4 * 2**30
FILE = 100_000_000
LINUX = sys.platform == "linux"
PARENT_DEATH_SIGNAL, CHILD_SUBREAPER = 1, 36


def limit():
    """Ceilings on memory and files where the system has them, and no network from Python."""
    if LINUX:
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        ceilings = {"RLIMIT_AS": used + MEMORY, "RLIMIT_FSIZE": FILE, "RLIMIT_CORE": 0}
        for kind, most in ceilings.items():
            _, hard = resource.getrlimit(getattr(resource, kind))
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(getattr(resource, kind), (most, most))
        process_control(PARENT_DEATH_SIGNAL, signal.SIGKILL)
        with contextlib.suppress(OSError):  # where memory runs out, it ends before its worker does
            Path("/proc/self/oom_score_adj").write_text("1000")
    sys.addaudithook(refuse_network)


def refuse_network(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError("a snippet has no network: it must run alone")


def adopt():
    """From now on a process whose parent has ended becomes a child of ours, daemons too."""
    if LINUX:
        process_control(CHILD_SUBREAPER, 1)


def follow():
    """End with the process that started this one, even while torch is being imported."""
    if LINUX:
        process_control(PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if deserted():
        sys.exit(1)


def process_control(option, value):
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def end_group(pid):
    """What a child started in its own session ends with it."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def end_orphans():
    """End what left the child's session, and whatever that started, until there is nothing left."""
    if not LINUX:
        return
    with contextlib.suppress(ChildProcessError):
        while True:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                for pid in children():
                    os.kill(pid, signal.SIGKILL)
                os.waitpid(-1, 0)


def children():
    """The processes whose parent this one is."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            _, parent, *_ = stat.read_text().rpartition(")")[2].split()
            if int(parent) == os.getpid():
                yield int(stat.parent.name)


def deserted():
    """Whether nobody waits for this process any more: the other end of its input is closed."""
    if os.name != "posix":
        return False
    poll = select.poll()
    poll.register(0, 0)
    return any(event & select.POLLHUP for _, event in poll.poll(0))
