"""Choose a loss, and hand it the shapes and dtypes it wants."""

import torch
from torch.nn import functional as F

DEVICE = torch.device("cpu")


def next_token(B, L, V):
    logits = torch.randn(B, L, V, device=DEVICE)   # (B, L, V)
    ids = torch.randint(V, (B, L), device=DEVICE)  # (B, L)
    flat = logits.flatten(0, 1)                    # (B*L, V)
    loss = F.cross_entropy(flat, ids.flatten())    # ()
    same = F.cross_entropy(logits.mT, ids)         # ()
    torch.testing.assert_close(loss, same)
    print(f"cross_entropy {tuple(flat.shape)}, {tuple(ids.flatten().shape)}")
    for scores, y in ((logits, ids), (flat, ids.float().flatten())):
        try:
            F.cross_entropy(scores, y)
        except RuntimeError as error:
            print(f"RuntimeError: {error}")


def leave_out_padding(B, L, V):
    logits = torch.randn(B, V, L, device=DEVICE)   # (B, V, L)
    ids = torch.randint(V, (B, L), device=DEVICE)  # (B, L)
    ids[:, -3:] = -100
    loss = F.cross_entropy(logits, ids)            # ()
    real = F.cross_entropy(logits[..., :-3], ids[:, :-3])
    torch.testing.assert_close(loss, real)


def regression(B, C, H, W):
    pred = torch.rand(B, C, H, W, device=DEVICE)   # (B, C, H, W)
    image = torch.rand(B, C, H, W, device=DEVICE)  # (B, C, H, W)
    error = pred - image                           # (B, C, H, W)
    loss = F.mse_loss(pred, image)                 # ()
    torch.testing.assert_close(loss, error.square().mean())
    each = F.mse_loss(pred, image, reduction="none")
    each = each.mean(dim=(1, 2, 3))                # (B,)
    print(f"mse_loss, one number a sample {tuple(each.shape)}")


def yes_or_no(B, K):
    logits = torch.randn(B, K, device=DEVICE)      # (B, K)
    y = torch.randint(2, (B, K)).float()           # (B, K)
    loss = F.binary_cross_entropy_with_logits(logits, y)
    same = F.binary_cross_entropy(logits.sigmoid(), y)
    torch.testing.assert_close(loss, same)


def main():
    next_token(8, 11, 90)
    leave_out_padding(8, 11, 90)
    regression(8, 3, 14, 20)
    yes_or_no(8, 5)


if __name__ == "__main__":
    main()
