"""The padding is masked, and still counted.

Zeros don't change a sum. They do change a mean, for it divides by `L`, padding
and all. A short text in a batch with a long one gets an average that is too
small, and another one when its neighbours change.

Fix: Divide by how many are real: `mask.sum(dim=1)`, at least 1 so that an
empty text doesn't divide by 0.

Tempting: Pad all texts to one fixed length. The result no longer depends on
the batch, and is too small by the same wrong factor.

Check: A text alone and the same text with padding must have one average.
"""

import torch

PHASE = "forward"
SYMPTOM = "the result depends on the rest of the batch"
MODELS = ("clip", "char_gpt")
SEE = ("indexing-and-masks", "reductions-and-math")


def broken():
    def average(x, mask):
        B, L, D = x.shape               # (B, L, D)
        x = x * mask[..., None]         # (B, L, D)
        return x.mean(dim=1)            # (B, D)

    return average


def fixed():
    def average(x, mask):
        B, L, D = x.shape               # (B, L, D)
        x = x * mask[..., None]         # (B, L, D)
        n = mask.sum(1, keepdim=True)   # (B, 1)
        return x.sum(dim=1) / n.clamp(min=1)  # (B, D)

    return average


def check(average):
    B, L, D, n = 2, 6, 3, 4
    x = torch.rand(B, L, D)             # (B, L, D)
    mask = torch.ones(B, L)             # (B, L)
    mask[0, n:] = 0
    padded = average(x, mask)[0]        # (D,)
    alone = average(x[:1, :n], mask[:1, :n])[0]  # (D,)
    factor = (padded / alone).mean()    # ()
    assert abs(factor - 1) < 1e-5, f"with padding it is {factor:.2f} times that"


def main():
    torch.manual_seed(0)
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
