"""The player's drawings, drawn in a browser and read back from the SVG, against real torch."""

import functools
import gzip
import itertools
import random
import re
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from math import prod
from pathlib import Path

import pytest
import torch
from torch import nn

from stepthrough import trace

ASSETS = Path(__file__).parents[1] / "docs" / "assets"
BUDGET = 6100
PHONE = 360 - 2 * 16
COLOUR = r"none|currentColor|color-mix\(in oklch, VAR [\d.]+%, VAR\)|VAR"
COLOUR = re.compile(COLOUR.replace("VAR", r"var\(--[a-z-]+, (?:#[0-9a-f]{3,6}|currentColor)\)"))
DRAW = """async calls => {
  const names = ['axes', 'memory', 'lineup', 'chart']
  const modules = await Promise.all(names.map(name => import(`/draw/${name}.js`)))
  const functions = Object.assign({}, ...modules)
  return calls.map(([name, ...more]) => functions[name](...more))
}"""
READ = """drawings => drawings.map(drawing => {
  const number = (mark, name) => +mark.getAttribute(name)
  const words = mark => [...mark.children].filter(one => one.tagName === 'text').map(one => one.textContent)
  const box = mark => {
    const frame = mark.querySelector('[fill=none]')
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map(name => number(frame, name))
    const filled = mark.querySelectorAll('rect').length > 1
    const bold = mark.querySelector('[font-weight]')?.textContent ?? ''
    return { ...mark.dataset, words: words(mark), bold, filled, x, y, width, height }
  }
  const holder = document.createElement('div')
  holder.innerHTML = drawing
  return [...holder.children].map(svg => {
    const all = (where, pick) => [...svg.querySelectorAll(where)].map(pick)
    return {
      role: svg.getAttribute('role'),
      title: svg.querySelector('title').textContent,
      desc: svg.querySelector('desc').textContent,
      words: words(svg),
      rows: all('[data-row]', row => [...row.children].map(box)),
      ribbons: all('[data-from]', path => ({ ...path.dataset, d: path.getAttribute('d') })),
      labels: Object.fromEntries(all('text[data-kind]', one => [one.dataset.kind, one.textContent])),
      lines: all('path:not([data-from])', path => path.getAttribute('d')),
      colours: ['fill', 'stroke'].flatMap(name => all(`[${name}]`, one => one.getAttribute(name))),
    }
  })
})"""
MEASURE = """drawings => {
  document.body.innerHTML = drawings.map(drawing => `<div>${drawing}</div>`).join('')
  return [...document.querySelectorAll('svg')].map(svg => {
    const view = svg.viewBox.baseVal
    const texts = [...svg.querySelectorAll('text')].map(text => {
      const { x, y, width, height } = text.getBBox()
      return { words: text.textContent, size: parseFloat(getComputedStyle(text).fontSize), x, y, width, height }
    })
    const title = svg.querySelector('title').textContent
    return { title, texts, seen: svg.clientWidth, width: view.width, height: view.height }
  })
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves the assets, and a blank page at /."""

    def do_GET(self):
        if self.path != "/":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><link rel=icon href=data:,><title>blank</title>")

    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def blank(browser):
    """A blank page of a server that has the assets."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=ASSETS))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    yield page
    page.close()
    server.shutdown()


@pytest.fixture(scope="module")
def call(blank):
    """What the functions return: call([name, *arguments], …)."""
    return functools.partial(blank.evaluate, DRAW)


@pytest.fixture(scope="module")
def read(blank, call):
    """What a reader finds in the drawings of some calls: a list of SVGs for each."""
    return lambda calls: blank.evaluate(READ, call(calls))


@pytest.fixture(scope="module")
def read_one(read):
    return lambda calls: [svgs[0] for svgs in read(calls)]


def told(tensor):
    """A tensor as a trace tells it: without what is at its default."""
    made = trace.Tensor([*tensor.shape], stride=[*tensor.stride()], offset=tensor.storage_offset())
    return trace.slim(made)


def sizes(row):
    return [int(box["size"]) for box in row if "size" in box]


def kinds(row):
    return [box.get("kind") for box in row]


def cells_of(tensor):
    """The whole memory of a tensor, as a list."""
    return torch.empty(0, dtype=tensor.dtype).set_(tensor.untyped_storage())


# Views: what became of each axis


def link(after, before, kind="same"):
    return {"after": after, "before": before, "kind": kind}


def bases(dice):
    """Tensors to make views of: contiguous, permuted, sliced; sizes differ, none is 1."""
    shape = dice.sample([2, 3, 4, 6, 8, 10, 12], dice.randint(1, 4))
    base = torch.empty(shape)
    turned = base.permute(dice.sample(range(base.dim()), base.dim()))
    cut = torch.empty([size + 2 for size in shape])[tuple(slice(1, size + 1) for size in shape)]
    return [base, turned, cut]


def permuted(x, dice):
    order = dice.sample(range(x.dim()), x.dim())
    yield x.permute(order), [link(j, [i]) for j, i in enumerate(order)]
    a, b = dice.randrange(x.dim()), dice.randrange(-x.dim(), 0)
    order = list(range(x.dim()))
    order[a], order[b] = order[b], order[a]
    yield x.transpose(a, b), [link(j, [i]) for j, i in enumerate(order)]


def ones(x, dice):
    """unsqueeze and squeeze, and what a size-1 axis does between others."""
    at = dice.randint(0, x.dim())
    wide = x.unsqueeze(at)
    kept = [j for j in range(wide.dim()) if j != at]
    added = [link(j, [i]) for i, j in enumerate(kept)] + [link(at, [], "new")]
    yield wide, added
    yield (wide, x), [link(i, [j]) for i, j in enumerate(kept)] + [link(None, [at], "dropped")]
    same = [link(j, [j]) for j in kept]
    yield (
        (wide, wide.expand([-1 if j != at else 5 for j in range(wide.dim())])),
        [*same, link(at, [at], "stretched")],
    )
    yield (
        (wide, wide.movedim(at, 0)),
        [link(0, [at])] + [link(n + 1, [j]) for n, j in enumerate(kept)],
    )


def expanded(x, dice):
    wide = x.expand(5, *x.shape)
    grown = [link(i + 1, [i]) for i in range(x.dim())]
    yield wide, [link(0, [], "stretched"), *grown]
    yield (
        (wide, wide.unsqueeze(1)),
        [link(0, [0]), link(1, [], "new"), *[link(i + 2, [i + 1]) for i in range(x.dim())]],
    )
    yield (wide, wide[0]), [link(i, [i + 1]) for i in range(x.dim())] + [link(None, [0], "dropped")]


def sliced(x, dice):
    at = dice.randrange(x.dim())
    others = [link(i, [i]) for i in range(x.dim()) if i != at]
    size = x.shape[at]
    first = dice.randrange(size)
    yield (
        x.select(at, first),
        [link(i - (i > at), [i]) for i in range(x.dim()) if i != at]
        + [link(None, [at], "dropped")],
    )
    yield x.narrow(at, first, 1), [*others, link(at, [at], "sliced")]
    if size > 2:
        yield x.narrow(at, 1, size - 1), [*others, link(at, [at], "sliced")]
        yield x.narrow(at, 0, size - 1), [*others, link(at, [at], "sliced")]
    if size > 3:
        index = tuple(slice(1, None, 2) if i == at else slice(None) for i in range(x.dim()))
        yield x[index], [*others, link(at, [at], "sliced")]
        yield x.chunk(2, at)[1], [*others, link(at, [at], "sliced")]


def regrouped(x, dice):
    """flatten, unflatten and view: None where only torch itself can say which axis came from where."""
    if x.dim() > 1 and x.is_contiguous():
        a = dice.randrange(x.dim() - 1)
        b = dice.randrange(a + 1, x.dim())
        rest = [link(i - (i > b) * (b - a), [i]) for i in range(x.dim()) if not a <= i <= b]
        yield x.flatten(a, b), [*rest, link(a, list(range(a, b + 1)), "joined")]
        yield x.view(-1), [link(0, list(range(x.dim())), "joined")]
    at = dice.randrange(x.dim())
    if small := [n for n in (2, 3, 5) if x.shape[at] % n == 0 and x.shape[at] > n]:
        split = [link(i + (i > at), [i]) for i in range(x.dim()) if i != at]
        split += [link(at, [at], "split"), link(at + 1, [at], "split")]
        yield x.unflatten(at, (dice.choice(small), -1)), split
    shape = [n for n in (2, 3, 4, 6) if x.numel() % n == 0]
    for n in shape if x.is_contiguous() else ():
        yield x.view(n, -1), None
        yield x.view(-1, n), None


def views():
    """[(name, before, after, links or None)] of many real views."""
    dice = random.Random(3)
    found = []
    for _ in range(5):
        for x in bases(dice):
            for make in (permuted, ones, expanded, sliced, regrouped):
                for made, links in make(x, dice):
                    before, after = made if isinstance(made, tuple) else (x, made)
                    assert before.untyped_storage().data_ptr() == after.untyped_storage().data_ptr()
                    found.append((make.__name__, before, after, links))
    return found


def walks(before, after):
    """{j: [i…]}: along which axes of `before` one goes along axis j of `after`, by looking at every cell."""
    cells = (
        max(before.untyped_storage().nbytes(), after.untyped_storage().nbytes()) // before.itemsize
    )
    found = {j: [] for j in range(after.dim()) if after.shape[j] > 1 and after.stride(j)}
    for i in range(before.dim()):
        if before.shape[i] == 1 or not before.stride(i):
            continue
        where = torch.full((cells,), -1)
        index = torch.arange(before.shape[i]).view(
            [-1 if k == i else 1 for k in range(before.dim())]
        )
        seen = where.as_strided(before.shape, before.stride(), before.storage_offset())
        seen[tuple(slice(0, 1) if not s else slice(None) for s in before.stride())] = index
        read = where.as_strided(after.shape, after.stride(), after.storage_offset())
        for j, axes in found.items():
            if (read.diff(dim=j) != 0).any():
                axes.append(i)
    return found


VIEWS = views()

# Size-1 and expanded axes say nothing by their strides: what a reader would say became of them.
STILL = [
    ((1, 1, 5), "x.expand(8, -1, -1)", "0 stretched, 1, 2"),
    ((1, 5), "x.expand(8, 1, 5)", "stretched, 0, 1"),
    ((4, 1), "x.expand(4, 3)", "0, 1 stretched"),
    ((), "x.expand(3)", "stretched"),
    ((1, 3, 5), "x.unsqueeze(2)", "0, 1, new, 2"),
    ((1, 3, 1), "x.squeeze(0)", "1, 2, 0 dropped"),
    ((1, 3, 1), "x.squeeze(2)", "0, 1, 2 dropped"),
    ((6, 1, 3), "x[0]", "1, 2, 0 dropped"),
    ((2, 6, 1), "x[:, 2]", "0, 2, 1 dropped"),
    ((2, 6, 1), "x[:, 2:3]", "0, 1 sliced, 2"),
    ((1,), "x[0]", "0 dropped"),
    ((2, 3, 1), "x.flatten(0, 1)", "0 1 joined, 2"),
    ((1, 2, 3), "x.flatten(1)", "0, 1 2 joined"),
    ((6, 1), "x.unflatten(0, (2, 3))", "0 split, 0 split, 1"),
    ((2, 1, 3), "x.transpose(0, 1)", "1, 0, 2"),
]


def plain(links):
    """Links without where they start."""
    return [link(one["after"], one["before"], one["kind"]) for one in links]


def by_after(links):
    return sorted(links, key=lambda one: (one["after"] is None, one["after"], one["before"]))


def test_what_became_of_each_axis_is_what_torch_did(call):
    found = call([["mapAxes", told(before), told(after)] for _, before, after, _ in VIEWS])
    for (name, before, after, links), mapped in zip(VIEWS, found):
        case = name, told(before), told(after)
        kept = [one["after"] for one in mapped if one["after"] is not None]
        assert kept == list(range(after.dim())), case
        assert links is None or by_after(plain(mapped)) == by_after(links), case
        for j, axes in walks(before, after).items():
            assert mapped[j]["before"] == axes, case
            split = sum(axes[0] in other["before"] for other in mapped) > 1
            kind = "joined" if len(axes) > 1 else "split" if split else "same"
            assert links or mapped[j]["kind"] == kind, case


@pytest.mark.parametrize("shape, view, said", STILL)
def test_axes_whose_stride_says_nothing_go_by_size_and_place(call, shape, view, said):
    x = torch.empty(shape)
    (links,) = call([["mapAxes", told(x), told(eval(view))]])
    words = [[*map(str, one["before"]), one["kind"]] for one in links]
    assert ", ".join(" ".join(some).removesuffix(" same") for some in words) == said


def test_nothing_is_said_of_tensors_that_only_share_memory(call, read):
    x = torch.empty(4, 6)
    left, right, gapped = x[:, :3], x[:, 3:], x[::2]
    pairs = [(left, right), (right, left), (left, x), (gapped, x), (x[1], x), (x[1], x[2])]
    for before, after in [*pairs, (gapped, x[1::2])]:
        assert call([["mapAxes", told(before), told(after)]]) == [None]
        assert call([["drawRelabel", told(before), told(after), [], []]]) == [""]


def test_the_ribbons_of_a_view_say_what_became_of_its_axes(call, read_one):
    maps = call([["mapAxes", told(before), told(after)] for _, before, after, _ in VIEWS])
    calls = [["drawRelabel", told(before), told(after)] for _, before, after, _ in VIEWS]
    drawn = read_one(calls)
    for (_, before, after, _), links, svg in zip(VIEWS, maps, drawn):
        top, low = svg["rows"]
        assert sizes(top) == list(before.shape) and sizes(low) == list(after.shape)
        made = {one["after"]: one for one in links if one["after"] is not None}
        lost = [one["before"][0] for one in links if one["after"] is None]
        became = [made[j]["kind"] for j in range(after.dim())]
        assert kinds(low)[: after.dim()] == [None if kind == "same" else kind for kind in became]
        assert [i for i, box in enumerate(top) if box.get("kind") == "dropped"] == lost
        pairs = [(i, j) for j, one in made.items() for i in one["before"]]
        assert [(int(one["from"]), int(one["to"])) for one in svg["ribbons"]] == pairs
        for ribbon in svg["ribbons"]:
            a, b, c, d = edges(ribbon["d"])
            old, new = top[int(ribbon["from"])], low[int(ribbon["to"])]
            assert old["x"] - 0.1 <= a < b <= old["x"] + old["width"] + 0.1
            assert new["x"] - 0.1 <= c < d <= new["x"] + new["width"] + 0.1


def edges(path):
    """The x of a ribbon's corners: two above, two below."""
    found = re.fullmatch(r"M(\S+) .*? (\S+) 85H(\S+)C.* (\S+) 35", path)
    a, c, d, b = map(float, found.groups())
    return a, b, c, d


