"""The calculators of layouts and convolutions say what real torch says, word for word, on forms anyone can use."""

import math
import random
import re

import pytest
import torch
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from torch import nn

MANY = 2000
FEW = 64  # cells of memory that are drawn
PAGES = {"tensor-layout": "view-reshape-flatten/", "conv-size": "convolutions/"}
OUT_OF_RANGE = "IndexError: Dimension out of range (expected to be in range of […], but got N)"
VIEWS = """\
shape '[…]' is invalid for input of size N
only one dimension can be inferred
invalid shape dimension N at index N of shape […]
cannot reshape tensor of N elements into shape […] because the unspecified dimension size N can be any value \
and is ambiguous
view size is not compatible with input tensor's size and stride (at least one dimension spans across two \
contiguous subspaces). Use .reshape(...) instead.
permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering \
of dimensions i.e. input.dim() = N is not equal to len(dims) = N
permute(): duplicate dims are not allowed.
flatten() has invalid args: start_dim cannot come after end_dim
expand(torch.LongTensor{[…]}, size=[…]): the number of sizes provided (…) must be greater or equal to the number \
of dimensions in the tensor (…)
The expanded size of the tensor (…) must match the existing size (…) at non-singleton dimension N.  Target sizes: \
[…].  Tensor sizes: […]
The expanded size of the tensor (…) isn't allowed in a leading, non-existing dimension N
numel: integer multiplication overflow"""
BUILDING = """\
groups must be a positive integer
in_channels must be divisible by groups
out_channels must be divisible by groups
padding='same' is not supported for strided convolutions"""
TEXT = (
    "argument 'padding' (position N) must be tuple of ints, but found element of type str at pos N"
)
HEIGHT, DEPTH = (
    "output padding must be smaller than either stride or dilation, but got "
    + " ".join(
        f"{name}_{axis}: N" for name in ("output_padding", "stride", "dilation") for axis in axes
    )
    for axes in (("height", "width"), ("depth", "height", "width"))
)
CONVS = f"""\
Expected ND (unbatched) or ND (batched) input to convNd, but got input of size: […]
Expected ND (unbatched) or ND (batched) input to conv_transposeNd, but got input of size: […]
expected stride to be a single integer value or a list of N values to match the convolution dimensions, but got \
stride=[…]
expected padding to be a single integer value or a list of N values to match the convolution dimensions, but got \
padding=[…]
expected dilation to be a single integer value or a list of N values to match the convolution dimensions, but got \
dilation=[…]
expected output_padding to be a single integer value or a list of N values to match the convolution dimensions, \
but got output_padding=[…]
stride cannot broadcast to N dimensions
dilation cannot broadcast to N dimensions
negative padding is not supported
negative output_padding is not supported
non-positive stride is not supported
dilation should be greater than zero
dilation should be greater than zero, but got […]
dilation should be greater than zero, but got dilation_height: N, dilation_width: N
dilation should be greater than zero, but got dilation_depth: N, dilation_height: N, dilation_width: N
Given groups=N, weight of size […], expected input[…] to have N channels, but got N channels instead
Given transposed=N, weight of size […], expected input[…] to have N channels, but got N channels instead
Calculated padded input size per channel: (…). Kernel size: (…). Kernel size can't be greater than actual input size
Only zero batch or zero channel inputs are supported, but got input shape: […]
Given input size per channel: (…). Calculated output size per channel: (…). Output size is too small
{HEIGHT}
{DEPTH}"""


NUMBERS = {r"\[[-\d, ]*\]": "[…]", r"\(-?\d+( x -?\d+)*\)": "(…)", r"-?\d+": "N"}


def wordings(answers):
    """The refusals among answers, without the numbers of each."""
    said = {answer for answer in answers if isinstance(answer, str)}
    for numbers, sign in NUMBERS.items():
        said = {re.sub(numbers, sign, one) for one in said}
    return said


def raised(kind, messages):
    return {f"{kind}: {message}" for message in messages.splitlines()}


def refusal(error):
    return f"{type(error).__name__}: {error}"


# Chains of view, reshape, permute …


def divisors(number):
    return [one for one in range(1, number + 1) if number % one == 0]


