"""Convert a tensor to another dtype or device."""

import torch


def main():
    B, D = 2, 5
    x = torch.rand(B, D)                    # (B, D)
    ids = torch.arange(D)                   # (D,)
    x.to("cpu")                             # (B, D)
    x.to(torch.float64)                     # (B, D)
    x.to("meta")                            # (B, D)
    x.to(ids)                               # (B, D)
    x.cpu()                                 # (B, D)
    x.float()                               # (B, D)
    ids.float()                             # (D,)
    x.double()                              # (B, D)
    x.half()                                # (B, D)
    x.bfloat16()                            # (B, D)
    x.long()                                # (B, D)
    x.int()                                 # (B, D)
    x.byte()                                # (B, D)
    x.bool()                                # (B, D)
    x.type(torch.int64)                     # (B, D)
    x.type_as(ids)                          # (B, D)
    x.clone()                               # (B, D)
    x.detach()                              # (B, D)
    x.data                                  # (B, D)
    out = x.numpy()
    x.share_memory_()                       # (B, D)
    torch.as_tensor(x)                      # (B, D)
    torch.tensor(x.tolist())                # (B, D)


if __name__ == "__main__":
    main()
