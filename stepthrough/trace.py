"""What one run of a snippet was: its steps, tensors, checks, output and end."""

import json
from dataclasses import dataclass, field, fields

SCHEMA = 2


@dataclass
class Tensor:
    """`storage` numbers the memory: tensors with one number share it. All counts in elements.

    `cells` is an index into Trace.cells when the whole memory is small, else -1.
    """

    shape: list
    dtype: str = "float32"
    device: str = "cpu"
    stride: list = field(default_factory=list)
    storage: int = -1
    offset: int = 0
    grad: bool = False
    role: str = ""
    values: list = field(default_factory=list)
    min: object = None
    max: object = None
    mean: object = None
    cells: int = -1


@dataclass
class Value:
    """A tensor (index into Trace.tensors), a container of values, or the text of anything else."""

    type: str = ""
    text: str = ""
    tensor: int = -1
    items: list = field(default_factory=list)


@dataclass
class Step:
    """`changed`: name → value; `spans`: [line, col, end line, end col, value] per sub-expression.

    `layers`: [module, input, output] of torch's own modules that ran, -1 for what there was none of.
    `at`: [line, col, end line, end col] of the expression that raised.
    """

    kind: str
    line: int
    end: int
    frame: int
    changed: dict = field(default_factory=dict)
    written: list = field(default_factory=list)
    spans: list = field(default_factory=list)
    layers: list = field(default_factory=list)
    value: int = -1
    branch: object = None
    printed: int = 0
    call: int = -1
    folded: bool = False
    count: int = 0
    series: dict = field(default_factory=dict)
    message: str = ""
    at: list = field(default_factory=list)


@dataclass
class Sighting:
    """One time a comment's code ran: the letters then, and what each shape of it was.

    A shape is a list of sizes, a list of shapes (a tuple of tensors), or a text such as 'a float'.
    """

    letters: dict = field(default_factory=dict)
    missing: list = field(default_factory=list)
    operands: list = field(default_factory=list)
    result: object = None


@dataclass
class Check:
    """All different sightings of the comment on one line, up to a few; `ran` counts them all."""

    line: int
    ran: int = 0
    sightings: list = field(default_factory=list)


@dataclass
class Error:
    """Why a run did not end well; `frames` are [line, col, width, function] of the snippet's own."""

    type: str
    message: str
    frames: list = field(default_factory=list)


@dataclass
class Trace:
    """`frames` are [function, line]; steps, values and checks refer to the tables by index.

    `cells` are the numbers in small memories, each as it was at some moment.
    """

    key: str = ""
    frames: list = field(default_factory=list)
    tensors: list = field(default_factory=list)
    cells: list = field(default_factory=list)
    values: list = field(default_factory=list)
    steps: list = field(default_factory=list)
    checks: list = field(default_factory=list)
    output: str = ""
    stderr: str = ""
    error: object = None


PARTS = {"tensors": Tensor, "values": Value, "steps": Step, "checks": Check}


def to_json(trace):
    """Compact, without defaults, the same bytes for the same run."""
    data = {"schema": SCHEMA, **slim(trace)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def slim(thing):
    """A dataclass as a dict that leaves out what is at its default."""
    if isinstance(thing, list):
        return [slim(item) for item in thing]
    if not hasattr(thing, "__dataclass_fields__"):
        return thing
    blank = {f.name: default(f) for f in fields(thing)}
    held = {name: getattr(thing, name) for name in blank}
    return {name: slim(value) for name, value in held.items() if value != blank[name]}


def default(spec):
    return spec.default_factory() if callable(spec.default_factory) else spec.default


def from_json(text):
    """The Trace that to_json wrote; ValueError for anything else."""
    data = json.loads(text)
    if not isinstance(data, dict) or data.pop("schema", None) != SCHEMA:
        raise ValueError("not a trace of this version")
    try:
        for name, kind in PARTS.items():
            data[name] = [kind(**item) for item in data.get(name, [])]
        for check in data["checks"]:
            check.sightings = [Sighting(**item) for item in check.sightings]
        if data.get("error"):
            data["error"] = Error(**data["error"])
        return Trace(**data)
    except TypeError as error:
        raise ValueError(f"not a trace of this version: {error}") from None
