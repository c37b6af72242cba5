import json
from dataclasses import fields

import pytest

from stepthrough import trace
from stepthrough.trace import Check, Error, Sighting, Step, Tensor, Trace, Value

FULL = Trace(
    key="k",
    frames=[["<module>", 1], ["main", 3]],
    tensors=[
        Tensor([2, 3], "float64", "meta", [3, 1], 4, 5, True, "parameter", [1, "nan", True], 0, 2.5, 1, 0),
        Tensor([]),
    ],
    cells=[[1, "nan", True]],
    values=[Value(tensor=0), Value("tuple", "", -1, [0, 0]), Value("str", "'é × \u2028'")],
    steps=[
        Step(
            "assign", 3, 4, 1, {"x": 0}, ["y"], [[3, 1, 3, 9, 0]], [[2, 0, -1]], 1, False, 7, 1, True, 9,
            {"loss": [1.5]}, "m", [3, 5, 3, 9],
        ),
        Step("expr", 5, 5, 0),
    ],
    checks=[Check(3, 2, [Sighting({"B": 2}, ["D"], [[2], []], [[2, 3], [1]])]), Check(4)],
    output="out\n",
    stderr="err",
    error=Error("ValueError", "no", [[3, 1, 4, "main"]]),
)  # fmt: skip


def test_a_trace_comes_back_from_json_as_it_was():
    assert trace.from_json(trace.to_json(FULL)) == FULL
    assert trace.from_json(trace.to_json(Trace())) == Trace()


def test_every_field_of_every_part_is_set_above():
    for part in (
        FULL,
        FULL.tensors[0],
        FULL.steps[0],
        FULL.checks[0],
        FULL.checks[0].sightings[0],
        FULL.error,
    ):
        for field in fields(part):
            assert getattr(part, field.name) not in ("", None, [], {}, -1), field.name


def test_the_schema_comes_first_and_defaults_are_left_out():
    text = trace.to_json(FULL)
    assert text.startswith(f'{{"schema":{trace.SCHEMA},')
    data = json.loads(text)
    assert data["steps"][1] == {"kind": "expr", "line": 5, "end": 5, "frame": 0}
    assert data["tensors"][1] == {} or data["tensors"][1] == {"shape": []}


def test_json_holds_no_white_space_and_no_number_that_is_none():
    assert ": " not in trace.to_json(FULL) and ", " not in trace.to_json(FULL)
    with pytest.raises(ValueError):
        trace.to_json(Trace(steps=[Step("for", 1, 1, 0, series={"x": [float("nan")]})]))


def test_a_script_element_cannot_be_closed_by_what_a_snippet_printed():
    """Traces may stand in pages; then whoever puts them there escapes '<'. Here they stay exact."""
    made = Trace(output="</script>")
    assert trace.from_json(trace.to_json(made)).output == "</script>"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "3",
        '"text"',
        "{}",
        '{"schema":0}',
        '{"schema":"1"}',
        trace.to_json(FULL)[:-1],
        trace.to_json(FULL)[:200],
        trace.to_json(FULL).replace('"steps"', '"stages"'),
        trace.to_json(FULL).replace('"line":3', '"row":3'),
        trace.to_json(FULL).replace('"missing"', '"absent"'),
        '{"schema":1,"steps":3}',
        '{"schema":1,"steps":[3]}',
        '{"schema":1,"checks":[{"line":1,"sightings":3}]}',
        '{"schema":1,"error":"text"}',
    ],
)
def test_anything_else_is_no_trace(text):
    with pytest.raises(ValueError):
        trace.from_json(text)
