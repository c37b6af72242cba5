"""Draft the comments of a snippet, and keep those that its run proves."""

from stepthrough import attach, crew, margin, probe, shapes, snippet, wording
from stepthrough.spots import Finder

WEAK = "weak comment: "


def drafts(ones, traces, seconds=crew.SECONDS):
    """A draft for each snippet with its trace, every comment in it proven."""
    made = [Draft(one, trace) for one, trace in zip(ones, traces, strict=True)]
    asked = [probe.questions(draft.one, list(draft.spots.values())) for draft in made]
    if not any(asked):
        return made
    try:
        for draft, found in zip(made, probe.ask(asked, seconds), strict=True):
            draft.word(found)
        todo = [draft for draft in made if draft.comments]
        while todo:
            traces = crew.record([draft.fixed for draft in todo], seconds, stay=True)
            todo = [one for one, trace in zip(todo, traces, strict=True) if not one.proven(trace)]
    finally:
        crew.dismiss()
    return made


class Draft:
    """`comments`: {line: text} to write. `faults`: what stays wrong. `weak`: {line: why it got none}."""

    def __init__(self, one, trace):
        self.one, self.trace = one, trace
        self.faults = shapes.check(one, trace)
        self.true, self.spots, self.comments, self.weak = {}, {}, {}, {}
        if not trace.error:
            self.look()

    def look(self):
        """Tell the comments that are proven from those that are false, and find the lines without."""
        finder, wrong = Finder(self.one, self.trace), {fault.line for fault in self.faults}
        self.spots = {spot.line: spot for spot in finder.bare()}
        for target in attach.targets(self.one):
            line = target.note.line
            if line not in wrong:
                self.true[line] = target
            elif spot := finder.false(target):
                self.spots[line] = spot

    def word(self, found):
        """Find words for all spots; those of a false comment that has none stay as they are."""
        self.found = found
        self.comments = wording.comments(self.one, self.true, self.spots, found)

    @property
    def rows(self):
        return margin.rows(self.one, self.comments)

    @property
    def fixed(self):
        """The snippet with its comments."""
        rows = list(self.one.lines)
        for line, row in self.rows.items():
            rows[line - 1] = row
        return snippet.build(self.one.path, self.one.shown, "\n".join(rows))

    @property
    def repaired(self):
        """{line: the false comment} of those that are mended."""
        return {note.line: note for note in self.one.notes if note.line in self.comments}

    def proven(self, trace):
        """Whether a run of the fixed snippet proves all its new comments; if not, go on without those."""
        faults = shapes.check(self.fixed, trace)
        wrong = {fault.line: fault.message for fault in faults}
        bad = set(self.spots) if trace.error else wrong.keys() & self.comments.keys()
        if wrong.keys() & self.true.keys():  # what they took from a `where` is gone
            bad |= self.repaired.keys()
        if not bad or trace.error:
            self.faults = faults
        if not bad:
            return True
        for line in bad:
            if line not in self.repaired and wrong.get(line, "").startswith(WEAK):
                self.weak[line] = wrong[line].removeprefix(WEAK)
            self.spots.pop(line, None)
        self.word(self.found)
        return not self.comments
