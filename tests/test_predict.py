"""What the player says of a shape that somebody typed, judged in a browser, against real torch."""

import gzip
import itertools
import json
import random
import re
from fractions import Fraction
from pathlib import Path

import pytest
import torch
from torch import nn

from stepthrough import cache, player, snippet

ASSETS = Path(__file__).parents[1] / "docs" / "assets"
BUDGET = 1500
JUDGE = """async cases => {
  const { judge } = await import('/player/predict.js')
  return cases.map(([answer, shape, sizes, letters]) => judge(answer, shape, sizes, letters ?? undefined))
}"""
KNOWN = {"B": 8, "C": 512, "H": 4, "W": 6, "nh": 16, "hd": 32, "embed_dim": 80, "self.D": 96}


@pytest.fixture(scope="module")
def judge(browser):
    """Judge cases [answer, shape, sizes, letters] in a blank page that has the assets."""
    page = browser.new_page()
    page.route("**/*", serve)
    page.goto("http://assets.test/")
    yield lambda cases: page.evaluate(JUDGE, cases)
    page.close()


def serve(route):
    file = ASSETS / route.request.url.removeprefix("http://assets.test/")
    if file.is_file():
        return route.fulfill(path=file)
    route.fulfill(body="<!doctype html><title>blank</title>", content_type="text/html")


@pytest.fixture(scope="module")
def judge_one(judge):
    """Judge one answer; the frame knows KNOWN unless told otherwise."""
    return lambda answer, shape, sizes=KNOWN, letters=None: judge(
        [[answer, shape, sizes, letters]]
    )[0]


# Tensors that torch made, and their letters


def frames():
    """[(sizes, letters, shape)] of what torch makes of random images and tokens, without memory."""
    dice = random.Random(41)
    found = []
    for _ in range(24):
        ps, high, wide, nh, hd, B, C, T = dice.sample(range(2, 40), 8)
        sizes = {"B": B, "C": C, "H": ps * high, "W": ps * wide, "T": T, "D": nh * hd}
        sizes |= {"ps": ps, "nh": nh, "hd": hd}
        for letters, tensor in tensors(**sizes).items():
            found.append((sizes, letters.split(", ") if letters else [], [*tensor.shape]))
    return found


def tensors(B, C, H, W, T, D, ps, nh, hd):
    with torch.device("meta"):
        image, tokens = torch.empty(B, C, H, W), torch.empty(B, T, D)
        patches, linear = nn.Conv2d(C, D, ps, stride=ps), nn.Linear(D, 3 * D)
    heads = tokens.reshape(B, T, nh, hd).transpose(1, 2)
    return {
        "": tokens.sum(),
        "D": tokens[0, 0],
        "C*H*W": image[0].flatten(),
        "T, D": tokens[0],
        "B, T, 3*D": linear(tokens),
        "C*ps**2, D": patches.weight.flatten(1).T,
        "B, C, H, W": image,
        "B, H*W, C": image.flatten(2).transpose(1, 2),
        "B*C, H, W": image.flatten(0, 1),
        "2, B, C, H*W": torch.stack([image, image]).flatten(3),
        "B, D, H/ps, W/ps": patches(image),
        "B, H/ps*W/ps, D": patches(image).flatten(2).transpose(1, 2),
        "B, C, H//2, W//2": nn.functional.max_pool2d(image, 2),
        "B, C, 2*H, 2*W": nn.functional.interpolate(image, scale_factor=2),
        "B, C, H-1, W-1": nn.functional.max_pool2d(image, 2, 1),
        "B, T+1, D": torch.cat([tokens[:, :1], tokens], 1),
        "B, nh, T, D/nh": heads,
        "B, nh, T, T": heads @ heads.transpose(-2, -1),
        "B*nh, T, hd": heads.flatten(0, 1),
        "B, T, nh*hd": heads.transpose(1, 2).flatten(2),
        "B, (H-1)*(W-1), C": image[:, :, 1:, 1:].flatten(2).transpose(1, 2),
    }


FRAMES = frames()


def told(text, size):
    return text if text == str(size) else f"{text} = {size}"


def as_tuple(items):
    return f"({', '.join(map(str, items))}{',' * (len(items) == 1)})"


# Right answers


