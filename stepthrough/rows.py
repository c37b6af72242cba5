"""Read the rows of the reference: lines of snippets/reference that ran, one for each name of torch."""

import ast
from dataclasses import dataclass
from functools import lru_cache

from stepthrough import attach, cache, calls, catalogue, letters, shapes, snippet
from stepthrough.fault import Wrong

FOLDER = "reference"
RESULT = "out"
ORDINARY = ("float32", "cpu")


@dataclass(frozen=True)
class Row:
    """A line, the shapes that went in and came out, as (letters, numbers), and whose memory it used.

    `value` is the text of a result that is no tensor, or a dtype or device that is not the usual one;
    `memory` is 'new', 'shares x', 'writes x' or ''.
    """

    name: str
    call: str
    takes: tuple
    gives: tuple
    value: str
    memory: str


def snippets():
    """The files of rows, in the order of their names."""
    paths = sorted(catalogue.named().values())
    return [snippet.read(path) for path in paths if path.parent.name == FOLDER]


def of(one):
    """The rows of a file, with what its run did; Wrong if a comment is false, or a row never ran."""
    trace = cache.trace_of(one)
    if faults := shapes.check(one, trace):
        raise Wrong(*faults)
    return Run(one, trace).rows()


@lru_cache(maxsize=256)
def lines(one):
    """(name, statement, expression) of each row of a file.

    A row is a line that names no result, one that calls it `out`, one that writes through an index,
    or a `with` and the line in it.
    """
    bodies = [node.body for node in one.tree.body if isinstance(node, ast.FunctionDef)]
    pairs = [(statement, asked(statement)) for body in bodies for statement in body]
    return tuple((name_of(one, node), line, node) for line, node in pairs if node)


def name_of(one, node):
    """The name that a row is about; Wrong if it calls none."""
    if name := calls.head(node, one.tree):
        return name
    wide = node.end_col_offset - node.col_offset
    what = "a row is about a name of torch: call one here, or name what this line makes"
    raise Wrong(one.fault(node.lineno, node.col_offset + 1, what, wide))


def asked(statement):
    """The expression that a row is about; None for a line that only prepares."""
    if isinstance(statement, ast.With):
        return statement.items[0].context_expr
    if isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Constant):
        return statement.value
    if isinstance(statement, ast.Assign):
        target = statement.targets[0]
        if ast.unparse(target) == RESULT:
            return statement.value
        return target if isinstance(target, ast.Subscript) else None
    return None


def taught():
    """Every name that has a row."""
    return frozenset(name for one in snippets() for name, _, _ in lines(one))


def rows():
    """The rows of all files."""
    return [row for one in snippets() for row in of(one)]


class Run:
    """The run of a file of rows: what its names held before each line, and what the line made."""

    def __init__(self, one, trace):
        self.one, self.trace, self.said = one, trace, letters.Letters(one, trace)
        self.steps, self.held = {}, {}
        held = {}
        for step in trace.steps:
            if step.kind in ("expr", "assign", "augassign", "for"):
                here = held.setdefault(step.frame, {})
                self.steps[step.end], self.held[step.end] = step, dict(here)
                here.update(step.changed)
        pairs = zip(attach.targets(one), trace.checks, strict=True)
        self.proofs = {target.note.line: (target, check) for target, check in pairs}

    def rows(self):
        return [self.row(*line) for line in lines(self.one)]

    def row(self, name, statement, node):
        inner = statement.body[0] if isinstance(statement, ast.With) else statement
        ran = inner.value if isinstance(inner, ast.Expr) else node
        if inner.end_lineno not in self.steps:
            raise Wrong(self.one.fault(inner.lineno, 1, "never ran: call its function in main"))
        step, held = self.steps[inner.end_lineno], self.held[inner.end_lineno]
        values = held | {tuple(place): value for *place, value in step.spans}
        made = step.changed.get(RESULT, values.get(place_of(ran), -1))
        tensors = {at for at in values.values() if self.trace.values[at].tensor >= 0}
        return Row(
            name,
            written(node if RESULT in step.changed else statement),
            tuple(dict.fromkeys(self.spelled(step, at) for at in inputs(ran, values, tensors))),
            self.proven(inner.end_lineno),
            self.text(made),
            self.memory(step, made, held),
        )

    def spelled(self, step, at):
        """The shape of a value, in letters as far as they are known, and in numbers."""
        shape = tuple(self.trace.tensors[self.trace.values[at].tensor].shape)
        known = self.said.shapes(step.frame, [(step.line, shape)])
        named = known.get(",".join(map(str, shape)), [None] * len(shape))
        whole = self.sizes(step.frame)
        dims = [letter or whole.get(size, str(size)) for letter, size in zip(named, shape)]
        return tuple_of(dims), tuple_of(map(str, shape))

    def sizes(self, frame):
        """{8: 'B'}: the sizes of a frame that only one letter has."""
        letters_ = self.said.whole_numbers(frame)
        sizes = list(letters_.values())
        return {size: name for name, size in letters_.items() if sizes.count(size) == 1}

    def proven(self, line):
        """What the comment of a line says came out, in letters and numbers; () without a comment."""
        if line not in self.proofs:
            return ()
        target, check = self.proofs[line]
        said = target.note.text.lstrip("# "), shapes.proven_numbers(target, check)
        return tuple(text.rpartition(" = ")[2] if target.comment.ops else text for text in said)

    def text(self, made):
        """A result that is no tensor, in words."""
        if made < 0:
            return ""
        if found := self.tensors(made):
            kinds = dict.fromkeys(kind for one in found for kind in (one.dtype, one.device))
            return ", ".join(kind for kind in kinds if kind not in ORDINARY)
        value = self.trace.values[made]
        return "" if value.type == "Size" else value.text or value.type

    def tensors(self, at):
        """The tensors of a value: one, several or none."""
        value = self.trace.values[at]
        if value.tensor >= 0:
            return [self.trace.tensors[value.tensor]]
        return [tensor for item in value.items for tensor in self.tensors(item)]

    def memory(self, step, made, held):
        """Whether the result has memory of its own, or whose: as the run saw it."""
        if step.written:
            return f"writes {', '.join(step.written)}"
        if attributes := [name for name in step.changed if "." in name]:
            return f"sets {', '.join(attributes)}"
        found = self.tensors(made) if made >= 0 else []
        owners = {
            self.trace.tensors[value.tensor].storage: name for name, value in self.bound(held)
        }
        shared = [owners[tensor.storage] for tensor in found if tensor.storage in owners]
        return f"shares {shared[0]}" if shared else "new" if found else ""

    def bound(self, held):
        """The names that hold a tensor, the last one first, and what they hold."""
        pairs = [(name, self.trace.values[at]) for name, at in held.items()]
        return [(name, value) for name, value in reversed(pairs) if value.tensor >= 0]


def inputs(node, values, tensors):
    """The tensors that go into an expression: the largest parts of it that are one."""
    found = []
    for child in ast.iter_child_nodes(node):
        at = values.get(ast.unparse(child), values.get(place_of(child)))
        found += [at] if at in tensors else inputs(child, values, tensors)
    return found


def place_of(node):
    """Where an expression stands, as a trace has it."""
    if not isinstance(node, ast.expr):
        return None
    return node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1


def written(node):
    """A row as it reads on one line."""
    return " ".join(row.strip() for row in ast.unparse(node).splitlines())


def tuple_of(parts):
    """'(B, L)', '(L,)' or '()'."""
    parts = list(parts)
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"
