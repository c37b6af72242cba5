import functools

import pytest
import torch

import programs

SETUP = """
import torch
import torch.nn.functional as F
from torch import cat as join, nn

class Box:
    x = torch.rand(2, 3)

x, row, col, w = torch.rand(2, 3), torch.rand(3), torch.rand(2, 1), torch.rand(3, 4)
many, more = torch.rand(7, 2, 3), torch.rand(7, 3, 5)
image, mask, vector = torch.rand(2, 3, 4, 5), torch.rand(2, 3) > 0.5, torch.rand(2)
parts, pair, dim = [torch.rand(2, 3), torch.rand(4, 3)], (torch.rand(2, 1), torch.rand(2, 5)), 1
self, half, first, flag = Box(), torch.tensor(0.5), 0, True
""".strip()

# What is drawn last of an expression: its kind, and which expressions its operands are.
DRAWN = {
    "x @ w": ("matmul", "x", "w"),
    "many @ more": ("matmul", "many", "more"),
    "many @ w": ("matmul", "many", "w"),
    "x @ row": ("matmul", "x", "row"),
    "self.x @ w": ("matmul", "self.x", "w"),
    "torch.matmul(x, w)": ("matmul", "x", "w"),
    "x.matmul(w)": ("matmul", "x", "w"),
    "torch.bmm(many, more)": ("matmul", "many", "more"),
    "many.bmm(more)": ("matmul", "many", "more"),
    "x.mm(w)": ("matmul", "x", "w"),
    "w.T @ x.T": ("matmul", "w.T", "x.T"),
    "(x + row) @ w": ("matmul", "x + row", "w"),
    "x @ (w @ w.T)": ("matmul", "x", "w @ w.T"),
    "(x @ w) @ w.T": ("matmul", "x @ w", "w.T"),
    "many[0] @ w": ("matmul", "many[0]", "w"),
    "(x if flag else w) @ w": ("matmul", "x", "w"),
    "x + row": ("broadcast", "x", "row"),
    "col * row": ("broadcast", "col", "row"),
    "x - col": ("broadcast", "x", "col"),
    "row / x": ("broadcast", "row", "x"),
    "x ** col": ("broadcast", "x", "col"),
    "x // row": ("broadcast", "x", "row"),
    "x % col": ("broadcast", "x", "col"),
    "mask & (col > 0.5)": ("broadcast", "mask", "col > 0.5"),
    "x > row": ("broadcast", "x", "row"),
    "row == x": ("broadcast", "row", "x"),
    "x.add(row)": ("broadcast", "x", "row"),
    "torch.mul(x, col)": ("broadcast", "x", "col"),
    "torch.add(x, row, alpha=2)": ("broadcast", "x", "row"),
    "torch.maximum(x, row)": ("broadcast", "x", "row"),
    "x.lt(col)": ("broadcast", "x", "col"),
    "torch.where(mask, row, col)": ("broadcast", "mask", "row", "col"),
    "torch.where(mask, row, 0.0)": ("broadcast", "mask", "row"),
    "torch.where(mask, row, half)": ("broadcast", "mask", "row"),
    "torch.where(mask, row, float('-inf'))": ("broadcast", "mask", "row"),
    "x.masked_fill(col > 0.5, 0.0)": ("broadcast", "x", "col > 0.5"),
    "torch.lerp(x, row, 0.5)": ("broadcast", "x", "row"),
    "self.x + row": ("broadcast", "self.x", "row"),
    "x.sum(1, keepdim=True) + row": ("broadcast", "x.sum(1, keepdim=True)", "row"),
    "torch.cat([x, x])": ("cat", "x", "x"),
    "torch.cat([x, col], dim=1)": ("cat", "x", "col"),
    "torch.cat([x, col], 1)": ("cat", "x", "col"),
    "torch.cat((x, col, x), dim=-1)": ("cat", "x", "col", "x"),
    "torch.cat([x, col], dim=dim)": ("cat", "x", "col"),
    "torch.cat([x, col], axis=1)": ("cat", "x", "col"),
    "torch.concat([x, row[None]])": ("cat", "x", "row[None]"),
    "torch.cat(parts)": ("cat", "parts[0]", "parts[1]"),
    "torch.cat(pair, dim)": ("cat", "pair[0]", "pair[1]"),
    "torch.cat(x.chunk(2), 1)": ("cat", "x.chunk(2)[0]", "x.chunk(2)[1]"),
    "torch.cat([self.x, x])": ("cat", "self.x", "x"),
    "join([x, col], 1)": ("cat", "x", "col"),
    "image.flatten(2)": ("view", "image"),
    "image.flatten(2).transpose(1, 2)": ("view", "image.flatten(2)"),
    "image.view(2, -1)": ("view", "image"),
    "image.reshape(6, 20)": ("view", "image"),
    "image.permute(0, 2, 3, 1)": ("view", "image"),
    "x.T": ("view", "x"),
    "x[:, None]": ("view", "x"),
    "x[0]": ("view", "x"),
    "x[:, 1:]": ("view", "x"),
    "col.expand(2, 5)": ("view", "col"),
    "x.unsqueeze(0)": ("view", "x"),
    "col.squeeze(1)": ("view", "col"),
    "torch.flatten(image, 1)": ("view", "image"),
    "torch.transpose(x, 0, 1)": ("view", "x"),
    "self.x.T": ("view", "self.x"),
    "image.unflatten(1, (3, 1))": ("view", "image"),
    "x.diagonal()": ("view", "x"),
}  # fmt: skip

