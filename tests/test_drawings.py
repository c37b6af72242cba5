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

ASSETS = Path(__file__).parents[1] / "docs" / "assets"
BUDGET = 6000
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
    return {
      ...mark.dataset, words: words(mark), bold: mark.querySelector('[font-weight]')?.textContent ?? '',
      filled: mark.querySelectorAll('rect').length - 1, dashed: frame.hasAttribute('stroke-dasharray'),
      x: number(frame, 'x'), y: number(frame, 'y'), width: number(frame, 'width'), height: number(frame, 'height'),
    }
  }
  const holder = document.createElement('div')
  holder.innerHTML = drawing
  return [...holder.children].map(svg => ({
    role: svg.getAttribute('role'), title: svg.querySelector('title').textContent,
    desc: svg.querySelector('desc').textContent, width: number(svg, 'width'), words: words(svg),
    rows: [...svg.querySelectorAll('[data-row]')].map(row => [...row.children].map(box)),
    ribbons: [...svg.querySelectorAll('[data-from]')].map(path => ({ ...path.dataset, d: path.getAttribute('d') })),
    labels: Object.fromEntries([...svg.querySelectorAll('text[data-kind]')].map(one => [one.dataset.kind, one.textContent])),
    lines: [...svg.querySelectorAll('path:not([data-from])')].map(path => path.getAttribute('d')),
    colours: [...svg.querySelectorAll('[fill], [stroke]')].flatMap(one =>
      ['fill', 'stroke'].map(name => one.getAttribute(name)).filter(value => value !== null)),
  }))
})"""
MEASURE = """drawings => {
  document.body.innerHTML = drawings.map(drawing => `<div>${drawing}</div>`).join('')
  return [...document.querySelectorAll('svg')].map(svg => {
    const size = svg.viewBox.baseVal
    return {
      title: svg.querySelector('title').textContent, width: svg.clientWidth, height: size.height, room: size.width,
      shrunk: svg.clientWidth / size.width, texts: [...svg.querySelectorAll('text')].map(text => {
        const box = text.getBBox()
        const [x, y, width, height] = [box.x, box.y, box.width, box.height]
        return { words: text.textContent, size: parseFloat(getComputedStyle(text).fontSize), x, y, width, height }
      }),
    }
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
    """A tensor as a trace tells it."""
    return {
        "shape": list(tensor.shape),
        "stride": list(tensor.stride()),
        "offset": tensor.storage_offset(),
    }


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
    yield (wide, wide.expand([-1 if j != at else 5 for j in range(wide.dim())])), [*same, link(at, [at], "stretched")]
    yield (wide, wide.movedim(at, 0)), [link(0, [at])] + [link(n + 1, [j]) for n, j in enumerate(kept)]


def expanded(x, dice):
    wide = x.expand(5, *x.shape)
    grown = [link(i + 1, [i]) for i in range(x.dim())]
    yield wide, [link(0, [], "stretched"), *grown]
    yield (wide, wide.unsqueeze(1)), [link(0, [0]), link(1, [], "new"), *[link(i + 2, [i + 1]) for i in range(x.dim())]]
    yield (wide, wide[0]), [link(i, [i + 1]) for i in range(x.dim())] + [link(None, [0], "dropped")]


def sliced(x, dice):
    at = dice.randrange(x.dim())
    others = [link(i, [i]) for i in range(x.dim()) if i != at]
    size = x.shape[at]
    first = dice.randrange(size)
    yield x.select(at, first), [link(i - (i > at), [i]) for i in range(x.dim()) if i != at] + [link(None, [at], "dropped")]
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
    cells = max(before.untyped_storage().nbytes(), after.untyped_storage().nbytes()) // before.itemsize
    found = {j: [] for j in range(after.dim()) if after.shape[j] > 1 and after.stride(j)}
    for i in range(before.dim()):
        if before.shape[i] == 1 or not before.stride(i):
            continue
        where = torch.full((cells,), -1)
        index = torch.arange(before.shape[i]).view([-1 if k == i else 1 for k in range(before.dim())])
        seen = where.as_strided(before.shape, before.stride(), before.storage_offset())
        seen[tuple(slice(0, 1) if not s else slice(None) for s in before.stride())] = index
        read = where.as_strided(after.shape, after.stride(), after.storage_offset())
        for j, axes in found.items():
            if (read.diff(dim=j) != 0).any():
                axes.append(i)
    return found


VIEWS = views()


def by_after(links):
    return sorted(links, key=lambda one: (one["after"] is None, one["after"], one["before"]))


def test_what_became_of_each_axis_is_what_torch_did(call):
    found = call([["mapAxes", told(before), told(after)] for _, before, after, _ in VIEWS])
    for (name, before, after, links), mapped in zip(VIEWS, found):
        case = name, told(before), told(after)
        assert [one["after"] for one in mapped if one["after"] is not None] == list(range(after.dim())), case
        if links is not None:
            assert by_after(mapped) == by_after(links), case
        for j, axes in walks(before, after).items():
            assert mapped[j]["before"] == axes, case
            if links is None:
                shared = sum(axes[0] in other["before"] for other in mapped) > 1
                assert mapped[j]["kind"] == ("joined" if len(axes) > 1 else "split" if shared else "same"), case


def test_nothing_is_said_of_tensors_that_only_share_memory(call, read):
    x = torch.empty(4, 6)
    left, right, gapped = x[:, :3], x[:, 3:], x[::2]
    for before, after in [(left, right), (right, left), (left, x), (gapped, x), (x[1], x), (x[1], x[2]), (gapped, x[1::2])]:
        assert call([["mapAxes", told(before), told(after)]]) == [None]
        assert call([["drawRelabel", told(before), told(after), [], []]]) == [""]


def test_the_ribbons_of_a_view_say_what_became_of_its_axes(call, read_one):
    maps = call([["mapAxes", told(before), told(after)] for _, before, after, _ in VIEWS])
    drawn = read_one([["drawRelabel", told(before), told(after), [], []] for _, before, after, _ in VIEWS])
    for (_, before, after, _), links, svg in zip(VIEWS, maps, drawn):
        top, low = svg["rows"]
        assert sizes(top) == list(before.shape) and sizes(low) == list(after.shape)
        made = {one["after"]: one for one in links if one["after"] is not None}
        lost = [one["before"][0] for one in links if one["after"] is None]
        assert kinds(low) == [None if made[j]["kind"] == "same" else made[j]["kind"] for j in range(after.dim())] or not after.dim()
        assert [i for i, box in enumerate(top) if box.get("kind") == "dropped"] == lost
        pairs = [(i, j, one["kind"]) for j, one in made.items() for i in one["before"]]
        assert [(int(one["from"]), int(one["to"]), one["kind"]) for one in svg["ribbons"]] == pairs
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
        assert [(a - old["x"]) / old["width"], (b - old["x"]) / old["width"]] == pytest.approx([n / 3, (n + 1) / 3])


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
        for one, other in itertools.permutations([box for box in row if "size" in box], 2):
            if int(one["size"]) > max(int(other["size"]), 1) and len(one["size"]) >= len(other["size"]):
                assert one["width"] > other["width"]
        assert all(right["x"] >= left["x"] + left["width"] for left, right in itertools.pairwise(row))


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
    return [*found, torch.arange(64).view(2, 32), torch.arange(64).view(4, 4, 4).mT, torch.arange(20.0)]


SMALL = small()


def close(said, value):
    return abs(float(said) - value) <= max(0.005, abs(value) / 100)


def test_a_cell_is_where_torch_reads(call):
    dice = random.Random(11)
    for x in SMALL:
        index = [dice.randrange(size) for size in x.shape]
        (cell,) = call([["cellOf", told(x), index]])
        assert cell == x.storage_offset() + sum(at * step for at, step in zip(index, x.stride()))
        assert cells_of(x)[cell] == x[tuple(index)]


def test_memory_shows_every_cell_and_what_each_position_reads(read_one):
    dice = random.Random(13)
    written = [dice.sample(range(len(cells_of(x))), 1) for x in SMALL]
    drawn = read_one([["drawMemory", told(x), cells_of(x).tolist(), cells] for x, cells in zip(SMALL, written)])
    for x, svg, [lit] in zip(SMALL, drawn, written):
        cells = cells_of(x)
        boxes = [box for row in svg["rows"] for box in row if "axis" in box]
        strip = [box for box in boxes if "at" not in box]
        places = sorted((box for box in boxes if "at" in box), key=lambda box: int(box["at"]))
        where = torch.arange(len(cells)).as_strided(x.shape, x.stride(), x.storage_offset()).flatten().tolist()
        assert [int(box["axis"]) for box in strip] == list(range(len(cells)))
        assert [int(box["axis"]) for box in places] == where
        assert all(close(box["words"][0], value) for box, value in zip(strip, cells.tolist()))
        assert all(close(box["words"][0], value) for box, value in zip(places, x.flatten().tolist()))
        assert [box["words"][1] for box in boxes] == [box["axis"] for box in boxes]
        for box in boxes:
            cell = int(box["axis"])
            assert box["state"] == ("written" if cell == lit else "read" if cell in where else "unread")
            assert box["filled"] == (cell in where)


def test_positions_stand_as_in_the_tensor(read_one):
    tensors = [x for x in SMALL if x.dim() > 1 and x.shape[-1] < 6]
    for x, svg in zip(tensors, read_one([["drawMemory", told(x), cells_of(x).tolist()] for x in tensors])):
        places = {int(box["at"]): box for row in svg["rows"] for box in row if "at" in box}
        long = x.shape[-1]
        for at in range(x.numel()):
            if at % long:
                assert places[at]["y"] == places[at - 1]["y"] and places[at]["x"] > places[at - 1]["x"]
            elif at % (long * x.shape[-2]):
                assert places[at]["y"] > places[at - long]["y"] and places[at]["x"] == places[at - long]["x"]


# Operands


def fails(run, *arguments):
    try:
        return run(*arguments), False
    except (RuntimeError, IndexError):
        return None, True


def operands():
    """Shapes to broadcast, with the shape torch makes of them, or None."""
    dice = random.Random(17)
    found = []
    while len(found) < 60:
        full = dice.sample([2, 3, 5, 8, 16, 77], dice.randint(1, 4))
        ones = [[size if dice.random() < 0.6 else 1 for size in full] for _ in range(dice.randint(2, 3))]
        cut = [shape[dice.randint(0, len(shape)) :] if dice.random() < 0.4 else shape for shape in ones]
        if dice.random() < 0.25 and cut[0]:
            cut[0][dice.randrange(len(cut[0]))] += 1
        found.append((cut, fails(torch.broadcast_shapes, *cut)[0]))
    return found


OPERANDS = operands()


def test_broadcasting_lines_up_from_the_right(read_one):
    drawn = read_one([["drawBroadcast", shapes, result and list(result)] for shapes, result in OPERANDS])
    assert {result is None for _, result in OPERANDS} == {True, False}
    for (shapes, result), svg in zip(OPERANDS, drawn):
        rank = max(map(len, shapes))
        columns = list(itertools.zip_longest(*[shape[::-1] for shape in shapes]))[::-1]
        rows = svg["rows"]
        assert len(rows) == len(shapes) + (result is not None)
        for n, shape in enumerate(shapes if rank else ()):
            row = rows[n]
            assert [box["words"][0] for box in row] == ["1"] * (rank - len(shape)) + [str(size) for size in shape]
            for at, box in enumerate(row):
                column = [[size] for size in columns[at] if size is not None]
                made, bad = fails(torch.broadcast_shapes, *column)
                own = columns[at][n]
                want = "missing" if own is None else None
                want = want or ("stretched" if own == 1 and (bad or made[0] != 1) else "clash" if own != 1 and bad else None)
                assert box.get("kind") == want, (shapes, at)
                assert box["x"] == rows[0][at]["x"]
        if result is not None:
            assert sizes(rows[-1]) == list(result)


def matrices():
    dice = random.Random(19)
    found = []
    for _ in range(60):
        n, k, m, *batch = dice.sample([2, 3, 5, 7, 11, 13, 17, 32], 5)
        batch = batch[: dice.randint(0, 2)]
        a, b = dice.choice([[k], [n, k], [*batch, n, k]]), dice.choice([[k], [k, m], [*batch, k, m]])
        if dice.random() < 0.3:
            b = [size + 1 if size == k else size for size in b]
        made, _ = fails(torch.matmul, torch.empty(a, device="meta"), torch.empty(b, device="meta"))
        found.append((a, b, None if made is None else list(made.shape)))
    return found


MATRICES = matrices()


def test_matmul_links_the_dims_that_must_agree(read_one):
    drawn = read_one([["drawMatmul", a, b, result] for a, b, result in MATRICES])
    assert {result is None for *_, result in MATRICES} == {True, False}
    for (a, b, result), svg in zip(MATRICES, drawn):
        left, right, *made = svg["rows"]
        assert [size for box, size in zip(left[-len(a) :], a)] == [int(box["words"][-2 if "kind" in box else -1]) for box in left[-len(a) :]]
        inner = left[-1], right[-2]
        assert [int(box["size"]) for box in inner] == [a[-1], b[-2] if len(b) > 1 else b[0]]
        assert len(svg["ribbons"]) == (result is not None)
        if result is None:
            assert [box["kind"] for box in inner] == ["clash", "clash"]
            assert made == []
            continue
        (ribbon,) = svg["ribbons"]
        rank = len(left)
        assert [int(ribbon["from"]), int(ribbon["to"]), ribbon["kind"]] == [rank - 1, rank - 2, "agree"]
        assert sizes(made[0]) == result
        assert len(made) == 1
        columns = {box["x"]: box for box in left}
        if len(a) > 1 and result:
            above = columns[made[0][len(result) - (1 if len(b) == 1 else 2)]["x"]]
            assert int(above["size"]) == a[-2]


def joins():
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
        made, _ = fails(torch.cat, [torch.empty(part, device="meta") for part in parts], dim)
        found.append((parts, dim, None if made is None else list(made.shape)))
    return found


JOINS = joins()


def test_cat_adds_up_along_one_axis_and_the_others_agree(read_one):
    drawn = read_one([["drawCat", parts, dim, result] for parts, dim, result in JOINS])
    assert {result is None for *_, result in JOINS} == {True, False}
    for (parts, dim, result), svg in zip(JOINS, drawn):
        along = dim % len(parts[0])
        shown = parts if len(parts) < 6 else [*parts[:4], parts[-1]]
        assert [sizes(row) for row in svg["rows"]] == shown + ([] if result is None else [result])
        for row in svg["rows"][: len(shown)]:
            for at, box in enumerate(row):
                differ = len({part[at] for part in parts}) > 1
                assert box.get("kind") == ("joined" if at == along else "clash" if differ else None)
        if result is not None:
            terms, total = svg["rows"][-1][along]["words"][0].split(" = ")
            assert int(total) == result[along]
            assert [int(term) for term in terms.split(" + ") if term != "…"] == [part[dim] for part in shown]


# Convolutions


def convolutions():
    """[(axis, size that torch makes)], from layers on meta."""
    dice = random.Random(29)
    found = []
    while len(found) < 80:
        n, k, s, d = dice.randint(1, 40), dice.randint(1, 7), dice.randint(1, 4), dice.choice([1, 1, 2, 3])
        p, transposed = dice.randint(0, k // 2), dice.random() < 0.4
        extra = dice.randint(0, max(s, d) - 1) if transposed else 0
        if len(found) % 10 == 0:
            n, k, s, p, d, extra, transposed = 224, *dice.choice([(16, 16), (32, 32), (400, 160)]), 0, 1, 0, False
        axis = {"letter": "H", "n": n, "k": k, "s": s, "p": p, "d": d, "extra": extra, "transposed": transposed}
        made, bad = fails(layer(axis), torch.empty(1, 1, n, device="meta"))
        if not bad:
            found.append((axis, made.shape[-1]))
    return found


def layer(axis, device="meta"):
    named = {"kernel_size": axis["k"], "stride": axis["s"], "padding": axis["p"], "dilation": axis["d"], "bias": False}
    if axis["transposed"]:
        return nn.ConvTranspose1d(1, 1, output_padding=axis["extra"], device=device, **named)
    return nn.Conv1d(1, 1, device=device, **named)


CONVOLUTIONS = convolutions()


def touched(axis):
    """[window, cell]: which cells of the longer side belong to each cell of the other, seen by running it."""
    run = layer(axis, "cpu")
    nn.init.ones_(run.weight)
    with torch.no_grad():
        seen = run(torch.eye(axis["n"])[:, None])[:, 0] != 0
    return seen if axis["transposed"] else seen.T


def test_the_formula_of_a_convolution_is_true(read_one):
    for (axis, out), svg in zip(CONVOLUTIONS, read_one([["drawConv", [axis]] for axis, _ in CONVOLUTIONS])):
        formula = svg["words"][-1]
        said, made = formula.replace("−", "-").replace("·", "*").replace("/", "//").replace("⌊", "").replace("⌋", "").split(" = ")
        assert int(made) == out, axis
        assert eval(said) == out, axis
        assert svg["title"] == f"H: {axis['n']} becomes {out}"
        assert all(f"{word} {axis[key]}" in svg["desc"] for word, key in [("kernel", "k"), ("stride", "s"), ("padding", "p")])


def test_the_windows_of_a_convolution_cover_the_cells_it_reads(read_one):
    for (axis, out), svg in zip(CONVOLUTIONS, read_one([["drawConv", [axis]] for axis, _ in CONVOLUTIONS])):
        cells, *windows = svg["rows"]
        long, count = (out, axis["n"]) if axis["transposed"] else (axis["n"], out)
        said = [int(box["axis"]) for box in cells if "axis" in box]
        block = said[1] - said[0] if len(said) > 1 else 1
        assert said == [n * block - axis["p"] for n in range(len(said))]
        assert (cells[-1]["words"] == ["…"]) == (said[-1] + block < long + axis["p"])
        assert [box["filled"] for box in cells if "axis" in box] == [0 <= cell < long for cell in said]
        assert [row[0]["words"][1] for row in windows] == [str(n) for n in range(min(3, count))]
        seen = touched(axis)
        for row, window in zip(windows, seen):
            drawn = {int(box["axis"]) for box in row if "axis" in box}
            assert {cell for cell in said if 0 <= cell < long and window[cell : cell + block].any()} == {
                cell for cell in drawn if 0 <= cell < long
            }
            assert drawn <= set(said)


def test_each_spatial_axis_has_its_drawing(read):
    conv = nn.Conv2d(3, 4, (3, 5), stride=(2, 1), padding=(1, 2), device="meta")
    axes = [{"letter": "H", "n": 20, "k": 3, "s": 2, "p": 1}, {"letter": "W", "n": 26, "k": 5, "p": 2}]
    (svgs,) = read([["drawConv", axes]])
    made = conv(torch.empty(1, 3, 20, 26, device="meta"))
    assert [svg["title"] for svg in svgs] == [f"H: 20 becomes {made.shape[2]}", f"W: 26 becomes {made.shape[3]}"]


def test_padding_may_differ_at_the_two_ends(read_one):
    conv = nn.Conv1d(1, 1, 4, padding="same", device="meta")
    (svg,) = read_one([["drawConv", [{"letter": "T", "n": 6, "k": 4, "p": [1, 2]}]]])
    assert svg["title"] == f"T: 6 becomes {conv(torch.empty(1, 1, 6, device='meta')).shape[-1]}"


# Numbers along a loop


def test_a_chart_names_its_least_its_most_and_its_last(read_one):
    losses = [2.5 * 0.97**n + 0.1 * (n % 3) for n in range(100)]
    (svg, gap, one) = read_one([["drawSeries", {"loss": series}] for series in (losses, [1, 2, None, 4, 3], [0.25])])
    said = [min(losses), max(losses), losses[-1]]
    assert [float(svg["labels"][kind]) for kind in ("min", "max", "last")] == pytest.approx(said, rel=0.01)
    points = [tuple(map(float, point.split())) for point in re.split("[ML]", svg["lines"][0])[1:]]
    assert len(points) == 100
    low, high = min(y for _, y in points), max(y for _, y in points)
    drawn = [high - (high - low) * (loss - min(losses)) / (max(losses) - min(losses)) for loss in losses]
    assert [y for _, y in points] == pytest.approx(drawn)
    assert gap["lines"][0].count("M") == 2
    assert one["labels"]["last"] == "0.25"
    assert "loss" in svg["title"] and "last" in svg["desc"]


def test_each_series_has_its_own_scale(read_one):
    (svg,) = read_one([["drawSeries", {"loss": [3, 2, 1], "accuracy": [0.1, 0.5, 0.9]}]])
    assert svg["title"] == "loss, accuracy"
    assert len(svg["lines"]) == 2


# All drawings


def samples():
    """A drawing of every kind, with letters, as large as they come."""
    some = VIEWS[::9]
    found = [["drawRelabel", told(b), told(a), [*"BCHWTL"], [*"BCHWTL"]] for _, b, a, _ in some]
    found += [["drawAxes", {"shape": shape}, letters] for shape, letters in (
        ([], []), ([2, 3], ["H", "W"]), ([8, 3, 224, 224], [*"BCHW"]), ([2, 3, 8, 224, 224], [*"BCTHW"]),
        ([8, 512, 24], ["B", "C", "H*W"]), ([1, 197, 768], ["1", "P+1", "embed_dim"]),
    )]
    found += [["drawMemory", told(x), cells_of(x).tolist(), [1]] for x in SMALL if len(cells_of(x)) > 1]
    found += [["drawBroadcast", shapes, result and list(result)] for shapes, result in OPERANDS[:20]]
    found += [["drawMatmul", *case] for case in MATRICES[:20]] + [["drawCat", *case] for case in JOINS[:20]]
    found += [["drawConv", [axis]] for axis, _ in CONVOLUTIONS[:20]]
    return [*found, ["drawSeries", {"loss": [2.25, 1.5, 1.125], "lr": [0.001, 0.0001, 0.00001]}]]


def test_every_drawing_is_an_image_with_words_and_the_colours_of_the_theme(read):
    for svgs in read(samples()):
        for svg in svgs:
            assert svg["role"] == "img" and svg["title"] and svg["desc"]
            numbers = {word for row in svg["rows"] for box in row for word in box.get("words", ())[:2] if word.isdigit()}
            assert numbers <= set(re.findall(r"\d+", svg["desc"]))
            assert all(COLOUR.fullmatch(colour) for colour in svg["colours"]), svg["colours"]


def test_on_a_phone_the_words_are_large_enough_and_apart(blank, call):
    blank.add_style_tag(content=f"body {{ margin: 0; width: {PHONE}px }}")
    for svg in blank.evaluate(MEASURE, call(samples())):
        assert svg["width"] <= PHONE
        for text in svg["texts"]:
            assert text["size"] * min(1, svg["shrunk"]) >= 10.99, (svg["title"], svg["room"], text)
            assert -0.5 <= text["x"] and text["x"] + text["width"] <= svg["room"] + 0.5, (svg["title"], text)
            assert 0 <= text["y"] and text["y"] + text["height"] <= svg["height"] + 0.5, (svg["title"], text)
        for one, other in itertools.combinations([text for text in svg["texts"] if text["words"]], 2):
            across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            assert across < 1 or down < 3, (svg["title"], one, other)


def test_letters_are_written_and_not_run(read_one):
    (svg,) = read_one([["drawAxes", {"shape": [2]}, ["<b>&amp;"]]])
    assert svg["rows"][0][0]["bold"] == "<b>&amp;"


def test_the_table_is_large_and_the_code_is_small():
    assert sum(map(len, (VIEWS, AXES, SMALL, OPERANDS, MATRICES, JOINS, CONVOLUTIONS))) >= 500
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in (ASSETS / "draw").glob("*.js")) <= BUDGET
