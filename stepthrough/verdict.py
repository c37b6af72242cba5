"""Say in words what came of a kata's check: which promises hold, where it broke, with which input."""

import inspect
import textwrap
from bdb import BdbQuit
from contextlib import suppress
from pathlib import Path

from stepthrough import axes, bench, contrast, lesson

PRINTED, LONG = 20, 300


def words(table, run, solved, reader):
    """What a terminal or a page can show: {"statuses", "said", "hint", "printed"}, all plain.

    `table`: the Bench, `solved`: the Run of the solution, `reader`: the file whose answer this is.
    """
    told = {"statuses": statuses(table, run), "said": in_place(table, run, solved)}
    if run.passes:
        return told
    told["said"] = trouble(table, run, reader) + told["said"]
    if not bench.is_hole(run.error):
        told["hint"] = lesson.of(table, run)
        told["printed"] = reader.printed(run)
    return told


def statuses(table, run):
    """[[promise, 'held' | 'broken' | 'not reached']] in the order of check."""
    texts = table.one.promises
    if run.passes:
        return [[text, "held"] for text in texts]
    asked = {table.promises[number].text for number, _ in run.asked}
    at = texts.index(table.promises[run.number].text)
    before = ["held" if text in asked else "not reached" for text in texts[:at]]
    here = "not reached" if bench.is_hole(run.error) else "broken"
    after = ["not reached"] * (len(texts) - at - 1)
    return [list(pair) for pair in zip(texts, [*before, here, *after], strict=True)]


def trouble(table, run, reader):
    """The lines that tell why a promise broke."""
    own, error = reader.place(run.error), run.error
    if bench.is_hole(error) and own:
        return [f"{own.where}: {own.function} is still a hole: it is your turn"]
    case = given(table, run)
    if found := compared(table, run):
        return columns([*case, *found])
    if not run.raised:
        return columns([*case, *unusable(run)])
    if not own:
        return [*columns(case), f"{reader.shown}: cannot be called like that: {reason(error)}"]
    return [*columns(case), f"{own.where}: {reason(error)}", *own.code]


def compared(table, run):
    """How the two sides of the promise differ; [] if check did not come to compare them."""
    one, sides = table.promises[run.number], run.sides
    two = {"got", "wanted"} <= sides.keys() and not contrast.comparable(*sides.values())
    if isinstance(run.error, bench.Broken) or run.asking and two and one.form in contrast.EQUAL:
        return contrast.words(one, sides, run.letters, table.one.task)
    return []


def unusable(run):
    """What the last call gave, and why check could not go on with it."""
    result = run.calls[-1].result if run.calls else bench.Unmade
    if result is None:
        return [("got", "None: is there a return?")]
    got = [] if result is bench.Unmade else [("got", contrast.value(result))]
    return [*got, ("", f"which check cannot use: {reason(run.error)}")]


def reason(error):
    """One sentence for an exception; no traceback."""
    if isinstance(error, SystemExit):
        return "ends the whole program"
    if isinstance(error, BdbQuit):
        return "stops for the debugger, and nobody is there to type: run the file itself for that"
    if isinstance(error, EOFError):
        return "asks for input, and nobody is there to type: what it needs are its arguments"
    said = textwrap.shorten(str(error), LONG, placeholder=" …")
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def columns(rows):
    """Rows of a label and a text, the texts in one column."""
    wide = max((len(label) for label, _ in rows), default=0)
    return [f"{label:{wide}}  {text}" for label, text in rows]


# The input


def given(table, run):
    """[('with', "tokens (B, H*W, C) = (1, 4, 2), H = 4, W = 1"), …]: the arguments of the last call."""
    if not run.calls:
        return []
    call = run.calls[-1]
    found = arguments(table, run, call)
    rows = [("with", phrase(table, found, call) or "no arguments")]
    for one in run.calls[:-1]:
        if one.result is bench.owner(call.function):
            built = phrase(table, arguments(table, run, one), one)
            rows.insert(0, ("built with", built or "no arguments"))
    for name, value in found.items():
        few = contrast.is_tensor(value) and value.numel() <= contrast.FEW
        if few and contrast.has_numbers(value):
            rows.append(("", f"{name} = {contrast.nested(value)}"))
    return rows


def phrase(table, found, call):
    return ", ".join(argument(name, value, call, table.one.task) for name, value in found.items())


def argument(name, value, call, task):
    """'tokens (B, H*W, C) = (1, 4, 2)', 'H = 4', 'model: a Linear'."""
    if not contrast.is_tensor(value):
        text = contrast.value(value)
        return f"{name}: {text}" if text.startswith(("a ", "an ", "the ")) else f"{name} = {text}"
    letters, kind = axes.of(value.shape, name, task, call.letters), contrast.dtype(value)
    notes = [kind] if kind != "float32" else []
    notes += [f"on {value.device}"] if value.device.type != "cpu" else []
    loose = contrast.has_numbers(value) and not value.is_contiguous()
    notes += ["not contiguous"] if loose else []
    more = f" ({', '.join(notes)})" if notes else ""
    return f"{name} {axes.said(value.shape, letters)}{more}"


def arguments(table, run, call):
    """{name: value} as the solution calls them."""
    function, first = table.names[table.one.answer], ()
    if call.function is not run.answer:
        owned = isinstance(function, type) and bench.owner(call.function) is call.function
        function = getattr(function, "forward", call.function) if owned else call.function
        first = (None,) if owned else ()
    with suppress(TypeError, ValueError):
        bound = inspect.signature(function).bind(*first, *call.args, **call.named).arguments
        found = {name: value for name, value in bound.items() if name != "self"}
        return found | found.pop("kwargs", {})
    return {f"argument {at}": value for at, value in enumerate(call.args, 1)} | call.named


def in_place(table, run, solved):
    """One line if the answer writes into an argument, and the solution does not."""
    for mine, other in zip(run.calls, solved.calls):
        for place in sorted(mine.changed - other.changed, key=str):
            names = list(arguments(table, run, mine))
            name = names[place] if isinstance(place, int) and place < len(names) else place
            return [
                f"{table.one.answer} writes into its argument {name}, in place: the numbers of"
                " whoever passed it are gone. Make a new tensor: x = x + 1, not x += 1"
            ]
    return []


class Reader:
    """A reader's file: how messages name it, its lines, the file with what it prints."""

    def __init__(self, path, shown, source, output):
        self.path, self.shown, self.output = path, shown, output
        self.lines = source.split("\n")

    def place(self, error):
        """The line in the file that an error came from; None if it never was there."""
        rows = bench.rows(error, self.path)
        return Place(self, *rows[-1]) if rows else None

    def printed(self, run):
        """The last lines of what was printed in the last call."""
        start = run.calls[-1].printed if run.calls else 0
        text = Path(self.output).read_bytes()[start : run.printed].decode("utf-8", "replace")
        return "\n".join(text.splitlines()[-PRINTED:])


class Place:
    """A line of a reader's file: 'my_katas/mha.py:12'."""

    def __init__(self, reader, function, line):
        self.function, self.where = function, f"{reader.shown}:{line}"
        text = reader.lines[line - 1].strip() if line <= len(reader.lines) else ""
        self.code = [f"    {text}"] if text else []
