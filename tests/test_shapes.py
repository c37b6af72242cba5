import pytest

from stepthrough import attach, shapes
from stepthrough.trace import Check, Error, Sighting, Trace


@pytest.fixture
def fault(write):
    """What is said of a comment whose code was of some shapes, with some letters; None if proven."""

    def said(comment, *results, operands=(), **letters):
        one = write(f"x = a + b  {comment}\n")
        (target,) = attach.targets(one)
        operands = [list(shape) for shape in operands]
        seen = [Sighting(letters, [], operands, result) for result in results]
        return shapes.first_fault(one, target, Check(1, len(seen), seen))

    return said


def pointed(fault):
    """The text that the carets stand under."""
    return fault.source[fault.col - 1 : fault.col - 1 + fault.width]


# True and false


@pytest.mark.parametrize(
    "comment, result, letters",
    [
        ("# ()", [], {}),
        ("# (3,)", [3], {}),
        ("# (B, C, H*W)", [8, 512, 24], dict(B=8, C=512, H=4, W=6)),
        ("# (B, H/ps * W/ps)", [8, 6], dict(B=8, H=32, W=48, ps=16)),
        ("# (H//ps, H%ps)", [4, 2], dict(H=30, ps=7)),
        ("# (2**n, 3+n, n-1)", [16, 7, 3], dict(n=4)),
        ("# (..., D)", [8, 4, 6, 512], dict(D=512)),
        ("# (..., D)", [512], dict(D=512)),
        ("# (B, ...)", [8, 4, 6], dict(B=8)),
        ("# (B, ..., D)", [8, 4, 6, 512], dict(B=8, D=512)),
        ("# (B, ..., D)", [8, 512], dict(B=8, D=512)),
        ("# (...)", [], {}),
        ("# (B, _, D)", [8, 77, 512], dict(B=8, D=512)),
        ("# (B, L), (B, L, D)", [[8, 5], [8, 5, 512]], dict(B=8, L=5, D=512)),
        ("# each (B, L)", [[8, 5], [8, 5], [8, 5]], dict(B=8, L=5)),
        ("# both (B, L)", [[8, 5], [8, 5]], dict(B=8, L=5)),
        ("# list of (B, L)", [[8, 5]], dict(B=8, L=5)),
        ("# each ()", [[], []], {}),
        ("# (B, P), where P = H/ps * W/ps", [8, 6], dict(B=8, H=32, W=48, ps=16)),
        ("# (B, P), where P = Q*2 and Q = W/ps", [8, 6], dict(B=8, W=48, ps=16)),
        ("# (C, B), where C = C/2", [4, 5], dict(C=8, B=5)),
    ],
)
def test_a_true_comment_is_proven(fault, comment, result, letters):
    assert fault(comment, result, **letters) is None


@pytest.mark.parametrize(
    "comment, result, letters, message, under",
    [
        ("# (3,)", [4], {}, "dim 0: 3 but the tensor has 4", "3"),
        ("# (B, C)", [8, 4], dict(B=8, C=3), "dim 1: C = 3 but the tensor has 4", "C"),
        ("# (B, H*W, C)", [8, 23, 3], dict(B=8, H=4, W=6, C=3), "dim 1: H*W = 24 but the tensor has 23", "H*W"),
        ("# (B, C)", [3, 8], dict(B=8, C=3), "dim 0: B = 8 but the tensor has 3; dim 1: C = 3 but the tensor has 8", "B, C"),
        ("# (A, B, C)", [9, 8, 9], dict(A=7, B=8, C=6), "dim 0: A = 7 but the tensor has 9; dim 2: C = 6 but the tensor has 9", "A, B, C"),
        ("# (..., D)", [8, 4], dict(D=5), "D = 5 but the tensor has 4", "D"),
        ("# (B, ...)", [8, 4], dict(B=5), "dim 0: B = 5 but the tensor has 8", "B"),
        ("# (H/ps,)", [2], dict(H=33, ps=16), "dim 0: H/ps = 33/16 is not whole", "H/ps"),
        ("# (B, P), where P = H/ps", [8, 2], dict(B=8, H=33, ps=16), "dim 1: H/ps = 33/16 is not whole", "P"),
        ("# (H/z,)", [2], dict(H=32, z=0), "dim 0: H/z has no size", "H/z"),
        ("# (H%z,)", [2], dict(H=32, z=0), "dim 0: H%z has no size", "H%z"),
        ("# (2**n,)", [2], dict(n=65), "dim 0: 2**n has no size", "2**n"),
        ("# (A,), where A = B and B = A", [2], {}, "has no size", "A"),
    ],
)  # fmt: skip
def test_a_false_dim_is_named_and_underlined(fault, comment, result, letters, message, under):
    found = fault(comment, result, **letters)
    assert found.message.startswith("false shape: ")
    assert message in found.message
    assert pointed(found) == under


