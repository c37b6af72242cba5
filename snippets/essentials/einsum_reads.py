"""Read einsum and einops lines, and say each one in plain torch."""

import torch
from einops import rearrange, repeat

DEVICE = torch.device("cpu")


def einsum():
    B, L, P, D = 8, 10, 14, 32
    x = torch.rand(B, L, D, device=DEVICE)                  # (B, L, D)
    y = torch.rand(B, P, D, device=DEVICE)                  # (B, P, D)
    scores = torch.einsum("bld,bpd->blp", x, y)             # (B, L, P)
    dots = torch.einsum("bld,bld->bl", x, x)                # (B, L)
    total = torch.einsum("bld->bd", x)                      # (B, D)
    torch.testing.assert_close(scores, x @ y.mT)
    torch.testing.assert_close(dots, (x * x).sum(-1))
    torch.testing.assert_close(total, x.sum(1))
    print(f"scores {tuple(scores.shape)}, dots {tuple(dots.shape)}")


def patches():
    B, C, H, W, ps = 6, 3, 8, 20, 4
    image = torch.rand(B, C, H, W, device=DEVICE)       # (B, C, H, W)
    toks = rearrange(image, "b c h w -> b (h w) c")     # (B, H*W, C)
    assert torch.equal(toks, image.flatten(2).transpose(1, 2))

    h, w = H // ps, W // ps
    pattern = "b c (h p1) (w p2) -> b (h w) (p1 p2 c)"
    toks = rearrange(image, pattern, p1=ps, p2=ps)      # (B, h*w, ps*ps*C)
    x = image.reshape(B, C, h, ps, w, ps)               # (B, C, h, ps, w, ps)
    x = x.permute(0, 2, 4, 3, 5, 1)                     # (B, h, w, ps, ps, C)
    x = x.reshape(B, h * w, ps * ps * C)                # (B, h*w, ps*ps*C)
    assert torch.equal(toks, x)
    print(f"patches {tuple(toks.shape)}")


def heads_and_copies():
    B, L, D, nh = 8, 10, 64, 4
    x = torch.rand(B, L, D, device=DEVICE)                # (B, L, D)
    q = rearrange(x, "b l (nh hd) -> b nh l hd", nh=nh)   # (B, nh, L, D/nh)
    r = rearrange(x, "b l (hd nh) -> b nh l hd", nh=nh)   # (B, nh, L, D/nh)
    assert torch.equal(q, x.unflatten(2, (nh, -1)).transpose(1, 2))
    print(f"the same shape {q.shape == r.shape}, numbers {torch.equal(q, r)}")

    cls = torch.rand(1, 1, D, device=DEVICE)              # (1, 1, D)
    rows = repeat(cls, "1 1 d -> b 1 d", b=B)             # (B, 1, D)
    assert torch.equal(rows, cls.expand(B, -1, -1))


def main():
    einsum()
    patches()
    heads_and_copies()


if __name__ == "__main__":
    main()