def some_sizes(dice, x):
    """A shape for as many numbers as x has; now and then for others."""
    left, found = x.numel(), []
    while left > 1 and len(found) < 4:
        found.append(dice.choice(divisors(left)))
        left //= found[-1]
    found += [[0, 2], [], [left]][min(left, 2)]
    for _ in range(dice.randrange(2)):
        found.insert(dice.randint(0, len(found)), 1)
    for odd in dice.choices([[], [-1], [-1, -1], [-2], [7]], [60, 30, 4, 3, 6])[0]:
        if found:
            found[dice.randrange(len(found))] = odd
    return found


def some_dim(dice, rank):
    """A dim of so many; now and then one that isn't there."""
    most = max(rank, 1)
    return dice.choice([most, -most - 1]) if dice.random() < 0.06 else dice.randrange(-most, most)


def some_order(dice, x):
    """The dims of x in another order, and the ways to miss it."""
    dims = [dim - x.dim() * (dice.random() < 0.2) for dim in dice.sample(range(x.dim()), x.dim())]
    if dims and dice.random() < 0.15:
        return dice.choice([dims[:-1], [*dims, 0], [dims[-1], *dims[1:]], [9, *dims[1:]]])
    return dims


def some_wider(dice, x):
    """A shape that x expands to, and the ways to miss it."""
    shape = [dice.choice([-1, n, 3 if n == 1 else n]) for n in x.shape]
    shape = dice.choices([1, 2, 3], k=dice.randrange(3)) + shape
    if shape and dice.random() < 0.2:
        odd = [-1, 7, -2][: 2 + bool(x.numel())]  # of nothing, torch makes a size of -2
        shape[dice.randrange(len(shape))] = dice.choice(odd)
    return shape[1:] if dice.random() < 0.08 else shape


LISTS = {"view": some_sizes, "reshape": some_sizes, "permute": some_order, "expand": some_wider}
NAMED = {  # the names of the arguments, and how many there may be
    "flatten": (["start_dim", "end_dim"], [0, 1, 2]),
    "transpose": (["dim0", "dim1"], [2]),
    "unsqueeze": (["dim"], [1]),
    "squeeze": (["dim"], [0, 1]),
    "contiguous": ([], [0]),
}


def some_call(dice, x):
    """A call as text, and the same as a function."""
    name = dice.choices([*LISTS, *NAMED], [2, 3, 2, 1, 2, 3, 1, 1, 2])[0]
    if name in LISTS:
        asked = LISTS[name](dice, x)
        text = str(asked)[1:-1] if asked and dice.random() < 0.8 else str(tuple(asked))
        return f".{name}({text})", lambda: getattr(x, name)(asked)
    names, counts = NAMED[name]
    rank = x.dim() + (name == "unsqueeze")
    asked = {key: some_dim(dice, rank) for key in names[: dice.choice(counts)]}
    keys = dice.random() < 0.2
    text = ", ".join(f"{key}={dim}" if keys else str(dim) for key, dim in asked.items())
    return f".{name}({text})", lambda: getattr(x, name)(**asked)


def layout_case(dice):
    """[shape, calls], and after each call the shape, the stride, copied or not, the memory; an error at the end."""
    sizes = dice.choices([[1, 1, 2, 2, 3, 4, 5, 6], [0, 1, 2, 3]], [7, 1])[0]
    shape = dice.choices(sizes, k=dice.randrange(5))
    x = torch.arange(math.prod(shape)).view(shape)
    calls, said = "", [[*layout(x), False, memory(x)]]
    for _ in range(dice.randint(1, 4)):
        text, call = some_call(dice, x)
        calls += text
        try:
            made = call()
        except (RuntimeError, IndexError) as error:
            return [shape, calls], [*said, refusal(error)]
        said.append([*layout(made), was_copied(x, made), memory(made)])
        x = made
    return [shape, calls], said


def layout(x):
    return [*x.shape], [*x.stride()]


def was_copied(before, after):
    """Whether the numbers of one stand elsewhere than those of the other."""
    root = before if before._base is None else before._base
    shared = after is before or after._base is root
    if before.numel():
        assert shared == (after.untyped_storage().data_ptr() == before.untyped_storage().data_ptr())
    return not shared


def memory(x):
    """What stands in memory, cell by cell, if that is little."""
    cells = torch.empty(0, dtype=torch.long).set_(x.untyped_storage())
    return len(cells) <= FEW and cells.tolist()


