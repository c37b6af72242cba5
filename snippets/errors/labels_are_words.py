"""A tensor holds numbers, and these labels are words.

Class names out of a folder or a table are text, and a column of a CSV file
that was read as text is text too, even where it looks like a number.

Fix: Number the classes once, in a fixed order, and keep the list: the index
leads back to the name. For numbers written as text: `float(word)`.

Tempting: `hash(word)` as a number. It runs, gives numbers far beyond the
classes, and other ones each time Python starts.
"""

import torch

MESSAGE = "too many dimensions 'str'"
ALSO = {
    "new(): invalid data type 'str'": "one word",
    "can't convert np.ndarray of type numpy.str_": "an array of words",
    "argument 'target' (position 2) must be Tensor, not tuple": (
        "a batch of words, as a loader gives it, in the loss"
    ),
}
PHASE = "load data"
MODELS = ("cnn", "audio")
SEE = ("into-and-out-of-tensors",)


def broken():
    words = ["cat", "dog", "cat", "bird"]
    return torch.tensor(words)


def fixed():
    words = ["cat", "dog", "cat", "bird"]
    B, names = len(words), sorted(set(words))
    labels = [names.index(word) for word in words]
    return torch.tensor(labels)             # (B,)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
