"""Make a notebook of a kata: its task, its stub, a judge that needs torch alone, its hints."""

import ast

from stepthrough import kata, prose

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
PROMISE = '''
held = {}


def promise(holds, words):
    """Write down what holds; the first promise that does not ends the check."""
    held.pop(words, None)
    assert holds, words
    held[words] = True
'''
VERDICT = """
try:
    check(%s)
finally:
    for words in held:
        print("holds:", words)
print("All of it holds. Well done.")
"""


def made(one):
    """The notebook's file."""
    import jupytext  # costs more than a page, and is seldom needed: notebooks are kept

    cells = "\n\n".join(percent(*cell) for cell in parts(one))
    book = jupytext.reads(cells, fmt="py:percent")
    for number, cell in enumerate(book.cells, 1):
        cell.id = f"cell-{number}"  # else a random one at each build
    book.metadata = {"kernelspec": KERNEL}
    return jupytext.writes(book, fmt="ipynb")


def percent(kind, text):
    """A cell as jupytext reads it."""
    if kind == "code":
        return f"# %%\n{text}"
    return "# %% [markdown]\n" + "\n".join(f"# {line}".rstrip() for line in text.split("\n"))


def parts(one):
    """The (kind, text) of each cell."""
    begun, tried = cut(one)
    task = f"{one.task}\n\nAbout {one.minutes} minutes. {one.returns}"
    return [
        ("markdown", f"# {one.title.rstrip('.')}\n\n{prose.marked(task)}"),
        ("code", begun),
        ("markdown", "Say each shape before you look, then try yours on dummy tensors."),
        ("code", f"{tried}\n\n\nmain()"),
        ("markdown", "The judge. It names the first promise that your answer breaks."),
        ("code", judge(one)),
        ("markdown", "\n\n".join(hint(at, text) for at, text in enumerate(one.hints, 1))),
    ]


def cut(one):
    """The stub in two cells: what the reader writes, and the dummy tensors it is tried on."""
    lines, drop, main = one.stub.split("\n"), set(), []
    for node in ast.parse(one.stub).body:
        if kata.named(node) == "main":
            main = lines[kata.first(node) - 1 : node.end_lineno]
        if kata.named(node) == "main" or isinstance(node, (ast.If, ast.Expr)):
            drop |= kata.rows(node)
    kept = [line for number, line in enumerate(lines, 1) if number not in drop]
    return kata.tidied(kept).rstrip("\n"), "\n".join(main)


def judge(one):
    """`check`, where each promise that holds is written down."""
    return f"{PROMISE}\n\n{promising(one)}\n\n{VERDICT % one.answer}".strip("\n")


def promising(one):
    """The source of `check`; an assert is a call of promise there."""
    check, lines = one.defined["check"], list(one.one.lines)
    asserts = [node for node in ast.walk(check) if isinstance(node, ast.Assert)]
    for node in asserts:
        last, first = node.end_lineno - 1, node.lineno - 1
        lines[last] = lines[last][: node.end_col_offset] + ")" + lines[last][node.end_col_offset :]
        at = node.col_offset
        lines[first] = f"{lines[first][:at]}promise({lines[first][at + len('assert') :].lstrip()}"
    return "\n".join(lines[kata.first(check) - 1 : check.end_lineno])


def hint(at, text):
    return f"<details><summary>Hint {at}</summary>\n\n{prose.marked(text)}\n\n</details>"
