"""Find a snippet; its source, its parts, its local imports, its content key."""

import ast
import difflib
import hashlib
import importlib.metadata
import io
import platform
import sys
import tokenize
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from stepthrough import catalogue, grammar, trace
from stepthrough.fault import Fault, Wrong

MACHINE = "about attach bare binding describe entry frame grammar instrument lenient limits".split()
MACHINE += "place plan record recorder shapes sizes snippet steps sure trace witness worker".split()
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DEFINITIONS = (*FUNCTIONS, ast.ClassDef)


@dataclass(frozen=True)
class Note:
    """A comment: where it stands and the text from its '#'."""

    line: int
    col: int
    text: str


@dataclass(frozen=True, eq=False)
class Snippet:
    """One Python file; `shown` is how messages name it.

    `entry`: (module, function, working folder) of what runs instead of the file as a script.
    `lenient`: its comments are read as other people write them.
    """

    name: str
    path: Path
    shown: str
    source: str
    tree: ast.Module = field(repr=False)
    entry: tuple = ()
    lenient: bool = False

    @property
    def title(self):
        return (ast.get_docstring(self.tree) or self.name).splitlines()[0]

    @cached_property
    def lines(self):
        """As Python counts them: a form feed or a line separator in a text ends no line."""
        return self.source.removesuffix("\n").split("\n")

    @cached_property
    def known(self):
        """The names of all variables."""
        nodes = list(ast.walk(self.tree))
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        return names | {node.arg for node in nodes if isinstance(node, ast.arg)}

    @cached_property
    def comments(self):
        """Every comment, in order."""
        found = tokenize.generate_tokens(io.StringIO(self.source).readline)
        return [
            Note(token.start[0], token.start[1] + 1, token.string)
            for token in found
            if token.type == tokenize.COMMENT
        ]

    @cached_property
    def notes(self):
        """Every comment that means to state a shape, in order."""
        return [note for note in self.comments if grammar.attempted(note.text, self.known)]

    @cached_property
    def imported(self):
        """The first names of what the file imports: {'torch', 'tokenize_image'}."""
        found = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found.update(item.name.split(".")[0] for item in node.names)
            if isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
        return found

    @cached_property
    def parts(self):
        """{'MLP.forward': (first line, last line)} for every class and function, decorators included."""
        return dict(walk(self.tree, ""))

    @cached_property
    def constants(self):
        """{'MINUTES': 12}: the literals that the file gives a name, at its top."""
        found = {}
        for node in self.tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                with suppress(ValueError):
                    found[node.targets[0].id] = ast.literal_eval(node.value)
        return found

    def span(self, part):
        """(first line, last line) of a part; of 'Net:broken', from where one begins to where the other ends."""
        first, _, last = part.partition(":")
        return self.parts[first][0], self.parts[last or first][1]

    def fault(self, line, col, message, width=1, note=""):
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        return Fault(self.shown, line, col, message, text, width, note)


def walk(node, prefix):
    for child in getattr(node, "body", []):
        if isinstance(child, DEFINITIONS):
            first = min([child.lineno, *(item.lineno for item in child.decorator_list)])
            yield prefix + child.name, (first, child.end_lineno)
            yield from walk(child, prefix + child.name + ".")


def names():
    return sorted(catalogue.named())


def load(name):
    """The project's snippet of that name; Wrong if it does not exist or does not parse."""
    found = catalogue.named()
    if name not in found:
        raise LookupError(f"no snippet named {name}{nearest(name, found)}")
    return read(found[name])


def read(path):
    """The snippet in a file; Wrong at the place where Python cannot read it."""
    path = Path(path).absolute()
    try:
        return parse(path, catalogue.show(path), path.read_bytes())
    except SyntaxError as error:
        text = (error.text or "").rstrip("\n")
        wide = max((error.end_offset or 0) - (error.offset or 1), 1)
        where = error.lineno or 1, max(error.offset or 1, 1)
        raise Wrong(
            Fault(catalogue.show(path), *where, f"syntax error: {error.msg}", text, wide)
        ) from None
    except UnicodeDecodeError as error:
        before = error.object[: error.start].split(b"\n")
        where = len(before), len(before[-1]) + 1
        raise Wrong(Fault(catalogue.show(path), *where, f"cannot be read: {error}")) from None
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        raise Wrong(Fault(catalogue.show(path), 1, 1, f"cannot be read: {error}")) from None


@lru_cache(maxsize=2048)
def parse(path, shown, raw):
    """The snippet in a file's bytes; the same bytes are parsed once."""
    return build(path, shown, decode(raw))


def build(path, shown, source, entry=(), lenient=False):
    tree = ast.parse(source, filename=str(path))
    count_letters(tree, source)
    return Snippet(path.stem, path, shown, source, tree, entry, lenient)


def count_letters(tree, source):
    """Python counts columns in bytes; people, editors and carets count letters."""
    rows = [row.encode() for row in source.split("\n")]
    recount(tree, source, lambda line, col: len(rows[line - 1][:col].decode()))


def count_bytes(tree, source):
    """Back again, for the compiler."""
    rows = source.split("\n")
    recount(tree, source, lambda line, col: len(rows[line - 1][:col].encode()))


def recount(tree, source, column):
    if not source.isascii():
        for node in ast.walk(tree):
            if hasattr(node, "lineno"):
                node.col_offset = column(node.lineno, node.col_offset)
                node.end_col_offset = column(node.end_lineno, node.end_col_offset)


def decode(raw):
    """Source bytes as text, by the file's own coding line, with plain newlines."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
    return io.TextIOWrapper(io.BytesIO(raw), encoding).read()


def nearest(name, known):
    near = difflib.get_close_matches(name, known, 3)
    return f" (nearest: {', '.join(near)})" if near else ""


def imports(one):
    """The snippet and the files of its own folder that it imports, and they, in a stable order."""
    found, todo = {one.path: one}, [one]
    while todo:
        for name in todo.pop().imported:
            path = one.path.parent / f"{name}.py"
            if path not in found and path.is_file():
                found[path] = read(path)
                todo.append(found[path])
    return [found[path] for path in sorted(found)]


def key(one):
    """What a trace depends on: the snippet, what it imports, the versions, the recording machine."""
    return digest(one.path.name, *imports(one))


@lru_cache(maxsize=2048)
def digest(name, *parts):
    made = hashlib.sha256(environment())
    made.update(name.encode())
    for part in parts:
        text = part.source.encode()
        made.update(f"\0{part.path.name}\0{len(text)}\0".encode() + text)
    used = {name for part in parts for name in part.imported}
    for name in sorted(used - sys.stdlib_module_names):
        made.update(f"\0{name} {version(name)}".encode())
    return made.hexdigest()


@lru_cache(maxsize=None)
def version(name):
    """Of an installed package; '' for what is not one, such as a file beside the snippet."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


@lru_cache(maxsize=None)
def environment():
    """The versions and the machine's own bytes, as one text."""
    here = Path(__file__).parent
    versions = [f"{name} {version(name)}" for name in ("torch", "numpy")]
    heads = [str(trace.SCHEMA), platform.python_version(), *versions]
    return "\n".join(heads).encode() + b"".join(
        (here / f"{name}.py").read_bytes() for name in MACHINE
    )