SCOPES = {
    "the module": lambda lines: [SETUP, *lines],
    "a function": lambda lines: ["def work():", *inner(SETUP), *inner(lines), "work()"],
    "a function, of the module's names": lambda lines: [
        SETUP,
        "def work():",
        *inner(lines),
        "work()",
    ],
    "a function, of its arguments": lambda lines: [
        SETUP,
        f"def work({NAMES}):",
        *inner(lines),
        f"work({NAMES})",
    ],
    "a closure": lambda lines: [
        "def outer():",
        *inner(SETUP),
        *inner(["def work():", *inner(lines), "work()"]),
        "outer()",
    ],
}
NAMES = "x, row, col, w, many, more, image, mask, vector, parts, pair, dim, self, half, first, flag"


def inner(lines):
    lines = lines.split("\n") if isinstance(lines, str) else lines
    return [f"    {line}" for line in lines]


@functools.cache
def plain(code):
    """What an expression is without the machine."""
    torch.manual_seed(0)
    return eval(code, namespace())


@functools.cache
def namespace():
    held = {"__name__": "plain"}
    exec(SETUP, held)
    return held


def shape(code):
    return tuple(plain(code).shape)


def drawn(*lines):
    """Every drawing of a program, in words."""
    return programs.drawings(*programs.recorded("\n".join(lines) + "\n"))


# What is drawn


@functools.cache
def all_drawn(scope):
    return drawn(*SCOPES[scope](f"made = {code}" for code in DRAWN))


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("code", DRAWN)
def test_an_expression_is_drawn_with_its_operands(code, scope):
    kind, *operands = DRAWN[code]
    made = [made for made in all_drawn(scope) if made.code == code and "made" in made.step.changed]
    assert made[0].kind == kind
    assert made[0].shapes == [*map(shape, operands), shape(code)]


FAILS = {
    "x @ x": ("matmul", "x", "x"),
    "torch.bmm(many, x)": ("matmul", "many", "x"),
    "x.matmul(vector)": ("matmul", "x", "vector"),
    "many.transpose(1, 2) @ w": ("matmul", "many.transpose(1, 2)", "w"),
    "x + vector": ("broadcast", "x", "vector"),
    "x.T > x": ("broadcast", "x.T", "x"),
    "torch.where(mask, vector, x)": ("broadcast", "mask", "vector", "x"),
    "torch.cat([x, w])": ("cat", "x", "w"),
    "torch.cat([x, row])": ("cat", "x", "row"),
    "torch.cat(pair)": ("cat", "pair[0]", "pair[1]"),
    "nn.Linear(4, 5)(x)": ("linear", "x"),
    "nn.Sequential(nn.Linear(3, 5), nn.Linear(4, 5))(x)": ("linear", "nn.Linear(3, 5)(x)"),
    "nn.Conv2d(4, 5, 3)(image)": ("conv", "image"),
    "nn.Conv2d(3, 5, 9)(image)": ("conv", "image"),
    "x.view(4).add(3)": (),
}

