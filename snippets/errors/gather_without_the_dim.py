"""`gather` wants the places in as many dims as the tensor has.

It reads the index as "for this row, which place". So the index has rows too:
one place in each is `(B, 1)`, not `(B,)`. The result has the shape of the
index.

Fix: Add the dim, gather, take it off: `index[:, None]`, and `squeeze(1)` in
the end. Or with two lists, `x[torch.arange(len(x)), index]`.

Tempting: `x[:, index]`, which asks for no extra dim. It picks all the places
for every row, and gives `(B, B)`.
"""

import torch

MESSAGE = (
    "Index tensor must have the same number of dimensions as input tensor"
)
ALSO = {
    "Index tensor must have the same number of dimensions as self tensor": (
        "scatter()"
    ),
    "Index tensor must have same dimensions as input tensor": "torch 1.1",
}
PHASE = "loss"
MODELS = ("char_gpt", "vit")
SEE = ("indexing-and-masks", "losses-and-sampling")


def broken():
    B, K = 4, 6
    values = torch.rand(B, K)           # (B, K)
    action = torch.randint(K, (B,))     # (B,)
    return values.gather(1, action)


def fixed():
    B, K = 4, 6
    values = torch.rand(B, K)           # (B, K)
    action = torch.randint(K, (B,))     # (B,)
    at = action[:, None]                # (B, 1)
    chosen = values.gather(1, at)       # (B, 1)
    return chosen.squeeze(1)            # (B,)


def tempting():
    B, K = 4, 6
    values = torch.rand(B, K)           # (B, K)
    action = torch.randint(K, (B,))     # (B,)
    return values[:, action]            # (B, B)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
