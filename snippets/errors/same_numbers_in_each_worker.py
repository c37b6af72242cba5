"""Each worker draws the same random numbers from its copy of one generator.

With `num_workers` above 0 every worker gets a copy of the dataset, its
generator included. All copies begin at the same number, so with 4 workers the
augmentations come in fours, and each epoch begins again with the same ones.

Fix: Draw with torch, which the loader seeds differently in each worker and
epoch, or make the generator in `worker_init_fn`.

Tempting: `num_workers=0`. It hides the copies, and the GPU waits for images.

Check: Copy the dataset twice by pickle, as a loader does for its workers, and
compare what the copies give. No worker has to be started.
"""

import pickle

import numpy as np
import torch
from torch.utils.data import Dataset

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "audio")
SEE = ("the-training-loop",)


class Photos(Dataset):
    def __init__(self):
        self.images = torch.zeros(6, 3, 8, 12)      # (6, 3, 8, 12)
        self.rng = np.random.default_rng(0)

    def __getitem__(self, i):
        brighter = self.rng.uniform(0.0, 0.2)
        return self.images[i] + brighter            # (3, 8, 12)


def broken():
    return Photos()


class SeededPhotos(Photos):
    def __getitem__(self, i):
        brighter = 0.2 * torch.rand(())             # ()
        return self.images[i] + brighter            # (3, 8, 12)


def fixed():
    return SeededPhotos()


def check(photos):
    copied = pickle.dumps(photos)
    first = pickle.loads(copied)[0]
    second = pickle.loads(copied)[0]
    same = first.equal(second)
    assert not same, "two workers made the same random change"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