def test_a_slice_hangs_where_it_was_cut(read_one):
    x = torch.empty(8, 96)
    drawn = read_one([["drawRelabel", told(x), told(part), [], []] for part in x.chunk(3, dim=1)])
    for n, svg in enumerate(drawn):
        old = svg["rows"][0][1]
        a, b, _, _ = edges(svg["ribbons"][1]["d"])
        assert (a - old["x"]) / old["width"] == pytest.approx(n / 3)
        assert (b - old["x"]) / old["width"] == pytest.approx((n + 1) / 3)


# Axes


def shapes(dice, count, most=6):
    pool = [0, 1, 2, 3, 5, 8, 16, 24, 77, 224, 512, 4096, 100000]
    return [[dice.choice(pool) for _ in range(dice.randint(0, most))] for _ in range(count)]


AXES = shapes(random.Random(5), 60)
LETTERS = ["B", "C", "H*W", "D/nh", "P+1", "embed_dim"]


def test_a_tensor_is_drawn_as_its_axes(read_one):
    drawn = read_one([["drawAxes", {"shape": shape}, LETTERS[: len(shape)]] for shape in AXES])
    for shape, svg in zip(AXES, drawn):
        (row,) = svg["rows"]
        assert sizes(row) == shape
        assert [box["words"][-1] for box in row] == ([str(size) for size in shape] or ["()"])
        assert [box["bold"] for box in row if "size" in box] == LETTERS[: len(shape)]
        assert svg["title"] == str(tuple(shape))
        for letter, size in zip(LETTERS, shape):
            assert f"{letter} {size}" in svg["desc"]


