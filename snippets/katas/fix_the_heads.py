"""Find two bugs around the heads of an attention: one is loud, one silent.

You meet both in real code: view after transpose, and reshape in its place.
"""

import torch
from torch.nn import functional as F

MINUTES = 10
HINTS = (
    "The loud one first: what does view never do with the numbers?",
    "Now the split: which numbers of which tokens are in q[0, 0, 0]?",
    "Split: view(B, L, nh, hd), transpose(1, 2). Merge: transpose, reshape.",
)
ERRORS = ("view_after_transpose", "heads_cut_across_tokens")


def look(q, k, v):
    """What each head does by itself, at (B, nh, L, hd): this is right."""
    scores = q @ k.mT / q.shape[-1] ** 0.5
    return scores.softmax(dim=-1) @ v


def attend(q, k, v, nh):
    """Mend this attention: q, k, v (B, L, D) come in, (B, L, D) goes out.

    Head 0 gets the first D/nh features of each token, head 1 the next, and so
    on. What the heads make is put side by side in the same order. One bug is
    where the heads are split, the other where they are merged.
    """
    B, L, D = q.shape                                  # (B, L, D)
    hd = D // nh
    q = q.view(B, L, nh, hd).transpose(1, 2)           # (B, nh, L, hd)
    k = k.view(B, L, nh, hd).transpose(1, 2)           # (B, nh, L, hd)
    v = v.view(B, L, nh, hd).transpose(1, 2)           # (B, nh, L, hd)
    x = look(q, k, v)                                  # (B, nh, L, hd)
    x = x.transpose(1, 2)                              # (B, L, nh, hd)
    return x.reshape(B, L, D)                          # (B, L, D)


def wrong_start(q, k, v, nh):
    """view never copies, and after the transpose the numbers don't lie in
    the order it would read them: reshape copies. Then look at the split."""
    B, L, D = q.shape
    hd = D // nh
    q = q.reshape(B, nh, L, hd)
    k = k.reshape(B, nh, L, hd)
    v = v.reshape(B, nh, L, hd)
    x = look(q, k, v)
    x = x.transpose(1, 2)
    return x.view(B, L, D)


def wrong_split_left(q, k, v, nh):
    """One bug is left: reshape(B, nh, L, hd) keeps the reading order, so
    head 0 gets the first tokens, in pieces. Split D first, then swap."""
    B, L, D = q.shape
    q = q.reshape(B, nh, L, D // nh)
    k = k.reshape(B, nh, L, D // nh)
    v = v.reshape(B, nh, L, D // nh)
    return look(q, k, v).transpose(1, 2).reshape(B, L, D)


def wrong_never_swapped(q, k, v, nh):
    """Split and merge undo each other, and both are wrong: a head looks at
    pieces of a few tokens in place of its features of all tokens."""
    B, L, D = q.shape
    q = q.reshape(B, nh, L, D // nh)
    k = k.reshape(B, nh, L, D // nh)
    v = v.reshape(B, nh, L, D // nh)
    return look(q, k, v).reshape(B, L, D)


def wrong_merged_by_reshape(q, k, v, nh):
    """The split is right, the merge scrambles: without the transpose a token
    gets numbers of its neighbours. It is still needed before reshape."""
    B, L, D = q.shape
    q = q.view(B, L, nh, D // nh).transpose(1, 2)
    k = k.view(B, L, nh, D // nh).transpose(1, 2)
    v = v.view(B, L, nh, D // nh).transpose(1, 2)
    return look(q, k, v).reshape(B, L, D)


def wrong_swapped_features(q, k, v, nh):
    """It is nh and L that have to swap back, dims 1 and 2: you swapped a
    head's tokens with its features."""
    B, L, D = q.shape
    q = q.view(B, L, nh, D // nh).transpose(1, 2)
    k = k.view(B, L, nh, D // nh).transpose(1, 2)
    v = v.view(B, L, nh, D // nh).transpose(1, 2)
    return look(q, k, v).transpose(2, 3).reshape(B, L, D)


def wrong_take_turns(q, k, v, nh):
    """Each head got every nh-th feature: cut D into (nh, hd), in this
    order, so that a head has hd neighbours."""
    B, L, D = q.shape
    q = q.view(B, L, D // nh, nh).permute(0, 3, 1, 2)
    k = k.view(B, L, D // nh, nh).permute(0, 3, 1, 2)
    v = v.view(B, L, D // nh, nh).permute(0, 3, 1, 2)
    return look(q, k, v).permute(0, 2, 3, 1).reshape(B, L, D)


def wrong_heads_below(q, k, v, nh):
    """The heads are below each other, as more tokens: a token's heads
    belong side by side, in its features."""
    B, L, D = q.shape
    q = q.view(B, L, nh, D // nh).transpose(1, 2)
    k = k.view(B, L, nh, D // nh).transpose(1, 2)
    v = v.view(B, L, nh, D // nh).transpose(1, 2)
    return look(q, k, v).flatten(1, 2)


def wrong_cut_from_the_graph(q, k, v, nh):
    """The numbers are right, and nothing learns from them: a list has no
    gradient. reshape copies and keeps it."""
    B, L, D = q.shape
    q = q.view(B, L, nh, D // nh).transpose(1, 2)
    k = k.view(B, L, nh, D // nh).transpose(1, 2)
    v = v.view(B, L, nh, D // nh).transpose(1, 2)
    x = look(q, k, v).transpose(1, 2)
    return torch.tensor(x.tolist()).view(B, L, D)


def check(attend):
    torch.manual_seed(0)
    q, k, v = torch.randn(3, 2, 4, 3).unbind()
    made = attend(q, k, v, 1)
    wanted = F.scaled_dot_product_attention(q, k, v)
    assert made.shape == wanted.shape, "one head gives (B, L, D)"
    assert torch.allclose(made, wanted, atol=1e-6), (
        "one head is plain attention")
    for B, L, D, nh in [(1, 3, 4, 2), (3, 4, 6, 3), (2, 5, 12, 2)]:
        torch.manual_seed(L)
        q, k, v = torch.randn(3, B, L, D).requires_grad_().unbind()
        made = attend(q, k, v, nh)
        assert made.shape == (B, L, D), "more heads give (B, L, D), too"
        hd = D // nh
        first = [x[..., :hd] for x in (q, k, v)]
        wanted = F.scaled_dot_product_attention(*first)
        assert torch.allclose(made[..., :hd], wanted, atol=1e-6), (
            "head 0 reads and writes the first D/nh features")
        heads = zip(*(x.split(hd, dim=-1) for x in (q, k, v)))
        parts = [F.scaled_dot_product_attention(*head) for head in heads]
        wanted = torch.cat(parts, dim=-1)
        assert torch.allclose(made, wanted, atol=1e-6), (
            "the heads stand side by side, each with its own features")
        assert made.requires_grad, "the gradient finds its way back"


def breaks():
    """Show the loud one."""
    B, L, D = 2, 5, 12
    q, k, v = torch.rand(3, B, L, D).unbind()
    try:
        wrong_start(q, k, v, nh=3)
    except RuntimeError as error:
        print(error)


def main():
    B, L, D, nh = 2, 5, 12, 3
    q, k, v = torch.rand(3, B, L, D).unbind()          # each (B, L, D)
    x = attend(q, k, v, nh)                            # (B, L, D)
    print(f"{nh} heads, out {tuple(x.shape)}")
    breaks()
    check(attend)


if __name__ == "__main__":
    main()
