"""`noisy = images` is a second name, not a copy: `+=` changes both.

An assignment copies nothing, and neither do `view`, a slice or `detach()`. An
operation in place then writes into the one memory they share. Here the clean
image that the model should restore is as noisy as its input.

Fix: `noisy = images + noise`, which makes a new tensor. Where you write in
place, write into a `.clone()`.

Tempting: `images[:]`, which copies a list. Of a tensor it is a view.

Check: Call the function and compare its input with a copy from before.
"""

import torch

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("rectified_flow", "vae")
SEE = ("into-and-out-of-tensors", "view-reshape-flatten")


def noised_in_place(images):
    noisy = images
    noisy += 0.1 * torch.randn_like(images)
    return noisy


def broken():
    return noised_in_place


def noised(images):
    return images + 0.1 * torch.randn_like(images)


def fixed():
    return noised


def check(change):
    B, C, H, W = 2, 3, 6, 8
    images = torch.zeros(B, C, H, W)                    # (B, C, H, W)
    before = images.clone()                             # (B, C, H, W)
    change(images)
    moved = (images - before).abs().max()               # ()
    assert moved == 0, f"its input has changed by up to {moved:.2f}"


def main():
    torch.manual_seed(0)
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
