"""Draw the picture that other sites show with a link to a page: its title, and a line of it that is proven."""

import base64
import io
import textwrap
from functools import lru_cache, partial
from hashlib import sha256
from html import unescape
from importlib.util import find_spec
from pathlib import Path

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from stepthrough import attach, cache, page, shapes, site, snippet

SIZE, LEFT, RIGHT = (1200, 630), 90, 1110
ROOM = 54  # letters
PAPER, INK, MUTED = "#fcfbf8", "#20262e", "#59616c"  # as site.css has them, in light
LETTERS, PROOF, PANEL, CHIP, BARS = "#0b5d70", "#1c6b3a", "#f5f2eb", "#e9e4d9", "#a8381a"


class Card(Treeprocessor):
    def run(self, root):
        here = site.under_way(self.md)
        if not here or site.is_prepared(self.md):
            return
        if here.config["site_url"]:  # a picture is named by its whole address, or not at all
            name, whole = here.url.strip("/") or "index", here.config["site_name"]
            heads = [unescape(head["name"]) for head in self.md.toc_tokens]
            make = partial(kept, name, whole, (heads or [whole])[0], page.on_page(self.md))
            here.publish(f"assets/cards/{name}.png", make)


class makeExtension(Extension):  # noqa: N801, the name Markdown looks for
    def extendMarkdown(self, md):
        md.treeprocessors.register(Card(md), "card", -1)  # behind toc, which has the title


def kept(name, whole, title, shown):
    """The PNG of a page's card, drawn when what is on it changed."""
    runs = [f"{snippet.key(one)} {sorted(lines)}" for one, lines in shown.items()]
    parts = [Path(__file__).read_text(encoding="utf-8"), snippet.version("pillow"), whole, title]
    key = sha256("\0".join([*parts, *runs]).encode()).hexdigest()
    make = partial(made, whole, title, shown)
    return base64.b64decode(cache.made("cards", name.replace("/", "-"), key, ".png", make))


def made(whole, title, shown):
    from PIL import Image

    held, image = io.BytesIO(), drawn(whole, title, example(shown))
    image.quantize(64, Image.Quantize.FASTOCTREE).save(held, "png")
    return base64.b64encode(held.getvalue()).decode()


def example(shown):
    """(code, letters, numbers) of the first proven line that a card has room for; () if there is none."""
    for one, lines in shown.items():
        for target, seen in zip(attach.targets(one), cache.trace_of(one).checks, strict=True):
            line, letters = target.note.line, target.note.text.lstrip("# ")
            code = one.lines[line - 1][: target.note.col - 1].strip()
            found = code, letters, shapes.proven_numbers(target, seen)
            if line in lines and code and letters != found[2] and len("".join(found)) <= ROOM:
                return found
    return ()


def drawn(whole, title, found):
    from PIL import Image, ImageDraw

    image = Image.new("RGB", SIZE, PAPER)
    image.paste(logo(), (LEFT - 8, 70))
    pen = ImageDraw.Draw(image)
    if title != whole:
        pen.text((LEFT + 120, 104), whole, MUTED, font("Serif", 36))
    lines = textwrap.wrap(title, 24)
    size = 70 if len(lines) < 3 else 54
    for at, line in enumerate(lines):
        pen.text((LEFT, 210 + at * size * 1.15), line, INK, font("Serif-Bold", size))
    if found:
        listing(pen, *found)
    else:
        pen.text((LEFT, 470), "Every line executed, every shape proven.", MUTED, font("Serif", 34))
    return image


def listing(pen, code, letters, numbers):
    """A line of code with its shape comment, as a page has it."""
    plain, bold = font("SansMono", 26), font("SansMono-Bold", 26)
    pen.rounded_rectangle((LEFT, 462, RIGHT, 546), 6, PANEL)
    x = LEFT + 26
    for text, colour, face in (
        (f"{code}  ", INK, plain),
        ("# ", MUTED, plain),
        (letters, LETTERS, bold),
    ):
        pen.text((x, 486), text, colour, face)
        x += pen.textlength(text, face)
    wide = pen.textlength(numbers, font("SansMono", 22))
    pen.rounded_rectangle((x + 18, 486, x + 38 + wide, 522), 4, CHIP)
    pen.text((x + 28, 490), numbers, MUTED, font("SansMono", 22))
    pen.text((x + 56 + wide, 486), "✓", PROOF, bold)


@lru_cache(maxsize=1)
def logo():
    """The favicon's parentheses and bars; drawn large, for Pillow's curves have no soft edges."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (440, 440), PAPER)
    pen = ImageDraw.Draw(image)
    for box, start in (((64, 20, 384, 420), 130), ((56, 20, 376, 420), -50)):
        pen.arc(box, start, start + 100, INK, 34)
    for x, top in ((125, 190), (200, 90), (275, 150)):
        pen.rounded_rectangle((x, top, x + 45, 310), 14, BARS)
    return image.resize((110, 110), Image.Resampling.LANCZOS)


@lru_cache(maxsize=None)
def font(name, size):
    """One of the fonts that come with matplotlib."""
    from PIL import ImageFont

    home = Path(find_spec("matplotlib").origin).parent
    return ImageFont.truetype(home / "mpl-data" / "fonts" / "ttf" / f"DejaVu{name}.ttf", size)
