"""An instrumented run behaves like a plain one."""

import ast
import builtins
import contextlib
import io
import sys
import traceback
import types

import pytest

from stepthrough import instrument

ALIKE = {
    "generators": """
        def count(n):
            "Counts, and takes orders."
            try:
                while n:
                    order = yield n
                    n = order if order is not None else n - 1
            finally:
                print("closed at", n)
            return "done"

        def outer():
            got = yield from count(2)
            print("inner returned", got)
            yield from (x * x for x in range(3))

        print(list(outer()))
        it = count(5)
        print(next(it), it.send(9), next(it))
        it.close()
        it = count(3)
        next(it)
        try:
            it.throw(KeyError("thrown"))
        except KeyError as error:
            print("back", error)
        for x in count(4):
            if x == 2:
                break
        print(next(iter(()), "empty"))
        """,
    "comprehensions": """
        rows = [[a * b for b in range(a)] for a in range(4) if a % 2 or a == 2]
        print(rows, {x for row in rows for x in row}, {k: len(v) for k, v in enumerate(rows)})
        print(sum(x for row in rows for x in row), [(lambda: i)() for i in range(3)])
        x = "outside"
        print([x for x in range(3)], x)

        class Table:
            side = 3
            cells = [n for n in range(side)]

        print(Table.cells)
        """,
    "try and finally": """
        def leave(how):
            for step in range(3):
                try:
                    print("try", how, step)
                    if how == "return":
                        return "from try"
                    if how == "break":
                        break
                    if how == "continue":
                        continue
                    if how == "raise":
                        raise ValueError(how)
                except ValueError as error:
                    print("except", error)
                    return "from except"
                else:
                    print("else")
                finally:
                    print("finally")
                    if how == "overrule":
                        return "from finally"
            return "from end"

        for how in ("return", "break", "continue", "raise", "overrule", ""):
            print(leave(how))

        try:
            try:
                1 / 0
            except ZeroDivisionError as error:
                raise KeyError("second") from error
        except KeyError as error:
            print(repr(error), repr(error.__cause__), error.__suppress_context__)
        try:
            raise ExceptionGroup("many", [ValueError(1), TypeError(2), KeyError(3)])
        except* (ValueError, TypeError) as group:
            print(group.exceptions)
        except* KeyError as group:
            print("key", group.exceptions)
        try:
            error
        except NameError:
            print("the name of a caught exception is gone")
        """,
    "recursion": """
        def fib(n):
            return n if n < 2 else fib(n - 1) + fib(n - 2)

        def hanoi(n, a="a", b="b", c="c"):
            if n:
                yield from hanoi(n - 1, a, c, b)
                yield a + c
                yield from hanoi(n - 1, b, a, c)

        print(fib(12), list(hanoi(3)))
        """,
    "classes": """
        from dataclasses import dataclass, field

        class Meta(type):
            def __new__(meta, name, bases, body, **options):
                made = super().__new__(meta, name, bases, dict(body))
                made.options = options
                made.names = sorted(name for name in body if not name.startswith("__"))
                return made

        class Base(metaclass=Meta, size=3):
            "What it is."
            count = 0
            __hidden = "base"

            def __init__(self, *args, **kwargs):
                super().__init__()
                Base.count += 1
                self.__own = args
                self.kwargs = kwargs

            def __getattr__(self, name):
                if name.startswith("no_"):
                    raise AttributeError(name)
                return f"<{name}>"

            @property
            def hidden(self):
                return self.__hidden, self.__own

            @classmethod
            def make(cls, *args):
                return cls(*args)

            @staticmethod
            def helper(x):
                return x + 1

            def who(self):
                return ["base"]

        class Left(Base):
            __hidden = "left"
            __slots__ = ()

            def who(self):
                return ["left", *super().who()]

        class Right(Base):
            def who(self):
                return ["right", *super(Right, self).who()]

        class Both(Left, Right):
            def who(self):
                def inner():
                    return super(__class__, self).who()
                return ["both", *inner()]

        both = Both.make(1, 2)
        print(both.who(), both.hidden, both.other, Both.helper(2), Base.count, Both.__mro__)
        print(Base.options, Base.names, Base.__doc__, sorted(vars(both)), hasattr(both, "no_way"))

        @dataclass(order=True)
        class Point:
            x: int
            y: float = 0.5
            tags: list = field(default_factory=list, compare=False)

        print(Point(1), Point(1) < Point(2), Point.__annotations__)
        """,
    "watched attributes": """
        import torch

        class Watched:
            def __init__(self, D):
                self.x = D

            def __getattribute__(self, name):
                print("asked for", name)
                return object.__getattribute__(self, name)

            def grow(self):
                n = 4
                self.x = n
                y = torch.zeros(3)  # (3,)
                return [self, n]

        watched = Watched(3)
        watched.grow()
        print(watched.x)
        """,
    "closures": """
        total = 0

        def counter():
            n = 0
            def up(by=1):
                nonlocal n
                global total
                n += by
                total += n
                return n
            return up

        first, second = counter(), counter()
        print(first(), first(5), second(), total)
        late = [lambda: i for i in range(3)]
        early = [lambda i=i: i for i in range(3)]
        print([f() for f in late], [f() for f in early], first.__closure__[0].cell_contents)
        """,
    "decorators": """
        import contextlib
        import functools

        def loud(times):
            def around(f):
                @functools.wraps(f)
                def inner(*args, **kwargs):
                    print("call", f.__name__, args, kwargs)
                    return [f(*args, **kwargs) for _ in range(times)]
                return inner
            return around

        @loud(times=2)
        @functools.lru_cache(maxsize=None)
        def add(a, /, b, *, c=3):
            "Adds."
            print("really")
            return a + b + c

        @contextlib.contextmanager
        def tag(name):
            print("<", name)
            try:
                yield name
            finally:
                print(">", name)

        print(add(1, 2), add(1, b=2, c=4), add.__doc__, add.__name__)
        with tag("a") as a, tag("b") as b:
            print(a, b)
        with contextlib.suppress(ZeroDivisionError), tag("c"):
            1 / 0
        """,
    "expressions": """
        import math
        a, (b, *c), d = 1, (2, 3, 4), [5]
        x = y = [0] * 3
        x[0], y[1] = 7, 8
        x[1:2] = [9, 9]
        d += [6]
        del c[0], x[0]
        print(a, b, c, d, x, y, 1 < a + 1 < 3 < 2, a and b or c, not a, -b, ~b, b if a else c)
        print(f"{a} {b!r:>{a + 4}} {a + b=} {x[0]:03d} {'nested ' + f'{a}'} {{}} {math.pi:.{b}f}")
        if (n := len(x)) > 2 and any((last := v) for v in x):
            print(n, last)
        while (n := n - 1):
            print("left", n)
        print(*x, sep="-", **{"end": "!\\n"})
        z: int = 3
        w: str
        print(z, "w" in globals(), __annotations__)
        print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, m=4), [1, *x, *()], {**{"q": 1}, "r": 2})
        print([][1:] == [], x[::-1], (yes := True), 0xFF, 1_000, b"b", 3j * 2, ...)
        assert a == 1, "never"
        """,
    "loops": """
        for i in range(3):
            for j in range(3):
                if j == 2:
                    continue
                if i == 2:
                    break
                print(i, j)
            else:
                print("no break", i)
        else:
            print("outer else")
        n = 5
        while n:
            n -= 2
            if n < 0:
                break
        else:
            print("not here")
        for key, (a, b) in {"x": (1, 2)}.items():
            print(key, a, b)
        print(i, j, n)
        """,
    "match": """
        from dataclasses import dataclass

        @dataclass
        class Size:
            height: int
            width: int

        def name(thing):
            match thing:
                case 0 | 1:
                    return "small"
                case Size(height=h, width=w) if h == w:
                    return f"square {h}"
                case Size(h, w):
                    return f"{h} by {w}"
                case [first, *rest]:
                    return f"{first} and {len(rest)} more"
                case {"key": value, **others}:
                    return f"{value}, {others}"
                case str() as text:
                    return text
                case _:
                    return "else"

        for thing in (0, Size(2, 2), Size(2, 3), [1, 2, 3], {"key": 1, "b": 2}, "text", None):
            print(name(thing))
        """,
    "async": """
        import asyncio
        import threading

        class Door:
            async def __aenter__(self):
                print("open")
                return self

            async def __aexit__(self, *error):
                print("shut")

        async def numbers(n):
            for i in range(n):
                await asyncio.sleep(0)
                yield i
            return

        async def work(name):
            async with Door():
                async for i in numbers(2):
                    print(name, i)
            return [i async for i in numbers(3)]

        async def both():
            return await asyncio.gather(work("a"), work("b"))

        thread = threading.Thread(target=lambda: print(asyncio.run(both())))
        thread.start()
        thread.join()
        """,
    "inspection": '''
        """The module."""
        from __future__ import annotations

        import inspect
        import sys

        def f(a: int, *b, c: list[int] = None) -> Later:
            """Does it."""
            return sys._getframe().f_lineno

        class K:
            """A class."""

            def m(self):
                return sorted(locals()), __class__.__name__, f.__qualname__

        print(__doc__, __name__, __file__ == sys.argv[0], f.__doc__, K.__doc__)
        print(f(1), inspect.signature(f), f.__annotations__, K().m(), K.m.__qualname__)
        print(inspect.getsource(f), inspect.getsource(K.m), sorted(locals()) == sorted(globals()))
        print(sorted(name for name in globals() if "st_" in name), f.__code__.co_varnames)
        ''',
    "lifetimes": """
        import weakref

        class Big:
            def __init__(self):
                weakref.finalize(self, print, "freed").atexit = False

        def local():
            big = Big()
            other = weakref.ref(big)
            print("made")
            return other

        print(local()() is None)
        big = Big()
        del big
        big = Big()
        big = None

        def broken():
            big = Big()
            yield 1
            raise KeyError

        try:
            list(broken())
        except KeyError:
            print("caught")
        for _ in broken():
            break
        print("end")
        """,
    "tracebacks": """
        import traceback

        def inner(x):
            return (x +
                    [1][7])

        def outer():
            y = [inner(i) for i in range(2)]
            return y

        try:
            outer()
        except IndexError:
            print(traceback.format_exc())
        try:
            print("é × é", [1][7])
        except IndexError as error:
            print("".join(traceback.format_exception(error)))
        """,
    "torch": """
        import copy
        import io
        import torch
        from torch import nn

        class Double(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                ctx.save_for_backward(x)
                return x * 2

            @staticmethod
            def backward(ctx, grad):
                (x,) = ctx.saved_tensors
                print("backward", x.shape, f"{grad.sum().item():.4f}")
                return grad * 2

        class Net(nn.Module):
            def __init__(self, D):
                super().__init__()
                self.layers = nn.ModuleList(
                    nn.Sequential(nn.Linear(D, D), nn.Dropout(0.5)) for _ in range(2)
                )
                self.scale = nn.Parameter(torch.ones(D))
                self.register_buffer("mean", torch.zeros(D))

            def forward(self, x):
                for layer in self.layers:
                    x = x + layer(x)
                self.mean.mul_(0.9).add_(x.detach().mean(0), alpha=0.1)
                return Double.apply(x * self.scale)

        def tell(module, args, out):
            print("hook", tuple(out.shape))

        net = Net(4)
        net.register_forward_hook(tell)
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
        for step in range(4):
            loss = net(torch.rand(3, 4)).pow(2).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            print(f"{loss.item():.4f}", torch.rand(1).item())
        with torch.no_grad():
            print(net(torch.ones(2, 4)).requires_grad, net)
        twin = copy.deepcopy(net)
        file = io.BytesIO()
        torch.save(twin, file)
        file.seek(0)
        back = torch.load(file, weights_only=False)
        print(list(back.state_dict()), f"{back.eval()(torch.ones(2, 4)).sum().item():.4f}")
        """,
    "many kinds of tensors": """
        import torch
        with torch.inference_mode():
            x = torch.ones(3)
            x.add_(1)
        meta = torch.zeros(3, 4, device="meta")
        sparse = torch.eye(3).to_sparse()
        whole = torch.arange(12).reshape(3, 4)
        empty = torch.zeros(0, 3)
        half = torch.ones(9, dtype=torch.bfloat16)
        weird = torch.tensor([float("nan"), float("inf"), 1.0])
        parts = torch.complex(torch.ones(9), torch.ones(9))
        bits = torch.tensor([True, False] * 5)
        wide = torch.ones(1).expand(5, 7)
        named = torch.max(torch.rand(3, 4), dim=1)
        doubled = torch.vmap(lambda row: row * 2)(whole)
        with torch.device("meta"):
            other = torch.zeros(3)
        print(x, meta.shape, sparse, whole, empty, half, weird, parts, bits, wide, named, doubled, other)
        """,
}  # fmt: skip

