"""A product of batches of matrices was given two dtypes.

`@` on tensors of three or more dims, `torch.bmm` and `einsum` multiply one
dtype at a time. In a half model a softmax that is computed in float32, for
its sake, hands float32 on to the next line.

Fix: Bring the one tensor back to the dtype of the other, right there:
`.to(v.dtype)`.

Tempting: `v.float()`. It runs, and from here on all activations are float32,
until the next half layer complains.
"""

import torch

MESSAGE = "expected scalar type {first:word} but found {second:word}"
READ = (
    "{first} is the dtype of the first tensor of the product",
    "{second} is the dtype of the other one",
)
ALSO = {
    "Expected object of scalar type {first:word} but got scalar type "
    "{second:word} for argument": "torch 1.2 to 1.7",
    "expected m1 and m2 to have the same dtype, but got: float != c10::Half": (
        "two matrices without a batch"
    ),
}
PHASE = "forward"
MODELS = ("char_gpt", "vit", "clip")
SEE = ("device-and-dtype", "attention")


def broken():
    B, L, D = 2, 5, 8
    scores = torch.rand(B, L, L).half()             # (B, L, L)
    v = torch.rand(B, L, D).half()                  # (B, L, D)
    w = scores.softmax(-1, dtype=torch.float32)     # (B, L, L)
    return w @ v


def fixed():
    B, L, D = 2, 5, 8
    scores = torch.rand(B, L, L).half()             # (B, L, L)
    v = torch.rand(B, L, D).half()                  # (B, L, D)
    w = scores.softmax(-1, dtype=torch.float32)     # (B, L, L)
    return w.to(v.dtype) @ v                        # (B, L, D)


def tempting():
    B, L, D = 2, 5, 8
    scores = torch.rand(B, L, L).half()             # (B, L, L)
    v = torch.rand(B, L, D).half()                  # (B, L, D)
    w = scores.softmax(-1, dtype=torch.float32)     # (B, L, L)
    out = w @ v.float()                             # (B, L, D)
    print(f"the model is {v.dtype}, what goes on is {out.dtype}")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
