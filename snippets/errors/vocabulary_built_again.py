"""The vocabulary is built again when the model is loaded, and the ids changed.

The weights know letters by their number alone. The numbers came from the text
of the training; now they come from another text, or from a `set`, whose order
differs from run to run. Row 3 of the embedding means another letter, and what
the model writes is noise. Class names from folders or from a set do the same.

Fix: Save the list of letters or of class names beside the weights, and use
that one. Sort it when it is made.

Tempting: `sorted(set(text))` on the new text. The order is fixed, and a letter
that is missing moves all that follow it.

Check: The ids of one sentence, before saving and after loading.
"""

import torch

PHASE = "save and load"
SYMPTOM = "good before saving, bad after loading"
MODELS = ("char_gpt",)
SEE = ("tokenizers", "char-gpt")

BOOK = "to be or not to be that is the question"
PROMPT = "not to be"


def ids_of(text, letters):
    return torch.tensor([letters.index(letter) for letter in text])


def broken():
    before = ids_of(PROMPT, sorted(set(BOOK)))      # (9,)
    after = ids_of(PROMPT, sorted(set(PROMPT)))     # (9,)
    return before, after


def fixed():
    letters = sorted(set(BOOK))
    torch.save({"letters": letters}, "model.pt")
    before = ids_of(PROMPT, letters)                # (9,)
    loaded = torch.load("model.pt")["letters"]
    after = ids_of(PROMPT, loaded)                  # (9,)
    return before, after


def check(ids):
    before, after = ids
    moved = (before != after).sum().item()
    assert moved == 0, f"{moved} of {len(before)} letters have another id"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
