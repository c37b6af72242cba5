"""Plant errors in every shape comment of the site: nearly all must be reported at their line."""

import random
import re
import shutil
from collections import Counter

import pytest

from stepthrough import attach, catalogue, crew, shapes, snippet

pytestmark = pytest.mark.slow

BAR = 0.99
SIGNS = {"+": "-", "-": "+", "*": "+", "/": "*", "//": "*", "%": "*", "**": "*", "@": "*"}


def planted(target, letters, dice):
    """[(kind, wrong text)]: one error each, in the shapes of a comment; what is true stays out."""
    found = []
    for shape in target.comment.shapes:
        found += [("swap", swapped) for swapped in swaps(target.note.text, shape)]
        for dim in shape.dims:
            found += [("drop", without(target.note.text, shape, dim))]
            found += edits(target.note.text, dim, letters, dice)
        found.append(("insert", inserted(target.note.text, shape, dice)))
    found += operators(target)
    return [(kind, text) for kind, text in dict.fromkeys(found) if text != target.note.text]


def swaps(text, shape):
    for left, right in zip(shape.dims, shape.dims[1:]):
        between = text[left.end : right.start]
        yield text[: left.start] + right.text + between + left.text + text[right.end :]


def without(text, shape, dim):
    kept = [other.text for other in shape.dims if other is not dim]
    return text[: shape.start] + f"({', '.join(kept)})" + text[shape.end :]


def inserted(text, shape, dice):
    dims = [dim.text for dim in shape.dims]
    dims.insert(dice.randint(0, len(dims)), dice.choice(["1", *dims]))
    return text[: shape.start] + f"({', '.join(dims)})" + text[shape.end :]


def edits(text, dim, letters, dice):
    """A letter, a number or an operator of one dim changed."""
    for kind, start, end, word in words(dim):
        if kind == "letter":
            others = sorted(letters - {word})
            new = dice.choice(others) if others else None
        else:
            new = str(int(word) + 1) if kind == "number" else SIGNS.get(word)
        if new:
            yield kind, text[:start] + new + text[end:]


def words(dim):
    """The letters, numbers and operators of a dim with their places."""
    for match in re.finditer(r"[^\W\d][\w.]*|\d+|\*\*|//|[-+*/%]", dim.text):
        word = match.group()
        kind = "number" if word.isdecimal() else "letter" if word[0].isalpha() else "operator"
        yield kind, dim.start + match.start(), dim.start + match.end(), word


def operators(target):
    """The signs between shapes changed: `(…) + (…) = (…)` to `(…) - (…) = (…)`."""
    text, shapes_ = target.note.text, target.comment.shapes
    for left, right, sign in zip(shapes_, shapes_[1:], target.comment.ops):
        start = text.index(sign, left.end, right.start)
        yield "operator", text[:start] + SIGNS[sign] + text[start + 1 :]


def rounds(one):
    """{line: [(kind, wrong text)]} for every comment of a snippet, the same in every run."""
    dice = random.Random(one.name)
    targets = attach.targets(one)
    letters = set().union(*(target.letters for target in targets)) if targets else set()
    return {target.note.line: planted(target, letters, dice) for target in targets}


def rewritten(one, wrong):
    """The source with one comment's text replaced on each of some lines."""
    lines = one.source.split("\n")
    for note in one.notes:
        if note.line in wrong:
            lines[note.line - 1] = lines[note.line - 1][: note.col - 1] + wrong[note.line]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """Every planted error with whether it was reported: one of each line at a time, recorded for real.

    Of the entries of the error atlas, which are alike, one in eight has to do.
    """
    home = catalogue.root() / "snippets"
    errors = catalogue.files(home / "errors")
    paths = [path for path in catalogue.files(home) if path not in errors or path in errors[::8]]
    ones = [snippet.read(path) for path in paths]
    plans = {one.path: rounds(one) for one in ones}
    jobs = []
    for number in range(max(len(each) for plan in plans.values() for each in plan.values())):
        folder = tmp_path_factory.mktemp("planted") / "snippets"
        shutil.copytree(home, folder)
        for one in ones:
            wrong = {
                line: each[number] for line, each in plans[one.path].items() if len(each) > number
            }
            if wrong:
                path = folder / one.path.relative_to(home)
                text = rewritten(one, {line: text for line, (_, text) in wrong.items()})
                path.write_text(text, encoding="utf-8")
                jobs.append((snippet.read(path), wrong))
    found = []
    for (one, wrong), trace in zip(jobs, crew.record([one for one, _ in jobs]), strict=True):
        reported = {fault.line for fault in shapes.check(one, trace)}
        assert trace.error is None, f"{one.name}: {trace.error}"
        found += [(one.name, line, *pair, line in reported) for line, pair in wrong.items()]
    return found


def test_a_planted_error_in_a_shape_comment_is_reported_at_its_line(verdicts, record_property):
    missed = [verdict for verdict in verdicts if not verdict[-1]]
    share = 1 - len(missed) / len(verdicts)
    record_property("mutations", f"{len(verdicts)} errors planted, {share:.2%} reported")
    listed = "\n".join(f"{name}:{line} {kind}: {text}" for name, line, kind, text, _ in missed)
    assert share >= BAR, f"{share:.2%} of {len(verdicts)} reported; missed:\n{listed}"


def test_every_kind_of_error_was_planted(verdicts):
    kinds = Counter(kind for _, _, kind, _, _ in verdicts)
    assert set(kinds) == {"swap", "drop", "insert", "letter", "number", "operator"}, kinds
