"""Copy your weights into nn.MultiheadAttention, and get your numbers back."""

import torch
from multi_head_step import MultiHead
from torch import nn

DEVICE = torch.device("cpu")


def twin_of(own, D, **options):
    """The same attention, built by torch."""
    twin = nn.MultiheadAttention(D, own.nh, **options)
    with torch.no_grad():
        twin.in_proj_weight.copy_(own.qkv.weight)
        twin.in_proj_bias.copy_(own.qkv.bias)
        twin.out_proj.weight.copy_(own.out.weight)
        twin.out_proj.bias.copy_(own.out.bias)
    return twin


def moved_by_an_edit(model, x):
    """Which samples change when sample 0 does?"""
    B, L, D = x.shape                                   # (B, L, D)
    edited = x.clone()                                  # (B, L, D)
    edited[0] = 0
    before = model(x, x, x)[0]                          # (B, L, D)
    after = model(edited, edited, edited)[0]            # (B, L, D)
    gap = (before - after).abs().amax(dim=(1, 2))       # (B,)
    return int((gap > 1e-6).sum())


def main():
    B, L, D, nh = 8, 11, 48, 4
    x = torch.rand(B, L, D, device=DEVICE)              # (B, L, D)
    own = MultiHead(D, nh)
    y = own(x)                                          # (B, L, D)
    right = twin_of(own, D, batch_first=True)
    packed = right.in_proj_weight                       # (3*D, D)
    same, weights = right(x, x, x)                      # (B, L, D), (B, L, L)
    torch.testing.assert_close(y, same)
    print(f"q, k and v in one {tuple(packed.shape)}, the same numbers")

    default = twin_of(own, D)
    other, _ = default(x, x, x)
    assert other.shape == y.shape
    print(f"left out: same shape, close {torch.allclose(other, y)}")
    for name, model in (("True", right), ("False", default)):
        moved = moved_by_an_edit(model, x)
        print(f"batch_first={name}: one edit, {moved} of {B} samples change")

    _, heads = right(x, x, x, average_attn_weights=False)
    torch.testing.assert_close(heads.mean(dim=1), weights)
    print(f"weights {tuple(weights.shape)}, by head {tuple(heads.shape)}")


if __name__ == "__main__":
    main()
