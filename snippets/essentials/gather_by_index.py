"""Pick another place in each row, with gather and with pairs of indices."""

import torch
from torch.nn import functional as F

DEVICE = torch.device("cpu")


def score_of_the_class(logits, y):
    B, K = logits.shape                           # (B, K)
    at = y.unsqueeze(1)                           # (B, 1)
    picked = logits.gather(1, at)                 # (B, 1)
    picked = picked.squeeze(1)                    # (B,)
    rows = torch.arange(B, device=y.device)       # (B,)
    assert picked.equal(logits[rows, y])
    return picked                                 # (B,)


def keep_some_tokens(x, keep):
    """As MAE does: every image keeps other patches."""
    B, P, D = x.shape                             # (B, P, D)
    noise = torch.rand(B, P, device=x.device)     # (B, P)
    order = noise.argsort(dim=1)                  # (B, P)
    ids = order[:, :keep]                         # (B, keep)
    at = ids[..., None]                           # (B, keep, 1)
    at = at.expand(-1, -1, D)                     # (B, keep, D)
    kept = x.gather(1, at)                        # (B, keep, D)
    assert kept[3].equal(x[3, ids[3]])
    return kept                                   # (B, keep, D)


def main():
    B, P, D, K, keep = 8, 12, 64, 5, 3
    logits = torch.randn(B, K, device=DEVICE)     # (B, K)
    best = logits.argmax(dim=1)                   # (B,)
    score = score_of_the_class(logits, best)      # (B,)
    assert score.equal(logits.amax(dim=1))
    wrong = logits[:, best]                       # (B, B)
    print(f"picked {tuple(score.shape)}, logits[:, y] {tuple(wrong.shape)}")

    y = torch.randint(K, (B,), device=DEVICE)     # (B,)
    scores = logits.log_softmax(dim=1)            # (B, K)
    loss = -score_of_the_class(scores, y).mean()  # ()
    torch.testing.assert_close(loss, F.cross_entropy(logits, y))
    print("gathered log_softmax, negative mean: cross entropy")

    x = torch.rand(B, P, D, device=DEVICE)        # (B, P, D)
    kept = keep_some_tokens(x, keep)              # (B, keep, D)
    print(f"tokens {tuple(x.shape)}, kept {tuple(kept.shape)}")


if __name__ == "__main__":
    main()
