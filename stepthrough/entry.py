"""Run `module:function`, with one file instrumented wherever it gets imported from."""

import importlib
import inspect
import os
import sys
import traceback
from importlib.machinery import SourceFileLoader


class Refused(Exception):
    """Why an entry runs nothing, or where it fails outside of the file: said to a person."""


class Finder:
    """Finds modules as all others do, and hands out instrumented code for exactly one file."""

    def __init__(self, plan):
        self.plan, self.used = plan, False

    def find_spec(self, name, path=None, target=None):
        others = (finder for finder in sys.meta_path if finder is not self)
        specs = (finder.find_spec(name, path, target) for finder in others)
        spec = next(filter(None, specs), None)
        if spec and spec.has_location and same(spec.origin, self.plan.path):
            spec.loader, self.used = Loader(name, spec.origin, self.plan), True
        return spec


class Loader(SourceFileLoader):
    def __init__(self, name, path, plan):
        super().__init__(name, path)
        self.plan = plan

    def get_code(self, name):
        return self.plan.compile()


def same(path, other):
    return os.path.exists(path) and os.path.samefile(path, other)


def run(entry, plan):
    """Import the module and call its function; Refused unless the plan's file was imported for it."""
    module, function, home = entry
    sys.path[:1] = [home, os.path.dirname(plan.path)]
    sys.dont_write_bytecode = True  # nothing is left behind beside the file
    finder = Finder(plan)
    sys.meta_path.insert(0, finder)
    try:
        called(find(module, function))
    except Refused:
        raise
    except BaseException as error:
        places = traceback.extract_tb(error.__traceback__)
        if any(place.filename == plan.path for place in places):
            raise
        place = where(places, home)
        raise Refused(f"raises {type(error).__name__}: {error}{place}") from None
    if not finder.used:
        raise Refused("the file was never imported: nothing ran")


def find(module, function):
    """The function 'run' of the module 'demo', or its method 'Demo.run'."""
    try:
        found = importlib.import_module(module)
    except ModuleNotFoundError as error:
        if not f"{module}.".startswith(f"{error.name}."):
            raise
        raise Refused(f"no module named {error.name}") from None
    for part in function.split("."):
        if not hasattr(found, part):
            raise Refused(f"{module} has no function {function}")
        found = getattr(found, part)
    if not callable(found):
        raise Refused(f"{module}.{function} is no function")
    return found


def called(function):
    """Call it, if it can be called without arguments."""
    try:
        inspect.signature(function).bind()
    except (TypeError, ValueError) as error:
        raise Refused(f"the function cannot be called without arguments: {error}") from None
    function()


def where(places, home):
    """' (demo.py, line 5)': the innermost place of a traceback below a folder, but for this package."""
    machine = os.path.dirname(__file__)
    own = [place for place in places if place.filename.startswith(home)]
    own = [place for place in own if not place.filename.startswith(machine)]
    if not own:
        return ""
    return f" ({os.path.relpath(own[-1].filename, home)}, line {own[-1].lineno})"
