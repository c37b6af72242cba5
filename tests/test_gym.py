"""The shape gym: its questions are asked again of torch, and its page is worked by keyboard alone."""

import ast
import gzip
import json
import re
from collections import Counter

import pytest
import torch
import torch.nn.functional as F
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from torch import nn

from stepthrough import cache, calls, census, facts, gym, rows
from stepthrough.fault import Wrong
from test_census import torchs
from test_site import serious

QUESTIONS = gym.questions()
LEVELS = (1, 2, 3)
CODE = {"torch": torch, "nn": nn, "F": F}


# The questions


def dims(text, sizes):
    """'B, 2*L' as numbers."""
    return [eval(dim, {}, sizes) for dim in text.split(", ")] if text else []


def answer(asked):
    """What torch makes of a question now: a shape, a value, or an error in its own words."""
    sizes = asked["sizes"]
    takes = {
        name: torch.ones(dims(text, sizes), dtype=getattr(torch, kind or "float32"))
        for name, text, kind in asked["takes"]
    }
    try:
        made = eval(asked["code"], CODE | sizes | takes)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if isinstance(made, torch.Tensor | torch.Size):
        return [*(made if isinstance(made, torch.Size) else made.shape)]
    return str(made).removeprefix("torch.")


def told(asked):
    return asked.get("shape", asked.get("says", asked.get("raises")))


def test_torch_answers_every_question_again_word_for_word():
    changed = {asked["code"]: answer(asked) for asked in QUESTIONS if answer(asked) != told(asked)}
    assert changed == {}


def test_the_letters_of_an_answer_give_its_numbers():
    shapes = [asked for asked in QUESTIONS if "shape" in asked]
    assert len(shapes) > 400
    for asked in shapes:
        assert dims(", ".join(asked["words"]), asked["sizes"]) == asked["shape"], asked["code"]


def test_there_are_many_questions_of_every_level_and_family():
    levels = Counter(asked["level"] for asked in QUESTIONS)
    families = Counter((asked["family"], asked["level"]) for asked in QUESTIONS)
    assert len(QUESTIONS) >= 400 and min(levels[level] for level in LEVELS) >= 60
    assert len(gym.families()) >= 12
    assert [pair for pair in families if families[pair] < 12] == []
    assert len(families) == len(gym.families()) * len(LEVELS)


@pytest.mark.parametrize("level", LEVELS)
def test_about_one_in_five_raises(level):
    own = [asked for asked in QUESTIONS if asked["level"] == level]
    assert 0.15 < sum("raises" in asked for asked in own) / len(own) < 0.28


def test_no_two_questions_are_alike():
    same = Counter((asked["code"], str(asked["takes"])) for asked in QUESTIONS)
    assert [one for one, times in same.items() if times > 1] == []


def test_no_question_tells_its_answer():
    def tells(asked):
        said = {
            ", ".join(asked.get("words", [])),
            str(asked.get("shape", ""))[1:-1],
            asked.get("says"),
        }
        known = {text for _, text, _ in asked["takes"]}
        spelled = [
            re.search(rf"(?<!\w){re.escape(one)}(?!\w)", asked["code"]) for one in said if one
        ]
        return any(spelled) or any(one in known for one in said if one)

    assert [asked["code"] for asked in QUESTIONS if tells(asked)] == []


def test_the_sizes_of_a_question_all_differ():
    def alike(asked):
        written = {
            int(size) for _, text, _ in asked["takes"] for size in re.findall(r"\b\d+\b", text)
        }
        sizes = [*asked["sizes"].values(), *(written - {0, 1} if asked["sizes"] else [])]
        return len(set(sizes)) < len(sizes)

    assert [asked["code"] for asked in QUESTIONS if alike(asked)] == []


def test_what_is_asked_is_taught():
    names = {census.same(name) for one in QUESTIONS for name in calls.used(ast.parse(one["code"]))}
    assert {
        name for name in names if torchs(name)
    } - rows.taught() - census.sections().keys() == set()


