import pytest

from stepthrough import grammar
from stepthrough.grammar import Unreadable, parse


def tree(dim):
    return parse(f"# ({dim})").results[0].dims[0].tree


def texts(shapes):
    return [shape.text for shape in shapes]


# Dims


@pytest.mark.parametrize(
    "dim, read",
    [
        ("7", 7),
        ("B", "B"),
        ("embed_dim", "embed_dim"),
        ("_x1", "_x1"),
        ("self.embed_dim", "self.embed_dim"),
        ("cfg.vit.D", "cfg.vit.D"),
        ("Δ", "Δ"),
        ("...", "..."),
        ("_", "_"),
        ("H+1", ("+", "H", 1)),
        ("H - 1", ("-", "H", 1)),
        ("H*W", ("*", "H", "W")),
        ("H/ps", ("/", "H", "ps")),
        ("H//ps", ("//", "H", "ps")),
        ("H%ps", ("%", "H", "ps")),
        ("2**n", ("**", 2, "n")),
        ("(H)", "H"),
    ],
)
def test_a_dim_is_a_number_a_name_a_sum_a_gap_or_anything(dim, read):
    assert tree(dim) == read


@pytest.mark.parametrize(
    "dim, same",
    [
        ("A+B*C", "A+(B*C)"),
        ("A*B**C", "A*(B**C)"),
        ("A-B-C", "(A-B)-C"),
        ("A-B+C", "(A-B)+C"),
        ("A/B*C", "(A/B)*C"),
        ("A//B%C", "(A//B)%C"),
        ("A**B**C", "A**(B**C)"),
        ("H/ps * W/ps", "((H/ps)*W)/ps"),
    ],
)
def test_operators_bind_as_in_python(dim, same):
    assert tree(dim) == tree(same)


def test_brackets_bind_first():
    assert tree("(A+B)*C") == ("*", ("+", "A", "B"), "C")


# Shapes and comments


@pytest.mark.parametrize(
    "text, dims",
    [("()", []), ("(B)", ["B"]), ("(B,)", ["B"]), ("(B, H*W, C)", ["B", "H*W", "C"])],
)
def test_a_shape_is_any_number_of_dims_with_or_without_a_last_comma(text, dims):
    (shape,) = parse(f"# {text}").results
    assert [dim.text for dim in shape.dims] == dims


@pytest.mark.parametrize("text", ["# (B, C)", "#(B,C)", "#  ( B ,C )", "## (B, C)", "#\t(B, C)"])
def test_white_space_and_hashes_do_not_matter(text):
    (shape,) = parse(text).results
    assert [dim.tree for dim in shape.dims] == ["B", "C"]


def test_shapes_and_dims_know_where_they_stand_in_the_comment():
    text = "#  (B, C) + (1, H*W) = (B, H*W)"
    comment = parse(text)
    for shape in comment.shapes:
        assert text[shape.start : shape.end] == shape.text
        for dim in shape.dims:
            assert text[dim.start : dim.end] == dim.text


@pytest.mark.parametrize("many", ["each", "both", "list of"])
def test_one_shape_can_be_said_of_several_tensors(many):
    comment = parse(f"# {many} (B, L)")
    assert comment.many == many
    assert texts(comment.results) == ["(B, L)"]


def test_several_shapes_are_separated_by_commas():
    comment = parse("# (B, L), (B, L, D), ()")
    assert texts(comment.results) == ["(B, L)", "(B, L, D)", "()"]
    assert (comment.operands, comment.arrow, comment.many) == ((), "", "")


@pytest.mark.parametrize("op", ["+", "-", "*", "/", "@"])
@pytest.mark.parametrize("arrow", ["=", "->"])
def test_operands_an_operator_and_a_result(op, arrow):
    comment = parse(f"# (B, L) {op} (L, D) {arrow} (B, D)")
    assert texts(comment.operands) == ["(B, L)", "(L, D)"]
    assert (comment.ops, comment.arrow) == ((op,), arrow)
    assert texts(comment.results) == ["(B, D)"]


def test_operators_can_be_chained():
    comment = parse("# (A) + (B) - (C) = (D)")
    assert comment.ops == ("+", "-")
    assert texts(comment.shapes) == ["(A)", "(B)", "(C)", "(D)"]


def test_an_arrow_says_what_goes_in_and_what_comes_out():
    comment = parse("# (B, C, H, W) -> (B, C, H*W)")
    assert (texts(comment.operands), comment.ops) == (["(B, C, H, W)"], ())
    assert texts(comment.results) == ["(B, C, H*W)"]


@pytest.mark.parametrize(
    "head", ["(B, P)", "each (B, P)", "(B), (P)", "(B) + (P) = (P)", "(B) -> (P)"]
)
def test_where_defines_letters_after_any_form(head):
    assert parse(f"# {head}, where P = H*W").defs["P"].tree == ("*", "H", "W")


def test_definitions_are_joined_by_commas_or_and():
    defs = parse("# (P, Q, R), where P = 2*Q, Q = H/ps and R = 3").defs
    assert {name: dim.text for name, dim in defs.items()} == {"P": "2*Q", "Q": "H/ps", "R": "3"}


# Errors


