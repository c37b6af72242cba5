"""Read rearrange, repeat and reduce, each next to its twin in torch."""

import torch
from einops import rearrange, reduce, repeat

DEVICE = torch.device("cpu")


def dims(B, C, H, W):
    x = torch.rand(B, C, H, W, device=DEVICE)              # (B, C, H, W)
    y = rearrange(x, "b c h w -> b h w c")                 # (B, H, W, C)
    assert y.equal(x.permute(0, 2, 3, 1))
    y = rearrange(x, "b c h w -> b (h w) c")               # (B, H*W, C)
    assert y.equal(x.flatten(2).transpose(1, 2))
    y = rearrange(x[:, 0], "b h w -> b 1 h w")             # (B, 1, H, W)
    assert y.equal(x[:, :1])


def heads(B, L, D, nh):
    x = torch.rand(B, L, 3 * D, device=DEVICE)             # (B, L, 3*D)
    pattern = "b l (three nh hd) -> three b nh l hd"
    qkv = rearrange(x, pattern, three=3, nh=nh)            # (3, B, nh, L, D/nh)
    twin = x.unflatten(2, (3, nh, -1))                     # (B, L, 3, nh, D/nh)
    assert qkv.equal(twin.permute(2, 0, 3, 1, 4))
    y = rearrange(qkv[0], "b nh l hd -> b l (nh hd)")      # (B, L, D)
    assert y.equal(x[..., :D])


def copies(B, L, D):
    token = torch.rand(D, device=DEVICE)                   # (D,)
    y = repeat(token, "d -> b 1 d", b=B)                   # (B, 1, D)
    assert y.equal(token.expand(B, 1, -1))
    x = torch.rand(B, L, device=DEVICE)                    # (B, L)
    y = repeat(x, "b l -> b (l r)", r=2)                   # (B, 2*L)
    assert y.equal(x.repeat_interleave(2, dim=1))
    z = repeat(x, "b l -> b (r l)", r=2)                   # (B, 2*L)
    assert z.equal(x.repeat(1, 2)) and not z.equal(y)


def means(B, C, H, W):
    x = torch.rand(B, C, H, W, device=DEVICE)              # (B, C, H, W)
    y = reduce(x, "... h w -> ...", "mean")                # (B, C)
    torch.testing.assert_close(y, x.mean(dim=(2, 3)))
    pattern = "b c (h p) (w q) -> b c h w"
    y = reduce(x, pattern, "max", p=2, q=2)                # (B, C, H/2, W/2)
    assert y.equal(torch.nn.functional.max_pool2d(x, 2))


def main():
    B, C, H, W, L, D, nh = 8, 3, 14, 20, 11, 48, 4
    dims(B, C, H, W)
    heads(B, L, D, nh)
    copies(B, L, D)
    means(B, C, H, W)
    print("every pattern agrees with its twin")


if __name__ == "__main__":
    main()
