"""A list of tensors is no tensor: it has no shape, no size and no device.

A loop that appends each output leaves a list. So do `split`, `unbind` and a
`forward` that returns one feature map per stage. A list knows only its length.

Fix: `torch.stack(outputs)` makes one tensor with a new dim in front, where all
have one shape. `torch.cat` joins them along a dim that is there.

Tempting: `torch.tensor(outputs)`. It takes numbers, or tensors of one number
each, and refuses the rest.
"""

import torch

MESSAGE = "'list' object has no attribute 'shape'"
ALSO = {
    "'list' object has no attribute 'size'": "asked for its size",
    "'list' object has no attribute 'dim'": "handed to a function of torch",
    "'list' object has no attribute 'view'": "reshaped",
}
PHASE = "forward"
SEE = ("cat-stack-chunk-split",)


def broken():
    L, B, D = 3, 4, 5
    outputs = []
    for step in range(L):
        outputs.append(torch.rand(B, D))
    return outputs.shape


def fixed():
    L, B, D = 3, 4, 5
    outputs = []
    for step in range(L):
        outputs.append(torch.rand(B, D))
    return torch.stack(outputs, dim=1)      # (B, L, D)


def tempting():
    L, B, D = 3, 4, 5
    outputs = [torch.rand(B, D) for step in range(L)]
    try:
        torch.tensor(outputs)
    except (ValueError, RuntimeError) as error:
        print(f"torch.tensor: {error}")


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