def test_larger_axes_are_drawn_wider(read_one):
    for svg in read_one([["drawAxes", {"shape": shape}] for shape in AXES]):
        (row,) = svg["rows"]
        by_size = sorted((box for box in row if "size" in box), key=lambda box: int(box["size"]))
        for small, large in itertools.pairwise(by_size):
            if int(large["size"]) > max(int(small["size"]), 1):
                assert small["width"] < large["width"]
        for left, right in itertools.pairwise(row):
            assert left["x"] + left["width"] <= right["x"]


# Memory


def small():
    """Small tensors of integers and of floats, read through many strides."""
    dice = random.Random(7)
    found = [torch.tensor(7), torch.tensor([-0.25, 1e-5, 3.0])]
    for n in range(60):
        shape = [dice.randint(1, 4) for _ in range(dice.randint(1, 4))]
        base = torch.arange(100, 100 + prod(shape)) if n % 2 else torch.linspace(-2, 2, prod(shape))
        x = base.view(shape)
        x = x.permute(dice.sample(range(x.dim()), x.dim()))
        at = dice.randrange(x.dim())
        if x.shape[at] > 1:
            x = x.narrow(at, 1, x.shape[at] - 1)
        if x.numel() <= 20 and n % 3 == 0:
            x = x.unsqueeze(at).expand(*x.shape[:at], 3, *x.shape[at:])
        found += [x] if x.numel() <= 64 else []
    full = torch.arange(64)
    return [*found, full.view(2, 32), full.view(4, 4, 4).mT, torch.arange(20.0)]


