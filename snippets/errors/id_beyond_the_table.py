"""An id is as large as the table of embeddings, larger, or negative.

An `Embedding(V, D)` has rows 0 to V-1, and the ids pick rows. Here the
characters are numbered from 1, so that 0 is free for padding. The last one
has the number of a row that is not there. An id of -1 or -100 for padding, and
a tokenizer to which tokens were added, end the same way.

Fix: `V = max(ids) + 1`, counted over the whole vocabulary: ask the tokenizer,
not one batch. Look at `ids.min()` and `ids.max()` before the call.

On a GPU it says "device-side assert triggered", often at a later line. Run the
batch on the CPU, and you get this one.

Tempting: Clamp the ids. It runs, and two characters are one from then on.
"""

import torch
from torch import nn

MESSAGE = "index out of range in self"
ALSO = {
    "CUDA error: device-side assert triggered": "on a GPU",
    "Assertion `srcIndex < srcSelectDimSize` failed": "on a GPU",
    "index out of range: Tried to access index": "torch 1.4",
}
PHASE = "forward"
MODELS = ("char_gpt", "clip", "unet")
SEE = ("norms-embeddings-softmax", "tokenizers")


def broken():
    text, D = "to be or not", 16
    L = len(text)
    number = {c: n for n, c in enumerate(sorted(set(text)), start=1)}
    V = len(number)
    ids = torch.tensor([number[c] for c in text])  # (L,)
    embed = nn.Embedding(V, D)
    return embed(ids)


def fixed():
    text, D = "to be or not", 16
    L = len(text)
    number = {c: n for n, c in enumerate(sorted(set(text)), start=1)}
    V = max(number.values()) + 1
    ids = torch.tensor([number[c] for c in text])  # (L,)
    embed = nn.Embedding(V, D)
    return embed(ids)                              # (L, D)


def tempting():
    text, D = "to be or not", 16
    L = len(text)
    number = {c: n for n, c in enumerate(sorted(set(text)), start=1)}
    V = len(number)
    ids = torch.tensor([number[c] for c in text])  # (L,)
    ids = ids.clamp(max=V - 1)                     # (L,)
    print(f"{V} characters, {len(ids.unique())} of them told apart")
    return nn.Embedding(V, D)(ids)                 # (L, D)


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
