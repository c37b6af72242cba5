"""Make a new tensor on whatever device the input is on."""

import torch

DEVICE = torch.device("cpu")


def device_from_x(x):
    B, C, H, W = x.shape                              # (B, C, H, W)
    z = torch.rand(B, C, H, W, device=x.device)       # (B, C, H, W)
    return x + z                                      # (B, C, H, W)


def hard_coded(x):
    B, C, H, W = x.shape                              # (B, C, H, W)
    z = torch.rand(B, C, H, W)                        # (B, C, H, W)
    return x + z                                      # (B, C, H, W)


def try_on(device, function):
    B, C, H, W = 8, 3, 20, 28
    x = torch.rand(B, C, H, W, device=device)         # (B, C, H, W)
    try:
        out = function(x)                             # (B, C, H, W)
        print(f"{function.__name__}: {x.device} in, {out.device} out")
    except RuntimeError as error:
        print(f"{function.__name__}: {error}")


def needs_a_value():
    x = torch.rand(3, device="meta")                  # (3,)
    for ask in (torch.Tensor.item, bool):
        try:
            ask(x.sum())
        except RuntimeError as error:
            print(str(error).splitlines()[0])


def main():
    for device in (DEVICE, torch.device("meta")):
        try_on(device, device_from_x)
        try_on(device, hard_coded)
    needs_a_value()


if __name__ == "__main__":
    main()
