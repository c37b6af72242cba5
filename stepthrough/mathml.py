"""Turn TeX into MathML while the page is built, so that a formula needs no JavaScript."""

import re
from html import escape, unescape
from xml.etree.ElementTree import tostring

from latex2mathml.converter import convert_to_element
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from stepthrough.stop import Stop, place

TEX = r"((?:\\.|[^\\$\x02\x03])+?)"
DOLLARS = rf"(?<![\\$])(?:\$\$(?:{TEX}\$\$)?|\$(?!\s){TEX}(?<!\s)\$(?![\d$]))"  # not "$5 or $10"
PARTS = dict(mfrac=2, mroot=2, msub=2, msup=2, msubsup=3, munder=2, mover=2, munderover=3)
WRONG = r"\\\w*|[{}$]|&amp;(?!#)|columnalign|linebreak|mathvariant=\"(?!normal)[\w-]*"


def mathml(tex, display="inline"):
    """'x' is '<math ...><mi>x</mi>...'; TeX unknown to latex2mathml or to browsers raises."""
    try:
        math = convert_to_element(tex, display=display)
        wrong = re.findall(WRONG, html := tostring(math, encoding="unicode"))
        wrong += [f"half a {p.tag}" for p in math.iter() if len(p) != PARTS.get(p.tag, len(p))]
        wrong += ["{ left open"] * ((bare := re.sub(r"\\.", "", tex)).count("{") > bare.count("}"))
    except Exception as error:
        wrong = [type(error).__name__]
    if wrong:
        where = re.compile(rf"\$\s*({re.escape(tex.strip())})\s*\$|({re.escape(tex.strip())})")
        raise Stop(place(where, f"broken TeX {tex.strip()!r}: {wrong[0]}"))
    return re.sub(r"&amp;(#\w+;)", lambda found: escape(unescape(f"&{found[1]}")), html)


class Dollars(InlineProcessor):
    def handleMatch(self, match, line):
        html = mathml(match[2]) if match[2] else mathml(match[1] or "$$", "block")
        return self.md.htmlStash.store(html), *match.span()


class makeExtension(Extension):  # noqa: N801, the name Markdown looks for
    def extendMarkdown(self, md):
        md.inlinePatterns.register(Dollars(DOLLARS, md), "mathml", 189)  # code 190, escapes 180
        md.ESCAPED_CHARS.append("$")
