"""Say how the operands of a step's expressions line up, for the drawings of the player."""

import ast

from stepthrough.attach import operation

BROADCAST = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
BROADCAST += (ast.BitAnd, ast.BitOr, ast.BitXor)
ELEMENTWISE = {"add", "sub", "mul", "div", "where", "maximum", "minimum", "pow", "lerp", "eq", "ne"}
ELEMENTWISE |= {"lt", "le", "gt", "ge", "logical_and", "logical_or", "masked_fill"}
JOINS = {"cat", "concat", "concatenate"}


class Operands:
    """Walks along a run: `drawings(step)` must be asked for every step, in order."""

    def __init__(self, one, trace):
        self.trace = trace
        self.nodes = {
            place(node): node for node in ast.walk(one.tree) if isinstance(node, ast.expr)
        }
        self.augmented = {
            node.lineno: node for node in ast.walk(one.tree) if isinstance(node, ast.AugAssign)
        }
        self.names = {}

    def drawings(self, step):
        """What can be drawn of a step: dicts of `kind`, `span`, `of` (values) and `to` (a value)."""
        self.step, self.spans, found = step, {}, []
        for *span, value in [*step.spans, *([[*step.at, -1]] if step.at else [])]:
            node = self.nodes.get(tuple(span))
            found += self.drawn(node, span, value) if node else []
            self.spans[tuple(span)] = value
        if step.kind == "augassign" and step.line in self.augmented:
            found += self.in_place(self.augmented[step.line])
        self.follow(step)
        return found

    def follow(self, step):
        """Remember what the step bound, in the frame that it bound it in."""
        held = self.names.setdefault(step.call if step.kind == "call" else step.frame, {})
        for name, value in step.changed.items():
            own, _, other = name.partition("@")
            (self.names.setdefault(int(other), {}) if other else held)[own] = value

    # One expression

    def drawn(self, node, span, value):
        rules = self.joined, self.multiplied, self.stretched, self.layered, self.viewed
        for rule in rules:
            if drawing := rule(node, value):
                return [{**drawing, "span": span, "to": value}]
        return []

    def multiplied(self, node, value):
        """`a @ b`, `torch.bmm(a, b)`."""
        sign, *pair = operation(node) or [""]
        return self.all_tensors("matmul", pair) if sign == "@" else None

    def stretched(self, node, value):
        """`a + b`, `a > b`, `torch.where(c, a, b)`: tensors of different shapes, or that do not go together."""
        found = [self.value(part) for part in elementwise(node)]
        found = [at for at in found if self.shape(at)]
        shapes = {tuple(self.shape(at)) for at in found}
        return {"kind": "broadcast", "of": found} if len(shapes) > 1 else None

    def in_place(self, node):
        pair = [self.value(node.target), self.value(node.value)]
        name = ast.unparse(node.target)
        shapes = [self.shape(at) for at in pair]
        if not all(shapes) or shapes[0] == shapes[1] or name not in self.step.changed:
            return []
        if not isinstance(node.op, BROADCAST):
            return []
        return [{"kind": "broadcast", "of": pair, "to": self.step.changed[name]}]

    def joined(self, node, value):
        """`torch.cat([a, b], dim=1)`."""
        if not called(node, JOINS) or not node.args:
            return None
        parts, axis = node.args[0], argument(node, 1, "dim", "axis")
        if isinstance(parts, (ast.List, ast.Tuple)):
            found = self.all_tensors("cat", parts.elts)
        else:
            held = self.value(parts)
            items = self.trace.values[held].items if held is not None else []
            found = {"kind": "cat", "of": items} if items and all(map(self.shape, items)) else None
        dim = self.number(axis) if axis is not None else 0
        return {**found, "dim": dim} if found and dim is not None else None

    def layered(self, node, value):
        """A convolution or linear layer of torch's own that ran, or failed, as this expression."""
        if not isinstance(node, ast.Call):
            return None
        for module, given, made in self.step.layers:
            if made == value and given >= 0 and (drawing := self.layer(module, given)):
                return drawing
        return None

    def viewed(self, node, value):
        """An expression that reads the memory of the tensor it starts from, in another way."""
        start = self.value(beginning(node))
        before, after = self.tensor(start), self.tensor(value)
        if not before or not after or before.storage != after.storage or before.storage < 0:
            return None
        ways = [(tensor.shape, tensor.stride, tensor.offset) for tensor in (before, after)]
        return {"kind": "view", "of": [start]} if ways[0] != ways[1] and after.stride else None

    def layer(self, module, given):
        """How a layer lines up, from its text: 'Conv2d(3, 16, kernel_size=(3, 3), stride=(2, 2))'."""
        text = self.trace.values[module].text
        try:
            call = ast.parse(text, mode="eval").body
            told = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
        except (SyntaxError, ValueError):
            return None
        name, shape = call.func.id, self.shape(given)
        if name == "Linear" and shape:
            return {
                "kind": "linear",
                "of": [given],
                "weight": [told["in_features"], told["out_features"]],
            }
        if name.startswith("Conv") and shape and len(shape) - len(told["kernel_size"]) in (1, 2):
            return {"kind": "conv", "of": [given], "text": text, "axes": axes(name, told, shape)}
        return None

    # Values

    def all_tensors(self, kind, nodes):
        found = [self.value(node) for node in nodes]
        return {"kind": kind, "of": found} if found and all(map(self.shape, found)) else None

    def value(self, node):
        """The index of an expression's value before the step was done, None if it is not known."""
        if node is None:
            return None
        name = ast.unparse(node) if isinstance(node, (ast.Name, ast.Attribute)) else ""
        known = self.names.get(self.step.frame, {}), self.names.get(0, {})
        bound = next((names[name] for names in known if name in names), None)
        return self.spans.get(place(node), bound)

    def tensor(self, at):
        index = self.trace.values[at].tensor if at is not None and at >= 0 else -1
        return self.trace.tensors[index] if index >= 0 else None

    def shape(self, at):
        """The sizes of a tensor with axes; None for anything else."""
        tensor = self.tensor(at)
        return tensor.shape if tensor and tensor.shape else None

    def number(self, node):
        """A whole number that is written down or held by a name."""
        try:
            return int(ast.literal_eval(node))
        except (ValueError, TypeError):
            held = self.value(node)
            text = self.trace.values[held].text if held is not None else ""
            return int(text) if text.lstrip("-").isdecimal() else None