RAISES = {
    "in a function": "def f(x):\n    return x + 1\n\ndef main():\n    f(None)\n\nmain()\n",
    "in a comprehension": "x = [1 / n for n in (2, 1, 0)]\n",
    "in a generator": "def g():\n    yield 1\n    raise KeyError('k')\n\nprint(list(g()))\n",
    "in a finally": "try:\n    1 / 0\nfinally:\n    {}['x']\n",
    "on a line of its own in a call": "print(\n    1,\n    2 + None,\n)\n",
    "in a method of a class body": "class A:\n    x = 1\n    y = z\n",
    "by an assertion": "x = 3\nassert x == 4, f'{x} is not 4'\n",
    "by torch": "import torch\na, b = torch.zeros(2, 3), torch.zeros(4, 5)\nc = a.T.contiguous() @ b\n",
    "by sys.exit": "import sys\nsys.exit('over')\n",
    "through a with": "import torch\nwith torch.no_grad():\n    x = torch.zeros(2)[5]\n",
    "in a lambda": "f = lambda x: x.y\nf(3)\n",
    "by a deep recursion": "def f(n):\n    return f(n + 1)\nf(0)\n",
}


@pytest.fixture
def plainly(monkeypatch):
    """What a file prints and how it ends when Python itself runs it: (output, error)."""
    from stepthrough import record

    def ran(one):
        module = types.ModuleType("__main__")
        module.__file__ = str(one.path)
        monkeypatch.setitem(sys.modules, "__main__", module)
        monkeypatch.setattr(sys, "argv", [str(one.path)])
        record.seed()
        found = None
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            try:
                exec(compile(one.source, str(one.path), "exec"), module.__dict__)
            except BaseException as error:
                found = error
        return printed.getvalue(), found

    return ran


