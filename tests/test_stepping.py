"""The player on the built pages: what it shows is what the run was, and it can be driven in every way."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from stepthrough import cache, player, snippet
from test_site import lessons, serious, some

PHONE = {"width": 360, "height": 780}
WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def page(new_context):
    return new_context(viewport=WIDE, permissions=["clipboard-read", "clipboard-write"]).new_page()


def opened(page, url, name):
    """The player of a listing, open; `name` as the listing's bar has it."""
    page.goto(url)
    return unfold(page, name)


def unfold(page, name):
    listing = page.locator(".st", has=page.locator(f".st-name:text-is('{name}')"))
    one = listing.locator("step-through")
    if one.get_attribute("open") is None:
        one.locator(".st-open").click()
    expect(one.locator(".st-panel .st-told")).to_be_visible()
    return one


def press(one, *acts):
    for act in acts:
        one.locator(f"[data-act={act}]").click(force=True)  # also one that leads nowhere


def at(one):
    """(place, of how many) of the step that is shown."""
    return tuple(map(int, one.locator(".st-place").inner_text().split(" / ")))


def line(one):
    """The code of the line that is lit."""
    lit = one.locator("xpath=..").locator(".st-line[aria-current=step] .st-code")
    return lit.first.inner_text().strip()


def walk_to(one, text):
    """Step forward until a line that holds a text is lit and done, not only called from."""
    press(one, "first")
    while text not in line(one) or "calls" in one.locator(".st-says").inner_text():
        before = at(one)
        press(one, "forward")
        assert at(one) != before, f"no step on a line with {text}"


# Every snippet, every step

WALK = """async one => {
  const act = name => one.querySelector(`[data-act=${name}]`).click()
  const words = node => node.textContent.replace(/\\s+/g, ' ').trim()
  const sizes = node => (node.querySelector('.st-numbers') ?? node.querySelector('.st-letters'))?.textContent ?? null
  const steps = []
  act('first')
  for (;;) {
    const place = one.querySelector('.st-place').textContent
    const lit = [...one.closest('.st').querySelectorAll('.st-line')].findIndex(line => line.ariaCurrent)
    const drawn = () => !one.querySelector('.st-card .st-letters') || one.querySelector('.st-drawn figure')
    for (let i = 0; i < 50 && !drawn(); i++) await new Promise(done => setTimeout(done))
    steps.push({
      place, line: lit + Number(one.dataset.first),
      cards: [...one.querySelectorAll('.st-card')].map(card => [words(card.querySelector('code')), sizes(card)]),
      links: [...one.querySelectorAll('.st-links button')].map(button => sizes(button.parentElement)),
      titles: [...one.querySelectorAll('.st-drawn svg')].map(svg => svg.querySelector('title').textContent),
    })
    act('forward')
    if (one.querySelector('.st-place').textContent === place) return steps
  }
}"""


def expected(one, first, last):
    """(line, {name: shape of each tensor}, every shape that may be shown) of the steps of a listing."""
    trace = cache.stored(one)
    for step in player.shown(one, trace):
        if not first <= step.line <= last:
            continue
        cards = {name.split("@")[0]: at for name, at in step.changed.items()}
        shapes = [shown(trace, at) for *_, at in [*step.spans, *step.layers] if at >= 0]
        yield step.line, {name: shown(trace, at) for name, at in cards.items()}, shapes


def shown(trace, at):
    """A tensor's shape as text; of a torch.Size its numbers; None for other values."""
    value = trace.values[at]
    if value.type == "Size":
        return value.text.removeprefix("torch.Size([").removesuffix("])")
    return text(trace.tensors[value.tensor].shape) if value.tensor >= 0 else None


def text(shape):
    return ", ".join(map(str, shape))


def bare(said):
    return said and said.strip("()").rstrip(",")


