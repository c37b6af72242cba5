"""The output is fine, and its gradient is not a number: a root of zero.

The slope of `sqrt` at 0 is infinite, and the square before it has slope 0
there. Infinite times 0 is NaN. Here it is the distance of a point to itself.
`norm`, `std` and `cdist` send 0 back: look for a root that you wrote.

Fix: Keep the root away from 0: `(square + 1e-12).sqrt()`, inside and not
behind it. `detect_anomaly` is what found the line: switch it off again.

Tempting: Pick the zeros out afterwards with `torch.where`. The other branch
still runs backward, and its infinite slope times 0 is NaN, as printed below.
"""

import torch

MESSAGE = "Function '{op:word}' returned nan values in its {i:any}th output."
READ = (
    "{op} is the backward of the operation where NaN came out first",
    "output {i} of it is the gradient of its input number {i}, from 0",
)
PHASE = "backward"
SYMPTOM = "NaN or inf"
MODELS = ("clip",)
SEE = ("reductions-and-math", "norms-embeddings-softmax")


def broken():
    B, D = 4, 6
    z = torch.rand(B, D, requires_grad=True)            # (B, D)
    square = (z.unsqueeze(1) - z).square().sum(2)       # (B, B)
    with torch.autograd.detect_anomaly():
        square.sqrt().mean().backward()


def fixed():
    B, D = 4, 6
    z = torch.rand(B, D, requires_grad=True)            # (B, D)
    square = (z.unsqueeze(1) - z).square().sum(2)       # (B, B)
    with torch.autograd.detect_anomaly():
        (square + 1e-12).sqrt().mean().backward()


def tempting():
    B, D = 4, 6
    z = torch.rand(B, D, requires_grad=True)            # (B, D)
    square = (z.unsqueeze(1) - z).square().sum(2)       # (B, B)
    far = torch.where(square > 0, square.sqrt(), 0)     # (B, B)
    far.mean().backward()
    print(f"loss {far.mean():.3f}, gradient {z.grad[0, 0]}")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
