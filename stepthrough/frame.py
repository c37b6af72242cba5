"""What is remembered of the snippet's functions while they run."""

import sys
import traceback

FULL_ITERATIONS = 2


class Frame:
    """Muted while what happens in it adds no steps: a folded call, or a loop past its first turns."""

    def __init__(self, number, owner, python, caller, folded):
        self.number, self.owner, self.caller, self.folded = number, owner, caller, folded
        self.python = python
        self.statement = None
        self.loops, self.series, self.known, self.sizes = {}, {}, {}, {}
        self.spans, self.layers, self.operands = [], [], {}
        self.pending, self.arguments, self.handled = [], [], []
        self.index, self.raised = -1, None

    @property
    def builds(self):
        return self.python.f_code.co_name == "__init__"

    @property
    def muted(self):
        return self.folded or cut(self.loops)


class Frames:
    """The snippet's functions under way, the module first."""

    def __init__(self):
        self.known, self.stack = {}, []
        self.raising, self.raised_in, self.told = None, None, None

    def __getitem__(self, python):
        return self.known[python]

    def open(self, number, python):
        """A function was entered; what a muted one calls is folded."""
        caller = self.nearest(python.f_back)
        owner = python.f_locals.get("self")
        frame = Frame(number, owner, python, caller, bool(caller and caller.muted))
        self.known[python] = frame
        self.stack.append(frame)
        return frame

    def close(self, python):
        """A function is left; remember where an exception under way left the snippet's code first."""
        frame = self.known.pop(python)
        self.stack.remove(frame)
        error = sys.exc_info()[1]
        known = error is None or error is self.raising or error is self.told
        if not known and passes(error, python):
            self.raising, self.raised_in = error, frame
        return frame

    def origin(self, error, frame):
        """The frame whose statement an exception left first: `frame`, if it has left none yet."""
        if error is not self.raising:
            self.raising, self.raised_in = error, frame
        return self.raised_in

    def caught(self, error, frame):
        self.raising = self.raised_in = self.told = frame.raised = None
        frame.handled.append(error)

    def under_way(self, frame):
        """The exception that a `finally`, or what it calls, runs in; None if a step told of it."""
        error = sys.exc_info()[1]
        if error is None:  # what was raised last was caught by other code
            self.raising = self.raised_in = self.told = None
            frame.handled.clear()
        if error is None or any(error is old for old in (self.told, *frame.handled)):
            return None
        return error if error is self.raising or passes(error, frame.python) else None

    def nearest(self, python):
        """The snippet's own frame that a call came from: comprehensions and lambdas have none."""
        while python is not None:
            if python in self.known:
                return self.known[python]
            python = python.f_back
        return None


def cut(loops):
    """Whether turns of a loop are left out."""
    return any(count > FULL_ITERATIONS for count in loops.values())


def passes(error, python):
    """Whether an exception leaves a frame; a caller may be handling one meanwhile."""
    places = traceback.walk_tb(error.__traceback__)
    return any(frame is python for frame, _ in places)
