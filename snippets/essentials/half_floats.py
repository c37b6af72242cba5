"""Compare the float types: how far each one reaches, and how finely."""

import torch

DEVICE = torch.device("cpu")
FLOATS = (torch.float64, torch.float32, torch.float16, torch.bfloat16)


def reach_and_grain():
    for dtype in FLOATS:
        info = torch.finfo(dtype)
        small = torch.tensor(1 / 3, dtype=dtype).item()
        print(f"{str(dtype)[6:]:<9} {info.bits:>2} bits, up to {info.max:.0e}, "
              f"a third is {small:.8f}")


def what_gets_lost():
    D = 3000
    x = torch.full((D,), 300.0, device=DEVICE)      # (D,)
    half, brain = x.half(), x.bfloat16()            # each (D,)
    print(f"squared: half {half[0].square()}, bfloat16 {brain[0].square()}")
    for most in (torch.tensor(2048.0).half(), torch.tensor(256.0).bfloat16()):
        print(f"{str(most.dtype)[6:]}: {most} + 1 is {most + 1}")


def mixed():
    B, D, K = 8, 48, 5
    x = torch.rand(B, D, device=DEVICE)             # (B, D)
    w = torch.rand(D, K, dtype=torch.bfloat16)      # (D, K)
    total = x + x.bfloat16()                        # (B, D)
    ids = torch.arange(D) + x[0]                    # (D,)
    print(f"float + bfloat16 {total.dtype}, long + float {ids.dtype}")
    try:
        x @ w
    except RuntimeError as error:
        print(f"RuntimeError: {error}")
    y = x.to(w.dtype) @ w                           # (B, K)
    print(f"converted first  {y.dtype}")


def main():
    reach_and_grain()
    what_gets_lost()
    mixed()


if __name__ == "__main__":
    main()
