"""The text has more tokens than the table of positions has rows.

The ids are fine. It is the second table that is too short: places are numbered
0 to L-1 as well, and were embedded up to the length the model was built for.
A model that writes meets it too, when its text grows past that length.

Fix: Cut the text to its last tokens, as many as the model was built for. With
a tokenizer: `truncation=True` and a `max_length`.

Tempting: Start again at 0, with `%`. It runs, and the model cannot tell the
first token from the one that came after the table was full.
"""

import torch
from torch import nn

MESSAGE = "index out of range in self"
ALSO = {
    "CUDA error: device-side assert triggered": "on a GPU",
    "Token indices sequence length is longer than the specified maximum "
    "sequence length for this model": "a Hugging Face tokenizer, before it",
}
PHASE = "forward"
MODELS = ("char_gpt",)
SEE = ("position-embeddings", "norms-embeddings-softmax")


def broken():
    B, T, L, V, D = 2, 12, 8, 50, 16
    words, places = nn.Embedding(V, D), nn.Embedding(L, D)
    ids = torch.randint(V, (B, T))          # (B, T)
    x = words(ids)                          # (B, T, D)
    return x + places(torch.arange(T))


def fixed():
    B, T, L, V, D = 2, 12, 8, 50, 16
    words, places = nn.Embedding(V, D), nn.Embedding(L, D)
    ids = torch.randint(V, (B, T))          # (B, T)
    ids = ids[:, -L:]                       # (B, L)
    x = words(ids)                          # (B, L, D)
    return x + places(torch.arange(L))      # (B, L, D)


def tempting():
    B, T, L, V, D = 2, 12, 8, 50, 16
    words, places = nn.Embedding(V, D), nn.Embedding(L, D)
    ids = torch.randint(V, (B, T))          # (B, T)
    pos = places(torch.arange(T) % L)       # (T, D)
    print(f"places 0 and {L} are one: {pos[0].equal(pos[L])}")
    return words(ids) + pos                 # (B, T, D)


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