def test_what_is_published_is_what_was_asked_and_is_small(site):
    file = site.folder / "assets" / "gym.json"
    assert json.loads(file.read_text(encoding="utf-8")) == QUESTIONS
    assert len(gzip.compress(file.read_bytes(), 6)) <= 40_000


def test_a_family_without_a_page_is_told(write, tmp_path, monkeypatch):
    one = write('PAGE = "nowhere"\n')
    monkeypatch.setattr(gym, "FOLDER", tmp_path.name)
    monkeypatch.setattr(facts, "everything", lambda: [one])
    with pytest.raises(LookupError, match="write docs/nowhere.md"):
        gym.questions()


def test_a_drill_that_raises_is_told_with_its_line(write, run, monkeypatch):
    one = write("def main():\n    1 / 0\n")
    monkeypatch.setattr(gym, "families", lambda: {"broadcasting": one})
    monkeypatch.setattr(cache, "trace_of", run)
    with pytest.raises(Wrong, match="example.py:2:5: raises ZeroDivisionError"):
        gym.questions()


# How it chooses


SIMULATE = """async ([wrong, turns, start, seed]) => {
  const { next, answered, begin } = await import(new URL('../assets/gym.js', location))
  const questions = await (await fetch(new URL('../assets/gym.json', location))).json()
  const random = () => (seed = seed * 16807 % 2147483647) / 2147483647
  const misses = new Function('one', 'random', `return ${wrong}`)
  let state = { ...begin(), ...start }
  return Array.from({ length: turns }, () => {
    const one = next(state, questions, random)
    const right = !misses(one, random)
    const before = state.level
    state = answered(state, one, right)
    return { key: `${one.code} ${one.takes}`, family: one.family, level: before, right }
  })
}"""


@pytest.fixture(scope="module")
def simulate(scripted):
    """What a reader is asked who misses the questions of a condition."""
    ask = scripted("shape-gym/", SIMULATE)
    return lambda wrong, turns=300, start=None, seed=7: ask([wrong, turns, start or {}, seed])


@pytest.mark.parametrize("family", ["matmul-bmm-linear-einsum", "broadcasting"])
def test_a_family_that_goes_wrong_is_asked_at_least_twice_as_often(simulate, family):
    asked = simulate(f"one.family === '{family}'")
    for some in (asked, {one["key"]: one for one in asked}.values()):  # and new ones alone
        times = Counter(one["family"] for one in some)
        others = [times[name] for name in gym.families() if name != family]
        assert times[family] >= 2 * sum(others) / len(others)


def test_without_mistakes_no_family_is_favoured(simulate):
    asked = Counter(one["family"] for one in simulate("false", 600))
    assert max(asked.values()) < 2.2 * min(asked.values())


def returns(asked):
    """(whether it was right, how many turns later it came again) of all that came again."""
    last = {}
    for turn, one in enumerate(asked):
        if one["key"] in last:
            before = last[one["key"]]
            yield asked[before]["right"], turn - before
        last[one["key"]] = turn


def test_a_missed_question_returns_after_a_few_others(simulate):
    asked = simulate("random() < 0.25")
    first = {}
    for turn, one in enumerate(asked[:-20]):
        if one["key"] not in first and not one["right"]:
            first[one["key"]] = turn
    gaps = [
        next((n for n, one in enumerate(asked[turn + 1 :]) if one["key"] == key), 999)
        for key, turn in first.items()
    ]
    assert len(gaps) > 40 and 5 <= min(gaps) and max(gaps) <= 12


def test_what_was_right_is_not_asked_again_soon(simulate):
    for wrong in ("false", "random() < 0.25", "one.family === 'attention'"):
        assert all(gap > 40 for right, gap in returns(simulate(wrong)) if right)


def test_the_level_rises_with_right_answers_and_falls_with_wrong_ones(simulate):
    up = [one["level"] for one in simulate("false", 20)]
    down = [one["level"] for one in simulate("true", 20, {"level": 3})]
    assert up == sorted(up) and (up[0], up[-1]) == (1, 3)
    assert down == sorted(down, reverse=True) and (down[0], down[-1]) == (3, 1)


# The page, by keyboard alone