ENDS = {
    "caught": lambda code: [SETUP, "try:", f"    {code}", "except Exception:", "    pass"],
    "caught by the caller": lambda code: [
        *[SETUP, "def work():", f"    return {code}"],
        *["try:", "    work()", "except Exception:", "    pass"],
    ],
    "at the end of the run": lambda code: [SETUP, f"made = {code}"],
    "in a function, at the end of the run": lambda code: [
        SETUP,
        "def work():",
        f"    print({code})",
        "work()",
    ],
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("code", FAILS)
def test_an_expression_that_fails_is_drawn_without_a_result(code, end):
    made = [
        (made.kind, made.shapes)
        for made in drawn(*ENDS[end](code))
        if made.step.kind == "raise" and made.code == code
    ]
    kind, *operands = FAILS[code] or [""]
    assert made == ([(kind, [*map(shape, operands), None])] if kind else [])


@pytest.mark.parametrize(
    "code", ["x @ x", "x + vector", "torch.cat([x, w])", "torch.cat(pair)", "x.T @ x.T"]
)
def test_what_fails_in_a_turn_that_is_left_out_is_drawn_if_it_has_names(code):
    lines = [
        "y, z = x, x",
        "for i in range(6):",
        "    y = y[None]",
        "    if i == 4:",
        "        x, w, pair, vector = w, x, (w, row), row[:2]",
        f"        {code}",
    ]
    made = drawn(SETUP, *lines)
    raised = [(one.kind, one.shapes) for one in made if one.step.kind == "raise"]
    kind, *operands = FAILS.get(code, [""])
    now = {"x": "w", "w": "x", "vector": "row[:2]", "pair[0]": "w", "pair[1]": "row"}
    assert raised == ([(kind, [*(shape(now[one]) for one in operands), None])] if kind else [])


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "**", "@"])
def test_an_augmented_assignment_is_drawn_with_what_its_target_was(operator):
    right = "w" if operator == "@" else "row"
    lines = [
        SETUP,
        "def work():",
        "    y = torch.rand(2, 3)",
        f"    y {operator}= {right}",
        "work()",
    ]
    (made,) = [made for made in drawn(*lines) if made.step.kind == "augassign"]
    assert made.code == f"y {operator}= {right}"
    assert made.shapes == [(2, 3), shape(right), shape(f"x {operator} {right}")]


def test_an_augmented_assignment_that_fails_is_drawn():
    (made,) = [made for made in drawn(SETUP, "x += vector") if made.step.kind == "raise"]
    assert (made.kind, made.shapes) == ("broadcast", [(2, 3), (2,), None])


def test_each_link_of_a_chain_is_drawn_from_the_link_before():
    made = drawn(SETUP, "y = image.flatten(2).transpose(1, 2)[:, 0].unsqueeze(1)")
    shapes = [one.shapes for one in made if one.kind == "view" and one.step.changed.keys() == {"y"}]
    links = [(2, 3, 4, 5), (2, 3, 20), (2, 20, 3), (2, 3), (2, 1, 3)]
    assert shapes == [list(pair) for pair in zip(links, links[1:])]


def test_a_name_is_what_it_was_before_the_statement_bound_it_anew():
    lines = [
        SETUP,
        "def work(x):",
        "    x = x + row[:, None, None]",
        "    x = x.flatten(1) @ w[:1].expand(6, 4)",
        "work(x)",
    ]
    shapes = [one.shapes for one in drawn(*lines) if one.kind in ("broadcast", "matmul")]
    assert shapes == [[(2, 3), (3, 1, 1), (3, 2, 3)], [(3, 6), (6, 4), (3, 4)]]


