"""What is sure of lenient comments: models in the manner of real ones, run as written and with faults."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from stepthrough import about, sure

MODELS = {path.stem: path for path in sorted((Path(__file__).parent / "lenient").glob("*.py"))}


@pytest.fixture
def checked(write, run):
    """(lines that are wrong, {line: why it is not understood}, counts) of some code."""

    def made(source):
        one = replace(write(source), lenient=True)
        ran = run(one)
        assert ran.error is None, ran.error
        wrong, unclear, counts = sure.check(one, ran)
        why = {fault.line: fault.message.removeprefix("not understood: ") for fault in unclear}
        return [fault.line for fault in wrong], why, counts

    return made


@pytest.fixture
def line(checked):
    """'true', 'false', or why it is not understood, of a comment on the last line of a function."""

    def said(*rows):
        body = "\n".join(f"    {row}" for row in rows)
        wrong, why, counts = checked(f"import torch\n\n\ndef main():\n{body}\n")
        return "false" if wrong else next(iter(why.values()), None) or ("true" if counts else None)

    return said


# Models


@pytest.mark.parametrize("name", MODELS)
def test_nothing_in_a_true_model_is_reported(checked, name):
    wrong, _, counts = checked(MODELS[name].read_text(encoding="utf-8"))
    assert wrong == [] and counts["proven"] >= 5


FAULTS = [
    ("gpt", "q = q.view", "(B, nh, T, hs)", "(B, T, nh, hs)"),
    ("gpt", "y = att @ v", "-> (B, nh, T, hs)", "-> (B, nh, T)"),
    ("gpt", "y = att @ v", "(B, nh, T, T) x", "(B, nh, C, T) x"),
    ("gpt", "tok_emb = ", "(b, t, n_embd)", "(t, b, n_embd)"),
    ("gpt", "pos = ", "shape (t)", "shape (b)"),
    ("dit", "kept = ", "[N, keep, D]", "[N, L, D]"),
    ("dit", "mask = torch.ones", "[N, L]", "[L, N]"),
    ("dit", "self.y_embedder(y)", "(N, hidden_size)", "(N, patch_size)"),
    ("dit", "self.final_layer(x)", "** 2 * out_channels", "* out_channels"),
    ("dit", "self.unpatchify(x)", "(N, out_channels, H, W)", "(N, H, W, out_channels)"),
    ("dit", "return x.reshape", "h * p, w * p)", "h * p, w)"),
    ("clip", "x = self.conv1(x)", "[*, width, grid, grid]", "[*, grid, grid, width]"),
    ("clip", "x = x.reshape", "grid ** 2]", "grid]"),
    ("clip", "torch.cat([self.class", "grid ** 2 + 1", "grid ** 2"),
    ("clip", "self.proj  #", "[batch_size, output_dim]", "[batch_size, width]"),
    ("whisper", "q = q.view", "(n_batch, n_head, n_ctx", "(n_batch, n_ctx, n_head"),
    ("whisper", "k = k.view", "n_state / n_head", "n_state"),
    ("whisper", "x: Tensor,", "(n_batch, n_ctx, n_state)", "(n_ctx, n_batch, n_state)"),
    ("whisper", "scores = ", "n_head x n_ctx(=len_q) x n_ctx", "n_ctx x n_ctx(=len_q) x n_ctx"),
    ("whisper", "weights = ", "shape (n_batch, n_head", "shape (n_batch, n_ctx"),
    ("whisper", "                weights,", "n_ctx, n_ctx)", "n_ctx, n_head)"),
    ("whisper", "), scores", "2 * n_ctx", "n_ctx"),
    ("whisper", "out, _ = ", "hidden_size)", "input_size)"),
    ("whisper", '"out": out', "(batch_size, seq_length", "(seq_length, batch_size"),
    ("swin", "x0 = ", "B H/2 W/2 C", "B W/2 H/2 C"),
    ("swin", "x = torch.cat", "4*C", "2*C"),
    ("swin", "return self.reduction", "2C", "4C"),
    ("swin", "flat = ", "2, Wh*Ww", "Wh*Ww, 2"),
    ("swin", "idx = ", "[B, npoint]", "[B, npoint, C]"),
    ("swin", "new_xyz = index", "[B, npoint, C]", "[B, N, C]"),
    ("swin", "return new_xyz", "new_xyz: [B, npoint, C]", "new_xyz: [B, C, npoint]"),
    ("unet", "features = ", "(P, BATCH_SIZE, D)", "(BATCH_SIZE, P, D)"),
]  # fmt: skip


def planted(name, row, old, new):
    """The source of a model with another comment, and the line of that."""
    rows = MODELS[name].read_text(encoding="utf-8").splitlines()
    (at,) = [n for n, text in enumerate(rows) if row in text and old in text]
    rows[at] = new.join(rows[at].rsplit(old, 1))
    return "\n".join(rows), at + 1


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]}-{fault[3]}")
def test_a_sure_fault_is_reported_and_nothing_else(checked, fault):
    source, at = planted(*fault)
    assert checked(source)[0] == [at]


UNSURE = [
    ("gpt", "side by side", "(B, T, C)", "(B, C, T)"),
    ("gpt", "# (C, 3 * C)", "(C, 3 * C)", "(3 * C, C)"),
    ("gpt", "self-attend", "-> (B, nh, T, T)", "-> (B, T, nh, T)"),
    ("dit", "self.t_embedder(t[", "(N, D)", "(D, N)"),
    ("dit", "mask[:, :keep]", "[N, L]", "[L, N]"),
    ("clip", "start_dim", "(HW)NC", "NC(HW)"),
    ("unet", "q = q.permute", "b,hw,c", "b,c,hw"),
    ("unet", "-> (n, hidden_dim, n_h, n_w)", "-> (n, hidden_dim", "-> (hidden_dim, n"),
    ("unet", "h_.reshape", "(B, C, H, W)", "(B, H, C, W)"),
    ("unet", "crops = ", "(64, 3, 224, 224)", "(64, 5, 224, 224)"),
]


@pytest.mark.parametrize("fault", UNSURE, ids=lambda fault: f"{fault[0]}-{fault[3]}")
def test_what_may_be_meant_otherwise_is_not_reported(checked, fault):
    source, at = planted(*fault)
    wrong, why, _ = checked(source)
    assert wrong == [] and at in why


# Letters and numbers


@pytest.mark.parametrize(
    "rows, said",
    [
        (["B, T = 2, 5", "x = torch.zeros(2, 5, 7)  # [B, T, C]"], "true"),
        (["B, T = 2, 5", "x = torch.zeros(2, 6, 7)  # [B, T, C]"], "false"),
        (["x = torch.zeros(2, 6, 7)  # [B, T, C]"], "B has no whole number here"),
        (["b, t = 2, 5", "x = torch.zeros(2, 5)  # [B, T]"], "true"),
        (["b, T = 2, 5", "x = torch.zeros(3, 5)  # [B, T]"], "the code writes B as b"),
        (["b, T = 2, 5", "x = torch.zeros(2, 6)  # [B, T]"], "false"),
        (["b, t = 2, 5", "x = torch.zeros(2, 6)  # [B, T]"], "the code writes T as t"),
        (["h, H = 2, 5", "x = torch.zeros(2, 5)  # [h, H]"], "true"),
        (["H = 5", "x = torch.zeros(2, 5)  # [h, H]"], "true"),
        (["H = 5", "x = torch.zeros(5, 7)  # [h, H]"], "false"),
        (["B = 2", "x = torch.zeros(2, 768)  # [B, 512]"], "512 may be of another configuration"),
        (["B = 2", "x = torch.zeros(3, 768)  # [B, 512]"], "false"),
        (["B, D = 2, 768", "x = torch.zeros(2, 512)  # [B, 768]"], "false"),
        (["B = 2", "x = torch.zeros(2, 5)  # [B, 1]"], "false"),
        (["x = torch.zeros(1, 10)  # [1, 10]"], "true"),
        (["x = torch.zeros(2, 10)  # [1, 10]"], "numbers alone may be those of another run"),
        (["B, H = 2, 5", "x = torch.zeros(2, 2)  # (B, H/2)"], "true"),
        (
            ["for n in range(3): pass", "x = torch.zeros(5, 7)  # (n, d)"],
            "n is counted by a loop",
        ),
    ],
)
def test_a_miss_is_sure_only_if_its_letters_are(line, rows, said):
    said_ = line(*rows)
    assert said_ == said or (said_ or "").startswith(said)


def test_a_fault_names_only_the_dims_that_are_sure(write, run):
    source = "import torch\n\nB = 2\nx = torch.zeros(3, 768, 5)  # [B, 512, nh], tokens\n"
    one = replace(write(source), lenient=True)
    (fault,), _, _ = sure.check(one, run(one))
    assert fault.message == "false shape: dim 0: B = 2 but the tensor has 3"
    assert fault.source[fault.col - 1 : fault.col - 1 + fault.width] == "B"


# Ranks and values


@pytest.mark.parametrize(
    "rows, said",
    [
        (["x = torch.zeros(2, 5, 7)  # (B, T)"], "false"),
        (["x = torch.zeros(2, 7)  # (B, T, C)"], "false"),
        (["x = torch.zeros(2, 7)  # (N, D, E)"], "N has no whole number here"),
        (["x = torch.zeros(9, 2, 5)  # (B, T)"], sure.SAMPLE),
        (["x = torch.tensor([B, T])  # (B, T)"], sure.CONTENTS),
        (["x = torch.tensor([[0, 0], [1, 1], [B, T]])  # (B, T)"], sure.CONTENTS),
        (["x = torch.zeros(5, 2)  # (B, 2)"], "false"),
        (["x = torch.zeros(9, 7, 2)  # (B, T)"], sure.CONTENTS),
        (["x = (B, T)  # (B, T)"], "the value is a tuple of numbers"),
        (["x = torch.zeros(2, 5).shape  # (B, T)"], "true"),
        (["x = torch.zeros(2, 6).shape  # (B, T)"], "false"),
        (["x = None  # (B, T)"], "the value is None"),
        (["x = torch.nn.Linear(5, 2)  # (B, T)"], "the value is a Linear"),
        (["x = torch.zeros(2, 5).chunk(2)  # (B, T)"], sure.EACH),
        (["x = torch.zeros(4, 5).chunk(2)  # (B, T)"], "true"),
        (["x = torch.zeros(2, 5), 1  # (B, T), (B,)"], "the value is a"),
        (["x = torch.zeros(2, 5)  # (B, T), (B,)"], "the comment has 2 shapes"),
        (["x = torch.zeros(9, 2, 5)  # (..., B, T)"], "true"),
        (["x = torch.zeros(9, 5, 2)  # (*, B, T)"], "false"),
        (["x = torch.zeros(9, 5, 2)  # (*, B, *)"], "it has more than one gap"),
        (["for n in (2, 3): x = torch.zeros(n, 5)  # (B, T)"], sure.SOMETIMES),
    ],
)
def test_a_rank_or_a_value_is_false_only_if_nothing_else_can_be_meant(line, rows, said):
    assert (line("B, T = 2, 5", *rows) or "").startswith(said)


# Operands


@pytest.mark.parametrize(
    "rows, said",
    [
        (["y = x @ x.mT  # (B, T) x (T, B) -> (B, B)"], "true"),
        (["y = x @ x.mT  # (T, B) x (T, B) -> (B, B)"], "false"),
        (["y = 3 * (x @ x.mT)  # (T, B) x (T, B) -> (B, B)"], "true"),
        (["y = x.permute(1, 0)  # (B, T) -> (T, B)"], "true"),
        (["y = x.permute(1, 0)  # (T, B) -> (T, B)"], "false"),
        (["y = torch.cat([x, x], 1)  # (T, B) -> (B, 2T)"], "true"),
        (["y = torch.add(x, x)  # (T, B) -> (B, T)"], "true"),
        (["y = x + x[:1]  # (B, T) + (B, T) = (B, T)"], "false"),
    ],
)
def test_operands_are_judged_where_the_code_has_them(line, rows, said):
    assert line("B, T = 2, 5", "x = torch.zeros(B, T)", *rows) == said


# The place


@pytest.mark.parametrize(
    "rows, said",
    [
        (["x, y = torch.zeros(2, 5), torch.zeros(5)  # y: (T,)"], "true"),
        (["x, y = torch.zeros(2, 5), torch.zeros(5)  # y: (B,)"], "false"),
        (["x, _ = torch.zeros(2, 5), torch.zeros(5)  # (B, T)"], "true"),
        (["x, _ = torch.zeros(2, 5), torch.zeros(5)  # (T, B)"], "false"),
        (["x = torch.zeros(2, 5)  # mask: (T, B)"], "nothing on this line is named mask"),
        (["x = torch.zeros(2, 5)  # output: (T, B)"], "false"),
        (
            ["a, out = 1, 2", "x = torch.zeros(2, 5)  # out: (T, B)"],
            "nothing on this line is named out",
        ),
        (
            ["a, out = 1, 2", "x = torch.zeros(2, 5)  # a: (T, B)"],
            "nothing on this line is named a",
        ),
        (["size = 1", "x = torch.zeros(2, 5)  # size: (T, B)"], "false"),
        (["x = torch.zeros(2, 5)", "return x  # x: (T, B)"], "false"),
        (["x = torch.zeros(2, 5)", "return x, B  # x: (T, B)"], "false"),
        (["x = torch.zeros(2, 5)", "x[:, 0] = 1  # (B, T)"], about.PART),
        (["x = torch.zeros(2, 5)", "x[:, 0] = 1  # (B,)"], "true"),
        (["# (T, B)", "x = torch.zeros(2, 5)"], about.ALONE),
        (["# x: (T, B)", "x = torch.zeros(2, 5)"], about.ALONE),
        (["x = torch.zeros(2, 5)", "# (B, T) -> (T, B)", "x = x.mT"], "true"),
        (["x = torch.zeros(2, 5)", "# (T, B) -> (B, T)", "x = x.mT"], about.BELOW),
        (["x = torch.zeros(2, 5)", "# (B, T) -> (T, B)", "print(x)", "x = x.mT"], about.ALONE),
        (["if T:", "    x = torch.zeros(2, 5)", "    # (B, T) -> (T, B)", "x = x.mT"], about.ALONE),
        (["x = [", "torch.zeros(5),  # (T,)", "]"], "true"),
        (["x = [", "torch.zeros(5),  # (B,)", "]"], "false"),
        (["x = [", "torch.zeros(2), torch.zeros(5),  # (B,)", "]"], about.SEVERAL),
        (["x = dict(", "y=torch.zeros(5),  # (B,)", ")"], "false"),
        (["x = {", "'y': torch.zeros(5),  # (B,)", "}"], "false"),
        (["for x in torch.zeros(3, 5):  # (B,)", "    pass"], about.LOOP),
        (["def f(x): # x: (T, B)", "    B, T = x.shape", "f(torch.zeros(2, 5))"], "false"),
        (["def f(x): # (T, B)", "    B, T = x.shape", "f(torch.zeros(2, 5))"], about.HEADER),
        (
            ["def f(", "    x, # (T, B)", "):", "    B, T = x.shape", "f(torch.zeros(2, 5))"],
            "false",
        ),
    ],
)
def test_a_comment_is_judged_only_where_its_code_is_unambiguous(line, rows, said):
    assert (line("B, T = 2, 5", *rows) or "").startswith(said)


# Counts


def test_comments_are_counted_by_what_became_of_them(checked):
    _, _, counts = checked("""
        import torch


        def unused(x):
            return x                   # (B, C)


        def main():
            B, T, D = 2, 5, 5
            x = torch.zeros(B, T, D)   # (B, T, D)
            y = torch.zeros(B, T, 3)   # [B, T, nh]
            z = torch.zeros(B, T)      # (T, B)
            u = torch.zeros(B, T)      # (K, M)
        """)
    assert counts == Counter(
        {"proven": 2, "in part": 1, "weak": 1, "not understood": 1, "never ran": 1, "wrong": 1}
    )


def test_a_run_that_fails_is_wrong_and_proves_nothing(write, run):
    one = replace(write("x = [1]  # (B, T)\n\n1 / 0\n"), lenient=True)
    wrong, unclear, counts = sure.check(one, run(one))
    assert [fault.message for fault in wrong] == ["raises ZeroDivisionError: division by zero"]
    assert unclear == [] and counts == Counter({"never ran": 1})


def test_strict_reading_of_the_same_file_is_as_it_was(write, run):
    one = write("import torch\n\nx = torch.zeros(2, 3)  # [B, T]\ny = x  # (B, 3)\n")
    assert [note.text for note in one.notes] == ["# (B, 3)"]
    assert len(run(one).checks) == 1
    assert len(run(replace(one, lenient=True)).checks) == 2


def test_many_different_misses_keep_no_more_sightings_than_others(write, run):
    source = "import torch\n\nfor n in range(40):\n    x = torch.zeros(n)  # (B, T) tokens\n"
    one = replace(write(source), lenient=True)
    assert len(run(one).checks[0].sightings) <= 4