SMALL = small()


def close(said, value):
    return abs(float(said) - value) <= 0.005 and (float(said) == 0) == (value == 0)


def test_a_cell_is_where_torch_reads(call):
    dice = random.Random(11)
    for x in SMALL:
        index = [dice.randrange(size) for size in x.shape]
        (cell,) = call([["cellOf", told(x), index]])
        assert cell == x.storage_offset() + sum(at * step for at, step in zip(index, x.stride()))
        assert cells_of(x)[cell] == x[tuple(index)]


def test_memory_shows_every_cell_and_what_each_position_reads(read_one):
    dice = random.Random(13)
    memories = [cells_of(x) for x in SMALL]
    written = [dice.randrange(len(cells)) for cells in memories]
    told_of = zip(SMALL, memories, written)
    drawn = read_one([["drawMemory", told(x), cells.tolist(), [lit]] for x, cells, lit in told_of])
    for x, cells, lit, svg in zip(SMALL, memories, written, drawn):
        boxes = [box for row in svg["rows"] for box in row if "cell" in box]
        strip, places = boxes[: len(cells)], boxes[len(cells) :]
        numbers = torch.arange(len(cells))
        where = numbers.as_strided(x.shape, x.stride(), x.storage_offset()).flatten().tolist()
        assert [int(box["cell"]) for box in strip] == list(range(len(cells)))
        assert [int(box["cell"]) for box in places] == where
        for box, value in zip(boxes, [*cells.tolist(), *x.flatten().tolist()]):
            assert close(box["words"][0], value)
        assert [box["words"][1] for box in boxes] == [box["cell"] for box in boxes]
        for box in boxes:
            cell = int(box["cell"])
            assert (box["lit"] == "true") == (cell == lit)
            assert box["filled"] == (cell in where or cell == lit)