def test_what_a_function_gives_is_an_operand_of_the_line_that_called_it():
    lines = [
        SETUP,
        "def grow(x):",
        "    return x.repeat(2, 1)",
        "y = grow(x) + row",
        "z = torch.cat([x, grow(x)])",
    ]
    made = [(one.kind, one.shapes) for one in drawn(*lines) if one.kind != "view"]
    assert made[0] == ("broadcast", [(4, 3), (3,), (4, 3)])


def test_a_comprehension_is_drawn_with_the_operands_of_each_turn():
    lines = [
        SETUP,
        "y = [p[:1] + col for p in parts]",
        "z = [w.T[:, i:] @ many[0].T[i:] for i in range(3)]",
    ]
    made = [one.shapes for one in drawn(*lines) if one.kind in ("broadcast", "matmul")]
    assert made == [[(1, 3), (2, 1), (2, 3)]] * 2 + [
        [(4, 3), (3, 2), (4, 2)],
        [(4, 2), (2, 2), (4, 2)],
    ]


# What is not drawn

NOTHING = """
    x + 1 | 2 * x | x + half | half + half | x + x | x > 0 | x == x | -x | x.sum() | x.add(1) | x @ nothing
    torch.where(mask, 1.0, 0.0) | torch.where(mask, x, x) | torch.where(mask) | torch.cat([x]).sum()
    torch.cat([x, x], 5) | torch.cat([x, x], -3) | x.view(torch.int16) | join(x, row) | join([x, col], 1)
    x.clone() | x.contiguous() | x.to(torch.float64) | x.reshape(-1)[0] | x.T.reshape(-1) | x.view(torch.int32)
    pair[0] | parts + parts | (1, 2) + (3,) | x.shape + row.shape | x in parts | x is row | col < row < col
    torch.cat([*parts]) | torch.cat(parts * 5) | torch.cat([x, x], **{"dim": 1}) | torch.cat([x, x], self.dim)
    torch.where(mask, *pair[:1], x) | torch.where(mask, x, other=row) | torch.stack([x, x]) | x.detach() | F.relu(x)
    add(x, row) | cat([x, col], 1) | box.add(x, row) | box.matmul(x, w) | box.cat([x, col], 1) | where(x, row, col)
    (lambda x: x + row)(col) | next(x + y for y in [row]) | (y := row) + (y + x)[0] | box @ x | x @ box | box + x
"""
OWN = """
def add(a, b):
    return a.clone()

cat = where = join = lambda *given: torch.rand(2, 3)
nothing = None

class Own:
    add = matmul = cat = lambda self, *given: given[0].clone()
    __matmul__ = __rmatmul__ = __radd__ = __add__ = lambda self, other: other.clone()

box = Own()
"""


@pytest.mark.parametrize(
    "code", [one.strip() for one in NOTHING.replace("\n", "|").split("|") if one.strip()]
)
def test_an_expression_is_not_drawn(code):
    ran = drawn(SETUP, OWN, "try:", f"    made = {code}", "except Exception:", "    pass")
    assert [made.kind for made in ran if made.code == code] == []


def test_two_augmented_assignments_on_one_line_are_not_drawn():
    assert drawn(SETUP, "x += row; x += col") == []


# Never drawn with what was not there

