"""Read a kata: its task, what it promises, the ways people go wrong, and the stub a reader begins with."""

import ast
from dataclasses import dataclass
from functools import cached_property, lru_cache

from stepthrough import catalogue, snippet
from stepthrough.fault import Wrong

FOLDER = "katas"
WRONG = "wrong_"
START = "wrong_start"
HOLE = 'raise NotImplementedError("your turn")'
RUNS = ("check", "breaks")  # what judges an answer; what has the start raise its error
OWN = ("MINUTES", "HINTS", "ERRORS", *RUNS)  # what only the kata's own file has


@dataclass(frozen=True, eq=False)
class Kata:
    """A snippet with an `answer`, its `check`, and wrong answers: `wrong_start` is there to be mended."""

    one: snippet.Snippet

    @property
    def name(self):
        return self.one.name

    @property
    def title(self):
        return self.one.title

    @property
    def returns(self):
        """Where the reader meets this again: what the file's docstring says after its first line."""
        return " ".join(ast.get_docstring(self.one.tree).splitlines()[1:]).strip()

    @cached_property
    def defined(self):
        """{name: node} of the file's functions and classes."""
        return {
            node.name: node for node in self.one.tree.body if isinstance(node, snippet.DEFINITIONS)
        }

    @cached_property
    def answer(self):
        """The name of what the reader writes: what `check` takes."""
        return self.defined["check"].args.args[0].arg

    @property
    def task(self):
        """What to do: the docstring of the answer."""
        return ast.get_docstring(self.defined[self.answer])

    @cached_property
    def wrongs(self):
        """{'wrong_reshape': the hint for it}."""
        found = {name: node for name, node in self.defined.items() if name.startswith(WRONG)}
        return {name: " ".join(ast.get_docstring(node).split()) for name, node in found.items()}

    @cached_property
    def promises(self):
        """What `check` asserts, in its own words, in order."""
        tests = [node for node in ast.walk(self.defined["check"]) if isinstance(node, ast.Assert)]
        tests.sort(key=lambda node: node.lineno)
        return list(dict.fromkeys(ast.literal_eval(node.msg) for node in tests))

    @cached_property
    def minutes(self):
        return self.constant("MINUTES")

    @cached_property
    def hints(self):
        return self.constant("HINTS")

    @property
    def errors(self):
        """The entries of the error atlas that it is about."""
        return self.one.constants.get("ERRORS", ())

    def constant(self, name):
        if name not in self.one.constants:
            raise Wrong(self.one.fault(1, 1, f"a kata says its {name}"))
        return self.one.constants[name]

    @cached_property
    def solution(self):
        """The lines of the answer."""
        return source(self.one, self.defined[self.answer])

    @cached_property
    def answered(self):
        """The tree of the imports, the answer, and the file's own functions that it calls."""
        names, imports = [self.answer], (ast.Import, ast.ImportFrom)
        for name in names:
            used = {getattr(node, "id", None) for node in ast.walk(self.defined[name])}
            names += [own for own in self.defined if own in used and own not in names]
        first = [node for node in self.one.tree.body if isinstance(node, imports)]
        return ast.Module([*first, *(self.defined[name] for name in names)], [])

    @cached_property
    def stub(self):
        """What the reader begins with: the answer is a hole, or what is to be mended."""
        drop, put = set(), {}
        for node in self.one.tree.body:
            name = named(node)
            if name == self.answer:
                put[first(node)] = self.begun
                drop |= rows(node)
            elif name in OWN or name in self.wrongs:
                drop |= rows(node)
            elif name == "main":
                drop |= {row for inner in node.body if is_own(inner) for row in rows(inner)}
        lines = []
        for number, line in enumerate(self.one.lines, 1):
            lines += put.get(number, [])
            lines += [] if number in drop else [line]
        return tidied(lines)

    @cached_property
    def begun(self):
        """The answer as the reader gets it: with a hole, or with what is to be mended."""
        answer = self.defined[self.answer]
        if START not in self.defined:
            return holed(self.one, answer)
        start = self.defined[START]
        head = self.one.lines[first(start) - 1 : start.body[0].lineno - 1]
        said = source(self.one, answer.body[0])
        rest = self.one.lines[start.body[0].end_lineno : start.end_lineno]
        return [line.replace(START, self.answer) for line in head + said + rest]


def named(node):
    """What a statement of the file defines: a function, a class, a constant."""
    targets = [ast.unparse(one) for one in getattr(node, "targets", ())]
    return getattr(node, "name", targets[0] if targets else "")


def is_own(node):
    return ast.unparse(node).startswith(tuple(f"{name}(" for name in RUNS))


def first(node):
    return min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])


def rows(node):
    """The numbers of a statement's lines."""
    return set(range(first(node), node.end_lineno + 1))


def source(one, node):
    return one.lines[first(node) - 1 : node.end_lineno]


def holed(one, node):
    """The lines of a function, or of a class and its methods, with a hole for each body."""
    lines, at = [], first(node)
    for inner in functions(node):
        said = 1 if ast.get_docstring(inner) else 0
        if said < len(inner.body):
            begin = max(inner.body[said - 1].end_lineno if said else inner.body[0].lineno - 1, at)
            lines += one.lines[at - 1 : begin]
            lines.append(" " * inner.body[0].col_offset + HOLE)
        at = inner.end_lineno + 1
    return lines + one.lines[at - 1 : node.end_lineno]


def functions(node):
    if isinstance(node, ast.ClassDef):
        return [inner for inner in node.body if isinstance(inner, snippet.FUNCTIONS)]
    return [node]


def tidied(lines):
    """At most two blank lines in a row, none at the ends."""
    text = "\n".join(lines).strip("\n") + "\n"
    while "\n\n\n\n" in text:
        text = text.replace("\n\n\n\n", "\n\n\n")
    return text


def names():
    """The katas, from minutes to half an hour."""
    return sorted(files(), key=lambda name: (load(name).minutes, name))


def files():
    """{name: file} of the katas."""
    return {name: path for name, path in catalogue.named().items() if path.parent.name == FOLDER}


def is_kata(one):
    return one.path.parent.name == FOLDER


def load(name):
    """The kata of that name; LookupError if there is none."""
    found = files()
    if name not in found:
        raise LookupError(f"no kata named {name}{snippet.nearest(name, found)}")
    return read(snippet.read(found[name]))


@lru_cache(maxsize=256)
def read(one):
    """The kata in a snippet; Wrong if a part is missing."""
    made = Kata(one)
    if "check" not in made.defined or made.answer not in made.defined:
        raise Wrong(one.fault(1, 1, "a kata has a function check(ANSWER), and ANSWER itself"))
    return made
