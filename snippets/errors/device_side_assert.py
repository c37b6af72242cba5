"""An index is out of range; a GPU says so late, and without the number.

An embedding's ids go from 0 to `V - 1`. Here -100, the mark for "no label
here", is still among them. On the CPU the line and the reason are plain. A
GPU works through its queue while Python is lines ahead, so the traceback may
point anywhere, and after it every call fails until you restart.

Fix: Run that batch once on the CPU, or with `CUDA_LAUNCH_BLOCKING=1` in the
environment, to learn the line. Then look at `ids.min()` and `ids.max()`, and
give the layer a real id: a `padding_idx`. Labels in a loss have the same
limits.

Tempting: `ids.clamp(min=0)`. It runs, and every gap now reads as token 0.
"""

import torch
from torch import nn

MESSAGE = "index out of range in self"
ALSO = {
    "CUDA error: device-side assert triggered": "a GPU",
    "Assertion `srcIndex < srcSelectDimSize` failed.": "a GPU, further up",
    "Assertion `-sizes[i] <= index && index < sizes[i] && \"index out of "
    "bounds\"` failed": "a GPU, x[ids]",
}
PHASE = "forward"
MODELS = ("char_gpt", "clip")
SEE = ("norms-embeddings-softmax", "tokenizers")


def broken():
    B, L, V, D = 2, 5, 30, 8
    ids = torch.randint(V, (B, L))              # (B, L)
    ids[0, 3:] = -100
    return nn.Embedding(V, D)(ids)


def fixed():
    B, L, V, D, PAD = 2, 5, 30, 8, 0
    ids = torch.randint(V, (B, L))              # (B, L)
    ids[0, 3:] = PAD
    assert 0 <= ids.min() and ids.max() < V
    table = nn.Embedding(V, D, padding_idx=PAD)
    return table(ids)                           # (B, L, D)


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
