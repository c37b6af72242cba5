"""The calculators of shapes say what real torch says, word for word, and are forms that anyone can use."""

import random
import re
from functools import reduce
from operator import add, matmul

import pytest
import torch
import torch.nn.functional as F
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

MANY = 2500
SUM, PRODUCT = "broadcasting/", "matmul-bmm-linear-einsum/"
CLASH = "The size of tensor a (N) must match the size of tensor b (N) at non-singleton dimension N"
BATCHES = "Expected size for first two dimensions of batchN tensor to be: […] but got: […]."
MATRICES = "matN and matN shapes cannot be multiplied (NxN and NxN)"
VECTOR = "size mismatch, got input (N), mat (NxN), vec (N)"
NUMBERS = "inconsistent tensor size, expected tensor […] and src […] to have the same number of "
NUMBERS += "elements, but got N and N elements respectively"
DEEP = "t() expects a tensor with <= N dimensions, but self is ND"
FEW = "both arguments to ? need to be at least ND, but they are ND and ND"
EINSUM = """\
fewer operands were provided than specified in the equation
more operands were provided than specified in the equation
found '.' for operand N for which an ellipsis was already found
found '.' for operand N that is not part of any ellipsis
found '.' for output but an ellipsis (...) was already found
found '.' for output that is not part of any ellipsis (...)
invalid subscript given at index N in the equation string, subscripts must be in [a-zA-Z]
the number of subscripts in the equation (N) is more than the number of dimensions (N) for operand N
the number of subscripts in the equation (N) does not match the number of dimensions (N) for operand N \
and no ellipsis was given
output subscript ? appears more than once in the output
output subscript ? does not appear in the equation for any input operand
subscript ? is repeated for operand N but the sizes don't match, N != N
subscript ? has size N for operand N which does not broadcast with previously seen size N
dimension N covered by ellipsis in operand Nhas size N which does not broadcast with previously seen \
ellipsis with size N for the respective dimension"""

PARTS = {
    r"^RuntimeError: (einsum\(\): )?": "",
    r"\[[\d, ]+\]": "[…]",
    r"\d+": "N",
    r"subscript \w ": "subscript ? ",
    r"arguments to \w+": "arguments to ?",
}
ASK = """async ([file, name, cases]) => {
  const { [name]: work } = await import(new URL(`../assets/calc/${file}.js`, location))
  const answer = asked => {
    try {
      return work(...asked)
    } catch (error) {
      if (!error.kind) throw error
      return `${error.kind}: ${error.message}`
    }
  }
  return cases.map(answer)
}"""


# What is asked: right more often than not, and wrong in every way


def some(dice, most):
    """A few sizes; the more, the smaller."""
    return dice.choices([0, 1, 2, 2, 3, 3, 5 if most < 5 else 1], k=dice.randint(0, most))


def stretchable(dice, sizes):
    """A shape that broadcasts to some sizes."""
    own = [1 if dice.random() < 0.3 else size for size in sizes]
    return own[dice.randint(0, len(own)) if dice.random() < 0.5 else 0 :]


def spoiled(dice, shape, share=0.1):
    """A shape, now and then with another size in it, or with a dim more or less."""
    if dice.random() < 2 * share / 3:
        return dice.choice([shape[1:], shape[:-1], [dice.randint(0, 3), *shape]])
    return [dice.randint(0, 4) if dice.random() < share else size for size in shape]


def sums(dice):
    common = some(dice, 8)
    count = dice.choice([2, 2, 2, 3, 4])
    return [[spoiled(dice, stretchable(dice, common), 0.15) for _ in range(count)]]


def products(dice):
    inner, *outer = dice.choices([0, 1, 2, 3, 4, 5], k=3)
    common = some(dice, 6)
    ends = [[inner], [outer[0], inner]], [[inner], [inner, outer[1]]]
    return [spoiled(dice, batched(dice, common, dice.choice(pair))) for pair in ends]


def batched(dice, common, end):
    return (stretchable(dice, common) if len(end) > 1 and dice.random() < 0.8 else []) + end


def batches(dice):
    B, L, D, P = dice.choices([0, 1, 2, 3, 4, 5], k=4)
    return [spoiled(dice, [B, L, D]), spoiled(dice, [B, D, P])]


def layers(dice):
    D, K = dice.choices([0, 1, 2, 3, 4, 5], k=2)
    weight = [D] if dice.random() < 0.2 else [K, D]
    return [spoiled(dice, [*some(dice, 4), D]), spoiled(dice, weight, 0.2)]


