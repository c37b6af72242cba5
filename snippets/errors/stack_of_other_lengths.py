"""Tensors of different shapes were stacked, and stack needs one shape for all.

`torch.stack` adds a dim and puts the tensors along it, so they must agree in
every size. Sentences, clips and images come in many lengths.

Fix: Pad to the longest with `pad_sequence`, and keep a mask of what is real.
For images, resize or crop them to one size first.

Tempting: Cut all to the shortest. It runs, and the ends of the others are
never read.
"""

import torch
from torch.nn.utils.rnn import pad_sequence

MESSAGE = (
    "stack expects each tensor to be equal size, but got {first:shape} at "
    "entry {one:any} and {second:shape} at entry {other:any}"
)
READ = (
    "{first} is the shape of the tensor at place {one} of your list, counted "
    "from 0",
    "{second} is that at place {other}; find the dim in which they differ",
)
PHASE = "load data"
MODELS = ("char_gpt", "audio")
SEE = ("cat-stack-chunk-split", "tokenizers")


def broken():
    first = torch.tensor([5, 2, 9, 4])                  # (4,)
    second = torch.tensor([7, 1, 3])                    # (3,)
    return torch.stack([first, second])


def fixed():
    first = torch.tensor([5, 2, 9, 4])                  # (4,)
    second = torch.tensor([7, 1, 3])                    # (3,)
    ids = pad_sequence([first, second], batch_first=True)  # (2, 4)
    mask = ids != 0                                     # (2, 4)
    return ids, mask


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
