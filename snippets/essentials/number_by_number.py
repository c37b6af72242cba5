"""Send every number of a tensor through a function, and mind the edges."""

import torch

DEVICE = torch.device("cpu")


def rounded(x):
    return [round(one, 2) for one in x.tolist()]


def edges():
    x = torch.tensor([-1.5, 0.0, 0.5, 2.0])           # (4,)
    print(f"x           {rounded(x)}")
    print(f"exp         {rounded(x.exp())}")
    print(f"log         {rounded(x.log())}")
    print(f"clamp, log  {rounded(x.clamp(min=1e-5).log())}")
    print(f"sqrt        {rounded(x.sqrt())}")
    print(f"clamp(0, 1) {rounded(x.clamp(0, 1))}")
    assert x.clamp(min=0).equal(torch.maximum(x, torch.zeros(4)))
    assert x.pow(2).equal(x.square()) and x.square().equal(x ** 2)


def bytes_wrap_around():
    image = torch.tensor([5, 250], dtype=torch.uint8) # (2,)
    wrapped = image + 10                              # (2,)
    good = (image.float() + 10).clamp(0, 255)         # (2,)
    print(f"bytes + 10  {wrapped.tolist()}, as floats {good.tolist()}")


def in_place():
    """A trailing underscore writes into the tensor itself."""
    B, D = 8, 20
    x = torch.rand(B, D, device=DEVICE)               # (B, D)
    y = x.mul_(2).add_(1)                             # (B, D)
    assert y is x and x.min() >= 1
    weight = torch.rand(D, requires_grad=True)        # (D,)
    try:
        weight.mul_(2)
    except RuntimeError as error:
        print(f"RuntimeError: {error}")
    with torch.no_grad():
        weight.mul_(2)


def main():
    edges()
    bytes_wrap_around()
    in_place()


if __name__ == "__main__":
    main()