@pytest.mark.parametrize("code", ALIKE.values(), ids=ALIKE)
def test_a_recorded_run_prints_what_a_plain_run_prints(code, write, run, plainly):
    one = write(code)
    printed, error = plainly(one)
    assert error is None
    trace = run(one)
    assert trace.error is None, trace.error
    assert trace.output == printed


@pytest.mark.parametrize("code", RAISES.values(), ids=RAISES)
def test_a_recorded_run_ends_with_the_exception_of_a_plain_run_at_the_same_places(
    code, write, run, plainly
):
    one = write(code)
    _, error = plainly(one)
    entries = traceback.extract_tb(error.__traceback__)
    own = [entry for entry in entries if entry.filename == str(one.path)]
    places = [(entry.lineno, entry.name) for entry in own]
    trace = run(one)
    assert trace.error.type == type(error).__name__
    said = trace.error.message.removesuffix(
        " in comparison"
    )  # what the last call of a recursion was
    assert said == str(error).removesuffix(" in comparison")
    found = [(line, name) for line, _, _, name in trace.error.frames]
    assert (found[:3], found[-1]) == (places[:3], places[-1])


@pytest.mark.parametrize("before", ["", "'plain', ", "'é × é', "])
def test_the_carets_of_an_exception_stand_under_the_expression_that_raised(before, write, run):
    one = write(f"x = 3\nprint({before}x + None)\n")
    ((line, col, width, _),) = run(one).error.frames
    assert one.lines[line - 1][col - 1 :][:width] == "x + None"


