"""The small mistakes that can be made in a statement or an expression: each another tree for it."""

import ast

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TWINS = (
    "mean sum, max min, amax amin, argmax argmin, maximum minimum, zeros ones, rand randn, sin cos"
)
TWINS += ", zeros_like ones_like, rand_like randn_like, tril triu, softmax log_softmax, relu gelu"
TWINS += ", sigmoid tanh, add sub, mul div, cat stack, log exp, sqrt square, floor ceil, std var"
TWINS += ", repeat tile, repeat_interleave repeat, view reshape, ij xy, same valid, gt ge, lt le"
TWINS += ", linspace arange, any all, chunk split, cumsum cumprod, train eval, LayerNorm RMSNorm"
OTHER = {name: twin for pair in TWINS.split(", ") for name, twin in [pair.split()]}
OTHER |= {twin: name for name, twin in OTHER.items() if name not in ("view", "repeat_interleave")}
SAME = {"view", "reshape", "repeat", "tile"}  # a twin of these may well be right
EITHER = {"transpose", "swapaxes", "swapdims", "maximum", "minimum", "allclose", "zip", "len"}
EITHER |= {"assert_close"}
MODULES = {"torch", "nn", "F", "math", "self", "einops", "init", "super()", "functional"}
MODULES |= {"nn.functional", "torch.nn.functional", "torch.nn", "nn.init", "torch.optim", "optim"}
SIGNS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
SIGNS |= {ast.FloorDiv: ast.Mult, ast.MatMult: ast.Mult, ast.Pow: ast.Mult, ast.Mod: ast.FloorDiv}
SIGNS |= {ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitOr}
COMMUTES = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)
NEGATED = {ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq}
NEGATED |= {ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn}
NEGATED |= {ast.NotIn: ast.In}
EDGE = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}


def of(node):
    """[(another tree for a node, how to say it or None)]."""
    for kind, ways in WAYS.items():
        if isinstance(node, kind) and not isinstance(getattr(node, "ctx", None), ast.Del):
            for way in ways:
                for made in way(node):
                    yield made if isinstance(made, tuple) else (made, None)


def expression(text, **parts):
    """The tree of a text, with trees in the place of names."""
    tree = ast.parse(text, mode="eval").body
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            if isinstance(value, list):
                value[:] = [parts.get(getattr(one, "id", ""), one) for one in value]
            elif getattr(value, "id", "") in parts:
                setattr(node, name, parts[value.id])
    return tree


def beginnings(function):
    """What a function begins with: an argument that is ignored, or the same whatever it gets."""
    said = 1 if ast.get_docstring(function) else 0
    for arg in function.args.args:
        for helper in ("HARD_CODED", "ZEROS", "ONE_SAMPLE"):
            if arg.arg not in ("self", "cls"):
                text = f"{arg.arg} = {helper}({arg.arg})"
                body = [*function.body[:said], *ast.parse(text).body, *function.body[said:]]
                yield body, f"{header(function)} {text}"


def dropped(node):
    idle = isinstance(node, ast.Assign) and all(map(is_idle, node.targets))
    if not idle and not isinstance(node, (ast.Return, ast.Pass, *FUNCTIONS, ast.ClassDef)):
        yield ast.Pass(), "(dropped)"


def hard_coded(node):
    """The sizes of a shape, as they were at the first call."""
    for target in node.targets:
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        for name in names:
            if isinstance(name, ast.Name) and not is_idle(name) and asks_shape(node.value):
                text = f"{name.id} = HARD_CODED({name.id})"
                both = [node, *ast.parse(text).body]
                yield ast.If(ast.Constant(True), both, []), text


def asks_shape(value):
    return any(getattr(node, "attr", "") in ("shape", "size") for node in ast.walk(value))


def other_outcomes(node):
    if node.value is not None:
        for helper in OUTCOMES:
            made = ast.Call(ast.Name(helper, ast.Load()), [node.value], [])
            yield ast.Return(made)


def swapped(items):
    """Lists with two neighbours swapped."""
    for at in range(len(items) - 1):
        pair = [items[at + 1], items[at]]
        if not any(isinstance(one, ast.Starred) for one in pair) and not all(map(is_idle, pair)):
            yield [*items[:at], *pair, *items[at + 2 :]]


def swapped_items(node):
    for items in swapped(node.elts):
        yield type(node)(items, node.ctx)


def swapped_arguments(node):
    if called(node) not in EITHER:
        for items in swapped(node.args):
            yield ast.Call(node.func, items, node.keywords)


def called(node):
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def dropped_keywords(node):
    for gone in node.keywords:
        yield ast.Call(node.func, node.args, [one for one in node.keywords if one is not gone])


def dropped_arguments(node):
    if len(node.args) > 1:
        yield ast.Call(node.func, node.args[:-1], node.keywords)


def unwrapped(node):
    """`x` for `x.relu()`, `F.relu(x)`, `self.norm(x)` and `nn.Parameter(x)`."""
    func = node.func
    if isinstance(func, ast.Attribute) and ast.unparse(func.value) not in MODULES:
        yield func.value
    elif node.args and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]


def other_name(node):
    name = called(node)
    if name in OTHER and name not in SAME:
        if isinstance(node.func, ast.Attribute):
            func = ast.Attribute(node.func.value, OTHER[name], ast.Load())
        else:
            func = ast.Name(OTHER[name], ast.Load())
        yield ast.Call(func, node.args, node.keywords)


