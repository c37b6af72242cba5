"""`torch.Tensor(5)` is no 5: it is five numbers that nobody has set.

With a capital T it is the class, and a whole number is its size. What it
holds is what the memory held: often zeros, sometimes 1e-38, sometimes NaN, so
a test may pass today. `torch.Tensor([5])` is a list, and does what you think,
in float32.

Fix: `torch.tensor(5)`, in small letters, for values. For a size, say what goes
into it: `torch.zeros(5)`.

Check: With `torch.use_deterministic_algorithms(True)` PyTorch fills what is
not set with NaN, so it shows.
"""

import torch

PHASE = "build"
SYMPTOM = "NaN or inf"
SEE = ("make-tensors",)


def broken():
    def temperature(number):
        return torch.Tensor(number)

    return temperature


def fixed():
    def temperature(number):
        return torch.tensor(number)     # ()

    return temperature


def check(temperature):
    torch.use_deterministic_algorithms(True)
    x = temperature(5)
    torch.use_deterministic_algorithms(False)
    assert x.numel() == 1, f"5 became {x.tolist()}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
