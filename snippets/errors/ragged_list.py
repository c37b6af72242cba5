"""Lists of different lengths do not make a tensor: a tensor has no gaps.

Sentences, sounds and boxes come in all lengths. `torch.tensor` takes the first
list for the size of all, and stops at the first that differs.

Fix: Fill the short ones up, with `pad_sequence` on a list of tensors, and keep
the lengths or a mask: what was filled in means nothing.

Tempting: Cut all to the shortest. It runs, and the ends of most sentences are
never seen.
"""

import torch
from torch.nn.utils.rnn import pad_sequence

MESSAGE = "expected sequence of length {L} at dim {dim:any} (got {short})"
READ = (
    "{L} is the length of the first list, at depth {dim}",
    "{short} is the length of the first one that differs",
)
ALSO = {
    "setting an array element with a sequence. The requested array has an "
    "inhomogeneous shape": "numpy.array",
    "not a sequence": "a number where the other entries are lists",
}
PHASE = "load data"
MODELS = ("char_gpt", "clip")
SEE = ("into-and-out-of-tensors", "shapes-by-modality")


def broken():
    sentences = [[7, 3, 9], [4, 8]]
    L, short = map(len, sentences)
    return torch.tensor(sentences)


def fixed():
    sentences = [[7, 3, 9], [4, 8]]
    B, L = len(sentences), len(sentences[0])
    rows = [torch.tensor(ids) for ids in sentences]
    ids = pad_sequence(rows, batch_first=True)      # (B, L)
    lengths = torch.tensor([*map(len, rows)])       # (B,)
    place = torch.arange(L)                         # (L,)
    real = place < lengths[:, None]                 # (B, L)
    return ids, real                                # (B, L), (B, L)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