def test_a_truth_value_is_asked_for_once(write, run):
    one = write(
        """
        class Asked:
            def __bool__(self):
                print("asked")
                return True

        if Asked():
            print("yes")
        while Asked():
            break
        """
    )
    assert run(one).output == "asked\nyes\nasked\n"


def test_a_condition_without_a_truth_value_raises_as_in_a_plain_run(write, run):
    one = write(
        """
        import torch

        try:
            if torch.zeros(3) > 1:
                print("never")
        except RuntimeError as error:
            print(error)
        """
    )
    trace = run(one)
    assert trace.error is None, trace.error
    assert trace.output.startswith("Boolean value of Tensor")


def test_a_recursion_without_end_can_be_caught_as_in_a_plain_run(write, run):
    one = write(
        """
        def down(n):
            deeper = n + 1
            return down(deeper)

        for _ in range(3):
            try:
                down(0)
            except RecursionError:
                print("deep enough")
        """
    )
    trace = run(one)
    assert (trace.error, trace.output) == (None, "deep enough\n" * 3)


LOUD = """
    class Loud:
        D = 3

        def __init__(self, size):
            self.parts = [size]

        def __repr__(self):
            print("repr")
            return "Loud()"

        def __len__(self):
            print("len")
            return 1

        def __eq__(self, other):
            print("eq")
            return True

        def __hash__(self):
            print("hash")
            return 1

        def __getattr__(self, name):
            print("getattr", name)
            raise AttributeError(name)

        @property
        def shape(self):
            print("shape")
            return 1, 2

        @property
        def size(self):
            print("size")
            return self.parts[0]

        @size.setter
        def size(self, value):
            self.parts = [value]

        def grow(self):
            me, n = self, 4
            self.size = n
            self.other = [self, n]
            del self.other
            return me

    loud = Loud(3).grow()
    other = Loud(4)
    both = [loud, other]
    print("end")
"""


