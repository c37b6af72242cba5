"""Mark the code in a kata's sentences: shapes, calls, sums."""

import re
from functools import reduce
from html import escape

NAME, NUMBER = r"[A-Za-z_]\w*", r"\d+(?:\.\d+)?(?:e-?\d+)?"
FREE = reduce(lambda inner, _: rf"(?:[^()[\]]|\({inner}\)|\[{inner}\])*", range(3), r"[^()[\]]*")
AFTER = rf"(?:\.{NAME}|\({FREE}\)|\[{FREE}\])*"  # what may follow a value with no space between
SIGN = r"(?:\*\*?|//?|[-+@%])"


def expression(inner):
    """The pattern of values, and of sums and products of them; `inner` is that of a value in parentheses."""
    value = rf"[-~]?(?:{NAME}|{NUMBER}|\.\.\.|{inner}){AFTER}"
    return rf"{value}(?:(?:{SIGN}|\s{SIGN}\s){value})*"


def enclosed(item):
    return rf"\((?:{item}(?:,\s?{item})*,?)?\)"


DEEP = reduce(lambda inner, _: enclosed(expression(inner)), range(2), r"\(\)")
CODE = re.compile(
    rf"`[^`]+`|(?<![\w.])\.{NAME}{AFTER}|\b{NAME}=(?!\w)|(?<!\w)(?:{NAME}\s?=\s?)*{expression(DEEP)}"
)
SURE = re.compile(
    r"""[*=_]|//                                           # no prose has these
    | [\w)\]][([]                                          # reshape(B, C), mask[:L]
    | ^\.[a-z]|^(?![ei]\.[eg]$).*[\w)\]]\.[A-Za-z_]       # .to, nn.ModuleList; but e.g. and i.e.
    | ^\(.*[A-Z\d].*,.*\)$|^\(.*,.*[A-Z\d].*\)$|^\(\)$   # (B, L), (8, 12), ()
    | \b(?:\w\w?|[A-Z]\w*)/|/\d|\)/                       # H/ps, 1/sqrt; but and/or
    | \w\+|\s[+/]\s|\s-\s[\w(]\b|\b\w @ \w\b           # steps+1, x + y, 1 - t, q @ k
    | \b[A-Za-z]\w?-\d                                    # L-1; but GPT-2
    """,
    re.VERBOSE,
)


def marked(text):
    """The text with its code in backticks, as Markdown wants it; what has them already stays."""
    return CODE.sub(lambda found: mark(found[0]), text)


def mark(part):
    return f"`{part}`" if "`" not in part and SURE.search(part) else part


def html(text):
    """The text, a paragraph or a part of one, with its code in elements."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(marked(text), quote=False))


def paragraphs(text):
    """Each paragraph of a docstring as an element."""
    return "".join(f"<p>{html(' '.join(part.split()))}</p>\n" for part in text.split("\n\n"))
