"""Say which letters the sizes of a run's tensors had, frame by frame."""

from contextlib import suppress

from stepthrough import attach
from stepthrough.sizes import Sizes, Unsized


class Letters:
    """What the proven comments of a snippet say about the shapes in the frames of its run."""

    def __init__(self, one, trace):
        self.one, self.trace = one, trace
        self.starts = {step.end: step.line for step in trace.steps}
        self.said = {}
        for target, seen in zip(attach.targets(one), trace.checks, strict=True):
            part = part_of(one, target.note.line)
            self.said.setdefault(part, []).extend(statements(target, seen))

    def sizes(self, frame, rows):
        """{'B': 8}: the letters of a frame, from its own whole numbers and its comments."""
        found = {}
        for _, _, known in self.of(frame, rows):
            for name, size in known.items():
                found.setdefault(name, set()).add(size)
        sure = {name: only(sizes) for name, sizes in found.items() if len(sizes) == 1}
        return sure | self.whole_numbers(frame)

    def shapes(self, frame, rows):
        """The letters of the (line, shape) of a frame: {'8,24,512': ['B', 'H*W', 'C']}.

        The key '12:8,24,512' is for what the comment of line 12 calls otherwise.
        """
        exact, dims, found = {}, {}, {}
        for line, named, _ in self.of(frame, rows):
            shape = tuple(size for size, _ in named)
            letters = [letter for _, letter in named]
            exact.setdefault(shape, letters)
            exact[self.starts.get(line, line), shape] = letters
            for size, letter in named:
                if not letter.isdecimal():
                    dims.setdefault(size, set()).add(letter)
        for line, shape in rows:
            text = ",".join(map(str, shape))
            usual = exact.get(shape) or [only(dims.get(size, ())) for size in shape]
            here = exact.get((line, shape), usual)
            found |= {text: usual} if any(usual) else {}
            found |= {f"{line}:{text}": here} if here != usual else {}
        return found

    def of(self, frame, rows):
        """What is said in a frame's function, of shapes and at the sizes that this very frame had."""
        own, seen = self.whole_numbers(frame), {shape for _, shape in rows}
        for line, named, known in self.said.get(self.trace.frames[frame][0], []):
            shape = tuple(size for size, _ in named)
            if shape in seen and all(own.get(name, size) == size for name, size in known.items()):
                yield line, named, known

    def whole_numbers(self, frame):
        """{'B': 8}: the whole numbers that a frame's names hold at its end."""
        found = {}
        for step in self.trace.steps:
            if frame == (step.call if step.kind == "call" else step.frame):
                for name, at in step.changed.items():
                    value = self.trace.values[at]
                    found.pop(name, None)
                    found |= {name: int(value.text)} if is_int(value) else {}
        return found


def statements(target, seen):
    """(line, [(size, letter) of each dim], letters known) of each shape that a comment proves."""
    for sighting in seen.sightings:
        sizes = Sizes(target, sighting)
        known = dict(sighting.letters)
        for name in sizes.defs:
            with suppress(Unsized):
                known[name] = int(sizes.letter(name, ()))
        for shape in target.comment.shapes:
            try:
                named = [(sizes.of(dim.tree), dim.text) for dim in shape.dims]
            except Unsized:
                continue
            if not any(size is None for size, _ in named):
                yield target.note.line, named, known


def part_of(one, line):
    """The innermost function that a line stands in."""
    around = [(first, name) for name, (first, last) in one.parts.items() if first <= line <= last]
    return max(around)[1] if around else "<module>"


def only(found):
    return next(iter(found)) if len(found) == 1 else None


def is_int(value):
    return value.type == "int" and value.text.lstrip("-").isdecimal()