@pytest.mark.parametrize(
    "url",
    [pytest.param(url, marks=() if url in some() else pytest.mark.slow) for url in lessons()],
    ids=lambda url: url.strip("/") or "home",
)
def test_every_snippet_steps_to_its_end_and_shows_the_shapes_of_its_run(page, url):
    page.goto(url)
    walked = 0
    for element in page.locator("step-through").all():
        if element.get_attribute("open") is None:
            element.locator(".st-open").click()
        expect(element.locator(".st-panel .st-told")).to_be_visible()
        listing = element.locator("xpath=..")
        one = snippet.load(listing.get_attribute("data-snippet"))
        lines = [int(element.get_attribute(f"data-{end}")) for end in ("first", "last")]
        wanted = list(expected(one, *lines))
        steps = element.evaluate(WALK)
        assert [step["place"] for step in steps] == [
            f"{n} / {len(wanted)}" for n in range(1, len(wanted) + 1)
        ]
        for step, (number, cards, shapes) in zip(steps, wanted):
            where = f"{one.name}:{number}"
            assert step["line"] == number, where
            told = {name: bare(said) for name, said in step["cards"] if name in cards}
            assert told == cards, where
            assert {bare(said) for said in step["links"]} <= set(shapes), where
            walked += bool(cards) + len(step["links"])
    assert walked > 5


# Ways to move


def test_keys_move_while_the_focus_is_inside(page):
    one = opened(page, "tokenizers/", "patch_embedding.py")
    one.locator("[data-act=forward]").focus()
    total = at(one)[1]
    for key, place in (("Home", 1), ("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2)):
        page.keyboard.press(key)
        assert at(one) == (place, total)
    page.keyboard.press("End")
    assert at(one) == (total, total)
    page.keyboard.press("ArrowRight")
    assert at(one) == (total, total)
    page.keyboard.press("Escape")
    expect(one.locator(".st-panel")).to_be_hidden()
    expect(one.locator(".st-open")).to_be_focused()
    assert page.locator(".st-line[aria-current]").count() == 0
    page.keyboard.press("Enter")
    expect(one.locator(".st-panel .st-told")).to_be_visible()
    expect(one.locator("[data-act=forward]")).to_be_focused()


def test_a_step_can_be_reached_by_keyboard_alone_from_the_top_of_the_page(page):
    page.goto("transpose-permute/")
    button = page.locator("step-through .st-open").first
    for _ in range(80):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    one = page.locator("step-through").first
    expect(one.locator("[data-act=forward]")).to_be_focused()
    before = at(one)[0]
    page.keyboard.press("ArrowRight")
    assert at(one)[0] == before + 1


def test_the_slider_goes_to_any_step_and_says_where_it_is(page):
    one = opened(page, "tokenizers/", "patch_embedding.py")
    slider = one.get_by_role("slider")
    slider.fill("7")
    assert at(one)[0] == 7
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"step 7 of \d+, line \d+"))
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert at(one)[0] == 8


def path_of(one):
    return one.locator(".st-told > .st-facts").first.inner_text().split(" › ")


def to_the_call(one, what):
    press(one, "first")
    while not one.locator(".st-says").inner_text().endswith(what):
        before = at(one)
        press(one, "forward")
        assert at(one) != before, f"nothing calls {what}"


def test_into_over_and_out_follow_the_calls_of_nested_modules(page):
    one = opened(page, "tokenizers/", "patch_embedding.py")
    press(one, "first")
    while "calls PatchEmbedding.forward" not in one.locator(".st-says").inner_text():
        press(one, "forward")
    call = at(one)[0]
    press(one, "into")
    assert path_of(one)[-1] == "PatchEmbedding.forward"
    press(one, "forward", "out")
    assert path_of(one)[-1] == "patch_embedding" and "patch_emb =" in line(one)
    after = at(one)[0]
    press(one, "back")
    assert path_of(one)[-1] == "PatchEmbedding.forward"
    one.get_by_role("slider").fill(str(call))
    press(one, "over")
    assert at(one)[0] == after
    press(one, "back")
    assert at(one)[0] == call, "a call that was stepped over is folded"
    press(one, "forward")
    assert at(one)[0] == after
    press(one, "back", "into")
    assert path_of(one)[-1] == "PatchEmbedding.forward", "into unfolds it again"