def equations(dice):
    size = {letter: dice.randint(0, 4) for letter in "abcijXZ"}
    common = some(dice, 2)
    operands = [labels(dice, size, dice.randint(0, 3)) for _ in range(2)]
    shapes = [
        [one for label in operand for one in sizes_of(dice, label, size, common)]
        for operand in operands
    ]
    text = ",".join(map("".join, operands))
    if dice.random() < 0.75:
        known = sorted({*operands[0], *operands[1]})
        text += "->" + "".join(dice.sample(known, dice.randint(0, len(known))))
    return [mistyped(dice, text), *(spoiled(dice, shape, 0.05) for shape in shapes)]


def labels(dice, size, count):
    dots = ["..."] if dice.random() < 0.4 else []
    return dice.sample(dice.choices([*size], k=count) + dots, count + len(dots))


def sizes_of(dice, label, size, common):
    if label == "...":
        return stretchable(dice, common)
    return [1 if dice.random() < 0.1 else size[label]]


def mistyped(dice, text):
    """An equation, now and then with a sign too many or another one in a place."""
    if dice.random() < 0.7:
        return text
    at = dice.randint(0, len(text))
    sign = dice.choice([".", "...", ",", "->", " ", "  ", "a", "q", "-", ">", "1", "é"])
    return text[:at] + sign + text[at + dice.randint(0, 1) :]


def with_empty(work):
    """A function of tensors, asked with shapes; a text stays a text."""
    made = lambda one: one if isinstance(one, str) else torch.empty(one)
    return lambda *asked: work(*map(made, asked))


def added(shapes):
    return reduce(add, map(torch.empty, shapes))


ASKED = {
    "broadcast": (sums, added, [CLASH]),
    "matmul": (products, with_empty(matmul), [FEW, CLASH, BATCHES, MATRICES, VECTOR, NUMBERS]),
    "bmm": (batches, with_empty(torch.bmm), ["batchN must be a ND tensor", BATCHES]),
    "linear": (layers, with_empty(F.linear), [FEW, DEEP, MATRICES, VECTOR, NUMBERS]),
    "einsum": (equations, with_empty(torch.einsum), EINSUM.splitlines()),
}


def torch_says(work, asked):
    """The shape that torch makes, or the words in which it refuses."""
    try:
        return [*work(*asked).shape]
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def wordings(answers):
    """The refusals among answers, without what differs from one to the next."""
    said = {answer for answer in answers if isinstance(answer, str)}
    for pattern, sign in PARTS.items():
        said = {re.sub(pattern, sign, one) for one in said}
    return said


@pytest.fixture(scope="module")
def forms(request):
    """The calculators of both pages, with their first answers, on a phone."""
    browser, site = request.getfixturevalue("browser"), request.getfixturevalue("site")
    context = browser.new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    context.add_init_script(Axe().axe_script)
    trouble = []
    context.on("weberror", lambda error: trouble.append(f"{error.error}"))
    context.on("console", lambda message: trouble.append(message.text))
    yield {url: opened(context.new_page(), site.url + url) for url in (SUM, PRODUCT)}
    context.close()
    assert trouble == []


def opened(page, url):
    page.goto(url)
    calc = page.locator(".calc")
    calc.scroll_into_view_if_needed()
    expect(calc.get_by_role("img")).to_be_visible()
    return calc


@pytest.mark.parametrize("name", ASKED)
def test_a_calculator_says_what_torch_says(forms, name):
    make, work, messages = ASKED[name]
    dice = random.Random(name)
    cases = [make(dice) for _ in range(MANY)]
    answers = [torch_says(work, case) for case in cases]
    assert wordings(answers) == set(messages)
    assert MANY * 0.3 < sum(isinstance(answer, list) for answer in answers) < MANY * 0.8
    file = "broadcast" if name == "broadcast" else "matmul"
    said = forms[SUM].page.evaluate(ASK, [file, name, cases])
    pairs = zip(cases, said, answers, strict=True)
    assert [row for row in pairs if row[1] != row[2]][:5] == []


# On their pages


def tab_to(field):
    for _ in range(20):
        field.page.keyboard.press("Tab")
        if field.evaluate("one => one === document.activeElement"):
            return
    pytest.fail("the keyboard does not get there")


def type_over(field, text):
    tab_to(field)
    field.page.keyboard.press("ControlOrMeta+a")
    field.page.keyboard.type(text)


def expect_said(calc, answer):
    """The live region says what torch says."""
    made = ", ".join(map(str, answer)) + "," * (len(answer) == 1)
    said = answer if isinstance(answer, str) else f"The result is ({made})."
    region = calc.get_by_role("status")
    expect(region).to_contain_text(said)
    expect(region.locator(".calc-refused")).to_have_count(int(said == answer))


