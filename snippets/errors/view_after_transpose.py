"""The numbers lie in memory in another order than this view would read them.

`transpose`, `permute` and `expand` move no number; they change how memory is
read. `view` does not move any either, so it can merge two dims only where they
still lie one behind the other. Here the heads lie between a token's features.

Fix: `reshape`, which copies where it must. `.contiguous().view(...)` is the
same, said in two words. An accuracy function with `correct[:k].view(-1)` is
cured the same way.

Tempting: Leave out the `transpose`, and `view` is content. The shape is the
same, and each token has numbers of its neighbours.
"""

import torch

MESSAGE = "view size is not compatible with input tensor's size and stride"
ALSO = {
    "Call .contiguous() before .view()": "torch 1.0",
    "input is not contiguous at": "torch 0.3",
}
PHASE = "forward"
MODELS = ("char_gpt", "vit")
SEE = ("view-reshape-flatten", "transpose-permute")


def broken():
    B, nh, L, hd, D = 2, 4, 6, 8, 32
    heads = torch.rand(B, nh, L, hd)    # (B, nh, L, hd)
    x = heads.transpose(1, 2)           # (B, L, nh, hd)
    return x.view(B, L, D)


def fixed():
    B, nh, L, hd, D = 2, 4, 6, 8, 32
    heads = torch.rand(B, nh, L, hd)    # (B, nh, L, hd)
    x = heads.transpose(1, 2)           # (B, L, nh, hd)
    return x.reshape(B, L, D)           # (B, L, D)


def tempting():
    B, nh, L, hd, D = 2, 4, 6, 8, 32
    heads = torch.rand(B, nh, L, hd)    # (B, nh, L, hd)
    scrambled = heads.view(B, L, D)     # (B, L, D)
    x = heads.transpose(1, 2)           # (B, L, nh, hd)
    merged = x.reshape(B, L, D)         # (B, L, D)
    return torch.equal(scrambled, merged)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    print(f"without transpose, the same numbers: {tempting()}")


if __name__ == "__main__":
    main()
