"""`torch.dot` multiplies two vectors, and got tensors with more dims.

NumPy's `dot` does whatever fits: vectors, matrices, stacks. Torch has a name
for each: `dot` for two vectors, `mv` for a matrix and a vector, `mm` for two
matrices, `bmm` for two stacks.

Fix: Of each row with its partner: `(a * b).sum(-1)`. Of each with each:
`a @ b.mT`.

Tempting: `torch.dot(a.flatten(), b.flatten())`. One number comes out: the sum
over the batch too.
"""

import torch

MESSAGE = "1D tensors expected, but got {a:any}D and {b:any}D tensors"
READ = ("{a} and {b} are how many dims your two tensors have",)
ALSO = {
    "vector + matrix @ vector expected": "mv",
    "Expected 1-D argument self, but got": "outer",
}
PHASE = "forward"
MODELS = ("clip",)
SEE = ("matmul-bmm-linear-einsum",)


def broken():
    B, D = 4, 6
    a = torch.rand(B, D)        # (B, D)
    b = torch.rand(B, D)        # (B, D)
    return torch.dot(a, b)


def fixed():
    B, D = 4, 6
    a = torch.rand(B, D)        # (B, D)
    b = torch.rand(B, D)        # (B, D)
    return (a * b).sum(-1)      # (B,)


def tempting():
    B, D = 4, 6
    a = torch.rand(B, D)        # (B, D)
    b = torch.rand(B, D)        # (B, D)
    return torch.dot(a.flatten(), b.flatten())      # ()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
