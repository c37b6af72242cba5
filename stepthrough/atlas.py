"""Read an entry of the error atlas: a snippet that goes wrong in `broken()` and right in `fixed()`.

A silent entry raises nothing: its `check()` does, for what `broken()` returns.
"""

import ast
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from stepthrough import cache, facts, message, shapes, snippet
from stepthrough.anatomy import Anatomy
from stepthrough.fault import Wrong

FOLDER = "errors"
PHASES = ("build", "load data", "forward", "loss", "backward", "step", "save and load", "evaluate")
SYMPTOMS = (
    "the loss does not fall",
    "a part of the model does not learn",
    "it trains, and the result is wrong",
    "the same input gives different outputs",
    "the result depends on the rest of the batch",
    "the last batch or a single sample fails",
    "memory grows",
    "good before saving, bad after loading",
    "NaN or inf",
)
PARTS = ("broken", "fixed", "tempting", "check")
SAYS = ("Fix", "Tempting", "Check")
COLOURS = re.compile(r"\x1b\[[\d;]*m")
PLACE = re.compile(r"^## (.+?) *\{ *#([\w-]+) *\}\n+``` ?error\n(\w+)\n```", re.M)


@dataclass(frozen=True, eq=False)
class Entry:
    one: snippet.Snippet

    @property
    def name(self):
        return self.one.name

    @property
    def title(self):
        """What it means, in one sentence."""
        return self.one.title

    @cached_property
    def told(self):
        """{'': why it happens, 'Fix': …, 'Tempting': …}: the paragraphs of the docstring."""
        found, label = {}, ""
        for part in ast.get_docstring(self.one.tree).split("\n\n")[1:]:
            head, colon, rest = part.partition(":")
            if colon and head in SAYS:
                label, part = head, rest
            found[label] = f"{found[label]}\n\n{part}" if label in found else part
        return found

    def constant(self, name, default=()):
        return self.one.constants.get(name, default)

    @property
    def silent(self):
        return "check" in self.one.parts

    @property
    def phase(self):
        return self.constant("PHASE")

    @property
    def symptom(self):
        return self.constant("SYMPTOM", "")

    @property
    def models(self):
        return self.constant("MODELS")

    @property
    def read(self):
        """What the parts of the message mean, each a sentence with its holes."""
        return self.constant("READ")

    @property
    def templates(self):
        """{template: whose wording it is}, '' for what is printed here."""
        own = self.constant("MESSAGE", "")
        return ({own: ""} if own else {}) | dict(self.constant("ALSO", {}))

    @property
    def skeleton(self):
        """The message without its holes: entries that share it are told apart on the page."""
        own = self.constant("MESSAGE", "")
        return message.literal(own) if own else self.name

    @cached_property
    def listings(self):
        """{'broken': 'Net:broken'}: each part with the functions and classes that stand before it."""
        found, first = {}, None
        for node in self.one.tree.body:
            if isinstance(node, snippet.DEFINITIONS):
                first = first or node.name
                if node.name in PARTS:
                    found[node.name] = f"{first}:{node.name}"
                    first = None
        return found

    # What the run says

    @cached_property
    def trace(self):
        found = cache.trace_of(self.one)
        if faults := shapes.check(self.one, found):
            raise Wrong(*faults)
        return found

    @cached_property
    def raised(self):
        """(type, message) of the exception that leaves `broken`, or `check` where nothing else would tell."""
        raises = "check" if self.silent else "broken"
        said = Anatomy(self.one, self.trace, raises).raised()
        if said is None:
            raise Wrong(self.fault(f"{raises}() has to raise, and it did not", raises))
        kind, _, text = COLOURS.sub("", said).partition(": ")
        return kind, text

    @cached_property
    def said(self):
        """What the reader saw: the message, or the warning of what goes on without one."""
        return self.trace.stderr if self.silent else self.raised[1]

    @cached_property
    def found(self):
        """[(hole, start, end)] in what was said; Wrong unless each number is what its hole says."""
        own = self.constant("MESSAGE", "")
        if not own and self.silent:
            return []
        places = message.found(own, self.said) if own else None
        if places is None:
            raise Wrong(self.fault(f"the message is {self.said.strip()!r}, not {own!r}", "MESSAGE"))
        for hole, start, end in places:
            self.prove(hole, self.said[start:end])
        return places

    @cached_property
    def filled(self):
        """{'D': '400'}: the holes of the message and what stands in them."""
        return {hole.name: self.said[start:end] for hole, start, end in self.found}

    def prove(self, hole, text):
        """Wrong unless the run has that number, or that shape, under that name in `broken`."""
        if hole.kind not in ("", "shape"):
            return
        seen = Anatomy(self.one, self.trace, "broken")
        made = seen.shape(hole.name) if hole.kind else seen.size(hole.name)
        if made is None:
            why = f"broken() has no {'tensor' if hole.kind else 'whole number'} {hole.name}"
            raise Wrong(self.fault(f"{{{hole.name}}} of the message: {why}", "MESSAGE"))
        if re.findall(r"-?\d+", text) != [str(size) for size in made]:
            why = f"{hole.name} is {', '.join(map(str, made))} in broken()"
            raise Wrong(
                self.fault(f"{{{hole.name}}} of the message is {text}, but {why}", "MESSAGE")
            )

    def fault(self, why, name):
        """A fault at the line that defines a name."""
        for node in self.one.tree.body:
            targets = [ast.unparse(one) for one in getattr(node, "targets", ())]
            if name in (getattr(node, "name", ""), *targets):
                return self.one.fault(node.lineno, 1, why)
        return self.one.fault(1, 1, why)


def files():
    """The snippets of the atlas, by name: entries, and what entries import."""
    return {one.name: one for one in facts.everything() if one.path.parent.name == FOLDER}


def names():
    return list(known())


def known():
    """{name: snippet} of the entries."""
    return {name: one for name, one in files().items() if "broken" in one.parts}


def load(name):
    """The entry of that name; KeyError if there is none."""
    return read(known()[name])


def everything():
    """The entries as their pages have them, the most frequent first."""
    order = {name: at for at, name in enumerate(places())}
    found = sorted(known().items(), key=lambda item: order.get(item[0], len(order)))
    return [read(one) for _, one in found]


@lru_cache(maxsize=512)
def read(one):
    """The entry in a snippet; Wrong if a part is missing."""
    made = Entry(one)
    for part in ("broken", "fixed"):
        if part not in made.listings:
            raise Wrong(one.fault(1, 1, f"an entry of the error atlas has a function {part}()"))
    try:
        for text in (*made.templates, *made.read):
            message.pieces(text)
    except ValueError as error:
        raise Wrong(made.fault(f"{text!r}: {error}", "MESSAGE")) from None
    if made.phase not in PHASES:
        raise Wrong(made.fault(f"PHASE is one of {', '.join(PHASES)}", "PHASE"))
    if made.symptom not in SYMPTOMS and (made.silent or made.symptom):
        raise Wrong(made.fault(f"SYMPTOM is one of {', '.join(SYMPTOMS)}", "SYMPTOM"))
    return made


def places():
    """{name: (page, heading)} of the entries, as the pages have them."""
    return located(facts.written())


@lru_cache(maxsize=1)
def located(written):
    return {
        name: (page, heading)
        for page, text in facts.read(written).items()
        for heading, _, name in PLACE.findall(text)
    }


def anchor(name):
    """'errors/shapes#mat1-and-mat2' without the page: 'mat1-and-mat2'."""
    return name.replace("_", "-")
