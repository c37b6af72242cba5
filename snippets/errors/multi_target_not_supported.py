"""The labels are a column of shape (B, 1) instead of (B,).

Cross entropy wants one class number per sample, without a dim around it. A
column of a table keeps its dim when it becomes a tensor. One-hot labels in a
width other than the logits' say the same.

Fix: Take that dim away: `labels.squeeze(1)`. If they are one-hot, use the
class numbers instead: `labels.argmax(1)`.

Tempting: `labels.argmax(1)` on the column as well. There is one number to
choose from, so every label becomes class 0.
"""

import torch
from torch.nn import functional as F

MESSAGE = "0D or 1D target tensor expected, multi-target not supported"
ALSO = {
    "1D target tensor expected, multi-target not supported": "torch 1.7",
    "multi-target not supported at": "torch 1.5 and older",
}
PHASE = "loss"
MODELS = ("cnn", "vit")
SEE = ("unsqueeze-squeeze-expand", "losses-and-sampling")


def broken():
    B, K = 4, 3
    logits = torch.rand(B, K)                       # (B, K)
    labels = torch.tensor([[0], [2], [1], [2]])     # (B, 1)
    return F.cross_entropy(logits, labels)


def fixed():
    B, K = 4, 3
    logits = torch.rand(B, K)                       # (B, K)
    labels = torch.tensor([[0], [2], [1], [2]])     # (B, 1)
    labels = labels.squeeze(1)                      # (B,)
    return F.cross_entropy(logits, labels)          # ()


def tempting():
    B = 4
    labels = torch.arange(B).unsqueeze(1)           # (B, 1)
    return labels.argmax(1)                         # (B,)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    print(f"argmax of the column: {tempting().tolist()}")


if __name__ == "__main__":
    main()