CHAIN = """async cases => {
  const { chain } = await import(new URL('assets/calc/layout.js', location))
  return cases.map(([start, calls]) => {
    const said = []
    try {
      for (const { shape, stride, copied, cells } of chain(start, calls)) said.push([shape, stride, copied, cells])
    } catch (error) {
      if (!error.kind) throw error
      said.push(`${error.kind}: ${error.message}`)
    }
    return said
  })
}"""


def test_a_chain_of_calls_goes_as_in_torch(scripted):
    dice = random.Random(8)
    cases, said = zip(*[layout_case(dice) for _ in range(MANY)])
    last = [steps[-1] for steps in said]
    assert wordings(last) == raised("RuntimeError", VIEWS) | {OUT_OF_RANGE}
    assert MANY * 0.6 < sum(isinstance(one, list) for one in last) < MANY * 0.9
    assert sum(step[2] for steps in said for step in steps if isinstance(step, list)) > MANY * 0.03
    pairs = zip(cases, scripted("", CHAIN)(cases), said, strict=True)
    assert [row for row in pairs if row[1] != row[2]][:5] == []


# Convolutions


def each(dice, dims, usual, odd, share=0.04):
    """A number for all axes, or one for each; now and then a wrong one, or one too many."""
    many = dice.choice([1, dims, dims + (dice.random() < share)])
    return [dice.choice(odd if dice.random() < share else usual) for _ in range(many)]


