"""Train a model on one batch until it knows it by heart."""

import math

import torch
import torch.nn.functional as F
from torch import nn

DEVICE = torch.device("cpu")


def train_loop(model, x, y, K, turns):
    B, D = x.shape                                   # (B, D)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    model.train()
    losses = []
    for turn in range(turns):
        logits = model(x)                            # (B, K)
        loss = F.cross_entropy(logits, y)            # ()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


@torch.no_grad()
def accuracy(model, x, y, K):
    B, D = x.shape                                   # (B, D)
    logits = model.eval()(x)                         # (B, K)
    guess = logits.argmax(dim=1)                     # (B,)
    return (guess == y).float().mean().item()


def main():
    B, D, K, hidden = 16, 20, 5, 33
    x = torch.randn(B, D, device=DEVICE)             # (B, D)
    y = torch.randint(K, (B,), device=DEVICE)        # (B,)
    layers = nn.Linear(D, hidden), nn.ReLU(), nn.Linear(hidden, K)
    model = nn.Sequential(*layers).to(DEVICE)

    losses = train_loop(model, x, y, K, turns=60)
    first, last = losses[0], losses[-1]
    print(f"loss      from {first:.2f} to {last:.3f}")
    assert abs(first - math.log(K)) < 0.3, "a fresh model knows nothing"
    assert last < 0.1 * first, "one batch is easy to learn"
    print(f"accuracy  {accuracy(model, x, y, K)}")


if __name__ == "__main__":
    main()
