"""Ask runs of a snippet, at its sizes and at others, what stood on some of its lines."""

from dataclasses import dataclass

from stepthrough import attach, crew, snippet, vary
from stepthrough.sizes import Sizes

NEVER = "0/0"  # a dim that is no size: what states it is false, and so each sighting is kept


@dataclass(frozen=True)
class Sample:
    """One time a line ran: the sizes of the letters then, the shapes of its operands and its value.

    `run` numbers the runs: 0 is the one at the sizes as written.
    """

    run: int
    sizes: Sizes
    operands: list
    result: object


def ask(asked, seconds):
    """{line: [Sample]} from the runs of each list of questions; a run that raises says nothing."""
    traces = iter(crew.record([probe for each in asked for probe in each], seconds, stay=True))
    return [collected(each, [next(traces) for _ in each]) for each in asked]


def questions(one, spots):
    """The snippet with its questions, as written and with each of its sizes changed."""
    if not spots:
        return []
    probe = probed(one, spots)
    return [probe, *(other for _, other in vary.variants(probe))]


def collected(probes, traces):
    found = {}
    for run, (probe, made) in enumerate(zip(probes, traces, strict=True)):
        for target, seen in zip(attach.targets(probe), [] if made.error else made.checks):
            known = found.setdefault(target.note.line, [])
            for sighting in telling(seen.sightings):
                sizes = Sizes(target, sighting)
                known.append(Sample(run, sizes, sighting.operands, sighting.result))
    return {line: samples for line, samples in found.items() if samples and samples[0].run == 0}


def telling(sightings):
    """The first and the last time that a line had each of its shapes: a loop may have had them often."""
    first, last = {}, {}
    for sighting in sightings:
        shape = repr((sighting.operands, sighting.result))
        first.setdefault(shape, sighting)
        last[shape] = sighting
    return [*first.values(), *(last[shape] for shape in last if last[shape] is not first[shape])]


def probed(one, spots):
    """The snippet with a question in the place of the comment of each spot."""
    rows, notes = list(one.lines), {note.line: note for note in one.notes}
    for spot in spots:
        row = rows[spot.line - 1]
        row = row[: notes[spot.line].col - 1] if spot.line in notes else row
        rows[spot.line - 1] = f"{row}  {question(spot)}"
    return snippet.build(one.path, one.shown, "\n".join(rows))


def question(spot):
    """'# (0/0, B, C) + () = ()' asks for the sizes of B and C, two operands and their sum."""
    named = f"# ({', '.join([NEVER, *spot.names])})"
    rest = {"": "", "->": " -> ()"}.get(spot.sign, f" {spot.sign} () = ()")
    comment = spot.comment
    where = comment.text[comment.results[-1].end :] if comment else ""
    return f"{named}{rest}{where}"
