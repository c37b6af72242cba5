"""Reading comments as other people write them; their texts and where they stand are in the table."""

from pathlib import Path

import pytest

from stepthrough import bare, grammar, lenient
from stepthrough.grammar import Unreadable
from stepthrough.sizes import unparse

ROWS = (Path(__file__).parent / "lenient_comments.tsv").read_text(encoding="utf-8").splitlines()
REAL = [row.split("\t") for row in ROWS]


def shape(one):
    dims = [unparse(dim.tree) for dim in one.dims]
    return f"({', '.join(dims)}{',' * (len(dims) == 1)})"


def comment(one):
    """A Comment as the strict grammar writes it."""
    parts = [one.many] if one.many else []
    for index, operand in enumerate(one.operands):
        parts += [one.ops[index - 1]] if index else []
        parts.append(shape(operand))
    parts += [one.arrow] if one.arrow else []
    parts.append(", ".join(map(shape, one.results)))
    defs = " and ".join(f"{name} = {unparse(dim.tree)}" for name, dim in one.defs.items())
    return " ".join(parts) + (f", where {defs}" if defs else "")


def meaning(text, known=()):
    """What a comment says in the strict grammar, with its label and the doubt about it."""
    try:
        found = lenient.read(text, known)
    except Unreadable as error:
        return f"not understood: {error}"
    if found is None:
        return "prose"
    label = f"{found.label}: " if found.label else ""
    return label + comment(found.comment) + (f" ? {found.doubt}" if found.doubt else "")


# Real comments


def test_enough_comments_of_enough_files_were_read():
    assert len({text for text, _, _ in REAL}) >= 150
    assert len({source for _, _, source in REAL}) >= 20


@pytest.mark.parametrize("text, said, source", REAL)
def test_a_real_comment_is_read_as_a_person_reads_it(text, said, source):
    assert meaning(text) == said


# Forms


@pytest.mark.parametrize(
    "text",
    [
        "# (B, T, C)", "# [B, T, C]", "# B x T x C", "# BxTxC", "# B × T × C", "# B, T, C", "# B T C",
        "# [B x T x C]", "# [BxTxC]", "# (B T C)", "# shape: (B, T, C)", "# shape (B, T, C)",
        "# shape(B, T, C)", "# x.shape = (B, T, C)", "# out: [B, T, C]", "# torch.Size([B, T, C])",
        "# -> (B, T, C)", "# now (B, T, C)", "# (B, T, C), tokens", "# (B, T, C) - tokens",
        "# tokens of shape (B, T, C)", "# dims: B, T, C", "# (B, T, C) = (2, 8, 32)", "#(B,T,C)",
        "# (B, C, T) -> (B, T, C)", "# (B, H, W, C) -> (B, HW, C) -> (B, T, C)", "# out: B, T, C",
    ],
)  # fmt: skip
def test_every_form_means_the_same_shape(text):
    (found,) = lenient.read(text).comment.results
    assert [dim.tree for dim in found.dims] == ["B", "T", "C"]
    assert not lenient.read(text).doubt


@pytest.mark.parametrize(
    "text", ["# (B, T*C), where T = 3", "# each (B, T)", "# (B, T) + (1, T) = (B, T)"]
)
def test_what_the_strict_grammar_reads_is_read_alike(text):
    assert lenient.read(text).comment == grammar.parse(text)


@pytest.mark.parametrize(
    "text, tree",
    [
        ("2C", ("*", 2, "C")),
        ("H x W", ("*", "H", "W")),
        ("H · W", ("*", "H", "W")),
        ("C // nh", ("//", "C", "nh")),
        ("*", "..."),
        ("…", "..."),
        ("?", "_"),
        ("-1", "_"),
        ("H'", "_"),
        ("batch size", "_"),
        ("<= n_ctx", "_"),
        ("2*Wh-1 * 2*Ww-1", "_"),
        ("len_q(=len_k)", "_"),
    ],
)
def test_a_dim_is_a_tree_or_left_open(text, tree):
    assert bare.dim(text, 0, len(text)).tree == tree


def test_dims_keep_their_places_for_the_carets():
    text = "# q, k of shape [B x  n_head, 2C] "
    found = lenient.read("# tokens of shape [B,  n_head x 2, 2C]").comment.results[0]
    assert [dim.text for dim in found.dims] == ["B", "n_head x 2", "2C"]
    whole = "# tokens of shape [B,  n_head x 2, 2C]"
    assert all(whole[dim.start : dim.end] == dim.text for dim in found.dims)
    assert whole[found.start : found.end] == "[B,  n_head x 2, 2C]"
    assert text.index("[")


@pytest.mark.parametrize(
    "text, doubt",
    [
        ("# (64, 3, 224, 224)", lenient.NUMBERS),
        ("# torch.Size([1, 10])", lenient.NUMBERS),
        ("# b, c, hw", bare.SMALL),
        ("# NCHW -> NHWC", bare.TOGETHER),
        ("# attend over the keys (B, T)", lenient.PROSE),
        ("# takes inputs of shape (B, T)", lenient.PROSE),
        ("# if causal -> (B, T)", lenient.PROSE),
        ("# (B, T) of the mask -> (B, 1, T)", lenient.PROSE),
    ],
)
def test_a_form_with_another_meaning_leaves_a_doubt(text, doubt):
    assert lenient.read(text).doubt == doubt


@pytest.mark.parametrize(
    "text, why",
    [
        ("# (B, T) if causal", "'if' may limit it"),
        ("# (B, T), max over time", "'max' may limit it"),
        ("# (T, C) per sample", "'per sample' may limit it"),
        ("# (B, T) or (T,)", "'or' may limit it"),
        ("# (B - optional, T)", "'optional' may limit it"),
        ("# q: (B, T, C) k: (B, S, C)", "which of its shapes is meant"),
        ("# (B, T, C) @ (B, C, T)", "it says nothing of the result"),
    ],
)
def test_what_has_more_than_one_meaning_is_not_understood(text, why):
    assert meaning(text) == f"not understood: {why}"


@pytest.mark.parametrize(
    "text",
    [
        "#", "# ()", "# (1)", "# 3x3", "# 1x1 conv", "# RGB -> BGR", "# N = batch", "# B: batch size",
        "# q, k, v", "# query, key", "# (optional)", "# x = x.view(B, T)", "# x[0, 1]", "# f(B, T)",
        "# see [1, 2]", "# TODO", "# noqa", "# type: (int, int) -> str", "# A test", "# not in use",
        "# (not in use)", "# (see the paper)", "# max", "# LSTM", "# BxnpointxKxC", "# 1, 2, 3",
        "# CNN", "# take (B, T)[0]", "# x = x.view(2) [B, T]",
    ],
)  # fmt: skip
def test_prose_is_no_shape_comment(text):
    assert lenient.read(text) is None


def test_a_word_alone_is_a_shape_if_the_code_has_that_variable():
    assert lenient.read("# (tokens)") is None
    assert comment(lenient.read("# (tokens)", {"tokens"}).comment) == "(tokens,)"
