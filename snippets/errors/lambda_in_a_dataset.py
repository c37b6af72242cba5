"""A worker process needs a copy of the dataset, and a lambda can't be copied.

With `num_workers` above 0 on Windows and macOS (and from Python 3.14 on Linux)
a worker starts as a new Python. It imports your script again and gets the
dataset by pickle, which stores functions by their name. A lambda, or a function
inside a function, has no name that can be imported. I pickle here as the loader
would; the workers themselves are not started.

Fix: Move the function to the top level of the file. Because the script is
imported again, keep the training below `if __name__ == "__main__":`.

Tempting: `num_workers=0`. It runs, and the GPU waits for the images.
"""

import pickle

import torch
from torch.utils.data import Dataset

MESSAGE = "Can't pickle local object '{name:text}'"
READ = ("{name} is the function or class that only exists inside another",)
ALSO = {
    "Can't get local object '{name:text}'": "newer versions of Python",
    "Can't pickle local object <function": "Python 3.14",
    "attribute lookup <lambda> on __main__ failed": "a lambda at top level",
    "An attempt has been made to start a new process before the current "
    "process has finished its bootstrapping phase": (
        "a script without if __name__ == '__main__'"
    ),
    "exited unexpectedly": "said of a worker that ended before it gave a batch",
}
PHASE = "load data"
SEE = ("the-training-loop",)


class Photos(Dataset):
    def __init__(self, images, transform):
        self.images = images
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        return self.transform(self.images[i])


def broken():
    images = torch.rand(6, 3, 8, 12)        # (6, 3, 8, 12)
    photos = Photos(images, lambda image: image - 0.5)
    return pickle.dumps(photos)


def centred(image):
    return image - 0.5


def fixed():
    images = torch.rand(6, 3, 8, 12)        # (6, 3, 8, 12)
    photos = Photos(images, centred)
    return pickle.loads(pickle.dumps(photos))[0]  # (3, 8, 12)


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
