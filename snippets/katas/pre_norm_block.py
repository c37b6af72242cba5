"""Wire a transformer block: two residuals, with the norms inside them.

You meet it in ViT, GPT-2 and most transformers since, dozens of times in a
row.
"""

import torch
from torch import nn

MINUTES = 8
HINTS = (
    "What does the block return when attention and MLP say nothing but 0?",
    "Normalise a copy for the layer to read; add its answer to x itself.",
    "x = x + attention(norm_1(x)), and then the same with norm_2 and mlp.",
)


def pre_norm_block(x, norm_1, attention, norm_2, mlp):
    """Let tokens x (B, L, D) pass attention and then an MLP, pre-norm.

    Each of the two reads a normalised x, and what it says is added to the x
    that was not normalised. All four are modules from (B, L, D) to (B, L, D).
    """
    B, L, D = x.shape           # (B, L, D)
    h = norm_1(x)               # (B, L, D)
    h = attention(h)            # (B, L, D)
    x = x + h                   # (B, L, D)
    h = norm_2(x)               # (B, L, D)
    h = mlp(h)                  # (B, L, D)
    return x + h                # (B, L, D)


def wrong_no_residual(x, norm_1, attention, norm_2, mlp):
    """Nothing of x itself comes out: add what each layer says to x."""
    x = attention(norm_1(x))
    return mlp(norm_2(x))


def wrong_first_residual_lost(x, norm_1, attention, norm_2, mlp):
    """The MLP has its residual, attention has none."""
    x = attention(norm_1(x))
    return x + mlp(norm_2(x))


def wrong_second_residual_lost(x, norm_1, attention, norm_2, mlp):
    """Attention has its residual, the MLP has none."""
    x = x + attention(norm_1(x))
    return mlp(norm_2(x))


def wrong_post_norm(x, norm_1, attention, norm_2, mlp):
    """This is post-norm, as in the first transformer: here the norm stands
    before the layer, and x itself is never normalised."""
    x = norm_1(x + attention(x))
    return norm_2(x + mlp(x))


def wrong_normed_residual(x, norm_1, attention, norm_2, mlp):
    """The answer is added to the normalised x: keep x for the sum, and give
    the norm's result another name."""
    x = norm_1(x)
    x = x + attention(x)
    x = norm_2(x)
    return x + mlp(x)


def wrong_side_by_side(x, norm_1, attention, norm_2, mlp):
    """The MLP reads what came in: it should read what attention made of it."""
    return x + attention(norm_1(x)) + mlp(norm_2(x))


def wrong_mlp_first(x, norm_1, attention, norm_2, mlp):
    """The two have changed places: attention comes first."""
    x = x + mlp(norm_2(x))
    return x + attention(norm_1(x))


def wrong_norm_twice(x, norm_1, attention, norm_2, mlp):
    """Both layers read through norm_1: each has learned a norm of its own."""
    x = x + attention(norm_1(x))
    return x + mlp(norm_1(x))


def wrong_in_place(x, norm_1, attention, norm_2, mlp):
    """x += writes into the caller's tensor: write x = x + ... instead."""
    x += attention(norm_1(x))
    x += mlp(norm_2(x))
    return x


def check(pre_norm_block):
    for B, L, D, nh in [(1, 1, 3, 1), (1, 2, 4, 2), (2, 5, 6, 3)]:
        torch.manual_seed(L)
        torchs = nn.TransformerEncoderLayer(
            D, nh, 4 * D, dropout=0.0, norm_first=True, batch_first=True)
        for one in torchs.parameters():
            nn.init.normal_(one, std=0.5)
        norm_1, norm_2 = torchs.norm1, torchs.norm2
        attention = lambda h: torchs.self_attn(h, h, h)[0]
        mlp = nn.Sequential(torchs.linear1, nn.ReLU(), torchs.linear2)
        x = torch.randn(B, L, D)
        given = x.clone()
        ones = lambda h: torch.ones_like(h)
        made = pre_norm_block(given, norm_1, ones, norm_2, mlp)
        assert made.shape == (B, L, D), "the shape is (B, L, D)"
        wanted = x + 1 + mlp(norm_2(x + 1))
        assert torch.allclose(made, wanted, atol=1e-6), (
            "where attention says 1, the MLP adds to x + 1")
        assert given.equal(x), "the x that came in is not changed"
        made = pre_norm_block(x.clone(), norm_1, attention, norm_2, mlp)
        wanted = torchs(x)
        assert torch.allclose(made, wanted, atol=1e-6), (
            "equal to nn.TransformerEncoderLayer")


def main():
    B, L, D = 2, 7, 12
    norm_1, norm_2 = nn.LayerNorm(D), nn.LayerNorm(D)
    attention = nn.Linear(D, D)
    mlp = nn.Sequential(nn.Linear(D, 4 * D), nn.GELU(), nn.Linear(4 * D, D))
    x = torch.randn(B, L, D)    # (B, L, D)
    y = pre_norm_block(x, norm_1, attention, norm_2, mlp)
    print(f"{tuple(x.shape)} became {tuple(y.shape)}")
    check(pre_norm_block)


if __name__ == "__main__":
    main()
