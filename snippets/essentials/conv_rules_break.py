"""See where the three rules for convolutions stop holding."""

import torch
from torch import nn

DEVICE = torch.device("cpu")
CASES = [  # why, n, kernel, stride, padding, dilation
    ("even kernel", 128, 4, 1, 1, 1),
    ("dilation", 128, 3, 1, 1, 2),
    ("more padding for it", 128, 3, 1, 2, 2),
    ("odd size, stride 2", 127, 3, 2, 1, 1),
    ("no padding", 128, 3, 2, 0, 1),
    ("patches, 2 left over", 130, 16, 16, 0, 1),
    ("patches, 15 left over", 127, 16, 16, 0, 1),
]


def formula(n, k, s, p, d):
    return (n + 2 * p - d * (k - 1) - 1) // s + 1


def run(n, k, s, p, d):
    B, C = 9, 5
    x = torch.rand(B, C, n, device=DEVICE)            # (B, C, n)
    m = formula(n, k, s, p, d)
    x = nn.Conv1d(C, C, k, s, p, d)(x)                # (B, C, m)
    return m


def same_with_stride():
    try:
        nn.Conv2d(3, 28, kernel_size=3, stride=2, padding="same")
    except ValueError as error:
        print(error)


def what_is_left_over_is_never_read():
    x = torch.rand(9, 5, 130, device=DEVICE)          # (9, 5, 130)
    cut = nn.Conv1d(5, 5, kernel_size=16, stride=16)
    before = cut(x)                                   # (9, 5, 8)
    x[:, :, 128:] = 100                               # (9, 5, 2)
    after = cut(x)                                    # (9, 5, 8)
    print(f"130 cut by 16 ignores the last 2: {after.equal(before)}")


def main():
    print(f"{'':<22} k  s  p d   n/s               runs as")
    for why, n, k, s, p, d in CASES:
        m = run(n, k, s, p, d)
        said = f"{n}/{s} = {n / s:g}"
        verdict = "holds" if m == n / s else "breaks"
        print(f"{why:<22} {k:<2} {s:<2} {p} {d}   {said:<18}{m:<4} {verdict}")
    same_with_stride()
    what_is_left_over_is_never_read()


if __name__ == "__main__":
    main()
