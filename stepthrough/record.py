"""Run an instrumented snippet in this process, as `python path` would, and give its trace."""

import importlib
import random
import sys
import types
from pathlib import Path

import torch

from stepthrough import entry, instrument, snippet
from stepthrough.recorder import Recorder
from stepthrough.trace import Error

REHEARSAL = """
import torch
from torch import nn

def main():
    image = torch.rand(2, 3, 8, 6)                        # (2, 3, 8, 6)
    x = nn.Conv2d(3, 5, 3, padding=1)(image)              # (2, 5, 8, 6)
    x = nn.ConvTranspose2d(5, 4, 2, stride=2)(x)          # (2, 4, 16, 12)
    x = x.flatten(2).transpose(1, 2)                      # (2, 192, 4)
    x = nn.Linear(4, 7)(nn.LayerNorm(4)(x)).softmax(-1)   # (2, 192, 7)
    x = x @ x.mT                                          # (2, 192, 192)
    n = torch.arange(5).float().mean() + torch.randn(3)   # (3,)
    f"{n} {x.shape}"
"""


def run(one, where=None, output=None):
    """The Trace of one run of a snippet, as `python path` would run it, in this very process.

    If it has an entry, that is run in its place.
    `where`: file descriptor of 8 bytes that always hold the line under way.
    `output`: file descriptor that standard output goes to, for the length of what was printed.
    """
    prepare()
    recorder = Recorder(instrument.plan(one), one.lines, where, output)
    module = types.ModuleType("__main__")
    module.__file__ = str(one.path)
    sys.modules["__main__"] = module
    sys.argv, sys.path[0] = [str(one.path)], str(one.path.parent)
    seed()
    recorder.install()
    try:
        if one.entry:
            entry.run(one.entry, recorder.plan)
        else:
            script(module, recorder)
    except entry.Refused as error:
        recorder.trace.error = Error("entry", f"--entry {':'.join(one.entry[:2])}: {error}")
    except BaseException as error:
        recorder.failed(error)
    return recorder.finish()


def script(module, recorder):
    """Run the file as a module, then its `main()` if nobody called it."""
    exec(recorder.plan.compile(), module.__dict__)
    if has_idle_main(module, recorder.entered):
        module.main()


def has_idle_main(module, entered):
    """Whether the file has a `main()` that takes nothing and that is not among what was entered."""
    main = vars(module).get("main")
    idle = isinstance(main, types.FunctionType) and "main" not in entered
    return idle and not main.__code__.co_argcount


def prepare():
    """Once per process, before any snippet: one thread, so that forks are safe and runs repeat."""
    torch.set_num_threads(1)


def import_late():
    """What torch imports at its first optimizer, meta tensor or assert_close: 1 to 2 s in each fork."""
    importlib.import_module("torch._dynamo")
    importlib.import_module("torch.distributed.tensor")


def rehearse():
    """Run a little of everything, so that what torch sets up at a first use is there in every fork."""
    held = sys.modules["__main__"], sys.argv, list(sys.path)
    run(snippet.build(Path("rehearsal.py"), "rehearsal.py", REHEARSAL))
    sys.modules["__main__"], sys.argv, sys.path[:] = held


def seed():
    random.seed(0)
    torch.manual_seed(0)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)