@pytest.fixture
def open_gym(new_context):
    """The page in a context of its own, its first question asked."""

    def opened(start="", **options):
        context = new_context(**options)
        if start:
            context.add_init_script(start)
        page = context.new_page()
        page.goto("shape-gym/")
        return page

    return opened


def ask(page, condition):
    """Have a question asked that fulfils a condition; it is the question."""
    page.locator(".gym-asked pre").wait_for()
    page.locator("[name=said]").focus()
    return page.evaluate(
        """condition => {
          const gym = document.querySelector('shape-gym')
          const all = gym.questions
          gym.questions = all.filter(new Function('one', `return ${condition}`))
          gym.ask({ ...gym.state, level: gym.questions[0].level, seen: [] })
          gym.questions = all
          return gym.question
        }""",
        condition,
    )


def reply(page, text):
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def verdict(page):
    return page.locator("shape-gym output")


def score(page, family):
    return page.locator(f"[data-family='{family}'] small")


def test_a_right_answer_and_the_next_question_by_keyboard_alone(open_gym):
    page = open_gym()
    asked = ask(page, "one.words && one.words.join() !== one.shape.join() && one.shape[1]")
    expect(page.locator(".gym-asked pre")).to_have_text(asked["code"])
    reply(page, " ".join(asked["words"]))
    expect(verdict(page)).to_contain_text(f"✓ Right, it is ({', '.join(asked['words'])}) = (")
    expect(score(page, asked["family"])).to_have_text("1 of 1")
    expect(page.locator("[name=check]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(verdict(page)).to_be_empty()
    expect(page.locator("[name=said]")).to_be_focused()
    expect(page.locator("[name=said]")).to_have_value("")


def test_a_wrong_answer_is_shown_why_and_where_to_read(open_gym):
    page = open_gym()
    asked = ask(page, "/^x [@] y$/.test(one.code) && one.shape?.length === 3")
    numbers = asked["shape"]
    reply(page, str([*numbers[:-1], numbers[-1] + 1]))
    expect(verdict(page)).to_contain_text("✗ Not yet, it is (")
    expect(verdict(page)).to_contain_text("Look again at dim 2")
    expect(verdict(page).locator("figure svg")).to_be_visible()
    expect(score(page, asked["family"])).to_have_text("0 of 1")
    verdict(page).get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{asked['family']}/")


@pytest.mark.parametrize("key", ["!", "button"])
def test_that_it_raises_is_said_with_a_key_or_a_button_and_torch_has_the_word(open_gym, key):
    page = open_gym()
    asked = ask(page, "one.raises && !one.code.endsWith('.dtype')")
    if key == "!":
        page.keyboard.press("!")
    else:
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator("[name=raises]")).to_be_focused()
        page.keyboard.press("Enter")
    expect(verdict(page)).to_contain_text(f"✓ Right, it raises {asked['raises']}")


def test_a_shape_for_what_raises_and_an_error_for_what_does_not_are_wrong(open_gym):
    page = open_gym()
    ask(page, "one.raises && !one.code.endsWith('.dtype')")
    reply(page, "()")
    expect(verdict(page)).to_contain_text("✗ Not yet, it raises")
    ask(page, "one.shape")
    page.keyboard.press("!")
    expect(verdict(page)).to_contain_text("✗ Not yet, it is (")


def test_a_dtype_is_right_however_it_is_spelled(open_gym):
    page = open_gym()
    for spelled in ("float32", "torch.float32", " Float "):
        ask(page, "one.says === 'float32'")
        expect(page.locator("shape-gym label span")).to_have_text("dtype?")
        reply(page, spelled)
        expect(verdict(page)).to_contain_text("✓ Right, it is float32")


def test_what_cannot_be_read_costs_nothing(open_gym):
    page = open_gym()
    asked = ask(page, "one.shape?.length === 2")
    for text, said in (("", "Type what comes out"), ("(what, 3)", "I cannot read what")):
        reply(page, text)
        expect(verdict(page)).to_contain_text(said)
    expect(score(page, asked["family"])).to_have_text("0 of 0")
    expect(page.locator("[name=said]")).to_be_focused()


@pytest.mark.parametrize("text, verdict_", [("()", "✓ Right"), ("1", "✗"), ("", "Type what")])
def test_a_single_number_has_the_shape_of_no_dims(open_gym, text, verdict_):
    page = open_gym()
    ask(page, "one.shape?.length === 0")
    reply(page, text)
    expect(verdict(page)).to_contain_text(verdict_)


def test_progress_and_level_stay_and_a_reset_forgets_them(open_gym):
    page = open_gym()
    asked = ask(page, "one.shape?.length && one.level === 2")
    reply(page, ", ".join(map(str, asked["shape"])))
    expect(verdict(page)).to_contain_text("✓ Right")
    page.locator("[name=level]").press("3")
    page.reload()
    expect(score(page, asked["family"])).to_have_text("1 of 1")
    expect(page.locator("[name=level]")).to_have_value("3")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[name=reset]").press("Enter")
    expect(score(page, asked["family"])).to_have_text("0 of 0")
    expect(page.locator("[name=level]")).to_have_value("1")


BLOCKED = """for (const name of ['getItem', 'setItem']) {
  const real = Storage.prototype[name]
  Storage.prototype[name] = function (key, ...more) {
    if (key === 'essential-pytorch.gym') throw new Error('blocked')
    return real.call(this, key, ...more)
  }
}"""
BROKEN = [
    "{",
    '{"level": 9, "run": 0, "turn": 0, "missed": [], "seen": [], "families": {}}',
    '{"level": 1, "run": 0, "turn": 0, "missed": [3], "seen": [], "families": {}}',
    '{"level": 1, "run": 0, "turn": 0, "missed": [], "seen": 4, "families": {}}',
    '{"level": 1, "run": 0, "turn": 0, "missed": [], "seen": [], "families": {"attention": 5}}',
]


def works(page):
    """Whether a first answer is judged and counted."""
    asked = ask(page, "one.shape?.length && one.family === 'attention'")
    reply(page, " ".join(map(str, asked["shape"])))
    expect(verdict(page)).to_contain_text("✓ Right")
    expect(score(page, "attention")).to_have_text("1 of 1")


def test_storage_that_is_blocked_is_survived(open_gym):
    works(open_gym(BLOCKED))


def test_storage_that_is_broken_is_survived(open_gym):
    page = open_gym()
    for text in BROKEN:
        page.evaluate("text => localStorage.setItem('essential-pytorch.gym', text)", text)
        page.reload()
        works(page)


@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 360)])
def test_a_verdict_stands_in_nobodys_way(open_gym, scheme, width):
    page = open_gym(color_scheme=scheme, viewport={"width": width, "height": 900})
    ask(page, "one.raises && /^x . y$/.test(one.code)")
    reply(page, "(2, 3)")
    expect(verdict(page).locator("figure svg")).to_be_visible()
    found = Axe().run(page, "shape-gym").response["violations"]
    assert serious(found) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    live = page.locator("shape-gym [aria-live=polite], shape-gym output")
    expect(live).to_have_count(2)


def test_nothing_moves_while_the_page_loads_and_while_one_types(open_gym):
    page = open_gym("""window.moved = 0; new PerformanceObserver(list => {
      for (const one of list.getEntries()) window.moved += one.value
    }).observe({ type: 'layout-shift', buffered: true })""")
    page.locator(".gym-asked pre").wait_for()
    page.locator("[name=said]").focus()
    page.keyboard.type("(2, 3, B*L)")
    page.wait_for_timeout(100)
    assert page.evaluate("window.moved") == 0


def test_without_javascript_and_on_paper_there_are_questions_with_answers(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("shape-gym/")
    expect(page.locator("shape-gym")).to_be_hidden()
    expect(page.get_by_text("The gym needs JavaScript to ask.")).to_be_visible()
    cards = page.locator(".gym details")
    assert cards.count() >= 20
    page.emulate_media(media="print")
    answers = cards.locator("p code")
    assert answers.count() == cards.count()
    expect(answers.first).to_be_visible()
    expect(answers.last).to_be_visible()
