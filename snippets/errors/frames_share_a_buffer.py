"""`from_numpy` copies nothing: tensor and array share their numbers.

A camera, a simulator or a loop fills one array again and again. Tensors made
of it with `from_numpy` or `as_tensor` all look at that array, and all of them
show its last content.

Fix: `torch.tensor(array)`, or `from_numpy(array).clone()`. Both copy.

Tempting: `list(frames)`, or a copy of the list. It copies names, not numbers.

Check: Keep two different frames, and see that they are different still.
"""

import numpy
import torch

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("into-and-out-of-tensors",)


def broken():
    def keep(frames, buffer):
        frames.append(torch.from_numpy(buffer))

    return keep


def fixed():
    def keep(frames, buffer):
        frames.append(torch.tensor(buffer))

    return keep


def check(keep):
    frames, buffer = [], numpy.zeros((4, 6), dtype="float32")
    for number in (1, 2, 3):
        buffer[:] = number
        keep(frames, buffer)
    means = [frame.mean().item() for frame in frames]
    assert means == [1, 2, 3], f"the frames 1, 2, 3 are kept as {means}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
