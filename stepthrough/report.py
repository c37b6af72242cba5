"""Say a verdict on a kata in a terminal."""

import textwrap

WIDTH = 96


def verdict(one, found):
    """Each promise, what broke, what was printed, what to think of; or where the kata returns."""
    wide = max(len(state) for _, state in found.statuses)
    lines = [f"  {state:{wide}}  {text}" for text, state in found.statuses]
    lines += ["", headline(found), *(f"    {line}".rstrip() for line in found.said)]
    if found.printed:
        lines += ["", "Printed in that call:", textwrap.indent(found.printed, "    ")]
    if found.hint:
        lines += ["", *wrapped(f"What may have happened: {found.hint}")]
    if found.passes:
        lines += wrapped(one.returns)
    return "\n".join(lines)


def headline(found):
    """'1 of 3 promises holds. Broken: every pixel is where it was'."""
    broken = [text for text, state in found.statuses if state == "broken"]
    all_ = len(found.statuses)
    if found.passes:
        return f"All {all_} promises hold."
    if found.held == all_:
        return f"All {all_} promises hold, but:"
    start = f"{found.held} of {all_} promises hold{'s' * (found.held == 1)}."
    return f"{start} Broken: {broken[0]}" if broken else start


def wrapped(text):
    return textwrap.wrap(text, WIDTH)