def test_a_button_that_leads_nowhere_says_so_and_keeps_the_focus(page):
    one = opened(page, "", "tokenize_image")
    press(one, "last")
    forward = one.locator("[data-act=forward]")
    expect(forward).to_have_attribute("aria-disabled", "true")
    forward.focus()
    page.keyboard.press("Enter")
    expect(forward).to_be_focused()
    expect(one.locator("[data-act=back]")).to_have_attribute("aria-disabled", "false")


# Links


def test_a_link_opens_its_step_and_the_copy_button_makes_it(page):
    page.goto("transpose-permute/#tokenize_image:step=7")
    listing = page.locator(".st[data-snippet=tokenize_image]").first
    one = listing.locator("step-through")
    expect(one.locator(".st-place")).to_have_text(re.compile("^7 /"))
    expect(listing).to_be_in_viewport()
    press(one, "forward", "copy")
    expect(one.locator(".st-says")).to_contain_text("copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("/transpose-permute/#tokenize_image:step=8")
    page.goto("about:blank")
    page.goto(link)
    expect(one.locator(".st-place")).to_have_text(re.compile("^8 /"))


def test_a_link_to_a_part_opens_the_listing_of_that_part(page):
    page.goto("view-reshape-flatten/#memory_of_a_view.write_through_a_view:step=2")
    one = page.locator("step-through[open]")
    expect(one).to_have_count(1)
    expect(one.locator(".st-place")).to_have_text(re.compile("^2 /"))


@pytest.mark.parametrize("hash", ["nothing:step=3", "tokenize_image:step=x", "%E0%A4%A:step=1", ""])
def test_a_link_that_means_no_step_opens_nothing(page, hash):
    page.goto(f"transpose-permute/#{hash}")
    page.wait_for_load_state("networkidle")
    assert page.locator("step-through[open]").count() == 0


@pytest.mark.parametrize("step", [0, 999])
def test_a_link_beyond_the_steps_still_opens_the_player(page, step):
    page.goto(f"transpose-permute/#tokenize_image:step={step}")
    expect(page.locator("step-through[open] .st-told")).to_be_visible()


def test_a_changed_hash_goes_to_its_step(page):
    page.goto("transpose-permute/#tokenize_image:step=3")
    place = page.locator("step-through[open] .st-place")
    expect(place).to_have_text(re.compile("^3 /"))
    page.evaluate("location.hash = 'tokenize_image:step=5'")
    expect(place).to_have_text(re.compile("^5 /"))


# What a step tells


def test_the_line_is_lit_and_scrolled_to_inside_the_listing_only(page):
    one = opened(page, "tokenizers/", "patch_embedding.py")
    listing = one.locator("xpath=..")
    scrolled = page.evaluate("scrollY")
    press(one, "last", "first", "last")
    pre = listing.locator("pre").first
    assert pre.evaluate("pre => pre.scrollTop") > 100
    assert abs(page.evaluate("scrollY") - scrolled) < 40
    inside = """line => {
      const [box, own] = [line.closest('pre'), line].map(one => one.getBoundingClientRect())
      return own.top >= box.top && own.bottom <= box.bottom
    }"""
    assert listing.locator(".st-line[aria-current=step]").first.evaluate(inside)


def test_each_link_of_a_chain_lights_its_own_code(page):
    one = opened(page, "matmul-bmm-linear-einsum/", "einsum_reads.py")
    page.evaluate("window.lit = () => [...CSS.highlights.get('step')].map(String).filter(Boolean)")
    press(one, "first")
    while not one.locator(".st-links button").count():
        press(one, "forward")
    for link in one.locator(".st-links button").all():
        link.hover()
        lit = page.evaluate("lit()")
        assert len(lit) == 1 and lit[0].endswith(link.inner_text())


def test_a_view_tells_whose_memory_it_reads(page):
    one = opened(page, "transpose-permute/", "tokenize_image.py")
    walk_to(one, "h = image.flatten(2)")
    card = one.locator(".st-card")
    for fact in ("(B, C, H*W)", "(8, 512, 24)", "float32", "cpu", "stride (12288, 24, 1)"):
        expect(card).to_contain_text(fact)
    expect(card).to_contain_text("view of image")
    expect(card).to_contain_text("contiguous")
    walk_to(one, "image_toks = h.transpose(1, 2)")
    expect(card).to_contain_text("not contiguous")
    expect(one.locator(".st-drawn svg")).to_contain_text("(8, 512, 24) becomes (8, 24, 512)")


def test_a_write_in_place_lights_its_cell_in_every_name_that_shares_it(page):
    one = opened(page, "unsqueeze-squeeze-expand/", "expand_shares_memory.py")
    walk_to(one, "rows[0, 0] = 7")
    for name in ("row", "rows"):
        figure = one.locator("figure", has_text=f"memory of {name}").first
        expect(figure.locator("[data-row='1'] [data-lit=true]")).to_have_attribute("data-cell", "0")


def test_a_folded_loop_shows_its_numbers_as_a_curve(page):
    one = opened(page, "the-training-loop/", "train_loop.py")
    while "after" not in one.locator(".st-says").inner_text():
        press(one, "forward")
    expect(one.locator(".st-says")).to_contain_text("after 60 iterations")
    expect(one.locator(".st-drawn svg").first).to_contain_text("loss, n = 60")


def test_an_exception_stands_at_its_line_with_its_message_and_the_shapes_before(page):
    one = opened(page, "broadcasting/", "broadcast_by_mistake.py")
    while "raises" not in one.locator(".st-says").inner_text():
        press(one, "forward")
    expect(one.locator(".st-says")).to_contain_text("must match the size of tensor b (10)")
    assert line(one) == "x * mask"
    assert page.evaluate("[...CSS.highlights.get('step')].map(String)") == ["x * mask"]
    expect(one.locator("[data-kind=clash]").first).to_be_visible()
    expect(one.locator(".st-names")).to_contain_text("(8, 10, 64)")


def test_only_what_was_printed_so_far_can_be_read(page):
    one = opened(page, "transpose-permute/", "tokenize_image.py")
    later = one.locator("xpath=..").locator(".st-later")
    press(one, "first")
    assert "image (8, 512, 4, 6)" in later.text_content()
    walk_to(one, 'print(f"image {')
    expect(one.locator(".st-told")).to_contain_text("prints image (8, 512, 4, 6)")
    assert later.text_content() == "image_toks (8, 24, 512)\n"
    expect(later).to_be_hidden()
    press(one, "close")
    assert later.text_content() == ""


def test_nothing_of_a_run_is_read_as_markup(page):
    page.route(re.compile("runs/tokenize_image"), spoilt)
    one = opened(page, "", "tokenize_image")
    for _ in range(at(one)[1]):
        one.locator("[data-act=forward]").evaluate("button => button.click()")
        assert one.locator("b").count() == 0
    assert page.evaluate("window.ran") is None


def spoilt(route):
    """The run with markup in every text that a snippet could bring in."""
    data = json.loads(route.fetch().text())
    evil = "<b><img src=x onerror='window.ran = 1'>"
    data["frames"] = [[f"{name}{evil}", *rest] for name, *rest in data["frames"]]
    data["values"] = [
        value | {"text": evil} if value.get("type") != "Size" and "type" in value else value
        for value in data["values"]
    ]
    data["steps"] = [
        step | {"changed": {f"{name}{evil}": at for name, at in step.get("changed", {}).items()}}
        for step in data["steps"]
    ]
    data["steps"][-1] |= {"kind": "raise", "message": evil}
    data["letters"] = [
        {shape: [evil] * len(letters) for shape, letters in each.items()}
        for each in data["letters"]
    ]
    route.fulfill(json=data)


GAVE = """async data => {
  const own = name => import(new URL(`assets/player/${name}.js`, location))
  const [{ Run }, { panel }] = await Promise.all([own('run'), own('panel')])
  const run = new Run(JSON.parse(data), 1, 99)
  const told = step => new DOMParser().parseFromString(panel(run, step, () => false), 'text/html')
  return run.steps.flatMap(step => [...told(step).querySelectorAll('.st-links > :not(:has(button))')]
    .map(link => link.textContent.replace(/\\s+/g, ' ')))
}"""


def test_a_layer_tells_what_it_gave_be_it_one_tensor_several_or_an_error(scripted, write, run):
    one = write(
        """
        import torch
        from torch import nn

        x = torch.zeros(2, 3)
        y = nn.Linear(3, 7)(x)
        out, state = nn.GRU(3, 4)(x)
        try:
            nn.Linear(5, 6)(x)
        except RuntimeError:
            pass
        """
    )
    linear, recurrent, wrong = scripted("", GAVE)(player.data(one, run(one)))
    assert linear.startswith("Linear") and linear.endswith(" (2, 7)")
    assert recurrent.startswith("GRU") and recurrent.endswith(" tuple of (2, 4), (1, 4)")
    assert wrong.startswith("Linear") and wrong.endswith(")") and "(2, " not in wrong


# Predict first


def predicting(page):
    one = opened(page, "transpose-permute/", "tokenize_image.py")
    press(one, "predict")
    walk_to(one, "h = image.flatten(2)")
    return one


def answer(one, text):
    one.locator("form input").fill(text)
    one.locator("form input").press("Enter")


def test_a_shape_is_nowhere_to_be_seen_until_it_is_predicted(page):
    one = predicting(page)
    listing = one.locator("xpath=..")
    shape = listing.locator(".st-line[aria-current=step] .st-shape")
    expect(shape).to_be_hidden()
    expect(listing.locator(".st-line", has_text="h.transpose").locator(".st-shape")).to_be_hidden()
    assert "24" not in one.locator(".st-player").inner_text().replace("/ 24", "")
    answer(one, "b,c,HW")
    expect(shape).to_be_visible()
    expect(one.locator(".st-says")).to_contain_text("(B, C, H*W) = (8, 512, 24)")
    expect(one.locator(".st-says")).to_contain_text("joined from H and")
    expect(one.locator("[data-act=forward]")).to_be_focused()


@pytest.mark.parametrize("text", ["(B, C, H*W)", "8 512 24", "B,C,HW", "[8,512,-1]", "B, C, 4*6"])
def test_letters_numbers_and_minus_one_are_right_in_any_spacing(page, text):
    one = predicting(page)
    answer(one, text)
    expect(one.locator(".st-says")).to_contain_text("Right")
    expect(one.locator(".st-score")).to_contain_text("1 of 1")


def test_a_wrong_answer_gets_a_reason_and_another_try(page):
    one = predicting(page)
    answer(one, "B, H*W, C")
    expect(one.locator(".st-says")).to_contain_text("wrong order")
    expect(one.locator("form")).to_be_visible()
    answer(one, "B, C, H*W")
    expect(one.locator(".st-says")).to_contain_text("Right")
    expect(one.locator(".st-score")).to_contain_text("0 of 1")


@pytest.mark.parametrize("text", ["", "what?", "🤷", "<b>B</b>", "((((", "__proto__"])
def test_what_is_no_shape_does_not_count(page, text):
    one = predicting(page)
    answer(one, text)
    expect(one.locator("form")).to_be_visible()
    assert one.locator(".st-says b").count() == 0
    answer(one, "B, C, H*W")
    expect(one.locator(".st-score")).to_contain_text("1 of 1")


def test_an_answer_whose_reader_has_moved_on_counts_and_says_nothing(page):
    held = []
    page.route(re.compile("predict.js"), lambda route: held.append(route))
    one = predicting(page)
    answer(one, "B, C, H*W")
    press(one, "forward")
    while not held:
        page.wait_for_timeout(20)
    said = one.locator(".st-says").inner_text()
    with page.expect_response(re.compile("predict.js")):
        held[0].continue_()
    page.wait_for_function("Object.values(localStorage).includes('1')")
    assert one.locator(".st-says").inner_text() == said
    press(one, "back")
    expect(one.locator(".st-score")).to_contain_text("1 of 1")


WRITTEN = """async () => {
  const { Run } = await import(new URL('assets/player/run.js', location))
  const step = { kind: 'expr', line: 1, end: 1, frame: 1, changed: { 'x@0': 0 }, written: ['x@0'] }
  const frames = [['main', 1, -1], ['f', 1, 0]]
  const run = new Run({ frames, letters: [{}, {}], tensors: [{ shape: [2] }], values: [{ tensor: 0 }], steps: [step] }, 1, 1)
  return run.made(run.steps[0]) ?? 'nothing'
}"""


def test_nothing_is_asked_of_a_tensor_that_was_only_written(page):
    page.goto("")
    assert page.evaluate(WRITTEN) == "nothing"


def test_the_score_is_kept_for_the_page_and_can_be_reset(page):
    one = predicting(page)
    answer(one, "B, C, H*W")
    walk_to(one, "image_toks = h.transpose(1, 2)")
    press(one, "show")
    expect(one.locator(".st-score")).to_contain_text("1 of 2")
    page.reload()
    one = unfold(page, "tokenize_image.py")
    press(one, "predict")
    expect(one.locator(".st-score")).to_contain_text("1 of 2")
    walk_to(one, "h = image.flatten(2)")
    assert one.locator("form").count() == 0, "answered once, it stays open"
    press(one, "reset")
    expect(one.locator(".st-score")).to_contain_text("0 of 0")
    expect(one.locator("form")).to_be_visible()


def test_all_shapes_come_back_when_predicting_ends(page):
    one = predicting(page)
    press(one, "predict")
    expect(one.locator(".st-card")).to_contain_text("(8, 512, 24)")
    expect(one.locator("xpath=..").locator(".st-line[aria-current] .st-shape")).to_be_visible()
    told = one.locator(".st-told").inner_text()
    assert "false" not in told and "undefined" not in told


# Beside each other, and with the page


def test_two_players_on_a_page_do_not_disturb_each_other(page):
    page.goto("view-reshape-flatten/")
    first, second = page.locator("step-through").all()[:2]
    for one in (first, second):
        one.locator(".st-open").click()
        expect(one.locator(".st-told")).to_be_visible()
    before = at(first)
    press(second, "forward", "forward")
    assert at(first) == before
    page.keyboard.press("ArrowLeft")
    assert at(first) == before
    lit = page.locator(".st-line[aria-current=step]")
    assert lit.count() >= 2
    press(second, "close")
    assert at(first) == before and first.locator("xpath=..").locator("[aria-current=step]").count()


def test_instant_navigation_there_and_back_leaves_a_player_that_works(page):
    page.goto("", wait_until="networkidle")
    page.evaluate("window.stayed = true")
    unfold(page, "tokenize_image")
    page.locator(".md-tabs a[href*=shapes-by-modality]").click()
    expect(page.locator("h1[id]")).to_contain_text("Shapes by modality")
    press(unfold(page, "modality_shapes.py"), "first", "forward")
    page.go_back()
    expect(page.locator("h1[id]")).to_contain_text("Essential PyTorch")
    one = unfold(page, "tokenize_image")
    before = at(one)[0]
    press(one, "forward")
    assert at(one)[0] == before + 1
    assert page.evaluate("CSS.highlights.get('step').size") == 1
    assert page.evaluate("window.stayed")


def test_a_run_that_cannot_be_fetched_is_said_and_asked_for_again(page):
    page.goto("transpose-permute/")
    page.route(re.compile("/runs/"), lambda route: route.fulfill(status=200, body="<html>"))
    one = page.locator("step-through").first
    one.locator(".st-open").click()
    expect(one.locator(".st-open")).to_contain_text("could not be loaded")
    page.unroute(re.compile("/runs/"))
    one.locator(".st-open").click()
    expect(one.locator(".st-told")).to_be_visible()


def test_without_javascript_there_is_a_table_and_no_dead_button(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("")
    one = page.locator("step-through").first
    assert one.locator("button").count() == 0
    one.locator("summary").click()
    expect(one.locator("td", has_text="(8, 24, 512)").first).to_be_visible()


def test_print_shows_the_table_and_the_whole_listing_and_no_player(page):
    one = opened(page, "tokenizers/", "patch_embedding.py")
    page.emulate_media(media="print")
    expect(one.locator(".st-player")).to_be_hidden()
    expect(one.locator(".st-open")).to_be_hidden()
    expect(one.locator("td", has_text="(8, 20, 512)").first).to_be_visible()
    pre = one.locator("xpath=..").locator("pre").first
    assert pre.evaluate("pre => pre.scrollHeight - pre.clientHeight") <= 1
    assert (
        one.locator("xpath=..")
        .locator(".st-later")
        .first.evaluate("later => getComputedStyle(later).visibility")
        == "visible"
    )


MOVED = """() => new Promise(done => {
  let moved = 0
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) moved += one.hadRecentInput ? 0 : one.value
  }).observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => done(moved), 600)
})"""


@pytest.mark.parametrize("url", ["", "tokenizers/"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_moves_while_a_page_with_players_loads(new_context, url, size):
    page = new_context(viewport=size).new_page()
    page.goto(url, wait_until="networkidle")
    assert page.evaluate(MOVED) < 0.01


def test_controls_stay_where_they_are_while_one_steps(page):
    one = opened(page, "tokenizers/", "patch_embedding.py")
    controls = one.locator(".st-controls")
    press(one, "first")
    places = set()
    for _ in range(20):
        press(one, "forward")
        places.add(controls.evaluate("one => one.getBoundingClientRect().top"))
    assert len(places) == 1


@pytest.mark.slow
def test_a_player_opens_at_once(page):
    assert min(painted(page) for _ in range(3)) < 100


def painted(page):
    """The milliseconds until the first drawing of a player is there."""
    page.goto("transpose-permute/", wait_until="networkidle")
    page.locator("step-through .st-open").first.hover()
    page.wait_for_load_state("networkidle")
    return page.evaluate("""async () => {
      const one = document.querySelector('step-through'), start = performance.now()
      one.querySelector('.st-open').click()
      while (!one.querySelector('.st-drawn svg')) await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
      return performance.now() - start
    }""")


OPEN = [
    ("", "tokenize_image", 3),
    ("broadcasting/", "broadcast_by_mistake.py", 29),
    ("unsqueeze-squeeze-expand/", "expand_shares_memory.py", 6),
    ("the-training-loop/", "train_loop.py", 26),
]


@pytest.mark.parametrize("scheme, size", [("light", WIDE), ("dark", PHONE)])
def test_axe_finds_nothing_serious_in_an_open_player(new_context, scheme, size):
    page = new_context(color_scheme=scheme, viewport=size).new_page()
    found = []
    for url, name, step in OPEN:
        one = opened(page, url, name)
        one.get_by_role("slider").fill(str(step))
        expect(one.locator(".st-drawn svg").first).to_be_visible()
        for _ in range(2):  # the second time, the shapes are to be predicted
            result = Axe().run(page, context="step-through[open]").response
            found += [f"{name}: {line}" for line in serious(result["violations"])]
            press(one, "predict")
    assert found == []


def test_nothing_of_a_player_is_cut_off_on_a_phone(new_context):
    page = new_context(viewport=PHONE).new_page()
    for url, name, step in OPEN:
        one = opened(page, url, name)
        one.get_by_role("slider").fill(str(step))
        expect(one.locator(".st-drawn svg").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        small = """all => all.map(one => one.getBoundingClientRect())
            .filter(box => box.width < 24 || box.height < 24 || box.right > innerWidth).length"""
        assert one.locator(".st-controls button").evaluate_all(small) == 0