def test_positions_stand_as_in_the_tensor(read_one):
    tensors = [x for x in SMALL if x.dim() > 1 and x.shape[-1] < 6]
    drawn = read_one([["drawMemory", told(x), cells_of(x).tolist()] for x in tensors])
    for x, svg in zip(tensors, drawn):
        boxes = [box for row in svg["rows"] for box in row][len(cells_of(x)) :]
        long = x.shape[-1]
        for at, box in enumerate(boxes):
            if at % long:
                assert boxes[at - 1]["y"] == box["y"] and boxes[at - 1]["x"] < box["x"]
            elif at:
                assert boxes[at - long]["y"] < box["y"] and boxes[at - long]["x"] == box["x"]


# Operands


def shape_of(run, *arguments):
    """The shape of what torch makes, or None where it refuses."""
    try:
        made = run(*arguments)
    except (RuntimeError, IndexError):
        return None
    return list(getattr(made, "shape", made))


def meta(shape):
    return torch.empty(shape, device="meta")


def operands():
    """[(shapes, the shape torch broadcasts them to, or None)]."""
    dice = random.Random(17)
    found = []
    for _ in range(60):
        full = dice.sample([0, 2, 3, 5, 8, 16, 77], dice.randint(1, 4))
        shapes = []
        for _ in range(dice.randint(2, 3)):
            ones = [size if dice.random() < 0.6 else 1 for size in full]
            shapes.append(ones[dice.choice([0, 0, dice.randint(0, len(ones))]) :])
        if dice.random() < 0.25 and shapes[0]:
            shapes[0][dice.randrange(len(shapes[0]))] += 1
        found.append((shapes, shape_of(torch.broadcast_shapes, *shapes)))
    return found


OPERANDS = operands()


def fate(column, size):
    """What torch does to one size among those in its column."""
    if size is None:
        return "missing"
    made = shape_of(torch.broadcast_shapes, *([one] for one in column if one is not None))
    if size == 1:
        return None if made == [1] else "stretched"
    return None if made else "clash"


def test_broadcasting_lines_up_from_the_right(read_one):
    drawn = read_one([["drawBroadcast", shapes, result] for shapes, result in OPERANDS])
    assert {result is None for _, result in OPERANDS} == {True, False}
    for (shapes, result), svg in zip(OPERANDS, drawn):
        rank = max(map(len, shapes))
        full = [[None] * (rank - len(shape)) + shape for shape in shapes]
        assert [sizes(row) for row in svg["rows"][len(shapes) :]] == [result] * (result is not None)
        for shape, row in zip(full if rank else (), svg["rows"]):
            assert [box["words"][0] for box in row] == [
                "1" if size is None else str(size) for size in shape
            ]
            for at, box in enumerate(row):
                assert box.get("kind") == fate([other[at] for other in full], shape[at])
                assert box["x"] == svg["rows"][0][at]["x"]


def matrices():
    """[(a, b, the shape of a @ b, or None)]; no two sizes are the same but the inner ones."""
    dice = random.Random(19)
    found = []
    for _ in range(60):
        n, k, m, *batch = dice.sample([2, 3, 5, 7, 11, 13, 17, 32], 5)
        batch = batch[: dice.randint(0, 2)]
        inner = k + 1 if dice.random() < 0.3 else k
        a = dice.choice([[k], [n, k], [*batch, n, k]])
        b = dice.choice([[inner], [inner, m], [*batch, inner, m]])
        found.append((a, b, shape_of(torch.matmul, meta(a), meta(b))))
    return found


MATRICES = matrices()


def test_matmul_links_the_dims_that_must_agree(read_one):
    drawn = read_one([["drawMatmul", a, b, result] for a, b, result in MATRICES])
    assert {result is None for *_, result in MATRICES} == {True, False}
    for (a, b, result), svg in zip(MATRICES, drawn):
        left, right, *made = svg["rows"]
        inner = left[-1], right[-2]
        assert sizes(left) == a and sizes(right) == b
        assert sizes(inner) == [a[-1], b[-2] if len(b) > 1 else b[0]]
        assert kinds(inner) == (["clash", "clash"] if result is None else [None, "agree"])
        links = [(int(one["from"]), int(one["to"])) for one in svg["ribbons"]]
        assert links == [(len(left) - 1, len(left) - 2)] * (result is not None)
        assert [sizes(row) for row in made] == [result] * (result is not None)