HOSTILE = {
    "a loop left turns out": "for i in range(5):\n    x = x[None]\ny = x + row",
    "a loop that was broken off": "for i in range(5):\n    x = x[None]\n    if i == 3:\n        break\ny = x + row",
    "an inner loop left turns out": "for i in range(2):\n    for j in range(4):\n        x = x[None]\n    y = x + row",
    "a while loop left turns out": "while x.ndim < 7:\n    x = x[None]\ny = x + row",
    "the other branch of a loop": "for i in range(5):\n    x = x[None]\nelse:\n    y = x + row",
    "a number of a loop": "for d in range(1, 5):\n    x = x[None]\nfor d in (0, 1):\n    y = torch.cat([x, x], dim=d)",
    "a dim of turns left out": "for d in (0, 0, 0, 1):\n    pass\ny = torch.cat([x, col], d)",
    "a loop left by an exception": "try:\n    for i in range(5):\n        x = x[None]\n        if i == 4:\n            x @ x[:, 0]\nexcept Exception:\n    y = x + row\ny = x + row",
    "a loop left by a suppressed exception": "from contextlib import suppress\nwith suppress(Exception):\n    for i in range(5):\n        x = x[None]\n        if i == 3:\n            x @ x\ny = x + row",
    "finally after a loop": "try:\n    for i in range(5):\n        x = x[None]\n        if i == 3:\n            x @ many[0, 0]\nfinally:\n    y = x + row",
    "bound anew in finally": "try:\n    try:\n        x @ vector\n    finally:\n        x = many\nexcept Exception:\n    y = x + row",
    "a list that grew": "some = [x]\nsome.append(x)\ny = torch.cat(some)",
    "a list that grew in a function": "some = [x]\ndef grow(given):\n    given.append(x)\ngrow(some)\ny = torch.cat(some)",
    "a list that was turned round": "some = [x, x[:1]]\nsome.reverse()\ny = torch.cat(some)",
    "a list of which one was changed": "some = [col, x]\nsome[0] = x\ny = torch.cat(some, 1)",
    "a list that grew in turns left out": "some = []\nfor i in range(6):\n    some.append(x)\ny = torch.cat(some, 1)",
    "a long list": "some = [x] * 9\ny = torch.cat(some)\ny = torch.cat([x] * 12)",
    "a tuple whose tensor got another shape": "some = (x, row[None])\nx.t_()\ny = torch.cat(some, 1)",
    "another shape in place": "y = x.unsqueeze_(0) + x",
    "another shape in place, bound at once": "x = x.unsqueeze_(0) + x",
    "another shape in place, by another name": "same = x\ny = same.t_() @ x",
    "another shape by a function": "def turn(x):\n    x.t_()\n    return x\ny = x.T @ turn(x)\ny = turn(x) @ x.T",
    "another shape by a folded call": "def turn(x):\n    return x.t_()\nturn(x).t_()\nx = turn(x) @ x.T",
    "another shape by out": "z = torch.empty(0)\nz = torch.add(x, row, out=z) + z",
    "a variable of a comprehension": "y = [x + row for x in (col, many)]\ny = {x @ w for x in (many, x)}",
    "a variable of an inner comprehension": "y = [[x * p for x in (col, row)] for p in parts[:1]]",
    "the first of a comprehension": "y = [x + col for x in x]",
    "a walrus of a comprehension": "y = [(x := p) + x[:1] for p in parts]\ny = x + row",
    "turns that are not tensors": "y = [one[0] * col for one in ([x], [5], [many], [7])]",
    "turns that are compared with nothing": "y = [x[i:] == [None, None, row, 5][i] for i in (0, 1)]\ny = [x == one for one in (None, row, None, col)]",
    "turns whose operand is no tensor": "y = [[x, 5][i] == [None, row][i] for i in (0, 1)]",
    "an argument of a lambda": "f = lambda x: x + row\ny = f(many)\ny = (lambda x: x @ w)(many)",
    "a lambda of other names": "def make(x):\n    return lambda: x + row\nf = make(many)\ny = f()",
    "a lambda called in a function": "f = lambda: x + row\ndef work(x):\n    return f()\nwork(many)",
    "a generator": "made = (x + p for p in (row, col))\nx = many\ny = list(made)",
    "a generator in a function": "def work(x, made):\n    return list(made)\nwork(many, (x + p for p in (row, col)))",
    "a walrus": "y = (x := many) + x[0]\nz = x + row\nz = x + (x := row)",
    "a walrus, then its name": "y = (x := many).mT @ x\nz = x + row",
    "another shape by other code": "from operator import methodcaller\ny = methodcaller('t_')(x) @ x",
    "another shape by a function, and what was read before": "def turn(x):\n    x.t_()\n    return x\nz = torch.cat([x[:1], turn(x).T])",
    "a walrus in a condition": "if (x := many).ndim > 2:\n    y = x + row",
    "a name of the module in a function": "def work():\n    return x + row\nwork()\nx = many\nwork()",
    "an argument like a name of the module": "def work(x):\n    return x + row\nwork(many)",
    "an argument that is not a tensor": "def work(x=5):\n    return x + row[None]\nwork()",
    "a default argument": "def work(y, x=x.T):\n    return y @ x\nwork(many)\nwork(many[0, :1])",
    "starred arguments": "def work(*x):\n    return torch.cat(x) + row\nwork(x, x)\nwork(x)",
    "starred keywords": "def work(**x):\n    return x['a'] + row\nwork(a=many)",
    "global": "def work():\n    global x\n    x = many\n    return row\ny = x + work()\ny = x + row",
    "global in turns left out": "def work():\n    global x\n    x = x[None]\nfor i in range(5):\n    work()\ny = x + row",
    "nonlocal": "def outer(x):\n    def work():\n        nonlocal x\n        x = many\n        return row\n    return x + work(), x + row\nouter(x)",
    "a closure like a name of the module": "def outer(x):\n    def work():\n        return x + row\n    return work\nouter(many)()",
    "closures of two calls": "def outer(x):\n    def work(y):\n        return x + y\n    return work\nf, g = outer(many), outer(x)\ny = f(row), g(row), f(row[:1])",
    "a closure whose name was bound later": "def outer():\n    def work(y):\n        return x + y\n    x = many\n    work(row)\n    x = col\n    work(row[None])\nouter()",
    "a function in a function of the same name": "def x():\n    return many\ny = x() + row",
    "a name that became a function": "def work():\n    def x():\n        pass\n    return x @ row\nwork()",
    "a name that became a class": "class x:\n    pass\ny = x @ row",
    "a name that was imported": "import math as x\ny = x @ row",
    "a name that was deleted": "del x\ny = x @ row",
    "a number that was a tensor": "x = 5\ny = torch.where(mask, x, row)",
    "a name that a statement bound half": "some = []\ntry:\n    x, some[4] = x + row[:, None, None], row\nexcept Exception:\n    pass\ny = x + row",
    "a name that a pattern bound": "match many:\n    case x if (x + row).ndim > 2:\n        y = x + row\nz = x + row",
    "a name of a class": "class Own:\n    x = many\n    def work(self):\n        return x + row\nOwn().work()",
    "an attribute of another": "class Own:\n    pass\none, two = Own(), Own()\none.x, two.x = many, x\nsame = one\nsame.x = col\ny = one.x + row, two.x + row",
    "an attribute that a method bound anew": "class Own:\n    def __init__(self):\n        self.x = x\n    def grow(self):\n        self.x = many\n        return row\n    def work(self):\n        self.x += self.grow()\n        return self.x + row\nOwn().work()",
    "a property": "class Own:\n    @property\n    def x(self):\n        return many + row\ny = Own().x + row",
    "a recursion": "def work(x):\n    if x.ndim < 5:\n        return work(x[None]) + x + row\n    return x\nwork(x)",
    "a function that is generating": "def work(x):\n    yield x + row\n    x = x[None]\n    yield x + col\ny = [one for one in work(many)]\ny = next(work(x)) + x",
    "two statements on a line": "x = x + col; x = x + many; y = x + row",
    "an exception in a comprehension": "try:\n    y = [p @ w[:q] for p, q in ((x, 3), (col, 1), (x, 2))]\nexcept Exception:\n    y = x + row",
    "an exception of a folded call": "def work(x, n):\n    return x @ torch.ones(n, 2)\nwork(many, 3)\nx = many\nwork(x, 4)",
    "an exception of a folded call, caught": "def work(x, n):\n    return x @ torch.ones(n, 2)\nwork(many, 3)\ntry:\n    work(many, 4)\nexcept Exception:\n    y = x + row",
    "an exception of a lambda": "f = lambda x: x @ row[None]\nmany = f(many)",
    "texts": "y = f'{(x + row).shape} {[x + row for x in (col, many)]}'",
    "letters of several bytes": "é = 'ä'; y = x + row; ü = many + row",
    "operands on several lines": "y = (\n    x\n    + row\n)\nz = torch.cat(\n    [x,\n     col],\n    dim=1,\n)",
    "no parentheses": "y = x + row * col - many",
    "a with": "with torch.no_grad() as x, torch.no_grad():\n    y = many + row\n    y = row + x",
    "starred targets": "x, *some = many, x, x\ny = x + row\ny = torch.cat(some)",
    "a loop over tensors": "for x in (col, many, x, row):\n    y = x + row[None]\ny = x + row[None, None]",
    "a loop over rows": "for x in many:\n    y = x + row\ny = x + row",
    "functions of others": "from torch.nn.functional import linear\ny = linear(x, w.T)\nadd = torch.add\ny = add(x, row)",
}