def test_the_recorder_runs_none_of_the_snippets_own_code(write, run):
    made = run(write(LOUD))
    assert (made.error, made.output) == (None, "end\n")


@pytest.mark.parametrize(
    "code",
    [
        "import weakref\nclass A:\n    pass\na = A()\nx = weakref.proxy(a)\ndel a\ny = 1\n",
        "import torch\nimport weakref\nclass A:\n    pass\ndef f():\n    a = A()\n"
        "    x = weakref.proxy(a)\n    del a\n    return torch.ones(3)  # (3,)\nf()\n",
        "x = 10**5000\ny = [x]\n",
        "class A:\n    __slots__ = 'x'\n    def f(self):\n        self.x = 1\n        del self.x\nA().f()\n",
        "import enum\nclass F(float, enum.Enum):\n    A = 1.5\nfor i in range(4):\n    f = F.A\n",
        "import unittest.mock\nx = unittest.mock.MagicMock()\nfor i in range(4):\n    y = x.shape\n",
        "x = []\nx.append(x)\ny = {1: x}\n",
        "import numpy\nx = numpy.zeros(3)\ny = numpy.int64(3)\nz = numpy.float32(1.5)\n",
        "x = '\\ud800'\nprint(len(x))\n",
        "import torch\nnet = torch.nn.LazyLinear(4)\nw = net.weight\n",
    ],
    ids=[
        "dead proxy",
        "dead proxy beside a comment",
        "huge",
        "slot",
        "enum",
        "mock",
        "circular",
        "numpy",
        "surrogate",
        "lazy",
    ],
)
def test_odd_values_do_not_disturb_a_run(code, write, run):
    from stepthrough import trace

    made = run(write(code))
    assert made.error is None, made.error
    assert trace.to_json(made).encode()


