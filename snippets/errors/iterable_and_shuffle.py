"""An `IterableDataset` comes in its own order, and the loader can't shuffle it.

To shuffle, the loader draws indices. A stream has no indices: its samples come
when they come. The same goes for a sampler of any kind.

Fix: Shuffle inside the dataset: first the order of the files, then a buffer
that you draw from at random. If the samples fit into a list, use a `Dataset`
with `__getitem__`.

Tempting: Drop `shuffle` and go on. A file that is sorted by class then gives
batches of one class, and the model forgets the class before.
"""

import random

from torch.utils.data import DataLoader, IterableDataset

MESSAGE = (
    "DataLoader with IterableDataset: expected unspecified shuffle option, but "
    "got shuffle=True"
)
ALSO = {
    "DataLoader with IterableDataset: expected unspecified sampler option": (
        "a sampler"
    ),
}
PHASE = "load data"
SEE = ("the-training-loop",)


class Stream(IterableDataset):
    def __iter__(self):
        yield from range(12)


def broken():
    return DataLoader(Stream(), batch_size=4, shuffle=True)


class ShuffledStream(Stream):
    def __iter__(self):
        waiting = []
        for sample in super().__iter__():
            waiting.append(sample)
            if len(waiting) == 6:
                yield waiting.pop(random.randrange(6))
        random.shuffle(waiting)
        yield from waiting


def fixed():
    loader = DataLoader(ShuffledStream(), batch_size=4)
    print([batch.tolist() for batch in loader])


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
