"""Choose the dim of a softmax: it is the one that sums to one."""

import warnings

import torch
from torch.nn import functional as F

DEVICE = torch.device("cpu")


def softmax(x, dim):
    exp = (x - x.amax(dim, keepdim=True)).exp()
    return exp / exp.sum(dim, keepdim=True)


def sums():
    B, K = 3, 5
    logits = torch.randn(B, K, device=DEVICE)     # (B, K)
    for dim in (1, 0):
        probs = logits.softmax(dim)               # (B, K)
        torch.testing.assert_close(probs, softmax(logits, dim))
        rows = probs.sum(dim=1).tolist()
        print(f"dim {dim}: rows sum to {[round(row, 2) for row in rows]}")


def no_dim():
    B, nh, L = 8, 3, 11
    scores = torch.randn(B, nh, L, device=DEVICE) # (B, nh, L)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        probs = F.softmax(scores)                 # (B, nh, L)
    assert probs.equal(scores.softmax(dim=0)), "the batch, of all dims"
    print(f"UserWarning: {caught[0].message}")


def in_log_space():
    B, K = 3, 5
    logits = 200 * torch.eye(B, K)                # (B, K)
    y = torch.tensor([1, 2, 3])                   # (B,)
    naive = logits.softmax(dim=1).log()           # (B, K)
    good = logits.log_softmax(dim=1)              # (B, K)
    print(f"softmax, then log {naive[0].tolist()}")
    print(f"log_softmax       {good[0].tolist()}")
    loss = F.cross_entropy(logits, y)             # ()
    torch.testing.assert_close(loss, F.nll_loss(good, y))
    twice = F.cross_entropy(good.exp(), y)        # ()
    print(f"cross entropy {loss:.2f}, of probabilities {twice:.2f}")


def main():
    for show in (sums, no_dim, in_log_space):
        show()


if __name__ == "__main__":
    main()
