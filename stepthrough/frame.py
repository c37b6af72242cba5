"""What is remembered of a function of the snippet while it runs."""

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