def spellings(letters, shape, dice):
    """Ways to type a shape that a reader may think of."""
    plain, numbers = ", ".join(letters), [*map(str, shape)]
    mixed = [dice.choice(pair) for pair in zip(letters, numbers)]
    yield f"({plain})"
    yield as_tuple(letters)
    yield as_tuple(shape)
    yield str(torch.Size(shape))
    yield str(shape)
    yield f"(({plain}))"
    yield "[ " + re.sub(r"([-+*/,]+)", r" \1 ", plain) + " ]"
    yield f"({', '.join(f'({letter})' for letter in letters)})"
    yield f"({plain.lower()})"
    yield f"\t({', '.join(mixed)}) "
    if not letters:
        yield from ("()", "scalar", " Scalar\n")
        return
    yield plain
    yield plain.replace(" ", "")
    yield " ".join(letters)
    yield " ".join(together(letter) for letter in letters)
    yield together(plain.lower())
    yield ", ".join(together(letter) for letter in letters)
    yield plain.replace("**", "^").replace("*", "×").replace("^", "**")
    yield plain.replace("**", "^").replace("*", " · ").replace("^", " ** ")
    yield " ".join(numbers)
    yield "x".join(numbers)
    yield " X ".join(numbers)
    yield " × ".join(together(letter) for letter in letters)
    yield from (sep.join(some) for some in wild(mixed) for sep in (", ", " "))


def together(text):
    """H*W as HW and 3*D as 3D; H/ps*W/ps stays as it is."""
    return text if "/" in text else re.sub(r"(?<=[\w)])\*(?=[A-Za-z(])", "", text)


def wild(dims):
    """The dims with a -1 at each place."""
    return [[*dims[:i], "-1", *dims[i + 1 :]] for i in range(len(dims))]


def right_answers():
    dice = random.Random(43)
    return [
        (answer, shape, sizes, dice.choice([letters, None]))
        for sizes, letters, shape in FRAMES
        for answer in spellings(letters, shape, dice)
    ]


RIGHT = right_answers()


def test_a_right_shape_is_right_however_it_is_spelled(judge):
    for case, said in zip(RIGHT, judge(RIGHT)):
        assert said["right"] and said["parsed"], (case, said)


def test_a_right_answer_is_told_in_letters_and_numbers(judge):
    cases = [case for case in RIGHT if case[3] is not None]
    for (answer, shape, _, letters), said in zip(cases, judge(cases)):
        expected = told(as_tuple(letters), as_tuple(shape))
        assert said["reason"].split(", so -1 is ")[0] == expected, answer


def test_every_shape_of_the_site_is_right_as_its_comments_spell_it(judge):
    cases = []
    for one in map(snippet.load, snippet.names()):
        run = json.loads(player.data(one, cache.trace_of(one)))
        for known, sizes in zip(run["letters"], run["sizes"]):
            for where, letters in known.items():
                shape = [int(size) for size in where.split(":")[-1].split(",") if size]
                answer = ", ".join(letter or str(size) for letter, size in zip(letters, shape))
                cases += [[f"({answer})", shape, sizes, asked] for asked in (letters, None)]
    assert len(cases) > 400
    for case, said in zip(cases, judge(cases)):
        assert said["right"], (case, said)


@pytest.mark.parametrize(
    "answer, letters, reason",
    [
        ("b, HW, 512", None, "(b, HW, 512) = (8, 24, 512)"),
        ("8 24 512", None, "(8, 24, 512)"),
        ("8 HW C", ["B", None, "C"], "(B, HW, C) = (8, 24, 512)"),
        ("8 -1 C", ["B", None, "C"], "(B, 24, C) = (8, 24, 512), so -1 is 24"),
    ],
)
def test_where_the_trace_has_no_letter_the_readers_own_is_told(judge_one, answer, letters, reason):
    assert judge_one(answer, [8, 24, 512], KNOWN, letters)["reason"] == reason


def test_minus_one_is_told_what_it_is(judge_one):
    said = judge_one("B, -1, C", [8, 24, 512], KNOWN, ["B", "H*W", "C"])
    assert said["right"] and said["reason"] == "(B, H*W, C) = (8, 24, 512), so -1 is H*W"


def test_minus_one_is_whatever_torch_makes_of_it(judge):
    dice = random.Random(47)
    cases, expected = [], []
    for sizes, letters, shape in FRAMES:
        for dims in wild(shape):
            other = [size if size == "-1" else dice.choice([1, 2, size]) for size in dims]
            for asked in (dims, other, dice.sample(dims, len(dims))):
                cases.append([as_tuple(asked), shape, sizes, letters])
                expected.append(reshaped(shape, [*map(int, asked)]) == shape)
    assert {*expected} == {True, False}
    for case, right, said in zip(cases, expected, judge(cases)):
        assert said["right"] == right and said["parsed"], (case, said)


