"""Write the shape comments that files lack, repair the false ones, and say so."""

import sys

from stepthrough import crew, rewrite
from stepthrough.draft import drafts
from stepthrough.fault import Wrong

DONE = "written", "repaired"
TO_DO = "to write", "to repair"


def fix(ones, traces, faults=(), diff=False, seconds=crew.SECONDS):
    """Fix files, or print what would change; exit code 1 if anything stays wrong, or would change.

    `faults` are those of files that could not be read.
    """
    files, counts, faults = len(ones) + len({fault.path for fault in faults}), [0, 0], list(faults)
    says, words = (sys.stderr, TO_DO) if diff else (sys.stdout, DONE)
    for draft in drafts(ones, traces, seconds):
        try:
            put(draft, diff)
        except Wrong as error:
            faults += error.faults
            continue
        faults += draft.faults
        for row in told(draft, words):
            print(row, file=says)
        counts = [old + new for old, new in zip(counts, counted(draft))]
    for fault in sorted(faults, key=lambda fault: (fault.path, fault.line)):
        print(fault, file=says)
    print(summary(files, counts, len(faults), words), file=says)
    return 1 if faults or diff and any(counts) else 0


def put(draft, diff):
    """Write a draft into its file, or print what would change there."""
    if draft.comments and diff:
        sys.stdout.writelines(rewrite.diff(draft.one, draft.rows))
    elif draft.comments:
        rewrite.write(draft.one, draft.rows)


def told(draft, words):
    """What was done to a file, the repairs and the lines left out one by one."""
    one = draft.one
    for line, note in draft.repaired.items():
        old, new = note.text.lstrip("# "), draft.comments[line].lstrip("# ")
        yield f"{one.shown}:{line}:{note.col}: {old} was false: now {new}"
    for line, why in sorted(draft.weak.items()):
        col = len(one.lines[line - 1]) - len(one.lines[line - 1].lstrip()) + 1
        yield f"{one.shown}:{line}:{col}: no comment written: {why}"
    if draft.comments:
        yield f"{one.shown}: {tally(counted(draft), words)}"


def counted(draft):
    """How many comments are new, and how many are repaired."""
    repaired = len(draft.repaired)
    return len(draft.comments) - repaired, repaired


def tally(counts, words):
    """'7 comments written, 2 repaired'."""
    noun = "comment" if counts[0] == 1 else "comments"
    return f"{counts[0]} {noun} {words[0]}, {counts[1]} {words[1]}"


def summary(files, counts, wrong, words):
    head = f"{files} file{'' if files == 1 else 's'}"
    done = tally(counts, words) if any(counts) else "nothing to fix"
    return f"{head}: {done}" + (f", {wrong} wrong" if wrong else "")