def test_what_matmul_keeps_stands_below_what_it_came_from(read_one):
    fine = [(a, b, result) for a, b, result in MATRICES if result]
    for (a, b, result), svg in zip(fine, read_one([["drawMatmul", *case] for case in fine])):
        left, right, made = svg["rows"]
        above = {box["size"]: box["x"] for box in left + right if box.get("kind") is None}
        assert all(above[box["size"]] == box["x"] for box in made)


def test_bmm_stretches_no_batch(read_one):
    (svg,) = read_one([["drawMatmul", [4, 6, 8], [1, 8, 5], None, [], True]])
    assert [kinds(row)[0] for row in svg["rows"]] == ["clash", "clash"]


def joins():
    """[(shapes, dim, the shape of their cat, or None)]."""
    dice = random.Random(23)
    found = []
    for _ in range(40):
        shape = dice.sample([2, 3, 5, 8, 16, 77], dice.randint(1, 4))
        dim = dice.randrange(-len(shape), len(shape))
        parts = [[*shape] for _ in range(dice.choice([2, 3, 4, 9]))]
        for part in parts:
            part[dim] = dice.randint(1, 30)
        if dice.random() < 0.25 and len(shape) > 1:
            parts[0][(dim + 1) % len(shape)] += 1
        found.append((parts, dim, shape_of(torch.cat, [meta(part) for part in parts], dim)))
    return found


JOINS = joins()


def test_cat_adds_up_along_one_axis_and_the_others_agree(read_one):
    drawn = read_one([["drawCat", *case] for case in JOINS])
    assert {result is None for *_, result in JOINS} == {True, False}
    for (parts, dim, result), svg in zip(JOINS, drawn):
        along, shown = dim % len(parts[0]), parts[:4]
        assert [sizes(row) for row in svg["rows"]] == shown + [result] * (result is not None)
        for row in svg["rows"][: len(shown)]:
            for at, box in enumerate(row):
                clash = "clash" if len({part[at] for part in parts}) > 1 else None
                assert box.get("kind") == ("joined" if at == along else clash)
        if result is not None:
            parts = [f"{len(parts)} tensors"] if len(parts) > 4 else [str(p[dim]) for p in parts]
            said = svg["rows"][-1][along]["words"][0]
            assert said == f"{' + '.join(parts)} = {result[along]}"


def test_letters_go_with_their_sizes(read_one):
    calls = [
        [
            "drawBroadcast",
            [[8, 6, 10], [10]],
            [8, 6, 10],
            [["B", "P", "D"], ["D"], ["B", "P", "D"]],
        ],
        [
            "drawMatmul",
            [8, 6, 10],
            [10, 5],
            [8, 6, 5],
            [["B", "P", "D"], ["D", "K"], ["B", "P", "K"]],
        ],
        ["drawMatmul", [8, 6, 10], [10], [8, 6], [["B", "P", "D"], ["D"], ["B", "P"]]],
        ["drawCat", [[8, 6], [8, 10]], 1, [8, 16], [["B", "P"], ["B", "D"], ["B", "P+D"]]],
        ["drawRelabel", told(torch.empty(8, 6)), told(torch.empty(48)), ["B", "P"], ["B*P"]],
    ]
    known = {"B": "8", "P": "6", "D": "10", "K": "5", "P+D": "16", "B*P": "48"}
    for svg in read_one(calls):
        named = [box for row in svg["rows"] for box in row if "size" in box]
        assert all(known[box["bold"]] == box["size"] for box in named)
    plain = read_one([["drawAxes", {"shape": [1, 8]}, ["1", "B"]]])[0]["rows"][0]
    assert [box["words"] for box in plain] == [["1"], ["B", "8"]]


# Convolutions