def reshaped(shape, asked):
    try:
        return [*torch.empty(shape, device="meta").reshape(asked).shape]
    except RuntimeError:
        return None


# Wrong answers: [(answer, reason)]


def swapped(letters, shape, sizes, dice):
    for i, j in itertools.combinations(range(len(shape)), 2):
        if shape[i] != shape[j]:
            dims = [*letters]
            dims[i], dims[j] = dims[j], dims[i]
            right, yours = told(str(shape[i]), letters[i]), told(letters[j], shape[j])
            yield dims, f"Right sizes, wrong order: dim {i} is {right}, you wrote {yours}"


def dropped(letters, shape, sizes, dice):
    for i in range(len(shape)):
        count = f"it has {len(shape)}, you wrote {len(shape) - 1}"
        yield letters[:i] + letters[i + 1 :], f"Count the dims: {count}"


def doubled(letters, shape, sizes, dice):
    for i in range(len(shape)):
        count = f"it has {len(shape)}, you wrote {len(shape) + 1}"
        yield letters[: i + 1] + letters[i:], f"Count the dims: {count}"


def another_letter(letters, shape, sizes, dice):
    for i in range(len(shape)):
        letter = dice.choice([name for name, size in sizes.items() if size != shape[i]])
        yours = f"{letter} = {sizes[letter]}"
        yield replaced(letters, {i: letter}), f"Look again at dim {i}, you wrote {yours}"


def off_by_one(letters, shape, sizes, dice):
    for i in range(len(shape)):
        wrong = f"{letters[i]}+1"
        yours = f"{wrong} = {shape[i] + 1}"
        yield replaced(letters, {i: wrong}), f"Look again at dim {i}, you wrote {yours}"
        less = str(shape[i] - 1)
        yield replaced(letters, {i: less}), f"Look again at dim {i}, you wrote {less}"


def two_wrong(letters, shape, sizes, dice):
    for i, j in itertools.combinations(range(len(shape)), 2):
        high = max(shape)
        wrong = {i: f"{letters[i]}+{high}", j: str(shape[j] + 2 * high)}
        yours = f"{wrong[i]} = {shape[i] + high} and {wrong[j]}"
        yield replaced(letters, wrong), f"Look again at dim {i} and {j}, you wrote {yours}"


def not_whole(letters, shape, sizes, dice):
    for i in range(len(shape)):
        wrong = f"({letters[i]})/{4 * shape[i]}"
        yours = f"{wrong} = 0.25"
        yield replaced(letters, {i: wrong}), f"Look again at dim {i}, you wrote {yours}"


def replaced(dims, others):
    return [others.get(i, dim) for i, dim in enumerate(dims)]


FAULTS = [swapped, dropped, doubled, another_letter, off_by_one, two_wrong, not_whole]


def planted(fault):
    """[(case, reason)] of one kind of fault in every shape."""
    dice = random.Random(53)
    return [
        ((as_tuple(dims), shape, sizes, letters), reason)
        for sizes, letters, shape in FRAMES
        for dims, reason in fault(letters, shape, sizes, dice)
    ]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_found_and_told(judge, fault):
    table = planted(fault)
    assert len(table) > 200
    for (case, reason), said in zip(table, judge([case for case, _ in table])):
        assert said == {"right": False, "parsed": True, "reason": reason}, case


def test_a_hint_does_not_give_the_right_size_away(judge):
    table = [one for fault in (another_letter, off_by_one, two_wrong) for one in planted(fault)]
    spelled = [
        ((answer, shape, sizes, None), reason) for (answer, shape, sizes, _), reason in table
    ]
    for (case, reason), said in zip(spelled, judge([case for case, _ in spelled])):
        assert said["reason"] == reason, case


def test_a_swap_next_to_minus_one_is_found(judge_one):
    said = judge_one("-1, C, HW", [8, 24, 512], KNOWN, ["B", "H*W", "C"])
    reason = "Right sizes, wrong order: dim 1 is 24 = H*W, you wrote C = 512"
    assert said == {"right": False, "parsed": True, "reason": reason}


def test_a_wrong_dim_is_not_blamed_on_minus_one(judge_one):
    said = judge_one("-1, HW, H", [8, 24, 512], KNOWN, ["B", "H*W", "C"])
    assert said["reason"] == "Look again at dim 2, you wrote H = 4"