def some_settings(dice, dims, transposed):
    """As one of the rules has it, or named, or anything."""
    k = dice.randint(1, 5)
    usual = {"kernel": [k], "stride": [1], "padding": [0], "output_padding": [0], "dilation": [1]}
    ruled = [
        {"padding": [(k - 1) // 2], "stride": [dice.randint(1, 3)]},
        {"stride": [k]},
        {"kernel": [4], "stride": [2], "padding": [1]},
        {"kernel": [3], "stride": [2], "padding": [1], "output_padding": [int(transposed)]},
        {"dilation": [2], "padding": [k - 1]},
    ]
    named = {
        "padding": dice.choice(["same", "same", "valid"]),
        "stride": each(dice, dims, [1], [2], 0.1),
        "dilation": each(dice, dims, [1, 2], [0], 0.1),
    }
    free = {
        "kernel": each(dice, dims, [1, 2, 3, 4, 5], [1], 0),
        "stride": each(dice, dims, [1, 1, 2, 3], [0, -1]),
        "padding": each(dice, dims, [0, 1, 2], [-1, 4]),
        "dilation": each(dice, dims, [1, 1, 2, 3], [0, 0, -1]),
    }
    if transposed:
        free["output_padding"] = each(dice, dims, [0, 0, 0, 1], [2, -1])
    kinds = [4, 0.3 if transposed else 2, 6]
    return usual | dice.choices([dice.choice(ruled), named, free], kinds)[0]


def conv_case(dice):
    """What is asked, and the shape or the error."""
    dims, transposed = dice.choice([1, 2, 3]), dice.random() < 0.5
    groups = dice.choices([1, 2, 3, 0], [40, 4, 2, 1])[0]
    channels, out = (max(groups, 1) * dice.randint(1, 3) for _ in "io")
    batch = dice.choices([[], [1], [2], [5], [0]], [6, 3, 6, 3, 1])[0]
    spatial = [0 if dice.random() < 0.02 else dice.randint(1, 12) for _ in range(dims)]
    shape = [*batch, channels if dice.random() < 0.95 else dice.randint(0, 4), *spatial]
    asked = {
        "dims": dims,
        "transposed": transposed,
        "shape": dice.choice([shape[1:], [1, 2, *shape]]) if dice.random() < 0.03 else shape,
        "channels": channels + (dice.random() < 0.03),
        "out": out + (dice.random() < 0.03),
        "groups": groups,
        **some_settings(dice, dims, transposed),
    }
    return asked, conv_of_torch(**asked)


def conv_of_torch(dims, transposed, channels, out, shape, **settings):
    """Without oneDNN, which words some errors in its own way, for large batches and on some machines."""
    kind = getattr(nn, f"Conv{'Transpose' * transposed}{dims}d")
    given = {name: as_given(one) for name, one in settings.items()}
    if not transposed:
        del given["output_padding"]
    try:
        with torch.no_grad(), torch.backends.mkldnn.flags(enabled=False):
            return [*kind(channels, out, given.pop("kernel"), **given)(torch.empty(shape)).shape]
    except (RuntimeError, ValueError, TypeError) as error:
        nothing_to_view = shape[0] == 0 and re.search(
            "invalid shape|cannot reshape|can be inferred", str(error)
        )
        return OUR_OWN if nothing_to_view else refusal(error)


def as_given(setting):
    if not isinstance(setting, list):
        return setting
    return setting[0] if len(setting) == 1 else tuple(setting)


OUR_OWN = "Torch refuses to make sizes"
CONVOLVE = """async cases => {
  const { convolve, rule } = await import(new URL('assets/calc/conv.js', location))
  return cases.map(asked => {
    try {
      const { shape, axes } = convolve(asked)
      return [shape, axes.map(axis => [rule(axis), axis.n, axis.s])]
    } catch (error) {
      return [error.kind ? `${error.kind}: ${error.message}` : error.message.split(' of ')[0], []]
    }
  })
}"""


@pytest.fixture(scope="module")
def convolved(scripted):
    """Cases, what torch says of each, and what the calculator says: [shape or error, axes]."""
    dice = random.Random(8)
    cases, said = zip(*[conv_case(dice) for _ in range(MANY)])
    return cases, said, scripted("", CONVOLVE)(cases)


def test_a_convolution_makes_the_size_that_torch_makes(convolved):
    cases, said, ours = convolved
    texts = {f"TypeError: conv_transposeNd(): {TEXT}"}
    known = raised("RuntimeError", CONVS) | raised("ValueError", BUILDING) | texts
    assert wordings(said) - {OUR_OWN} == known
    assert MANY * 0.4 < sum(isinstance(one, list) for one in said) < MANY * 0.8
    rows = zip(cases, said, ours, strict=True)
    assert [row for row in rows if row[1] != row[2][0]][:5] == []


def test_an_axis_does_what_its_rule_says(convolved):
    for asked, said, (_, axes) in zip(*convolved):
        for (rule, n, s), became in zip(axes, said[-asked["dims"] :]):
            assert kept_promise(rule, n, s, became, asked["transposed"]), (asked, said, rule)


def kept_promise(rule, n, s, became, transposed):
    rest = n % s
    dropped = f", and drop the {rest} of {n} left over"
    promises = {
        "rule 1, keep the size": became == n,
        "keeps the size": became == n,
        f"rule 2, divide the size by {s}": became * s == n,
        f"rule 2, divide the size, but {s} does not divide {n}": bool(rest),
        f"rule 3, cut into patches of {s}": became * s == n,
        f"rule 3, cut into patches of {s}{dropped}": became * s + rest == n,
        "doubles the size": became == 2 * n,
        f"makes the size {s} times as large": became == s * n,
        "none of the rules": became != n * s if transposed else bool(rest) or became * s != n,
    }
    return promises[rule]


def test_each_rule_is_found(convolved):
    found = {re.sub(r"\d+", "N", rule) for _, axes in convolved[2] for rule, _, _ in axes}
    assert len(found) == 9


# On their pages


def opened(page, name):
    page.goto(PAGES[name])
    return answered(page)


def answered(page):
    """The calculator, when a reader has come near and it has answered."""
    calc = page.locator(".calc")
    calc.scroll_into_view_if_needed()
    expect(calc.get_by_role("status").locator("svg").first).to_be_visible()
    return calc


def type_over(page, text):
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def test_calls_are_typed_by_keyboard_alone(page):
    calc = opened(page, "tensor-layout")
    answer = calc.get_by_role("status")
    steps = answer.locator("tr:has(td)")
    expect(steps).to_have_text(
        [
            re.compile(r"x\s*\(2, 3, 4\)\s*\(12, 4, 1\)\s*$"),
            re.compile(r"\.transpose\(1, 2\)\s*\(2, 4, 3\)\s*\(12, 1, 4\)\s*view"),
            re.compile(r"\.reshape\(2, 12\)\s*\(2, 12\)\s*\(12, 1\)\s*copy"),
        ]
    )
    calc.get_by_label("Shape").focus()
    type_over(page, "[4, 6]")
    page.keyboard.press("Tab")
    type_over(page, "x.permute((1, 0)).view(2, -1).flatten()")
    expect(steps).to_have_count(2)
    expect(answer).to_contain_text(".view(2, -1): RuntimeError: view size is not compatible")
    expect(answer.locator("svg desc")).to_contain_text("0 0, 6 6, 12 12, 18 18")
    page.keyboard.press("Tab")
    drawing = calc.get_by_role("group", name="memory")
    expect(drawing).to_be_focused()
    expect(drawing).to_have_attribute("tabindex", "0")  # Safari needs it where things scroll


def test_a_layer_is_set_by_keyboard_alone(page):
    calc = opened(page, "conv-size")
    answer = calc.get_by_role("status")
    expect(answer).to_contain_text("nn.Conv2d(3, 8, 3, stride=2, padding=1)")
    expect(answer).to_contain_text("becomes (2, 8, 16, 24)")
    expect(answer).to_contain_text("H, W: rule 2, divide the size by 2.")
    expect(answer.locator("svg title")).to_have_text(["H: 32 becomes 16", "W: 48 becomes 24"])
    expect(calc.get_by_label("output_padding")).to_be_disabled()
    calc.get_by_label("Layer").focus()
    page.keyboard.type("ConvTranspose2d")
    expect(answer).to_contain_text("H, W: none of the rules.")
    calc.get_by_label("padding", exact=True).focus()
    page.keyboard.press("Tab")
    type_over(page, "1, 2")
    expect(answer).to_contain_text("RuntimeError: output padding must be smaller")
    type_over(page, "1")
    expect(answer).to_contain_text("output_padding=1) (2, 3, 32, 48) becomes (2, 8, 64, 96)")
    expect(answer).to_contain_text("H, W: doubles the size.")
    calc.get_by_label("Layer").select_option("Conv2d")
    expect(answer).to_contain_text("H, W: rule 2, divide the size by 2.")
    calc.get_by_label("Layer").select_option("ConvTranspose2d")
    expect(answer).to_contain_text("H, W: doubles the size.")


UNREAD = {
    "tensor-layout": [
        ("Shape", "(2, x)", "I can’t read “(2, x)”."),
        ("Shape", "(999999, 999999, 999999)", "No machine holds"),
        ("Calls", ".flatten(1).foo(2)", "but not “foo”."),
        ("Calls", ".flatten(1", "I can’t read “.flatten(1”."),
        ("Calls", ".transpose(1)", "Write transpose(dim0, dim1)"),
        ("Calls", ".flatten(0, start_dim=1)", "Write flatten(start_dim, end_dim)"),
        ("Calls", ".view(size=2)", "Write view(sizes)"),
    ],
    "conv-size": [
        ("Input", "(1, 3, -5, 5)", "I can’t read “(1, 3, -5, 5)”."),
        ("padding", "sane", "I can’t read “sane”."),
        ("groups", "1, 2", "I can’t read “1, 2” as one number."),
        ("kernel_size", "0", "Channels and kernel are 1 or more."),
        ("kernel_size", "1 2 3", "This kernel has one size, or 2."),
    ],
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_is_no_question_for_torch_is_answered_in_our_own_words(page, name):
    calc = opened(page, name)
    for label, text, said in UNREAD[name]:
        field = calc.get_by_label(label, exact=True)
        before = field.input_value()
        field.fill(text)
        expect(calc.get_by_role("status")).to_contain_text(said)
        expect(calc.locator(".calc-refused")).to_have_count(0)
        field.fill(before)


TYPED = {
    "tensor-layout": (
        "Calls",
        [".view(3, -1)", ".flatten()" * 20, "?", ".transpose(0, 2).view(24)"],
    ),
    "conv-size": ("Input", ["(3, 9, 9)", "(2, 3, 1, 900000000)", "?", "(3, 9)"]),
}


@pytest.mark.parametrize("name", TYPED)
def test_nothing_below_moves_and_all_can_be_read_on_a_phone(new_context, name):
    context = new_context(viewport={"width": 360, "height": 800})
    context.add_init_script(Axe().axe_script)
    page = context.new_page()
    page.goto(PAGES[name])
    below = page.locator(".calc + *")
    first = below.evaluate("one => one.offsetTop")
    calc, (label, texts) = answered(page), TYPED[name]
    for text in texts:
        calc.get_by_label(label).fill(text)
        assert below.evaluate("one => one.offsetTop") == first
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if scheme := {texts[0]: "light", texts[-1]: "dark"}.get(text):
            assert violations(page, scheme) == []


def violations(page, scheme):
    page.emulate_media(color_scheme=scheme)
    found = page.evaluate("async () => (await axe.run('.calc')).violations")
    return [f"{one['id']} {node['target']}" for one in found for node in one["nodes"]]