@pytest.mark.parametrize(
    "text, message, at, width",
    [
        ("# B, C", "expected '(', found 'B'", "B", 1),
        ("# (B, C", "expected ')', the comment ends", "", 1),
        ("# (B C)", "expected ')', found 'C'", "C)", 1),
        ("# (B, 3D)", "expected ')', found 'D'", "D)", 1),
        ("# (B, , C)", "expected a letter or a number, found ','", ", C", 1),
        ("# (, C)", "expected a letter or a number, found ','", ", C", 1),
        ("# (B, *W)", "expected a letter or a number, found '*'", "*W", 1),
        ("# (B, H**)", "expected a letter or a number, found ')'", ")", 1),
        ("# (B, -1)", "expected a letter or a number, found '-'", "-1", 1),
        ("# (B, (H+1)", "expected ')', the comment ends", "", 1),
        ("# (B, 'x')", "expected a letter or a number, found '''", "'x", 1),
        ("# (B, where)", "expected a letter or a number, found 'where'", "where", 5),
        ("# (B) (C)", "expected the end of the comment, found '('", "(C)", 1),
        ("# (B, C) tokens", "expected the end of the comment, found 'tokens'", "tokens", 6),
        ("# (B) + (C)", "expected '=' or '->', the comment ends", "", 1),
        ("# (B) + (C) == (C)", "expected '(', found '='", "= (C)", 1),
        ("# (B) % (C) = (C)", "expected the end of the comment, found '%'", "%", 1),
        ("# (B) -> (C), (D)", "expected 'where', found '('", "(D)", 1),
        ("# (B) = (C) = (D)", "expected the end of the comment, found '='", "= (D)", 1),
        ("# list (B)", "expected 'of', found '('", "(B)", 1),
        ("# (B), where", "expected a letter to define, the comment ends", "", 1),
        ("# (B), where 3 = C", "expected a letter to define, found '3'", "3", 1),
        ("# (B), where a.b = C", "expected a letter to define, found 'a.b'", "a.b", 3),
        ("# (B), where P", "expected '=', the comment ends", "", 1),
        ("# (B), where P = ", "expected a letter or a number, the comment ends", "", 1),
        ("# (P), where P = H, (C)", "expected a letter to define, found '('", "(C)", 1),
        ("# (P) where P = H", "expected the end of the comment, found 'where'", "where", 5),
    ],
)
def test_an_unreadable_comment_says_what_was_expected_and_where(text, message, at, width):
    with pytest.raises(Unreadable) as error:
        parse(text)
    start = text.index(at) if at else len(text.rstrip())
    assert str(error.value) == message
    assert (error.value.start, error.value.width) == (start, width)


# What is a shape comment


@pytest.mark.parametrize(
    "text",
    [
        "# (B, C)",
        "#(B,)",
        "# ()",
        "# (L)",
        "# (8, 512)",
        "# (B, C",
        "# (B, C) + 1",
        "# (B, C): the batch",
        "# (B, C) tokens",
        "# (B, two words, C)",
        "# each (B, L)",
        "# both (B, L)",
        "# list of (B, L)",
        "# (..., D)",
        "# (B, _, D)",
        "# (H/ps * W/ps,)",
    ],
)
def test_a_comment_that_means_to_state_a_shape_is_one_well_formed_or_not(text):
    assert grammar.attempted(text)


@pytest.mark.parametrize(
    "text",
    [
        "# plain words",
        "# B, C",
        "# the shape is (B, C)",
        "# (see the paper)",
        "# (not used)",
        "# (why this works, and where it breaks)",
        "# (batch)",
        "# each of them",
        "# both (are fine)",
        "# noqa: N801",
        "#!/usr/bin/env python",
        "# -*- coding: utf-8 -*-",
        "#",
        "# [B, C]",
    ],
)
def test_prose_is_no_shape_comment_even_in_brackets(text):
    assert not grammar.attempted(text)


# Definitions in docstrings


def test_a_docstring_line_of_a_letter_and_a_dim_is_a_definition():
    name, dim = grammar.definition("    P = H/ps * W/ps  ")
    assert (name, dim.text) == ("P", "H/ps * W/ps")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "A token for each patch.",
        "P == H",
        "P = H patches",
        "P: H",
        "self.D = 3",
        "x = f(3)",
        "P =",
    ],
)
def test_any_other_docstring_line_is_not(line):
    assert grammar.definition(line) is None


# Letters


def test_the_letters_of_a_comment_are_those_that_nothing_defines():
    comment = parse("# (B, P, 3, ..., _, self.D), where P = H/ps * W/ps")
    assert grammar.letters(comment, {}) == {"B", "H", "W", "ps", "self.D"}


def test_definitions_from_elsewhere_are_followed_too():
    _, dim = grammar.definition("D = nh*hd")
    assert grammar.letters(parse("# (B, D)"), {"D": dim}) == {"B", "nh", "hd"}


def test_a_letter_defined_by_itself_is_looked_up():
    assert grammar.letters(parse("# (C), where C = C/2"), {}) == {"C"}


def test_letters_defined_by_each_other_end():
    assert grammar.letters(parse("# (A), where A = B and B = A"), {}) == set()
