"""What is remembered of the snippet's functions while they run."""

import sys

FULL_ITERATIONS = 2


class Frame:
    """Muted while what happens in it adds no steps: a folded call, or a loop past its first turns."""

    def __init__(self, number, owner, python, caller, folded):
        self.number, self.owner, self.caller, self.folded = number, owner, caller, folded
        self.python = python
        self.statement = None
        self.loops, self.series, self.known, self.sizes = {}, {}, {}, {}
        self.spans, self.layers, self.operands = [], [], {}
        self.pending, self.arguments = [], []
        self.index = -1

    @property
    def muted(self):
        return self.folded or any(count > FULL_ITERATIONS for count in self.loops.values())


class Frames:
    """The snippet's functions under way, the module first."""

    def __init__(self):
        self.known, self.stack = {}, []
        self.raising, self.raised_in = None, None

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
        if error is not None and id(error) != self.raising:
            self.raising, self.raised_in = id(error), frame
        return frame

    def origin(self, error, frame):
        """The frame whose statement an exception left first: `frame`, if it has left none yet."""
        first = self.raised_in if id(error) == self.raising else frame
        self.raising = self.raised_in = None
        return first

    def nearest(self, python):
        """The snippet's own frame that a call came from: comprehensions and lambdas have none."""
        while python is not None:
            if python in self.known:
                return self.known[python]
            python = python.f_back
        return None
