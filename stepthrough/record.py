"""Run an instrumented snippet in this process, as `python path` would, and give its trace."""

import importlib
import random
import sys
import types

import torch

from stepthrough import instrument
from stepthrough.recorder import Recorder


def run(one, where=None, output=None):
    """The Trace of one run of a snippet, as `python path` would run it, in this very process.

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
        exec(recorder.plan.compile(), module.__dict__)
        if has_idle_main(module, recorder.entered):
            module.main()
    except BaseException as error:
        recorder.failed(error)
    return recorder.finish()


def has_idle_main(module, entered):
    """Whether the file has a `main()` that takes nothing and that is not among what was entered."""
    main = vars(module).get("main")
    idle = isinstance(main, types.FunctionType) and "main" not in entered
    return idle and not main.__code__.co_argcount


def prepare():
    """Once per process, before any snippet: one thread, so that forks are safe and runs repeat."""
    torch.set_num_threads(1)


def preload():
    """What torch imports at its first optimizer or assert_close: 2 s once instead of in each fork."""
    importlib.import_module("torch._dynamo")
    importlib.import_module("torch.distributed.tensor")


def seed():
    random.seed(0)
    torch.manual_seed(0)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)
