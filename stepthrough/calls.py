"""Read from a file's syntax tree which names of torch it uses. Nothing runs."""

import ast
from collections import Counter

HOMES = (  # where a name lives, and what people write before it
    ("torch.nn.functional.", "F."),
    ("torch.nn.init.", "nn.init."),
    ("torch.nn.utils.parametrizations.", ""),
    ("torch.nn.utils.rnn.", ""),
    ("torch.nn.utils.", ""),
    ("torch.nn.parameter.", "nn."),
    ("torch.nn.", "nn."),
    ("torch.optim.lr_scheduler.", "lr_scheduler."),
    ("torch.optim.", ""),
    ("torch.autograd.", ""),
    ("torch.random.", ""),
    ("torch.utils.data.", ""),
    ("torch.utils.checkpoint.", ""),
    ("torch.distributed.", "dist."),
    ("torch.", ""),
    ("einops.layers.torch.", "einops/"),
    ("einops.", "einops/"),
)
READ = "shape device dtype ndim layout grad grad_fn data real imag T mT is_cuda is_leaf training".split()
OPERATORS = {ast.MatMult: "@", ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div"}
PLAIN = {"len", "list", "next", "iter", "type", "sum"}  # what only wraps a call


def used(tree):
    """Counter of the names in a file: 'cat', 'nn.Linear', '@', '.shape', 'class nn.Module'.

    What a method is a method of cannot be known: each counts, by its name.
    """
    known = imported(tree)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = (uses(node, known, id(node) in called) for node in ast.walk(tree))
    return Counter(name for names in found for name in names if name)


def uses(node, known, called):
    """The names that one node uses by itself, None where it uses none."""
    if isinstance(node, ast.ClassDef):
        return [base(one, known) for one in node.bases]
    if isinstance(node, ast.FunctionDef):
        return [home(one, known) for one in node.decorator_list if not isinstance(one, ast.Call)]
    return [own(node, known, called)]


def own(node, known, called=False):
    """What one node uses by itself, or None."""
    if isinstance(node, ast.Call):
        if root(node.func) in known:
            return home(node.func, known)
        method = getattr(node.func, "attr", "_")
        return None if method.startswith("_") else bare(method)
    if isinstance(node, ast.Attribute) and not called and node.attr in READ:
        return None if root(node) in known else f".{node.attr}"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        return "@"
    if isinstance(node, ast.Subscript):
        return picked(node)
    return None


def picked(node):
    """'x[..., None]' for an index that adds a dim, 'x[...]' with an ellipsis, 'x[i, j]' with several."""
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    values = [getattr(one, "value", "") for one in parts if isinstance(one, ast.Constant)]
    if any(value is None for value in values):
        return "x[..., None]"
    if any(value is Ellipsis for value in values):
        return "x[...]"
    slices = any(isinstance(one, ast.Slice) for one in parts)
    return "x[i, j]" if slices and len(parts) > 1 else None


def imported(tree):
    """{name: what it stands for}: {'nn': 'torch.nn', 'rearrange': 'einops.rearrange'}."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for item in node.names:
                top = item.name if item.asname else item.name.split(".")[0]
                found[item.asname or top] = top
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {item.asname or item.name: f"{node.module}.{item.name}" for item in node.names}
    return found


def root(node):
    """The name that a chain of attributes begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def home(node, known):
    """'F.gelu' for what is imported from torch or einops, however; None for anything else."""
    if isinstance(node, ast.Call):
        return home(node.func, known)
    first = root(node)
    if first not in known:
        return None
    path = ast.unparse(node).replace(first, known[first], 1)
    for prefix, short in HOMES:
        if path.startswith(prefix):
            return bare(short + path.removeprefix(prefix))
    return None


def base(node, known):
    """What a class is made from: 'class nn.Module', 'Dataset'."""
    name = home(node, known)
    return "class nn.Module" if name == "nn.Module" else name


def bare(name):
    """A method that works in place counts with its twin: 'add_' is 'add'."""
    return name if name.startswith("_") else name.rstrip("_")


def head(node, tree):
    """The name that a line of the reference is about: of torch's own first, else of the last call."""
    known = imported(tree) | {one.name: one.name for one in tree.body if is_class(one)}
    classes = {one.name: one for one in tree.body if is_class(one)}
    for inner in chain(node):
        first = root(inner) if isinstance(inner, (ast.Attribute, ast.Name)) else None
        if first in classes:
            return base(classes[first].bases[0], known)
        if name := home(inner, known):
            return name
    return next(filter(None, (said(inner, known) for inner in chain(node))), None)


def is_class(node):
    return isinstance(node, ast.ClassDef)


def said(node, known):
    """What a node of a row is, when it is not of torch's own: a method, an attribute, an operator."""
    if isinstance(node, ast.BinOp):
        return OPERATORS.get(type(node.op))
    if isinstance(node, ast.Compare):
        return "eq"
    if isinstance(node, ast.Subscript):
        plain = isinstance(node.value, (ast.Name, ast.Subscript))
        return picked(node) or ("x[i]" if plain else None)
    if isinstance(node, ast.Attribute):
        return f".{node.attr}"
    return own(node, known)


def chain(node):
    """From the whole expression to the name it begins with, through what only wraps it."""
    while node is not None:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLAIN:
            node = node.args[0]
            continue
        if isinstance(node, ast.ListComp):
            node = node.generators[0].iter
            continue
        yield node
        node = getattr(node, "func", None) or (
            node.value if isinstance(node, (ast.Attribute, ast.Subscript)) else None
        )
