"""The mean of whole numbers or of True and False is not one of them.

`mean` gives what it is given, and neither a bool nor a long can hold 0.75.
An accuracy is the classic case: `==` gives a bool for each sample.

Fix: Say which float you want: `.float().mean()`, or `mean(dtype=...)`.

Tempting: `right.sum() // len(right)`, to stay with whole numbers. An accuracy
is then 0 until it is 1.
"""

import torch

MESSAGE = (
    "mean(): could not infer output dtype. Input dtype must be either a "
    "floating point or complex dtype. Got: {dtype:word}"
)
READ = ("{dtype} is the dtype of the tensor whose mean was asked for",)
ALSO = {
    "mean(): input dtype should be either floating point or complex dtypes. "
    "Got {dtype:word} instead.": "torch 1.11",
    "Can only calculate the mean of floating types. Got {dtype:word} "
    "instead.": "torch 1.10",
    "std and var only support floating point and complex dtypes": (
        "std() and var()"
    ),
    "linalg.vector_norm: Expected a floating point or complex tensor as "
    "input. Got {dtype:word}": "norm()",
}
PHASE = "evaluate"
MODELS = ("cnn", "vit", "clip")
SEE = ("device-and-dtype", "reductions-and-math")


def broken():
    B, K = 4, 3
    logits = torch.eye(B, K)                # (B, K)
    labels = torch.arange(B) % 2            # (B,)
    right = logits.argmax(1) == labels      # (B,)
    return right.mean()


def fixed():
    B, K = 4, 3
    logits = torch.eye(B, K)                # (B, K)
    labels = torch.arange(B) % 2            # (B,)
    right = logits.argmax(1) == labels      # (B,)
    accuracy = right.float().mean()         # ()
    print(f"accuracy {accuracy:.2f}")


def tempting():
    B, K = 4, 3
    logits = torch.eye(B, K)                # (B, K)
    labels = torch.arange(B) % 2            # (B,)
    right = logits.argmax(1) == labels      # (B,)
    accuracy = right.sum() // B             # ()
    print(f"with whole numbers {accuracy}")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
