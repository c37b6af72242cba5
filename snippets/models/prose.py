"""Read the words of this site from a text, as ids of characters and back."""

import hashlib
from pathlib import Path

import torch

TEXT = (Path(__file__).parents[1] / "data" / "pages.txt").read_text()
PIN = "0be9c4957016eb24714de5e48b45c4bebc2a3bd8f8ee2476d4b1c9d4d9015025"
assert hashlib.sha256(TEXT.encode()).hexdigest() == PIN, "another text"
LETTERS = sorted(set(TEXT))
NUMBERS = {letter: number for number, letter in enumerate(LETTERS)}


def encode(text):
    """The ids (L,) of the characters of a text."""
    return torch.tensor([NUMBERS[letter] for letter in text])


def decode(ids):
    """The text that ids (L,) stand for."""
    return "".join(LETTERS[number] for number in ids.tolist())


def split_prose():
    """Two rows of ids: nine tenths to learn from, and the last tenth."""
    ids = encode(TEXT)
    N, = ids.shape                                 # (N,)
    learnt = N * 9 // 10
    return ids[:learnt], ids[learnt:]


def main():
    learnt, kept = split_prose()
    print(f"to learn from {tuple(learnt.shape)}, kept {tuple(kept.shape)}")
    print(f"{len(LETTERS)} characters: {''.join(LETTERS).strip()}")
    print(decode(learnt[21:177]))


if __name__ == "__main__":
    main()
