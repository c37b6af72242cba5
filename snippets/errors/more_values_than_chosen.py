"""The mask chose another number of places than there are values for.

A mask or a tensor of numbers in the brackets picks places, and they melt into
one dim. How many they are depends on the numbers. The value has to have one
row for each of them, in their order, or be a single one for all. In a model
for pictures and text, the places are those of `<image>` in the prompt: left
out, or cut off with a long text, they don't match the picture's features.

Fix: Pick the values with the same mask, `x[mask] = new[mask]`, or let
`torch.where(mask, new, x)` choose place by place.

Tempting: Cut the values to as many as were chosen. It fits, and gives the
first rows of `new` to places that they don't belong to.
"""

import torch

MESSAGE = (
    "shape mismatch: value tensor of shape {new:shape} cannot be broadcast "
    "to indexing result of shape {chosen:shape}"
)
READ = (
    "{chosen} is what the brackets picked: its first number counts the "
    "places that were chosen",
    "{new} is what you want to write there",
)
ALSO = {
    "Number of elements of source < number of ones in mask": (
        "masked_scatter()"
    ),
    "Image features and image tokens do not match": "Hugging Face",
}
PHASE = "forward"
MODELS = ("char_gpt", "vit")
SEE = ("indexing-and-masks",)


def broken():
    B, L, D = 2, 5, 4
    x = torch.zeros(B, L, D)                # (B, L, D)
    new = torch.rand(B, L, D)               # (B, L, D)
    mask = torch.rand(B, L) < 0.4           # (B, L)
    chosen = x[mask]                        # (_, D)
    x[mask] = new


def fixed():
    B, L, D = 2, 5, 4
    x = torch.zeros(B, L, D)                # (B, L, D)
    new = torch.rand(B, L, D)               # (B, L, D)
    mask = torch.rand(B, L) < 0.4           # (B, L)
    x[mask] = new[mask]
    return torch.where(mask[..., None], new, x)  # (B, L, D)


def main():
    torch.manual_seed(0)
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
