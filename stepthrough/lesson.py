"""Find the wrong answer that an answer does the same as: its docstring is the hint."""

from stepthrough import bench, contrast


def of(table, run):
    """The docstring of the one wrong answer whose outcome a run has; '' if there is none, or more."""
    names = found(table.wrongs(), run)
    return table.one.wrongs[names[0]] if len(names) == 1 else ""


def found(wrongs, run):
    """The names of the wrong answers, {name: Run}, that a run is most like."""
    for way in (same_modules, same_to_the_end, same_calls, same_got):
        if names := [name for name, other in wrongs.items() if way(run, other)]:
            return names
    return []


def same_modules(mine, other):
    """Whether every call of two runs gave the same, and the modules among that hold the same."""
    pairs = zip(results(mine), results(other))
    return same_to_the_end(mine, other) and all(inside(a) == inside(b) for a, b in pairs)


def inside(result):
    return contrast.held(result) if contrast.is_module(result) else None


def results(run):
    return [call.result for call in (*run.calls, *run.later)]


def same_to_the_end(mine, other):
    """Whether every call of two runs gave the same, also after the promise that broke."""
    pairs = zip(results(mine), results(other))
    whole = len(mine.later) == len(other.later) and same_end(mine, other)
    return whole and all(contrast.alike(a, b) for a, b in pairs)


def same_calls(mine, other):
    """Whether two runs stop alike, and every call gave the same until then."""
    pairs = zip(mine.calls, other.calls)
    return same_end(mine, other) and all(contrast.alike(a.result, b.result) for a, b in pairs)


def same_got(mine, other):
    """Whether two runs stop alike where something was compared."""
    return "got" in mine.sides and same_end(mine, other)


def same_end(mine, other):
    """Whether two runs stop at one promise, at one turn, in one way, with the same in hand."""
    if mine.passes or other.passes:
        return False
    ends = [(run.number, len(run.asked), len(run.calls), type(run.error)) for run in (mine, other)]
    if ends[0] != ends[1] or mine.sides.keys() != other.sides.keys():
        return False
    if "got" in mine.sides and not contrast.alike(mine.sides["got"], other.sides["got"]):
        return False
    return isinstance(mine.error, bench.Broken) or str(mine.error) == str(other.error)
