"""Mask the padding and the future, and know what True means to whom."""

import torch
from torch import nn
from torch.nn import functional as F

DEVICE = torch.device("cpu")


def attend(q, k, v, mask):
    """True means: look here."""
    B, nh, L, hd = q.shape                             # (B, nh, L, hd)
    scores = q @ k.mT / hd ** 0.5                      # (B, nh, L, L)
    scores = scores.masked_fill(~mask, -torch.inf)     # (B, nh, L, L)
    return scores.softmax(dim=-1) @ v                  # (B, nh, L, hd)


def real_and_past(length, L):
    B, = length.shape                                  # (B,)
    place = torch.arange(L, device=length.device)      # (L,)
    real = place < length.unsqueeze(1)                 # (B, L)
    keys = real[:, None, None, :]                      # (B, 1, 1, L)
    past = place <= place.unsqueeze(1)                 # (L, L)
    mask = keys & past                                 # (B, 1, L, L)
    return real, past, mask           # (B, L), (L, L), (B, 1, L, L)


def main():
    B, nh, L, hd = 8, 4, 11, 16
    length = torch.randint(1, L, (B,))                 # (B,)
    real, past, mask = real_and_past(length, L)
    qkv = torch.randn(3, B, nh, L, hd, device=DEVICE)  # (3, B, nh, L, hd)
    q, k, v = qkv.unbind(0)                            # each (B, nh, L, hd)
    y = attend(q, k, v, mask)                          # (B, nh, L, hd)
    same = F.scaled_dot_product_attention(q, k, v, mask)
    torch.testing.assert_close(y, same)
    bias = torch.zeros(mask.shape).masked_fill(~mask, -torch.inf)
    same = F.scaled_dot_product_attention(q, k, v, bias)
    torch.testing.assert_close(y, same)
    print(f"mask {tuple(mask.shape)}, True or 0 means look")

    D = nh * hd
    x = torch.rand(B, L, D, device=DEVICE)             # (B, L, D)
    torchs = nn.MultiheadAttention(D, nh, batch_first=True)
    y, w = torchs(x, x, x, key_padding_mask=~real, attn_mask=~past)
    seen = w > 0                                       # (B, L, L)
    assert seen.equal(mask.squeeze(1)), "here True is hidden"
    print("MultiheadAttention wants both masks the other way round")

    hidden = ~real[:, None, :, None]                   # (B, 1, L, 1)
    k2, v2 = (h.masked_fill(hidden, 99.0) for h in (k, v))
    assert attend(q, k2, v2, mask).equal(attend(q, k, v, mask))
    print("what is hidden can change, and the output does not")


if __name__ == "__main__":
    main()
