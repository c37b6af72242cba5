"""Ask a run what was raised in a function, and what stood under its names."""

import re
from functools import cached_property

from stepthrough import grammar, player
from stepthrough.letters import Letters
from stepthrough.sizes import Plain, Unsized


class Anatomy:
    """A run, asked about one function of its snippet."""

    def __init__(self, one, trace, function):
        self.one, self.trace, self.function = one, trace, function

    def raised(self):
        """'RuntimeError: …' of what was raised last in the function or in what it called; None if nothing was."""
        steps = [step for step in self.trace.steps if step.kind == "raise"]
        said = [step.message for step in steps if self.function in self.calls(step.frame)]
        return said[-1] if said else None

    def calls(self, frame):
        """The function of a frame, then those it was called from."""
        while frame >= 0:
            yield self.trace.frames[frame][0]
            frame = self.callers.get(frame, -1)

    @cached_property
    def callers(self):
        return player.callers(self.trace)

    @cached_property
    def frame(self):
        return [name for name, _ in self.trace.frames].index(self.function)

    def size(self, text):
        """[24] for 'H*W' with the function's whole numbers; None if it has no size."""
        known = Letters(self.one, self.trace).whole_numbers(self.frame)
        try:
            return [Plain(known).of(grammar.Parser(text).dim().tree)]
        except (Unsized, grammar.Unreadable):
            return None

    def shape(self, name):
        """The last shape under a name, of a tensor or of a tuple of whole numbers; None if there was none."""
        found = None
        for step in self.trace.steps:
            if step.frame == self.frame and name in step.changed:
                held = self.trace.values[step.changed[name]]
                found = self.trace.tensors[held.tensor].shape if held.tensor >= 0 else ints(held)
        return found


def ints(held):
    """The whole numbers of a value such as (2, 3)."""
    return [int(text) for text in re.findall(r"-?\d+", held.text)] or None
