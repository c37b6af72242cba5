"""Read a lab: its cells, the files it imports, the notebook that stands alone, its key."""

import ast
import platform
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from stepthrough import catalogue, snippet

RUNS = ("torch", "matplotlib", "nbclient", "ipykernel")


@dataclass(frozen=True)
class Lab:
    """A file of cells in docs/labs; what it imports from there or from the snippets is its own."""

    name: str
    path: Path
    source: str

    @cached_property
    def book(self):
        """The cells, as a notebook that imports its parts."""
        import jupytext

        return numbered(jupytext.reads(self.source, fmt="py:percent"))

    @property
    def title(self):
        return next(line[4:] for line in self.source.splitlines() if line.startswith("# # "))

    @cached_property
    def parts(self):
        """{module: its file} of what the lab imports of ours, what is needed first coming first."""
        found = {}
        for name in imported(self.source):
            collect(name, found)
        return found

    @cached_property
    def key(self):
        """What a run of the lab depends on."""
        texts = [alone(path) for path in self.parts.values()]
        versions = [platform.python_version(), *map(snippet.version, RUNS)]
        own = Path(__file__).read_text(encoding="utf-8")
        return sha256("\0".join([self.source, own, *texts, *versions]).encode()).hexdigest()

    def notebook(self):
        """The notebook to run and to download: its parts stand in place of their imports."""
        import jupytext

        made, told = jupytext.reads(self.source, fmt="py:percent"), set()
        for cell in made.cells:
            if cell.cell_type == "code":
                cell.source = inlined(cell.source, self.parts, told)
        return numbered(made)

    def written(self):
        """That notebook's file."""
        import jupytext

        return jupytext.writes(self.notebook(), fmt="ipynb")


def numbered(book):
    """A notebook with ids that stay: jupytext draws them at random."""
    for number, cell in enumerate(book.cells, 1):
        cell.id = f"cell-{number}"
    return book


def names():
    return [path.stem for path in sorted(folder().glob("*.py")) if is_lab(path)]


def folder():
    return catalogue.root() / "docs" / "labs"


def is_lab(path):
    return path.read_text(encoding="utf-8").startswith("# ---")


def load(name):
    """The lab of that name; LookupError if there is none."""
    path = folder() / f"{name}.py"
    if not path.is_file() or not is_lab(path):
        raise LookupError(f"no lab named {name}{snippet.nearest(name, names())}")
    return Lab(name, path, path.read_text(encoding="utf-8"))


def imported(source):
    """The modules that a file imports names from, in order."""
    tree = ast.parse(source)
    return [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]


def ours(name):
    """The file of a module of ours, None for anybody else's: labs import from their folder or the snippets."""
    beside = folder() / f"{name}.py"
    if beside.is_file() and not is_lab(beside):
        return beside
    return catalogue.named().get(name)


def collect(name, found):
    """Add a module of ours to `found`, behind those that it imports."""
    path = ours(name)
    if path and name not in found:
        for inner in imported(path.read_text(encoding="utf-8")):
            collect(inner, found)
        found[name] = path


def inlined(cell, parts, told):
    """A cell with the text of each part where it is first imported; `told` are the parts that stand already."""
    lines = cell.split("\n")
    for node in reversed(ast.parse(cell).body):
        if isinstance(node, ast.ImportFrom) and node.module in parts:
            lines[node.lineno - 1 : node.end_lineno] = [f"{MARK}{node.module}"]
    made = []
    for line in lines:
        made += standing(line.removeprefix(MARK), parts, told) if line.startswith(MARK) else [line]
    return "\n".join(made)


MARK = "\0"


def standing(name, parts, told):
    """The lines of a part and of those it needs, but for what stands already."""
    lines = []
    for inner in [*filter(parts.get, imported(parts[name].read_text(encoding="utf-8"))), name]:
        if inner not in told:
            told.add(inner)
            lines += [f"# {inner}.py", *alone(parts[inner]).split("\n"), ""]
    return lines


def alone(path):
    """The source of a part without its main, its imports of our own, and with the texts that it reads."""
    source = path.read_text(encoding="utf-8")
    lines = source.split("\n")
    for node in reversed(ast.parse(source).body):
        if (text := replacement(node, path)) is not None:
            lines[node.lineno - 1 : node.end_lineno] = text
    return "\n".join(lines).strip("\n").replace("\n\n\n\n", "\n\n\n")


def replacement(node, path):
    """The lines that stand for a statement where it has to stand alone; None if it stays."""
    if isinstance(node, ast.If) or isinstance(node, ast.FunctionDef) and node.name == "main":
        return []
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return [f"# {line}".rstrip() for line in node.value.value.strip().split("\n")]
    if isinstance(node, ast.ImportFrom) and ours(node.module):
        return []
    if isinstance(node, ast.Assign) and "__file__" in (code := ast.unparse(node.value)):
        text = eval(code, {"Path": Path, "__file__": str(path)})
        rows = [f"    {line!r}" for line in text.splitlines(keepends=True)]
        return [f"{ast.unparse(node.targets[0])} = (", *rows, ")"]
    return None
