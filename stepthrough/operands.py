"""Say how the operands of a step's expressions line up, for the drawings of the player."""

import ast

from stepthrough.instrument import WRAPPED
from stepthrough.layers import axes, described
from stepthrough.scope import NOWHERE, expressions, imported, unsure

STRETCHING = "Add Sub Mult Div FloorDiv Mod Pow BitAnd BitOr BitXor Eq NotEq Lt LtE Gt GtE".split()
KINDS = dict.fromkeys(STRETCHING, "broadcast") | {"MatMult": "matmul"}
KINDS |= dict.fromkeys("add sub mul div pow lerp where maximum minimum".split(), "broadcast")
KINDS |= dict.fromkeys("eq ne lt le gt ge logical_and logical_or masked_fill".split(), "broadcast")
KINDS |= dict.fromkeys("matmul bmm mm mv dot".split(), "matmul")
KINDS |= dict.fromkeys("cat concat concatenate".split(), "cat")
HARMLESS = {"dim", "axis", "alpha", "rounding_mode", "out"}
EVERY = "*"
SURE = (ast.Constant, *WRAPPED)  # had it been a tensor, it would have a span


class Operands:
    """Walks along a run: `drawings(step)` must be asked for every step, in order.

    An operand is taken only where it is sure what it was; a drawing is left out rather than guessed.
    """

    def __init__(self, one, trace):
        self.trace = trace
        self.nodes = {place(node): (node, scope) for node, scope in expressions(one.tree)}
        self.imported, self.unsure = dict(imported(one.tree)), set(unsure(one.tree))
        self.names, self.doubts = {}, {}

    def drawings(self, step):
        """What can be drawn of a step: dicts of `kind`, `span`, `of` (values) and `to` (a value)."""
        self.step, self.spans, self.layers, found = step, {}, [*step.layers], []
        if step.folded:
            self.doubt(step.frame, EVERY)
        if step.kind == "raise" and not step.spans:
            self.follow(step)  # turns may have been left out
        for *span, value in [*step.spans, *self.last(step)]:
            node, self.scope = self.nodes.get(tuple(span), NOWHERE)
            if drawing := self.drawn(node, value):
                found.append({**drawing, "span": span, "to": value})
            if stirs(node):
                self.doubt(step.frame, EVERY)
            # What went into it may be something else in the next turn of a comprehension.
            self.spans = {at: old for at, old in self.spans.items() if not inside(at, span)}
            self.spans[tuple(span)] = value
        self.follow(step)
        if step.kind != "call":
            self.doubts.pop(step.frame, None)
        return found

    def last(self, step):
        """What a step ended with, as a span: the expression that raised, or the whole `x += y`."""
        if step.at:
            return [[*step.at, -1]]
        found = [
            [*at, step.changed.get(ast.unparse(node.target), -1)]
            for at, (node, _) in self.nodes.items()
            if isinstance(node, ast.AugAssign) and node.lineno == step.line
        ]
        return found if step.kind == "augassign" and len(found) == 1 and found[0][-1] >= 0 else []

    def follow(self, step):
        """Remember what the step bound, in the frame that it bound it in."""
        here = step.call if step.kind == "call" else step.frame
        for name, value in step.changed.items():
            own, _, other = name.partition("@")
            self.names.setdefault(int(other or here), {})[own] = value
            if other:  # while a statement of that frame is under way
                self.doubt(int(other), own)

    def doubt(self, frame, name):
        """Until a statement is over, it is not sure what a name was when it was read."""
        self.doubts.setdefault(frame, set()).add(name)

    # One expression

    def drawn(self, node, value):
        if self.scope.late:
            return None
        kind, parts = self.operation(node)
        if kind == "matmul":
            return self.multiplied(parts)
        if kind == "broadcast":
            return self.stretched(parts)
        if kind == "cat":
            return self.joined(node)
        return self.layered(node, value) or self.viewed(node, value)

    def operation(self, node):
        """`a @ b`, `torch.matmul(a, b)` and `a.matmul(b)` are ('matmul', [a, b])."""
        if isinstance(node, ast.AugAssign):
            return KINDS.get(type(node.op).__name__), [node.target, node.value]
        if isinstance(node, ast.BinOp):
            return KINDS.get(type(node.op).__name__), [node.left, node.right]
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            sign = type(node.ops[0]).__name__
            if self.scope.turning and sign in ("Eq", "NotEq"):
                return None, []  # of anything: in some turns there may be no span
            return KINDS.get(sign), [node.left, *node.comparators]
        if isinstance(node, ast.Call) and {word.arg for word in node.keywords} <= HARMLESS:
            name, owner = self.whose(node.func)
            return KINDS.get(name), [*owner, *node.args]
        return None, []

    def whose(self, function):
        """`torch.add` is ('add', []), `x.add` of a tensor ('add', [x]); others are ('', [])."""
        head, *rest = ast.unparse(function).split(".")
        package, *name = ".".join([self.imported.get(head, ""), *rest]).split(".")
        if package == "torch" and len(name) == 1:
            return name[0], []
        if isinstance(function, ast.Attribute) and self.tensor(self.value(function.value)):
            return function.attr, [function.value]
        return "", []

    def multiplied(self, parts):
        """`a @ b`."""
        found = [self.value(part) for part in parts]
        return {"kind": "matmul", "of": found} if len(found) == 2 and self.shapes(found) else None

    def stretched(self, parts):
        """`a + b`, `a > b`, `torch.where(c, a, b)`: tensors of different shapes."""
        found = {part: self.value(part) for part in parts}
        if any(at is None and not isinstance(part, SURE) for part, at in found.items()):
            return None
        of = [at for at in found.values() if self.shapes([at])]
        different = {tuple(shape) for shape in self.shapes(of)}
        return {"kind": "broadcast", "of": of} if len(different) > 1 else None

    def joined(self, node):
        """`torch.cat([a, b], dim=1)`; a list that has a name must still be as it is known."""
        parts, axis = (*node.args, None)[0], argument(node, 1, "dim", "axis")
        dim = self.number(axis) if axis else 0
        if isinstance(parts, (ast.List, ast.Tuple)):
            of = [self.value(part) for part in parts.elts]
        else:
            of = self.items(self.value(parts))
        ranks = {len(shape) for shape in self.shapes(of)}
        if dim is None or not ranks or not all(-rank <= dim < rank for rank in ranks):
            return None
        return {"kind": "cat", "of": of, "dim": dim}

    def layered(self, node, value):
        """A convolution or linear layer of torch's own that ran, or failed, as this expression."""
        for row in self.layers if isinstance(node, ast.Call) else ():
            if row[-1] == value and (drawing := self.layer(*row)):
                self.layers.remove(row)
                return drawing
        return None

    def layer(self, module, given, made):
        """How a layer lines up, from its text: 'Conv2d(3, 16, kernel_size=(3, 3), stride=(2, 2))'."""
        text = self.trace.values[module].text
        name, told = described(text)
        shapes = [*self.shapes([given]), *self.shapes([made])]
        if name == "Linear" and shapes:
            weight = [told["in_features"], told["out_features"]]
            true = made < 0 or shapes[-1][-1:] == weight[1:]  # its weight may have been cut since
            return {"kind": "linear", "of": [given], "weight": weight} if true else None
        if name.startswith("Conv") and shapes and (found := axes(name, told, *shapes)):
            return {"kind": "conv", "of": [given], "text": text, "axes": found}
        return None

    def viewed(self, node, value):
        """An expression that reads the memory of the tensor it starts from, in another way."""
        start = self.value(self.beginning(node))
        before, after = self.tensor(start), self.tensor(value)
        if not before or not after or not after.stride or before.dtype != after.dtype:
            return None
        ways = [(tensor.shape, tensor.stride, tensor.offset) for tensor in (before, after)]
        shared = before.storage == after.storage and before.storage >= 0
        return {"kind": "view", "of": [start]} if shared and ways[0] != ways[1] else None

    def beginning(self, node):
        """What an expression is made from: the tensor whose method, item or attribute is taken."""
        if isinstance(node, (ast.Attribute, ast.Subscript)):
            return node.value
        if not isinstance(node, ast.Call):
            return None
        owner = getattr(node.func, "value", None)
        library = isinstance(owner, ast.Name) and owner.id in self.imported
        return owner if owner and not library else (*node.args, None)[0]

    # Values

    def value(self, node):
        """The index of an expression's value before the step was done, None if that is not sure."""
        if not isinstance(node, ast.Name):
            return self.spans.get(place(node)) if node else None
        name, frame = node.id, self.step.frame
        if name in self.unsure or name in self.scope.turning:
            return None
        if frame and name not in self.names.get(frame, {}):
            frame = 0 if name not in self.scope.own else -1
        held = self.names.get(frame, {}).get(name)
        spelt = name if frame == self.step.frame else f"{name}@{frame}"
        moved = self.reshaped(spelt, held) or name in self.doubts.get(frame, ())
        hidden = name in self.step.changed or self.step.kind == "raise"
        return None if moved or hidden and EVERY in self.doubts.get(self.step.frame, ()) else held

    def reshaped(self, name, held):
        """Whether the step wrote a name's memory and left it another shape: which one was read?"""
        if name not in self.step.written:
            return False
        ends = self.tensor(held), self.tensor(self.step.changed[name])
        return None in ends or ends[0].shape != ends[1].shape or ends[0].stride != ends[1].stride

    def tensor(self, at):
        index = self.trace.values[at].tensor if at is not None and at >= 0 else -1
        return self.trace.tensors[index] if index >= 0 else None

    def shapes(self, values):
        """The sizes of tensors with axes; [] if one of the values is anything else."""
        found = [tensor.shape for at in values if (tensor := self.tensor(at))]
        return found if len(found) == len(values) and all(found) else []

    def items(self, at):
        """The values in a list or tuple that is known whole."""
        value = self.trace.values[at] if at is not None else None
        return value.items if value and not value.text else []

    def number(self, node):
        """A whole number that is written down or held by a name."""
        held = self.value(node)
        text = ast.unparse(node) if held is None else self.trace.values[held].text
        return int(text) if text.removeprefix("-").isdecimal() else None


def place(node):
    """Where an expression stands, as spans say it: columns from 1."""
    return node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1


def inside(inner, outer):
    return tuple(outer[:2]) <= inner[:2] and inner[2:] <= tuple(outer[2:])


def stirs(node):
    """Whether an expression may change the shape of a tensor that it has a name for: `x.t_()`."""
    name = isinstance(node, ast.Call) and getattr(node.func, "attr", "")
    return name and (name.endswith("_") or "out" in {word.arg for word in node.keywords})


def argument(node, index, *names):
    """An argument of a call, by its place or by one of its names."""
    named = [keyword.value for keyword in node.keywords if keyword.arg in names]
    return named[0] if named else node.args[index] if len(node.args) > index else None
