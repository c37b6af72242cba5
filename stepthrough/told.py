"""Say what the player tells of each step: what happened, the links of its chains, whose memory it reads."""

import math
import re

from stepthrough.shapes import spell
from stepthrough.table import source

NAMED = re.compile(r"[\w.]+")
MANY = 3


class Told:
    """Walks along a run: `step` must be asked for every step, in order."""

    def __init__(self, one, trace):
        self.one, self.trace = one, trace
        self.output, self.printed = trace.output.encode(), 0
        self.names, self.past = {}, []

    def step(self, step, drawings):
        """What is said of a step; what there is nothing to say of is left out."""
        self.printed = max(self.printed, step.printed)
        found = {
            "did": self.did(step),
            "links": self.links(step),
            "memory": self.memories(step),
            "printed": len(self.output[: self.printed].decode(errors="replace")),
            "drawings": self.drawings(step, drawings),
        }
        self.follow(step)
        return {name: value for name, value in found.items() if value}

    def follow(self, step):
        """Remember what the step bound, in the frame that it bound it in."""
        self.past.append(step)
        here = step.call if step.kind == "call" else step.frame
        for key, at in step.changed.items():
            name, _, other = key.partition("@")
            self.names.pop((int(other or here), name), None)
            if tensor := self.tensor(at):
                self.names[int(other or here), name] = tensor

    # Words

    def did(self, step):
        """What happened, where names and shapes do not say it."""
        if step.kind == "call":
            known = step.call >= 0
            return (
                f"calls {self.trace.frames[step.call][0] if known else 'as before: the same steps'}"
            )
        if step.branch is not None:
            return f"condition {str(step.branch).lower()}"
        if step.kind == "return":
            return f"returns {self.plain(step.value)}"
        if step.kind == "for":
            return f"iteration {self.turn(step)}"
        words = {"raise": f"raises {step.message}", "except": f"catches {step.message}"}
        return (words | {"done": f"after {step.count} iterations"}).get(step.kind, "")

    def plain(self, at):
        """A value in words: the shapes of tensors, the text of anything else."""
        value = self.trace.values[at]
        if tensor := self.tensor(at):
            return spell(tensor.shape)
        if value.items:
            return f"{value.type} of {', '.join(map(self.plain, value.items))}"
        return value.text or value.type

    def turn(self, step):
        """Which turn of its loop a header begins: in the second, its body ran since the header."""
        own = [one for one in self.past if one.frame == step.frame and one.kind != "call"]
        last = next((one for one in reversed(own) if one.line <= step.line), None)
        return 2 if last and last.line == step.line else 1

    # Links

    def links(self, step):
        """[[place in step.spans, code]] of the expressions that say more than the names that changed."""
        rows = [(at, self.code(span), span[4]) for at, span in enumerate(step.spans)]
        rows = [row for row in rows if self.shaped(row[2])]
        worth = [row for at, row in enumerate(rows) if says_more(row[1], rows[at + 1 :])]
        if len(worth) == 1 and worth[0][2] in [*step.changed.values(), step.value]:
            return []
        return [[at, shortened(text, worth[:n])] for n, (at, text, _) in enumerate(worth)]

    def shaped(self, at):
        return self.tensor(at) or self.trace.values[at].type == "Size"

    def code(self, span):
        return source(self.one, *span[:4])

    # Memory

    def memories(self, step):
        """{name: whose memory its tensor has}, of the names whose memory is not fresh."""
        bound = {name: at for name, at in step.changed.items() if name not in step.written}
        owners = {name: self.owner(step, name, self.tensor(at)) for name, at in bound.items()}
        return {name: owner for name, owner in owners.items() if owner}

    def owner(self, step, name, tensor):
        """Of all who had a tensor's memory before, the nearest: 'view of h', 'same memory as x in main'."""
        if tensor is None or tensor.storage < 0:
            return ""
        links = [(step.frame, self.code(span), self.tensor(span[4])) for span in step.spans]
        links = [link for link in links if link[2] and link[2] != tensor]
        known = [*links, *((*key, held) for key, held in self.names.items())][::-1]
        known = [one for one in known if one[2].storage == tensor.storage]
        here = [one for one in known if one[0] == step.frame]
        found = [one for one in here if one[1] != name] or here or known
        if not found:
            return ""
        frame, text, was = found[0]
        where = "" if frame == step.frame else f" in {self.trace.frames[frame][0]}"
        return f"{'same memory as' if was == tensor else 'view of'} {text}{where}"

    # Drawings

    def drawings(self, step, lined_up):
        """A loop's curve; else how the operands line up, or what was made; then the memory of small ones."""
        if step.series:
            return [{"kind": "series", "text": "", "of": [], "series": step.series}]
        made = self.made(step)
        new = [(name, at) for name, at in made if name not in step.written]
        axes = [{"kind": "axes", "text": plainly(name), "of": [at]} for name, at in new]
        strips = [self.strip(name, at) for name, at in made if is_small(self.tensor(at))]
        captioned = [{"text": self.caption(one), **one} for one in lined_up[:MANY]]
        return [*(captioned or axes[: MANY - 1]), *strips[:MANY]]

    def made(self, step):
        """(name, value) of the tensors that the step bound, wrote or returned."""
        computed = step.value in [span[4] for span in step.spans]
        found = [*step.changed.items(), *([("returned", step.value)] if computed else [])]
        return [(name, at) for name, at in found if self.tensor(at)]

    def caption(self, drawing):
        return self.code(drawing["span"]) if "span" in drawing else ""

    def strip(self, name, at):
        """The memory of a tensor, with the cells that hold another number than before."""
        tensor, past = self.tensor(at), list(self.names.values())
        old = [one.cells for one in past if one.storage == tensor.storage and one.cells >= 0]
        before = self.trace.cells[old[-1]] if old else []
        cells = enumerate(zip(before, self.trace.cells[tensor.cells]))
        lit = [cell for cell, (was, now) in cells if was != now]
        drawing = {"kind": "memory", "text": f"memory of {plainly(name)}", "of": [at]}
        return drawing | ({"lit": lit} if lit else {})

    def tensor(self, at):
        index = self.trace.values[at].tensor if at >= 0 else -1
        return self.trace.tensors[index] if index >= 0 else None


def plainly(name):
    """'x' of 'x@2', a name of another frame."""
    return name.partition("@")[0]


def says_more(text, later):
    """Whether code is more than a name that a later expression shows again."""
    return not NAMED.fullmatch(text) or not any(text in other for _, other, _ in later)


def shortened(text, before):
    """'.transpose(1, 2)' of 'x.flatten(2).transpose(1, 2)' after 'x.flatten(2)'."""
    starts = [start for _, start, _ in before if re.match(re.escape(start) + r"[.[]", text)]
    return text.removeprefix(max(starts, key=len, default=""))


def is_small(tensor):
    return tensor.cells >= 0 and math.prod(tensor.shape) <= 64
