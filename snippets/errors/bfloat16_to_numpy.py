"""NumPy has no bfloat16, so a tensor of that dtype cannot become an array.

Under autocast, and in most large models of today, activations and weights are
bfloat16. NumPy, matplotlib and scikit-learn know float16, 32 and 64.

Fix: `x.float().numpy()`: every bfloat16 number is a float32 number.

Tempting: `x.half().numpy()`. float16 has as many bits, and it ends at 65504,
where bfloat16 goes on.
"""

import torch

MESSAGE = "Got unsupported ScalarType {dtype:word}"
READ = ("{dtype} is the dtype that has no match in NumPy",)
PHASE = "evaluate"
MODELS = ("char_gpt", "clip")
SEE = ("device-and-dtype", "into-and-out-of-tensors")


def broken():
    B, D = 2, 4
    x = torch.full((B, D), 1e5).bfloat16()      # (B, D)
    return x.numpy()


def fixed():
    B, D = 2, 4
    x = torch.full((B, D), 1e5).bfloat16()      # (B, D)
    print(f"with float(): {x.float().numpy().max():.0f}")


def tempting():
    B, D = 2, 4
    x = torch.full((B, D), 1e5).bfloat16()      # (B, D)
    print(f"with half(): {x.half().numpy().max()}")


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
