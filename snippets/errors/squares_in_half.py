"""A square or a sum left the range of float16, and is inf from there on.

float16 ends at 65504: the square of 300 is beyond it, and so is the sum of a
few thousand numbers near 20. Nothing is raised. A line that divides by it
gets 0, one that subtracts it from itself gets NaN.

Fix: Do that one line in float32, `x.float()`, and come back afterwards, as
norms and softmax under autocast do. bfloat16 reaches as far as float32.

Tempting: A `GradScaler`. It lifts gradients that are too small, and does
nothing for a forward that is too large.

Check: Norm a row of 300s in half, which half can hold. What comes out has to
have the size 1.
"""

import torch

PHASE = "forward"
SYMPTOM = "NaN or inf"
MODELS = ("char_gpt", "unet")
SEE = ("device-and-dtype", "norms-embeddings-softmax")


def broken():
    def rms_norm(x):
        B, D = x.shape
        mean = x.square().mean(-1, keepdim=True)        # (B, 1)
        return x * mean.rsqrt()                         # (B, D)

    return rms_norm


def fixed():
    def rms_norm(x):
        B, D = x.shape
        mean = x.float().square().mean(-1, keepdim=True)  # (B, 1)
        return x * mean.rsqrt().to(x.dtype)             # (B, D)

    return rms_norm


def check(rms_norm):
    B, D = 2, 8
    x = torch.full((B, D), 300.0).half()    # (B, D)
    size = rms_norm(x).abs().mean().item()
    assert abs(size - 1) < 0.01, f"the size of a normed row is {size}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