@pytest.mark.parametrize("lines", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("scope", ["the module", "a function"])
def test_a_drawing_is_of_what_was_really_there(lines, scope):
    source = "\n".join(SCOPES[scope](lines.split("\n"))) + "\n"
    assert programs.untrue(*programs.recorded(source)) == []


@pytest.mark.parametrize(
    "name",
    [name for name in HOSTILE if name.startswith(("a loop", "an inner", "a while", "a list that"))],
)
def test_what_a_name_became_in_turns_or_calls_is_drawn(name):
    last = drawn(SETUP, HOSTILE[name])[-1]
    assert last.code.startswith(("x + row", "torch.cat(some")) and last.to


# Random programs: seeded, and every drawing held against the truth

SEEDS = range(100)


@functools.cache
def program(seed):
    return programs.recorded(programs.Author(seed).program())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_untrue_is_drawn_of_a_random_program(seed):
    assert programs.untrue(*program(seed)) == []


@pytest.mark.filterwarnings("ignore")
def test_the_random_programs_draw_every_kind_with_and_without_a_result():
    made = [made for seed in SEEDS for made in programs.drawings(*program(seed))]
    for kind in ("matmul", "broadcast", "cat", "linear"):
        assert sum(one.kind == kind and one.to is not None for one in made) >= 5, kind
        assert sum(one.kind == kind and one.to is None for one in made) >= 3, kind
    assert sum(one.kind == "view" for one in made) >= 50


# Layers

CONVS = """
    Conv1d(3, 4, 3) | Conv1d(3, 4, 4, stride=2, padding=1) | Conv1d(3, 4, 3, dilation=2, padding="same")
    Conv1d(3, 4, 4, padding="same") | Conv1d(3, 4, 4, padding="valid") | Conv1d(3, 4, 5, stride=3)
    Conv2d(3, 4, (3, 2), stride=(2, 1), padding=(1, 0)) | Conv2d(3, 4, (3, 4), padding="same", dilation=(2, 1))
    Conv2d(3, 4, 3, padding=2, padding_mode="circular") | Conv2d(3, 3, 3, groups=3) | LazyConv2d(4, 3)
    Conv3d(3, 4, (2, 3, 1), stride=(1, 2, 3)) | ConvTranspose1d(3, 4, 4, stride=3, padding=1)
    ConvTranspose2d(3, 4, 3, stride=2, output_padding=1) | ConvTranspose2d(3, 4, (2, 3), dilation=(1, 2), padding=(1, 0))
    ConvTranspose3d(3, 4, 2, stride=2)
"""


@pytest.mark.filterwarnings("ignore:Using padding")
@pytest.mark.parametrize("batch", [(2,), ()], ids=["batch", "one"])
@pytest.mark.parametrize(
    "text", [one.strip() for one in CONVS.replace("\n", "|").split("|") if one.strip()]
)
def test_the_axes_of_a_convolution_make_the_size_of_its_real_output(text, batch):
    sizes = {"1": (11,), "2": (11, 13), "3": (7, 8, 9)}[text.split("d(")[0][-1]]
    lines = [
        "import torch",
        "from torch import nn",
        f"x = torch.rand({(*batch, 3, *sizes)})",
        f"y = nn.{text}(x)",
    ]
    (made,) = [one for one in drawn(*lines) if one.kind == "conv"]
    axes, (before, after) = made.made["axes"], made.shapes
    assert [axis["n"] for axis in axes] == list(sizes) == list(before[-len(sizes) :])
    assert [out(**axis) for axis in axes] == list(after[-len(sizes) :])
    assert made.made["text"].startswith(text.split("(")[0].removeprefix("Lazy"))


def out(n, k, s, p, d, extra, transposed):
    """The size of the output, as the documentation of torch has it."""
    left, right = p if isinstance(p, list) else (p, p)
    if transposed:
        return (n - 1) * s - left - right + d * (k - 1) + extra + 1
    return (n + left + right - d * (k - 1) - 1) // s + 1


@pytest.mark.parametrize("text", ["Conv2d(3, 4, 3, stride=0)", "Conv2d(3, 4, 3)"])
def test_a_convolution_that_moves_nowhere_or_lacks_axes_is_not_drawn(text):
    size = (2, 3, 5, 5) if "stride" in text else (5, 5)
    assert drawn("import torch", f"x = torch.rand{size}", f"y = torch.nn.{text}(x)") == []


def test_a_transposed_convolution_may_be_asked_for_the_size_of_its_output():
    (made,) = drawn(
        "import torch",
        "x = torch.rand(2, 3, 5, 5)",
        "y = torch.nn.ConvTranspose2d(3, 4, 3, stride=2)(x, output_size=(11, 12))",
    )
    assert [out(**axis) for axis in made.made["axes"]] == [11, 12]


LAYERS = {
    "in a Sequential": (
        "nn.Sequential(nn.Flatten(), nn.Linear(12, 5))(torch.rand(2, 3, 4))",
        [(2, 12), (2, 5)],
        [12, 5],
    ),
    "of one vector": ("nn.Linear(3, 4, bias=False)(torch.rand(3))", [(3,), (4,)], [3, 4]),
    "in a comprehension": (
        "[layer(torch.rand(2, 3)) for layer in (nn.Linear(3, 4), nn.Tanh())][0]",
        [(2, 3), (2, 4)],
        [3, 4],
    ),
    "of many dims": ("nn.Linear(3, 4)(torch.rand(2, 5, 3))", [(2, 5, 3), (2, 5, 4)], [3, 4]),
}


@pytest.mark.parametrize(("code", "shapes", "weight"), LAYERS.values(), ids=LAYERS)
def test_a_linear_layer_is_drawn_with_its_input_and_weight(code, shapes, weight):
    (made,) = [
        one
        for one in drawn("import torch", "from torch import nn", f"y = {code}")
        if one.kind == "linear"
    ]
    assert (made.shapes, made.made["weight"]) == (shapes, weight)


def test_a_layer_is_drawn_where_it_ran_and_not_where_its_output_is_handed_on():
    lines = [
        "import torch",
        "def give(x):",
        "    return x",
        "y = give(torch.nn.Linear(3, 4)(torch.rand(2, 3)))",
    ]
    assert [one.code for one in drawn(*lines) if one.kind == "linear"] == [
        "torch.nn.Linear(3, 4)(torch.rand(2, 3))"
    ]


def test_a_layer_of_the_snippets_own_is_not_drawn_as_torchs():
    lines = [
        "import torch",
        "from torch import nn",
        "class Linear(nn.Module):",
        "    def forward(self, x):",
    ]
    assert drawn(*lines, "        return x.clone()", "y = Linear()(torch.rand(2, 3))") == []