def test_threads_do_not_disturb_a_run(write, run):
    one = write(
        """
        import sys
        from concurrent.futures import ThreadPoolExecutor
        import torch

        def work(n):
            x = torch.ones(3) * n
            for i in range(5):
                x = x + 1
            return x.sum().item()

        before = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        with ThreadPoolExecutor(4) as pool:
            print(sum(pool.map(work, range(300))))
        sys.setswitchinterval(before)
        """
    )
    made = run(one)
    assert (made.error, made.output) == (None, "139050.0\n")


def test_a_mode_of_the_snippet_sees_none_of_the_recorders_operations(write, run):
    one = write(
        """
        import torch
        from torch.utils._python_dispatch import TorchDispatchMode

        class Names(TorchDispatchMode):
            def __torch_dispatch__(self, function, types, args=(), kwargs=None):
                print(function)
                return function(*args, **(kwargs or {}))

        with Names():
            x = torch.arange(12.0)
            y = x + 1
        """
    )
    assert run(one).output == "aten.arange.default\naten.add.Tensor\n"


def test_tensors_that_vmap_sees_as_rows_do_not_disturb_a_loop(write, run):
    one = write(
        """
        import torch

        def total(row):
            found = row[0] * 0.0
            for value in (1, 2, 3, 4):
                found = found + row.sum()
            return found

        print(torch.vmap(total)(torch.ones(2, 3)))
        """
    )
    trace = run(one)
    assert (trace.error, trace.output) == (None, "tensor([12., 12.])\n")


def test_the_file_is_not_touched_and_only_its_own_code_is_rewritten(write):
    one = write("import textwrap\nx = textwrap.dedent(' a')\n")
    before = one.path.read_bytes()
    plan = instrument.plan(one)
    assert one.path.read_bytes() == before
    assert plan.path == str(one.path)


def test_the_tree_of_the_snippet_itself_stays_as_it_was(write):
    one = write("x = 1\nfor i in range(3):\n    x += i\n")
    before = ast.dump(one.tree, include_attributes=True)
    instrument.plan(one)
    assert ast.dump(one.tree, include_attributes=True) == before


def test_no_hook_is_left_behind(write, run):
    run(write("x = 1\n1 / 0\n"))
    assert [name for name in vars(builtins) if "__st_" in name] == []


def test_the_span_of_an_expression_is_where_it_stands_in_the_source(write):
    one = write(
        """
        x = y.flatten(2).transpose(1, 2)
        z = f(
            a + b,
            c[0],
        )
        """
    )
    spans = {source(one, span) for span in instrument.plan(one).spans}
    assert {"y.flatten(2)", "y.flatten(2).transpose(1, 2)", "a + b", "c[0]"} <= spans


def test_the_span_of_an_expression_counts_letters_and_not_bytes(write):
    one = write("x = f('é × é', y.flatten(2))\n")
    assert "y.flatten(2)" in {source(one, span) for span in instrument.plan(one).spans}


def source(one, span):
    line, col, end_line, end_col = span[:4]
    rows = one.lines[line - 1 : end_line]
    rows[-1] = rows[-1][: end_col - 1]
    rows[0] = rows[0][col - 1 :]
    return "\n".join(rows)