# What a dim is worth


def sums(dice):
    """A random dim in letters and numbers, with every sign."""
    terms = [dice.choice([*"HWT", "nh", "ps", "2", "3", "7"]) for _ in range(dice.randint(1, 4))]
    terms = [f"{term}**{dice.choice('0123')}" if dice.random() < 0.15 else term for term in terms]
    text = terms[0]
    for term in terms[1:]:
        sign = dice.choice(["+", " - ", "*", " * ", "/", "/", "//", "/3*"])
        text = f"{text}{sign}{term}" if dice.random() < 0.6 else f"({text}){sign}({term}+1)"
    return text


def reckon(text, sizes):
    """What Python makes of it, in fractions; None without a value."""
    fractions = {name: Fraction(size) for name, size in sizes.items()}
    try:
        return eval(re.sub(r"\d+", r"Fraction(\g<0>)", text), {"Fraction": Fraction} | fractions)
    except ZeroDivisionError:
        return None


def test_a_dim_is_worked_out_as_python_does_and_division_is_exact(judge):
    dice = random.Random(59)
    sizes = {"H": 20, "W": 28, "T": 9, "nh": 6, "ps": 4}
    table = [(text, reckon(text, sizes)) for text in (sums(dice) for _ in range(1500))]
    whole = [value is not None and value.denominator == 1 for _, value in table]
    assert whole.count(True) > 300 and whole.count(False) > 300
    cases = [[text, [int(value or 0)], sizes, None] for text, value in table]
    for (text, value), right, said in zip(table, whole, judge(cases)):
        assert said["right"] == right and said["parsed"], (text, value, said)


@pytest.mark.parametrize(
    "text, product",
    [
        ("HW", "H*W"),
        ("BHW", "B*H*W"),
        ("4W", "4*W"),
        ("Cnh", "C*nh"),
        ("nhhd", "nh*hd"),
        ("hdnh", "hd*nh"),
        ("2nhhd", "2*nh*hd"),
        ("embed_dim", "embed_dim"),
        ("Bembed_dim", "B*embed_dim"),
        ("2(H+1)", "2*(H+1)"),
        ("(H)(W)", "H*W"),
        ("HW**2", "H*W**2"),
        ("2**3**2", "2**9"),
        ("C/nhhd", "C/(nh*hd)"),
        ("4x6", "4*6"),
        ("4 X 6", "4*6"),
        ("H×W", "H*W"),
        ("H · W", "H*W"),
    ],
)
def test_what_is_written_together_is_a_product(judge_one, text, product):
    decoys = {"n": 5, "h": 7, "d": 11, "e": 13}
    assert judge_one(f"{text}, 3", [int(reckon(product, KNOWN)), 3], KNOWN | decoys)["right"]


@pytest.mark.parametrize(
    "text, sizes, value",
    [
        ("b", {"B": 8}, 8),
        ("B", {"b": 8}, 8),
        ("b", {"B": 8, "b": 2}, 2),
        ("B", {"B": 8, "b": 2}, 8),
        ("bC", {"B": 8, "b": 2, "C": 3}, 6),
        ("hw", {"H": 4, "W": 6}, 24),
        ("NH", {"nh": 16}, 16),
        ("Embed_Dim", {"embed_dim": 80}, 80),
        ("HD", {"H": 4, "D": 5, "hd": 32}, 20),
        ("SELF.d", {"self.D": 96}, 96),
        ("nh", {"Nh": 4, "NH": 5}, None),
        ("BC", {"B": 8, "b": 2}, None),
    ],
)
def test_case_matters_only_where_it_must(judge_one, text, sizes, value):
    said = judge_one(text, [value or 4], sizes)
    assert said["right"] == said["parsed"] == (value is not None), said


def test_a_letter_nobody_knows_is_right_where_the_trace_has_it(judge_one):
    letters = ["B", "F/ps * T/ps", "D"]
    for answer in ("B, F/ps*T/ps, D", "(8, F / ps * T / ps, D)"):
        assert judge_one(answer, [8, 30, 52], {"B": 8}, letters)["right"]
    for answer in ("B, D, F/ps*T/ps", "B, F/ps*T/ps + 1, D", "B, F, D"):
        said = judge_one(answer, [8, 30, 52], {"B": 8}, letters)
        assert not said["parsed"] and re.match("I cannot read [DF]: ", said["reason"])