@pytest.mark.parametrize(
    "comment, result, message, under",
    [
        ("# (B, C)", [8], "(B, C) has 2 dims but the tensor has 1", "(B, C)"),
        ("# (B,)", [8, 3], "(B,) has 1 dim but the tensor has 2", "(B,)"),
        ("# ()", [8], "() has 0 dims but the tensor has 1", "()"),
        ("# (B, C)", "a float", "(B, C) but the value is a float", "(B, C)"),
        ("# (B, C)", "None", "(B, C) but the value is None", "(B, C)"),
        ("# (B, C)", [[8, 3], [8]], "(B, C) but the value is (8, 3) and (8,)", "(B, C)"),
        ("# (B, C), (B,)", [8, 3], "the comment has 2 shapes, but the value is (8, 3)", "(B, C), (B,)"),
        ("# (B, C), (B,)", [[8], [8], [8]], "2 shapes, but the value is (8,) and (8,) and (8,)", "(B, C), (B,)"),
        ("# each (B,)", [8], "'each' needs several tensors, but the value is (8,)", "(B,)"),
        ("# each (B,)", [[8], [9]], "dim 0: B = 8 but the tensor has 9", "B"),
        ("# list of (B,)", "an empty list", "'list of' needs several tensors, but the value is an empty list", "(B,)"),
        ("# both (B,)", [[8], [8], [8]], "'both' needs two tensors, but there are 3", "(B,)"),
        ("# each (B,), (C,)", [[8], [8]], "'each' goes with one shape", "(B,), (C,)"),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_than_the_comment_says_is_false(
    fault, comment, result, message, under
):
    found = fault(comment, result, B=8, C=3)
    assert message in found.message
    assert pointed(found) == under


def test_too_few_dims_for_a_comment_with_a_gap_are_false(fault):
    found = fault("# (B, C, ..., D)", [8, 5], B=8, C=3, D=5)
    assert found.message.startswith("false shape: ")
    assert pointed(found) == "(B, C, ..., D)"


def test_a_dim_after_a_gap_is_named_by_its_place_in_the_tensor(fault):
    assert (
        "dim 3: D = 5 but the tensor has 6"
        in fault("# (B, ..., D)", [8, 3, 4, 6], B=8, D=5).message
    )


@pytest.mark.parametrize(
    "comment, shapes_, under",
    [
        ("# (B, P) + (1, P) = (B, P)", ([8, 6], [1, 6], [8, 6]), None),
        ("# (B, P) + (P, 1) = (B, P)", ([8, 6], [1, 6], [8, 6]), "P, 1"),
        ("# (P, B) + (1, P) = (B, P)", ([8, 6], [1, 6], [8, 6]), "P, B"),
        ("# (B, P) + (1, P) = (P, B)", ([8, 6], [1, 6], [8, 6]), "P, B"),
        ("# (B, P) + () = (B, P)", ([8, 6], [], [8, 6]), None),
    ],
)
def test_every_operand_is_judged_as_well_as_the_result(fault, comment, shapes_, under):
    found = fault(comment, shapes_[2], operands=shapes_[:2], B=8, P=6)
    assert (found and pointed(found)) == under


def test_a_false_comment_is_reported_like_a_compiler_would(write):
    row = "image_toks = h.transpose(1, 2)                # (B, C, H*W)"
    one = write(f"def main():\n    {row}\n")
    (target,) = attach.targets(one)
    sighting = Sighting(dict(B=8, C=512, H=4, W=6), [], [], [8, 24, 512])
    fault = shapes.first_fault(one, target, Check(2, 1, [sighting]))
    assert str(fault).splitlines() == [
        f"{one.shown}:2:57: false shape: dim 1: C = 512 but the tensor has 24; "
        "dim 2: H*W = 24 but the tensor has 512",
        "    image_toks = h.transpose(1, 2)                # (B, C, H*W)",
        "                                                        ^^^^^^",
        "    comment (B, C, H*W) = (8, 512, 24)    ran as (8, 24, 512)",
    ]


def test_the_numbers_of_a_comment_keep_its_signs(fault):
    found = fault("# (B, P) + (1, P) = (B, B)", [8, 6], operands=([8, 6], [1, 6]), B=8, P=6)
    assert "(8, 6) + (1, 6) = (8, 8)    ran as (8, 6), (1, 6), (8, 6)" in found.note


# Never, weak, unknown


def test_a_comment_that_never_ran_is_reported_whole(fault):
    found = fault("# (B, C)")
    assert found.message == "never ran: nothing proves this comment"
    assert pointed(found) == "# (B, C)"


@pytest.mark.parametrize(
    "comment, result, letters, said, under",
    [
        ("# (H, W)", [4, 4], dict(H=4, W=4), "H and W are both 4", "W"),
        ("# (B, 1, D)", [1, 1, 5], dict(B=1, D=5), "B and 1 are both 1", "1"),
        ("# (3, C)", [3, 3], dict(C=3), "3 and C are both 3", "C"),
        ("# (H*W, D)", [24, 24], dict(H=4, W=6, D=24), "H*W and D are both 24", "D"),
        ("# (B, H/ps * W/ps), where ps = 1", [6, 6], dict(B=6, H=2, W=3), "B and H/ps * W/ps are both 6", "H/ps * W/ps"),
    ],
)  # fmt: skip
def test_dims_that_are_written_differently_must_differ_in_size(
    fault, comment, result, letters, said, under
):
    found = fault(comment, result, **letters)
    assert found.message == f"weak comment: {said}, a swap would pass"
    assert pointed(found) == under


@pytest.mark.parametrize(
    "comment, result, letters",
    [
        ("# (C, C)", [3, 3], dict(C=3)),
        ("# (B, _, ...)", [3, 3, 3], dict(B=3)),
        ("# (nh, D/nh, D / nh)", [2, 4, 4], dict(nh=2, D=8)),
    ],
)
def test_dims_that_are_written_alike_and_gaps_may_be_of_one_size(fault, comment, result, letters):
    assert fault(comment, result, **letters) is None


def test_a_comment_is_weak_only_if_it_is_so_in_every_sighting(write):
    one = write("x = f(y)  # (H, W)")
    (target,) = attach.targets(one)
    same = Sighting(dict(H=4, W=4), [], [], [4, 4])
    other = Sighting(dict(H=4, W=6), [], [], [4, 6])
    assert shapes.first_fault(one, target, Check(1, 2, [same, other])) is None
    assert shapes.first_fault(one, target, Check(1, 2, [same, same])) is not None


def test_one_false_sighting_among_true_ones_is_enough(fault):
    assert (
        fault("# (B,)", [8], [8], [9], B=8).message
        == "false shape: dim 0: B = 8 but the tensor has 9"
    )


def test_an_unknown_letter_is_underlined_with_what_would_give_it_a_size(write):
    one = write("x = f(y)  # (B, 2*D)")
    (target,) = attach.targets(one)
    seen = Check(1, 1, [Sighting(dict(B=8), ["D"], [], [8, 6])])
    found = shapes.first_fault(one, target, seen)
    assert found.message.startswith("unknown letter: D has no whole number here; bind it before")
    assert "`where D = …`" in found.message
    assert pointed(found) == "D"


def test_an_unknown_letter_is_underlined_where_it_stands_alone(write):
    one = write("x = f(y)  # (BD, D)")
    (target,) = attach.targets(one)
    seen = Check(1, 1, [Sighting(dict(BD=8), ["D"], [], [8, 6])])
    assert shapes.first_fault(one, target, seen).col == one.source.index("D)") + 1


# Runs that did not end well


def test_an_exception_is_the_only_fault_with_its_place_and_its_callers(write):
    one = write("x = f(y)  # (B, C)\n\nmain()\n")
    error = Error("ValueError", "first\nsecond", [[3, 1, 6, "<module>"], [1, 5, 4, "main"]])
    (found,) = shapes.check(one, Trace(checks=[Check(1)], error=error))
    assert (found.line, found.message, pointed(found)) == (1, "raises ValueError: first", "f(y)")
    assert found.note.splitlines() == ["second", "    called from <module>, line 3"]


def test_a_run_that_died_is_reported_with_the_line_it_had_reached(write):
    one = write("def f():\n    while True: pass\n")
    error = Error("died", "runs past its time limit of 60 s", [[2, 1, 1, ""]])
    (found,) = shapes.check(one, Trace(error=error))
    assert (found.line, found.message) == (2, "runs past its time limit of 60 s")
    assert pointed(found) == "while True: pass"


def test_a_run_that_calls_exit_is_told_to_return(write):
    one = write("import sys\nsys.exit(0)\n")
    error = Error("SystemExit", "0", [[2, 1, 11, "<module>"]])
    (found,) = shapes.check(one, Trace(error=error))
    assert found.message == "calls sys.exit(0): a snippet ends by returning from main"


def test_a_run_without_faults_has_none(write):
    one = write("x = f(y)  # (B, C)\n")
    seen = [Check(1, 1, [Sighting(dict(B=8, C=3), [], [], [8, 3])])]
    assert shapes.check(one, Trace(checks=seen)) == []
