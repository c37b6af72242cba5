"""A label that stands for "ignore me" is used as a place.

`cross_entropy` skips the label -100. `gather` and `scatter` know nothing of
that: they take each number for a place, and don't even count from the end, so
-1 is refused as well. It shows as soon as you compute log-probabilities of
padded text yourself.

Fix: Put a place that exists where the label is ignored, and take what was
gathered there out again with the mask.

Tempting: `clamp(min=0)` alone. It runs, and the padding counts as token 0.
"""

import torch

MESSAGE = (
    "index {ignored} is out of bounds for dimension {dim:any} with size {V}"
)
READ = (
    "{ignored} is the place that was asked for; below 0, gather and scatter "
    "take none",
    "{V} is how many there are in dim {dim}",
)
ALSO = {
    'Assertion `idx_dim >= 0 && idx_dim < index_size && "index out of '
    'bounds"` failed': "on a GPU",
}
PHASE = "loss"
MODELS = ("char_gpt",)
SEE = ("indexing-and-masks", "losses-and-sampling")


def broken():
    V, ignored = 5, -100
    labels = torch.tensor([[2], [4], [ignored]])  # (_, 1)
    B = len(labels)
    scores = torch.rand(B, V)                   # (B, V)
    return scores.gather(1, labels)


def fixed():
    V, ignored = 5, -100
    labels = torch.tensor([[2], [4], [ignored]])  # (_, 1)
    B = len(labels)
    scores = torch.rand(B, V)                   # (B, V)
    mask = labels == ignored                    # (B, 1)
    at = labels.masked_fill(mask, 0)            # (B, 1)
    chosen = scores.gather(1, at)               # (B, 1)
    return chosen[~mask].mean()                 # ()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
