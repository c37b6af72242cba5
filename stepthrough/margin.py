"""Put comments at the ends of lines, in one column for each function."""

from collections import Counter

from stepthrough import attach

GAP = 3
WIDTH = 80


def rows(one, comments):
    """{line: its text with its comment}; one that replaces another begins where that did."""
    places, made = attach.Places(one.tree), {}
    notes = {note.line: note for note in one.notes}
    wide = max([WIDTH, *map(len, one.lines)])
    groups = {}
    for line, text in comments.items():
        if line in notes:
            made[line] = one.lines[line - 1][: notes[line].col - 1] + text
        else:
            groups.setdefault(places.around(line)[-1], {})[line] = text
    for part, texts in groups.items():
        column = common(places, part, notes) or after(one, texts, wide)
        made |= {
            line: placed(one.lines[line - 1], text, column, wide) for line, text in texts.items()
        }
    return made


def common(places, part, notes):
    """The column in which most comments of a function stand already, 0 if it has none."""
    found = Counter(note.col for line, note in notes.items() if places.around(line)[-1] is part)
    return found.most_common(1)[0][0] - 1 if found else 0


def after(one, texts, wide):
    """The first column past all lines that have room for their comments."""
    ends = {line: len(one.lines[line - 1].rstrip()) + GAP for line in texts}
    return max((end for line, end in ends.items() if end + len(texts[line]) <= wide), default=0)


def placed(row, text, column, wide):
    """A line with its comment in a column, or right behind the code where there is no room."""
    code = row.rstrip()
    room = len(code) <= column - 2 and column + len(text) <= wide
    return (code.ljust(column) if room else code + " " * GAP) + text