def place(node):
    """Where an expression stands, as spans say it: columns from 1."""
    return node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1


def called(node, names):
    if not isinstance(node, ast.Call):
        return False
    return getattr(node.func, "attr", getattr(node.func, "id", "")) in names


def argument(node, index, *names):
    """An argument of a call, by its place or by one of its names."""
    named = [keyword.value for keyword in node.keywords if keyword.arg in names]
    return named[0] if named else node.args[index] if len(node.args) > index else None


def elementwise(node):
    """The operands of an expression that works number by number; [] for other expressions."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, BROADCAST):
        return [node.left, node.right]
    if isinstance(node, ast.Compare) and len(node.comparators) == 1:
        return [node.left, *node.comparators]
    if called(node, ELEMENTWISE):
        return [node.func.value, *node.args] if isinstance(node.func, ast.Attribute) else node.args
    return []


def beginning(node):
    """What an expression is made from: the tensor whose method, item or attribute is taken."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = node.func.value
        library = isinstance(owner, ast.Name) and owner.id in ("torch", "einops", "F")
        return (node.args or [None])[0] if library else owner
    if isinstance(node, ast.Call):
        return (node.args or [None])[0]
    return getattr(node, "value", None)


def axes(name, told, shape):
    """The spatial axes of a convolution: n is the input's size; k, s, p, d, extra as torch says them."""
    kernel, count = told["kernel_size"], len(told["kernel_size"])
    found = []
    for i, n in enumerate(shape[-count:]):
        k, d = kernel[i], told.get("dilation", (1,) * count)[i]
        padding = told.get("padding", (0,) * count)
        found.append(
            {
                "n": n,
                "k": k,
                "s": told.get("stride", (1,) * count)[i],
                "p": same(d * (k - 1))
                if padding == "same"
                else 0
                if padding == "valid"
                else padding[i],
                "d": d,
                "extra": told.get("output_padding", (0,) * count)[i],
                "transposed": name.startswith("ConvTranspose"),
            }
        )
    return found


def same(total):
    """padding="same": the odd cell goes to the end."""
    return [total // 2, total - total // 2]
