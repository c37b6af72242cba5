"""`ctc_loss` wants the time first, and took the frames for the batch.

`ctc_loss` reads (T, B, V): frames, batch, symbols. Most models give (B, T, V).
The loss then counts as many texts as there are frames, and finds too few
lengths.

Fix: `log_probs.transpose(0, 1)`. The lengths are one number per text: how many
frames it has, after the model made them fewer, and how many symbols.

Tempting: `reshape(T, B, V)`. The shape is right, and the frames of different
recordings are mixed. Or as many lengths as there are frames: it asks for
`target_lengths` next.
"""

import torch
from torch.nn import functional as F

MESSAGE = "input_lengths must be of size batch_size"
ALSO = {
    "target_lengths must be of size batch_size": "the lengths of the texts",
    "Expected input_lengths to have value at most":
        "lengths from before the model made the frames fewer",
}
PHASE = "loss"
MODELS = ("audio",)
SEE = ("losses-and-sampling", "audio")


def broken():
    B, T, V, L = 3, 20, 7, 4
    logits = torch.rand(B, T, V)                # (B, T, V)
    log_probs = logits.log_softmax(-1)          # (B, T, V)
    texts = torch.ones(B, L, dtype=torch.long)  # (B, L)
    frames, symbols = torch.full((B,), T), torch.full((B,), L)
    return F.ctc_loss(log_probs, texts, frames, symbols)


def fixed():
    B, T, V, L = 3, 20, 7, 4
    logits = torch.rand(B, T, V)                # (B, T, V)
    log_probs = logits.log_softmax(-1)          # (B, T, V)
    texts = torch.ones(B, L, dtype=torch.long)  # (B, L)
    frames, symbols = torch.full((B,), T), torch.full((B,), L)
    log_probs = log_probs.transpose(0, 1)       # (T, B, V)
    return F.ctc_loss(log_probs, texts, frames, symbols)  # ()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
