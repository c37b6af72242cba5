"""The standard deviation of one value is NaN.

`std` and `var` divide by how many there are, less one. Of one value that is 0
over 0. It strikes at the last batch of one, at advantages of an episode of one
step, or where a reduced dim has size 1.

Fix: `correction=0` divides by how many there are, so one value has std 0. Keep
the small number in the division that follows.

Tempting: A larger eps behind it. NaN plus anything is NaN.

Check: A batch of one goes in, and what comes out is finite.
"""

import torch

MESSAGE = "{op:word}(): degrees of freedom is <= 0"
READ = ("{op} is the function that had one value, or none, to look at",)
PHASE = "forward"
SYMPTOM = "NaN or inf"
MODELS = ("audio",)
SEE = ("reductions-and-math", "norms-embeddings-softmax")


def broken():
    def normalized(x):
        B, D = x.shape
        centred = x - x.mean(0)                     # (B, D)
        return centred / (x.std(0) + 1e-6)          # (B, D)
    return normalized


def fixed():
    def normalized(x):
        B, D = x.shape
        centred = x - x.mean(0)                     # (B, D)
        return centred / (x.std(0, correction=0) + 1e-6)  # (B, D)
    return normalized


def check(f):
    D = 6
    one = f(torch.rand(1, D))                       # (1, D)
    assert one.isfinite().all(), f"a batch of one gives {one[0, 0]}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