def test_without_commas_a_sign_may_stand_between_dims(judge_one):
    for answer in ("8x24", "8 × 24", "B×HW", "B -1", "-1 HW"):
        assert judge_one(answer, [8, 24])["right"], answer
    for answer in ("HxW", "H×W", "4x6", "25 -1", "25 - 1", "25-1"):
        assert judge_one(answer, [24])["right"] == (answer != "HxW"), answer
    for answer in ("8, 4x6", "B, H×W"):
        assert judge_one(answer, [8, 24])["right"]
        assert judge_one(answer, [8, 4, 6])["reason"] == "Count the dims: it has 3, you wrote 2"


# What cannot be read

UNREADABLE = [
    "",
    " \n\t",
    ",",
    "?",
    "🙂",
    "8, 🙂, 512",
    "8, ?, 512",
    "B, Q, C",
    "batch",
    "None",
    "1e9",
    "8.5",
    "8, -24, 512",
    "-1, -1, 512",
    "--1",
    "8, *, 512",
    "8, 24*, 512",
    "8, (24, 512",
    ")8, 24, 512(",
    "(8, 24), (512)",
    "H W)(",
    "8; 24; 512",
    "H%W",
    "__proto__",
    "constructor",
    "toString, valueOf, hasOwnProperty",
    "<b>8</b>",
    "<img src=x onerror=alert(1)>",
    "B, ${C}, `H`",
    "1+.",
    "(" * 5000 + "8" + ")" * 5000,
    "(" * 10_000,
    "8, " * 3000 + "?",
    "1+" * 5000,
    "\\d+|(a+)+$",
]


@pytest.mark.parametrize("answer", UNREADABLE, ids=lambda answer: ascii(answer[:20]))
@pytest.mark.parametrize("shape", [[8, 24, 512], [24], []], ids=str)
def test_what_cannot_be_read_is_answered_with_an_example(judge_one, answer, shape):
    said = judge_one(answer, shape)
    assert not said["right"] and not said["parsed"], said
    reason = r"I cannot read [\w.]+: write letters, numbers or one -1, such as \(W, W\+1, -1\)"
    assert re.fullmatch(reason, said["reason"])


def test_the_word_that_is_not_known_is_named(judge_one):
    assert judge_one("B, 2*Q, C", [8, 24, 512])["reason"].startswith("I cannot read Q: ")
    assert judge_one("B, 8.5", [8, 24, 512])["reason"].startswith("I cannot read 8.5: ")
    assert judge_one("B, (C", [8, 24, 512])["reason"].startswith("I cannot read that: ")


def test_without_letters_the_example_is_in_numbers(judge_one):
    assert judge_one("B", [8], {})["reason"].endswith("such as (2, 2+1, -1)")


def test_the_example_is_never_the_answer(judge):
    asked = judge([["?", shape, sizes, letters] for sizes, letters, shape in FRAMES])
    examples = [said["reason"].partition("such as ")[2] for said in asked]
    cases = [[example, shape, sizes, None] for example, (sizes, _, shape) in zip(examples, FRAMES)]
    for case, said in zip(cases, judge(cases)):
        assert said["parsed"] and not said["right"], case


def test_any_typing_gets_one_line_without_markup(judge):
    dice = random.Random(61)
    keys = [
        *"BCHWbq0148()[]*/+-., x×·<&'\"\\#^$🙂\n_",
        "nh",
        "-1",
        "**",
        "//",
        "torch.Size(",
        "self.",
    ]
    cases = [
        ["".join(dice.choices(keys, k=dice.randint(0, 12))), shape, KNOWN, letters]
        for shape, letters in ([[8, 24], ["B", "H*W"]], [[8, 24], None], [[], []])
        for _ in range(1500)
    ]
    cases += [["B" * 10_000, [8], KNOWN, None], ["9" * 10_000, [8], KNOWN, None]]
    for case, said in zip(cases, judge(cases)):
        assert said["parsed"] or not said["right"]
        assert re.fullmatch(r"[^<>&\"'\n]{2,400}", said["reason"]), (case, said)


def test_the_table_is_large_and_the_code_is_small():
    assert len(FRAMES) > 500 and len(RIGHT) > 10_000
    assert {len(shape) for *_, shape in FRAMES} == {0, 1, 2, 3, 4}
    source = (ASSETS / "player" / "predict.js").read_bytes()
    assert len(gzip.compress(source, 6)) <= BUDGET
