"""The shape gym: questions that the drills put to torch, for its script and for paper; the fence.

```gym
```
"""

import json
import random
from functools import partial
from html import escape

from stepthrough import cache, facts, page, shapes, site, syllabus
from stepthrough.fault import Wrong
from stepthrough.remembered import remembered
from stepthrough.rows import tuple_of

FOLDER = "gym"
LEVELS = ("one operation", "several, or letters", "lines of real models")
HEADS = ("Family", "Right")


def show(source, language, css_class, options, md, **kwargs):
    """The gym, its questions published beside it; Stop, with file, line and column, if it cannot be shown."""
    with page.stopping(source, "gym"):
        site.publish(md, "assets/gym.json", data)
        return element(partial(site.address, md))


def families():
    """{page: the drill that asks about it}, in the order of the nav."""
    ones = [one for one in facts.everything() if one.path.parent.name == FOLDER]
    found = {one.constants["PAGE"]: one for one in ones if "PAGE" in one.constants}
    for slug in found:
        syllabus.title(slug)
    return {slug: found[slug] for slug in facts.texts() if slug in found}


def questions():
    """What the drills printed, each question once; Wrong if one of them did not run."""
    found = {}
    for family, one in families().items():
        for line in printed(one):
            asked = {"family": family, **json.loads(line)}
            found.setdefault((asked["code"], str(asked["takes"])), asked)
    return list(found.values())


def printed(one):
    trace = cache.trace_of(one)
    if faults := shapes.check(one, trace):
        raise Wrong(*faults)
    return trace.output.splitlines()


def data():
    """The questions, as docs/assets/gym.js reads them."""
    return json.dumps(questions(), ensure_ascii=False, separators=(",", ":"))


def element(link):
    """The form, and the table of what went right, which docs/assets/gym.js fills in."""
    levels = "".join(
        f'<option value="{level}">{level}: {what}</option>' for level, what in enumerate(LEVELS, 1)
    )
    rows = "".join(
        f'<tr data-family="{family}"><td><a href="{link(f"{family}.md")}">'
        f"{escape(syllabus.title(family))}</a></td>"
        '<td><small>0 of 0</small> <progress value="0" aria-hidden="true"></progress></td></tr>\n'
        for family in families()
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in HEADS)
    return (
        '<p class="gym-still">The gym needs JavaScript to ask. Some of its questions are below.</p>\n'
        '<div class="calc"><shape-gym><form autocomplete="off">\n'
        '<div class="gym-asked" aria-live="polite"></div>\n'
        '<label><span>Shape?</span> <input name="said" autocapitalize="off" spellcheck="false"></label>\n'
        '<button name="check">Check</button> <button type="button" name="raises">It raises (!)</button>\n'
        f'<label>Level <select name="level">{levels}</select></label>\n<output></output></form>\n'
        f'<table class="katas"><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n'
        '<p><button type="button" name="reset">Start again from nothing</button></p></shape-gym></div>\n'
    )


@remembered
def counted():
    """How many questions there are, and of how many the answer is an error."""
    found = questions()
    raised = sum("raises" in asked for asked in found)
    return (
        f"<p>There are {len(found)} questions of {len(families())} families here. In {raised} of them "
        "the line raises.</p>"
    )


@remembered
def sample(many):
    """Some questions of each level, with their answers."""
    found, parts = questions(), []
    for level, what in enumerate(LEVELS, 1):
        own = [asked for asked in found if asked["level"] == level]
        parts.append(f"<h3>Level {level}: {what}</h3>\n")
        parts += map(card, sorted(random.Random(0).sample(own, many), key=own.index))
    return f'<div class="kata gym">\n{"".join(parts)}</div>'


def card(asked):
    answer = asked.get("raises") or asked.get("says") or shape(asked)
    return (
        f"<details><summary><code>{escape(asked['code'])}</code> {given(asked)}</summary>"
        f"<p><code>{escape(answer)}</code></p></details>\n"
    )


def given(asked):
    """'of x: (B, C) with B = 2, C = 3'"""
    takes = [
        f"{name}: {tuple_of(dims.split(', ') if dims else [])} {kind}".strip()
        for name, dims, kind in asked["takes"]
    ]
    sizes = [f"{name} = {size}" for name, size in asked["sizes"].items()]
    pairs = zip(("of", "with"), (takes, sizes))
    return " ".join(f"{word} {', '.join(said)}" for word, said in pairs if said)


def shape(asked):
    """'(B, L*D) = (2, 84)'"""
    said = tuple_of(asked["words"]), tuple_of(map(str, asked["shape"]))
    return " = ".join(dict.fromkeys(said))
