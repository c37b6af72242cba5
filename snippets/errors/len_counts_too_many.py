"""The dataset says it has more samples than it can give.

The loader asks for every index from 0 to `len(dataset) - 1`. Here `__len__`
counts all letters of a text, and the last one has no next letter. Windows that
would reach past the end are the same, and so are labels counted in one table
while the images are listed in another.

Fix: Let `__len__` count the places where a sample can begin.

Tempting: `i % len(self.ids)`. It does not raise any more, and some samples
come twice.
"""

import torch
from torch.utils.data import DataLoader, TensorDataset

MESSAGE = (
    "index {N-1} is out of bounds for dimension {dim:any} with size {size:any}"
)
READ = (
    "{N-1} is the index that was asked for",
    "{size} is how many there are; the last one is one less",
)
ALSO = {"list index out of range": "the samples are in a list"}
PHASE = "load data"
SYMPTOM = "the last batch or a single sample fails"
MODELS = ("char_gpt",)
SEE = ("indexing-and-masks", "char-gpt")


class NextLetter(TensorDataset):
    def __init__(self, ids):
        super().__init__(ids[:-1], ids[1:])
        self.ids = ids

    def __len__(self):
        return len(self.ids)


def broken():
    N, B = 7, 2
    ids = torch.arange(N)                   # (N,)
    return list(DataLoader(NextLetter(ids), batch_size=B))


class NextLetterInside(NextLetter):
    def __len__(self):
        return len(self.ids) - 1


def fixed():
    N, B = 7, 2
    ids = torch.arange(N)                   # (N,)
    return list(DataLoader(NextLetterInside(ids), batch_size=B))


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