def convolutions():
    """[(axis, the size torch makes)]: small ones of all sorts, then kernels that cut into patches."""
    dice = random.Random(29)
    found = []
    while len(found) < 80:
        axis = {"n": dice.randint(1, 40), "k": dice.randint(1, 7), "s": dice.randint(1, 4)}
        axis |= {"p": dice.randint(0, axis["k"] // 2), "d": dice.choice([1, 1, 2, 3])}
        if dice.random() < 0.4:
            axis |= {"transposed": True, "extra": dice.randint(0, max(axis["s"], axis["d"]) - 1)}
        if len(found) % 10 == 0:
            axis = {
                "n": dice.choice([224, 230]),
                "k": 32,
                "s": dice.choice([16, 32]),
                "p": 0,
                "d": 1,
            }
        if made := shape_of(layer(axis), meta([1, 1, axis["n"]])):
            found.append((axis | {"letter": "H"}, made[-1]))
    return found


def layer(axis, device="meta"):
    """The layer that an axis tells of, with one channel."""
    k, s, p, d = (axis[key] for key in "kspd")
    if axis.get("transposed"):
        return nn.ConvTranspose1d(
            1, 1, k, s, p, axis["extra"], bias=False, dilation=d, device=device
        )
    return nn.Conv1d(1, 1, k, s, p, d, bias=False, device=device)


CONVOLUTIONS = convolutions()


@pytest.fixture(scope="module")
def convolved(read_one):
    """[(axis, size, SVG)]."""
    drawn = read_one([["drawConv", [axis]] for axis, _ in CONVOLUTIONS])
    return [(axis, out, svg) for (axis, out), svg in zip(CONVOLUTIONS, drawn)]


def touched(axis):
    """[window, cell]: which cells belong to which window, seen by sending one 1 through at a time."""
    run = layer(axis, "cpu")
    nn.init.ones_(run.weight)
    with torch.no_grad():
        seen = run(torch.eye(axis["n"])[:, None])[:, 0] != 0
    return seen if axis.get("transposed") else seen.T


def test_the_formula_of_a_convolution_is_true(convolved):
    python = str.maketrans({"−": "-", "·": "*", "/": "//", "⌊": "", "⌋": ""})
    for axis, out, svg in convolved:
        said, made = svg["words"][-1].translate(python).split(" = ")
        assert eval(said) == int(made) == out, axis
        assert svg["title"] == f"H: {axis['n']} becomes {out}"
        assert "kernel {k}, stride {s}, padding {p}".format(**axis) in svg["words"][0]
        assert (f"dilation {axis['d']}" in svg["words"][0]) == (axis["d"] > 1)


def test_the_cells_of_a_convolution_are_those_it_reads_with_their_padding(convolved):
    for axis, out, svg in convolved:
        long = out if axis.get("transposed") else axis["n"]
        boxes = [box for box in svg["rows"][0] if "cell" in box]
        cells = [int(box["cell"]) for box in boxes]
        block = axis["s"] if f"each box is {axis['s']} cells" in svg["words"] else 1
        assert cells == [n * block - axis["p"] for n in range(len(cells))]
        assert [box["filled"] for box in boxes] == [0 <= cell < long for cell in cells]
        more = svg["rows"][0][-1]["words"] == ["…"]
        assert more == (cells[-1] + block < long + axis["p"])


def test_the_windows_of_a_convolution_cover_the_cells_they_touch(convolved):
    for axis, out, svg in convolved:
        first, *windows = svg["rows"]
        cells = [int(box["cell"]) for box in first if "cell" in box]
        block = cells[1] - cells[0] if len(cells) > 1 else 1
        seen = touched(axis)
        assert windows and len(windows) <= min(3, len(seen))
        for n, (row, window) in enumerate(zip(windows, seen)):
            drawn = {int(box["cell"]) for box in row if "cell" in box}
            inside = [cell for cell in cells if 0 <= cell < len(window)]
            assert row[0]["words"][1] == str(n)
            assert drawn <= set(cells)
            assert [cell in drawn for cell in inside] == [
                bool(window[cell : cell + block].all()) for cell in inside
            ]


def test_each_spatial_axis_has_its_drawing(read):
    conv = nn.Conv2d(3, 4, (3, 5), stride=(2, 1), padding=(1, 2), device="meta")
    high, wide = (
        {"letter": "H", "n": 20, "k": 3, "s": 2, "p": 1},
        {"letter": "W", "n": 26, "k": 5, "p": 2},
    )
    (svgs,) = read([["drawConv", [high, wide]]])
    *_, H, W = conv(meta([1, 3, 20, 26])).shape
    assert [svg["title"] for svg in svgs] == [f"H: 20 becomes {H}", f"W: 26 becomes {W}"]


def test_padding_may_differ_at_the_two_ends(read_one):
    conv = nn.Conv1d(1, 1, 4, device="meta")
    made = conv(nn.functional.pad(meta([1, 1, 6]), (1, 2)))
    (svg,) = read_one([["drawConv", [{"letter": "T", "n": 6, "k": 4, "p": [1, 2]}]]])
    assert svg["title"] == f"T: 6 becomes {made.shape[-1]}"
    assert [box["words"][-1] for box in svg["rows"][0][1:]] == [str(n) for n in range(-1, 8)]


def test_a_convolution_that_cannot_be_is_drawn_without_windows(read_one):
    (svg,) = read_one([["drawConv", [{"letter": "H", "n": 3, "k": 5}]]])
    assert len(svg["rows"]) == 1


# Numbers along a loop


def points(path):
    return [tuple(map(float, point)) for point in re.findall(r"[ML](\S+) (\S+?)h0", path)]


def test_a_chart_names_its_least_its_most_and_its_last(read_one):
    losses = [2.5 * 0.97**n + 0.1 * (n % 3) for n in range(100)]
    (svg,) = read_one([["drawSeries", {"loss": losses}]])
    labels = {"min": min(losses), "max": max(losses), "last": losses[-1]}
    assert {kind: float(said) for kind, said in svg["labels"].items()} == pytest.approx(
        labels, rel=0.01
    )
    assert svg["title"] == "loss" and all(kind in svg["desc"] for kind in labels)


def test_a_line_goes_through_every_value(read_one):
    losses = [2.5 * 0.97**n + 0.1 * (n % 3) for n in range(100)]
    (svg,) = read_one([["drawSeries", {"loss": losses}]])
    drawn = points(svg["lines"][0])
    low, high = (pick(y for _, y in drawn) for pick in (min, max))
    share = [(high - y) / (high - low) for _, y in drawn]
    least, most = min(losses), max(losses)
    assert share == pytest.approx([(loss - least) / (most - least) for loss in losses])
    steps = [right[0] - left[0] for left, right in itertools.pairwise(drawn)]
    assert steps == pytest.approx([steps[0]] * 99) and steps[0] > 0


def test_what_is_no_number_leaves_a_gap(read_one):
    (svg, one) = read_one(
        [["drawSeries", {"loss": series}] for series in ([1, 2, None, 4, 3], [0.25])]
    )
    assert len(points(svg["lines"][0])) == 4 and svg["lines"][0].count("M") == 2
    assert len(points(one["lines"][0])) == 1 and one["labels"]["last"] == "0.25"


def test_each_series_has_its_own_scale(read_one):
    (svg,) = read_one([["drawSeries", {"loss": [3, 2, 1], "accuracy": [0.1, 0.5, 0.9]}]])
    assert svg["title"] == "loss,accuracy"
    assert len(svg["lines"]) == 2


def test_a_series_without_numbers_is_still_named(read_one):
    (svg,) = read_one([["drawSeries", {"loss": [None, "nan"]}]])
    assert svg["words"] == ["loss, n = 2"]


# All drawings


def samples():
    """Drawings of every kind, with letters, as large as they come."""
    axes = {(): [], (2, 3): "HW", (8, 3, 224, 224): "BCHW", (2, 3, 8, 224, 224): "BCTHW"}
    axes |= {(8, 512, 24): ["B", "C", "H*W"], (1, 197, 768): ["1", "P+1", "embed_dim"]}
    found = [["drawAxes", {"shape": shape}, [*letters]] for shape, letters in axes.items()]
    found += [
        ["drawRelabel", told(x), told(y), [*"BCHWTL"], [*"BCHWTL"]] for _, x, y, _ in VIEWS[::9]
    ]
    found += [["drawMemory", told(x), cells_of(x).tolist(), [0]] for x in SMALL]
    found += [["drawBroadcast", *case] for case in OPERANDS[:20]]
    found += [["drawMatmul", *case] for case in MATRICES[:20]]
    found += [["drawCat", *case] for case in JOINS[:20]]
    found += [["drawConv", [axis]] for axis, _ in CONVOLUTIONS[:20]]
    return [*found, ["drawSeries", {"loss": [2.25, 1.5, 1.125], "lr": [0.001, 0.0001, 0.00001]}]]


def test_every_drawing_is_an_image_with_words_and_the_colours_of_the_theme(read):
    for svg in itertools.chain.from_iterable(read(samples())):
        assert svg["role"] == "img" and svg["title"] and svg["desc"]
        words = [word for row in svg["rows"] for box in row for word in box.get("words", ())]
        assert all(word in svg["desc"] for word in words)
        assert all(COLOUR.fullmatch(colour) for colour in svg["colours"]), svg["colours"]


def test_on_a_phone_the_words_are_large_enough_and_apart(blank, call):
    blank.add_style_tag(content=f"body {{ margin: 0; width: {PHONE}px }}")
    for svg in blank.evaluate(MEASURE, call(samples())):
        words = [text for text in svg["texts"] if text["words"]]
        for text in words:
            assert text["size"] * min(1, svg["seen"] / svg["width"]) >= 10.99, (svg["title"], text)
            assert -0.5 <= text["x"] <= svg["width"] + 0.5 - text["width"], (svg["title"], text)
            assert 0 <= text["y"] <= svg["height"] + 0.5 - text["height"], (svg["title"], text)
        for pair in itertools.combinations(words, 2):
            assert shared(*pair, "x", "width") < 1 or shared(*pair, "y", "height") < 3, pair


def shared(one, other, start, size):
    """How much two boxes have in common, across or down."""
    ends = one[start] + one[size], other[start] + other[size]
    return min(ends) - max(one[start], other[start])


def test_letters_are_written_and_not_run(read_one):
    (svg,) = read_one([["drawAxes", {"shape": [2]}, ["<b>&amp;"]]])
    assert svg["rows"][0][0]["bold"] == "<b>&amp;"


def test_the_table_is_large_and_the_code_is_small():
    assert sum(map(len, (VIEWS, AXES, SMALL, OPERANDS, MATRICES, JOINS, CONVOLUTIONS))) >= 500
    assert (
        sum(len(gzip.compress(path.read_bytes(), 9)) for path in (ASSETS / "draw").glob("*.js"))
        <= BUDGET
    )
