"""More winners were asked for than there are.

`topk(5)` needs five numbers in the dim it looks at. Top-5 accuracy comes from
a data set with 1000 classes; yours may have three. In a point cloud or a
detector it is a sample with fewer points or boxes than usual.

Fix: Ask for no more than there are: `min(k, x.shape[-1])`. And look at the
dim: without one it is the last.

Tempting: Pad with zeros until it runs. Then the zeros are among the winners.
"""

import torch

MESSAGE = "selected index k out of range"
ALSO = {
    "selected number k out of range for dimension": "kthvalue()",
}
PHASE = "evaluate"
MODELS = ("cnn",)
SEE = ("reductions-and-math", "losses-and-sampling")


def broken():
    B, K = 4, 3
    scores = torch.rand(B, K)           # (B, K)
    return scores.topk(5)


def fixed():
    B, K = 4, 3
    scores = torch.rand(B, K)           # (B, K)
    k = min(5, K)
    values, places = scores.topk(k)     # (B, k), (B, k)
    return places                       # (B, k)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
