"""The dataset is empty, so there is nothing to shuffle.

Nearly always the path is wrong, or the pattern finds no file: another folder
name, another ending, a working folder you did not expect. An empty list of
files is a list like any other, and nobody complains until it is to be shuffled.

Fix: Look for the files where they are, and let the dataset refuse to be empty.
Print the absolute path while you search.

Tempting: `shuffle=False`. The message is gone, the loop over the loader does
nothing, and the training ends at once.
"""

from pathlib import Path

from torch.utils.data import DataLoader

MESSAGE = (
    "num_samples should be a positive integer value, but got num_samples=0"
)
ALSO = {
    "num_samples should be a positive integeral value, but got "
    "num_samples=0": "torch 1.x",
}
PHASE = "load data"
SEE = ("into-and-out-of-tensors", "the-training-loop")


def save_three(folder):
    folder.mkdir(exist_ok=True)
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        (folder / name).touch()


def broken():
    save_three(Path("photos"))
    files = sorted(Path("photos").glob("*.png"))
    return DataLoader(files, batch_size=2, shuffle=True)


def fixed():
    save_three(Path("photos"))
    files = sorted(Path("photos").glob("*.jpg"))
    assert files, f"no file in {Path('photos').absolute()}"
    return DataLoader(files, batch_size=2, shuffle=True)


def tempting():
    files = sorted(Path("photos").glob("*.png"))
    loader = DataLoader(files, batch_size=2, shuffle=False)
    print(f"{len(loader)} batches")


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
