"""Give the same numbers another shape or another order of dims."""

import torch


def main():
    B, C, H, W, ps = 2, 3, 8, 20, 4
    x = torch.rand(B, C, H, W)             # (B, C, H, W)
    turned = x.mT                          # (B, C, W, H)
    tall = torch.rand(B, 1, H)             # (B, 1, H)
    x.view(B, C, H * W)                    # (B, C, H*W)
    x.reshape(B, C, H * W)                 # (B, C, H*W)
    turned.reshape(B, C, W * H)            # (B, C, W*H)
    x.flatten(2)                           # (B, C, H*W)
    turned.flatten(2)                      # (B, C, W*H)
    x.ravel()                              # (n,), where n = B*C*H*W
    x.unflatten(3, (W // ps, ps))          # (B, C, H, W/ps, ps)
    x.view_as(x)                           # (B, C, H, W)
    x.reshape_as(x)                        # (B, C, H, W)
    x.transpose(1, 2)                      # (B, H, C, W)
    x.swapaxes(1, 2)                       # (B, H, C, W)
    x.permute(0, 2, 3, 1)                  # (B, H, W, C)
    x.movedim(1, 3)                        # (B, H, W, C)
    x.mT                                   # (B, C, W, H)
    x[0, 0].T                              # (W, H)
    x[0, 0].t()                            # (W, H)
    x.unsqueeze(1)                         # (B, 1, C, H, W)
    tall.squeeze(1)                        # (B, H)
    tall.expand(B, C, H)                   # (B, C, H)
    tall.expand_as(x[:, :, 0, :H])         # (B, C, H)
    tall.repeat(1, C, 2)                   # (B, C, 2*H)
    tall.tile(1, C, 2)                     # (B, C, 2*H)
    tall.repeat_interleave(2, dim=2)       # (B, 1, 2*H)
    torch.broadcast_to(tall, (B, C, H))    # (B, C, H)
    out = torch.broadcast_shapes((C, 1), (1, W))
    x.contiguous()                         # (B, C, H, W)
    turned.contiguous()                    # (B, C, W, H)
    x.unfold(3, ps, ps)                    # (B, C, H, W/ps, ps)
    x.as_strided((H, W), (W, 1))           # (H, W)
    x.flip(3)                              # (B, C, H, W)
    x.roll(1, dims=3)                      # (B, C, H, W)
    x.rot90(1, (2, 3))                     # (B, C, W, H)


if __name__ == "__main__":
    main()
