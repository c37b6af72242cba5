"""Put what lines were into words: the shape comments that they lack."""

import ast
import re

from stepthrough import attach, grammar, repair
from stepthrough.spell import Words, shape_of, spell, turned

MANY = 3  # so many different shapes fit into one comment
NAMES = ast.Name, ast.Attribute
OWN = re.compile(r"\bself\.(?=\w+(?![\w.]))")


def comments(one, proven, spots, found):
    """{line: text} of the comments for the spots of a snippet, each true of what a run found there.

    A run at other sizes in which the divisions of a comment leave a rest is not held against others:
    patches that do not cut an image are right to refuse it.
    """
    said, uneven = {}, None
    while uneven is None or len(said) < len(spots):
        wording = Wording(one, said, uneven or set())
        for line in sorted({*proven, *spots}):
            if line in proven:
                wording.stated(proven[line])
            elif found.get(line):
                wording.say(spots[line], found[line])
        if wording.uneven == uneven:
            break
        uneven = wording.uneven
    return {line: text for line, (text, _) in said.items()}


class Wording:
    """Words for one snippet, from its first line to its last: a shape that flows on keeps its words.

    `said`: {line: (text, shapes)} of comments found before. `uneven`: runs that are not held against any.
    """

    def __init__(self, one, said, uneven):
        self.places = attach.Places(one.tree)
        self.said, self.skipped = said, uneven
        self.known, self.uneven = {}, set(uneven)

    def say(self, spot, samples):
        """Find the comment of a line, unless it is found: '# (B, H*W, C)', if words are true of all samples."""
        samples = [sample for sample in samples if sample.run not in self.skipped]
        if spot.line not in self.said:
            words = self.words(spot, samples)
            made = repair.mended(spot, samples, words) if spot.comment else None
            made = made or self.comment(spot, samples, words)
            if not made:
                return
            self.said[spot.line] = made
            dims = [dim for shape in made[1] for dim in shape]
            self.uneven |= {run for dim in dims for run in words.uneven(dim)}
        self.keep(spot.line, spot.node, self.said[spot.line][1])

    def comment(self, spot, samples, words):
        """('# (B, C) + (C,) = (B, C)', [('B', 'C')]), or None."""
        values = turned([sample.result for sample in samples])
        shapes = [shape_of(words, value, unpacked(spot.node)) for value in values]
        if not shapes or None in shapes or dull(spot, shapes):
            return None
        if len(shapes) == 1:
            return f"# {self.operands(spot, samples, words)}{spell(shapes[0])}", shapes
        if len(set(shapes)) == 1:
            return f"# each {spell(shapes[0])}", shapes
        return (f"# {', '.join(map(spell, shapes))}", shapes) if len(shapes) <= MANY else None

    def words(self, spot, samples):
        """What the dims of a line can be made of."""
        value, flow = value_of(spot.node), self.flow(spot.line)
        read = [ast.unparse(node) for node in ast.walk(value) if isinstance(node, NAMES)]
        inputs = [flow[name] for name in dict.fromkeys([*read, ""]) if name in flow]
        code = list(dict.fromkeys(expressions(value)))
        return Words(samples, spot.names, inputs, code)

    def operands(self, spot, samples, words):
        """'(B, L, D) + (1, L, D) = ' where the operands of a sum differ, else ''."""
        if spot.sign not in ("+", "-", "*", "/"):
            return ""
        values = [turned([sample.operands[at] for sample in samples]) for at in range(2)]
        shapes = [shape_of(words, value[0]) for value in values if len(value) == 1]
        if len(shapes) < 2 or None in shapes or shapes[0] == shapes[1]:
            return ""
        return f"{spell(shapes[0])} {spot.sign} {spell(shapes[1])} = "

    # What flows from line to line

    def flow(self, line):
        """{'x': ('B', 'L', 'D')}: the words for the variables of the function around a line."""
        return self.known.setdefault(id(self.places.around(line)[-1]), {})

    def stated(self, target):
        """Take over the words of a comment that is proven."""
        shapes = [tuple(dim.text for dim in shape.dims) for shape in target.comment.results]
        node = self.places.statement(target.note.line) or target.node
        if not any({"...", "_"} & set(shape) for shape in shapes):
            self.keep(target.note.line, node, shapes)

    def keep(self, line, node, shapes):
        """The words for what a statement binds, or whose shape it reads."""
        flow, value = self.flow(line), value_of(node)
        if isinstance(node, ast.expr):
            flow[""] = shapes[0]
        elif read := shaped(value):
            flow[read] = shapes[0]
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            spot = node.targets[0] if isinstance(node, ast.Assign) else node.target
            parts = spot.elts if isinstance(spot, ast.Tuple) else [spot]
            each = shapes * len(parts) if len(shapes) == 1 else shapes
            flow.update((name_of(part), shape) for part, shape in zip(parts, each))


# Code


def value_of(node):
    return getattr(node, "value", None) or node


def name_of(node):
    return ast.unparse(node) if isinstance(node, NAMES) else None


def shaped(node):
    """'x' of `x.shape` and of `x.size()`."""
    call = isinstance(node, ast.Call) and not node.args
    node = node.func if call else node
    read = isinstance(node, ast.Attribute) and node.attr == ("size" if call else "shape")
    return ast.unparse(node.value) if read else ""


def unpacked(node):
    """['B', 'C'] of `B, C = x.shape`."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        parts = node.targets[0].elts if shaped(node.value) else []
        return [part.id for part in parts if isinstance(part, ast.Name)]
    return []


def expressions(node):
    """'D/nh' and 'D//nh' for each `D // self.nh` in a line, and its names."""
    for inner in ast.walk(node):
        if isinstance(inner, (ast.BinOp, *NAMES)):
            text = OWN.sub("", ast.unparse(inner).replace(" ", ""))
            yield from filter(grammar.is_dim, (text.replace("//", "/"), text))


def dull(spot, shapes):
    """Whether a line writes one number into a tensor: that is no shape to speak of."""
    target = getattr(spot.node, "targets", [getattr(spot.node, "target", None)])[0]
    return isinstance(target, ast.Subscript) and shapes == [()]