def test_shapes_to_add_are_typed_below_each_other_by_keyboard_alone(forms):
    calc = forms[SUM]
    expect_said(calc, [8, 7, 6])
    for text, shapes in (
        ("(2, 3)\n\n()\n", [[2, 3], []]),
        ("2 3\n[3, 1, 1]; (0, 2, 1)", [[2, 3], [3, 1, 1], [0, 2, 1]]),
        ("torch.Size([4, 1]), (1, 7,)", [[4, 1], [1, 7]]),
    ):
        calc.page.locator("#the-rule .headerlink").focus()
        type_over(calc.get_by_role("textbox"), text)
        answer = torch_says(ASKED["broadcast"][1], [shapes])
        expect_said(calc, answer)
        expect(calc.locator("[data-row]")).to_have_count(len(shapes) + isinstance(answer, list))


def test_shapes_to_multiply_are_typed_by_keyboard_alone(forms):
    calc = forms[PRODUCT]
    equation = calc.get_by_role("textbox", name="Equation")
    for name, choice, *asked in (
        ("matmul", "a @", [2, 1, 6, 8], [3, 5, 7]),
        ("bmm", "torch.b", [2, 1, 6, 8], [3, 5, 7]),
        ("bmm", "torch.b", [2, 6, 8], [2, 8, 7]),
        ("linear", "F", [2, 6, 8], [7, 8]),
        ("einsum", "torch.e", "bld,bd", [2, 6, 8], [2, 8]),
        ("einsum", "torch.e", "bld,pd", [2, 6, 8], [7, 9]),
        ("einsum", "torch.e", "bld;pd", [2, 6, 8], [7, 9]),
    ):
        calc.page.locator("#reading-einsum .headerlink").focus()
        tab_to(calc.get_by_role("combobox"))
        calc.page.keyboard.type(choice)
        for label, shape in zip("ab", asked[-2:]):
            type_over(calc.get_by_label(label, exact=True), str(tuple(shape)))
        if name == "einsum":
            type_over(equation, asked[0])
        expect(equation).to_be_enabled(enabled=name == "einsum")
        expect_said(calc, torch_says(ASKED[name][1], asked))


def test_einsum_draws_the_dims_of_a_letter_below_each_other(forms):
    calc = forms[PRODUCT]
    calc.get_by_role("combobox").select_option("einsum")
    calc.get_by_label("a", exact=True).fill("5 4 8")
    calc.get_by_label("b", exact=True).fill("1 7 8 8")
    calc.get_by_role("textbox", name="Equation").fill("bld,bpdd->pbl")
    rows = calc.locator("[data-row]").evaluate_all(
        """rows => rows.map(row => [...row.children].map(box => [
          box.querySelector('[font-weight]').textContent,
          box.querySelector('rect').getAttribute('x'), box.dataset.kind ?? '']))"""
    )
    assert [letter for letter, *_ in rows[2]] == ["p", "b", "l"]
    kinds = {(letter, kind) for row in rows for letter, _, kind in row if kind}
    assert kinds == {("d", "summed"), ("d", "diagonal"), ("b", "stretched")}
    places = {(letter, x) for row in rows for letter, x, _ in row}
    assert len(places) == len("blpd")


TYPED = {
    SUM: ("Shapes", ["", "(3,)", "(8, -1)", "(2, 3)\n(4,)", "\n".join(["(2, 3)"] * 8)]),
    PRODUCT: ("a", ["(3, x)", "", "(5,)", "(9, 2, 1, 6, 8)", "(2, 6, 4)"]),
}
BELOW = "document.querySelector('.calc + *').getBoundingClientRect().top + scrollY"


@pytest.mark.parametrize("url", TYPED)
def test_whatever_is_typed_nothing_below_moves_and_all_can_be_read(forms, url):
    calc, (label, texts) = forms[url], TYPED[url]
    page = calc.page
    if url == PRODUCT:
        calc.get_by_role("combobox").select_option("matmul")
        calc.get_by_label("b", exact=True).fill("(3, 8, 5)")
    where = page.evaluate(BELOW)
    for text in texts:
        calc.get_by_label(label, exact=len(label) == 1).fill(text)
        assert page.evaluate(BELOW) == where
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("async () => (await axe.run('.calc')).violations") == []


@pytest.mark.parametrize(
    "url, text, said",
    [
        (SUM, "(8, -1)\n()", "I can’t read “(8, -1)”"),
        (SUM, "(8, 1)", "at least two shapes"),
        (PRODUCT, "(B, 8)", "I can’t read “(B, 8)”"),
    ],
)
def test_what_is_no_shape_is_said_in_our_own_words(forms, url, text, said):
    calc = forms[url]
    calc.get_by_label(TYPED[url][0], exact=url == PRODUCT).fill(text)
    expect(calc.get_by_role("status")).to_contain_text(said)
    expect(calc.locator(".calc-refused, svg")).to_have_count(0)


def test_a_form_that_can_say_nothing_is_not_shown(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(SUM)
    expect(page.locator(".calc")).to_be_hidden()
