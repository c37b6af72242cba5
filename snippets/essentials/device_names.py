"""Know which words torch.device takes, and ask for what is there."""

import torch


def known():
    for name in ("cpu", "cuda", "cuda:1", "mps", "xpu", "meta"):
        device = torch.device(name)
        print(f"{name:<7} type {device.type}, index {device.index}")


def refused():
    try:
        torch.device("gpu")
    except RuntimeError as error:
        print(f"gpu     {str(error).split(' device type')[0]} …")


def what_is_there():
    found = torch.accelerator.is_available()
    device = torch.accelerator.current_accelerator() if found else "cpu"
    B, D = 8, 48
    x = torch.rand(B, D, device=device)           # (B, D)
    shape = torch.rand(B, D, device="meta")       # (B, D)
    assert x.device.type == torch.device(device).type
    print(f"on meta a tensor has a shape {tuple(shape.shape)}, no numbers")


def main():
    known()
    refused()
    what_is_there()


if __name__ == "__main__":
    main()