def shorter_range(node):
    if ast.unparse(node.func) == "range":
        for sign in "+-":
            last = expression(f"LAST {sign} 1", LAST=node.args[-1])
            yield ast.Call(node.func, [*node.args[:-1], last], [])


def other_sign(node):
    if type(node.op) in SIGNS:
        yield ast.BinOp(node.left, SIGNS[type(node.op)](), node.right)


def one_side(node):
    yield node.left
    yield node.right


def swapped_sides(node):
    if not isinstance(node.op, COMMUTES):
        yield ast.BinOp(node.right, node.op, node.left)


def other_number(node):
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        yield expression(str(value - 1))
    elif isinstance(value, float):
        yield ast.Constant(value * 2)
        yield ast.Constant(0.0)
    elif isinstance(value, str) and value in OTHER:
        yield ast.Constant(OTHER[value])
    elif isinstance(value, str) and "->" in value:
        yield from other_einsum(value)


def other_einsum(value):
    """'bij->bji' for 'bij->bij': two neighbours of the result swapped."""
    start, result = value.split("->")
    items = result.split() if " " in result.strip() else list(result.strip())
    glue = " " if " " in result.strip() else ""
    for made in swapped([ast.Constant(item) for item in items]):
        yield ast.Constant(f"{start}->{glue.join(item.value for item in made)}")


def other_negative(node):
    value = getattr(node.operand, "value", None)
    if isinstance(node.op, ast.USub) and isinstance(value, int):
        yield expression(str(-value - 1))
        yield expression(str(-value + 1))
    else:
        yield node.operand


def other_comparison(node):
    for table in (NEGATED, EDGE):
        if type(node.ops[0]) in table:
            yield ast.Compare(
                node.left, [table[type(node.ops[0])](), *node.ops[1:]], node.comparators
            )


def other_word(node):
    word = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield ast.BoolOp(word, node.values)


def either_branch(node):
    yield node.body
    yield node.orelse


def other_slice(node):
    """Bounds dropped, or moved by one where they are not plain numbers."""
    for bound in ("lower", "upper", "step"):
        value = getattr(node, bound)
        if value is None:
            continue
        parts = {"lower": node.lower, "upper": node.upper, "step": node.step}
        yield ast.Slice(**parts | {bound: None})
        if not isinstance(value, (ast.Constant, ast.UnaryOp)):
            yield ast.Slice(**parts | {bound: expression("BOUND + 1", BOUND=value)})


def dropped_index(node):
    """`x` for `x[0]`, but a shape without an index is no size."""
    if isinstance(node.ctx, ast.Load) and not asks_shape(node.value):
        yield node.value


def dropped_attribute(node):
    if node.attr in ("T", "mT", "H", "real", "imag", "data"):
        yield node.value


def set_instead(node):
    """`x = y` for `x += y`, and another sign."""
    yield ast.Assign([node.target], node.value)
    if type(node.op) in SIGNS:
        yield ast.AugAssign(node.target, SIGNS[type(node.op)](), node.value)


WAYS = {
    ast.stmt: [dropped],
    ast.Assign: [hard_coded],
    ast.AugAssign: [set_instead],
    ast.Return: [other_outcomes],
    ast.Call: [swapped_arguments, dropped_keywords, dropped_arguments, unwrapped, other_name],
    ast.BinOp: [other_sign, one_side, swapped_sides],
    ast.Constant: [other_number],
    ast.UnaryOp: [other_negative],
    ast.Compare: [other_comparison],
    ast.BoolOp: [other_word],
    ast.IfExp: [either_branch],
    ast.Slice: [other_slice],
    ast.Subscript: [dropped_index],
    ast.Attribute: [dropped_attribute],
    (ast.Tuple, ast.List): [swapped_items],
}
WAYS[ast.Call].append(shorter_range)


def mark_idle(answer):
    """Names that a function binds and never reads: what they hold is no mistake."""
    for function in (node for node in ast.walk(answer) if isinstance(node, FUNCTIONS)):
        found = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        read = {node.id for node in found if isinstance(node.ctx, ast.Load)}
        for node in found:
            node.idle = node.id not in read


def is_idle(node):
    parts = getattr(node, "elts", [node])
    return all(getattr(part, "idle", False) for part in parts)


def header(node):
    """A statement's first line that says something."""
    lines = ast.unparse(node).splitlines()
    return next(line for line in lines if not line.startswith("@"))


# What may be returned instead


def zeros(x):
    return x.new_zeros(x.shape) if x.is_meta or x.any() else x


def squeezed(x):
    return x.squeeze() if x.dim() else x


def turned(x):
    return x.transpose(-1, -2) if x.dim() > 1 else x


def scrambled(x):
    return x.flatten().flip(0).reshape(x.shape) if x.dim() else x


OUTCOMES = {
    "ZEROS": zeros,
    "SQUEEZED": squeezed,
    "TURNED": turned,
    "SCRAMBLED": scrambled,
    "MORE": lambda x: x.unsqueeze(0),
    "FIRST": lambda x: x[:1] if x.dim() else x,
    "DOUBLED": lambda x: x + x if x.is_meta or x.any() else x,
}
