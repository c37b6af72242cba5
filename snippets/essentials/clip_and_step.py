"""Clip the gradients between backward and step, and compare optimizers."""

import torch
import torch.nn.functional as F
from torch import nn

DEVICE = torch.device("cpu")


def clip_and_step(model, x, y, K):
    B, D = x.shape                                   # (B, D)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    logits = model(x)                                # (B, K)
    loss = F.cross_entropy(1000 * logits, y)         # ()
    loss.backward()
    norm = length_of_all(model)                      # ()
    said = nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
    torch.testing.assert_close(said, norm)
    clipped = length_of_all(model)                   # ()
    optimizer.step()
    print(f"gradient {norm:.0f}, after clipping {clipped:.2f}")


def length_of_all(model):
    """One norm over the gradients of all parameters together."""
    grads = [p.grad.flatten() for p in model.parameters()]
    return torch.cat(grads).norm()                   # ()


def without_a_gradient(Optimizer, D):
    """What weight decay does alone: the gradient is zero."""
    weight = nn.Parameter(torch.ones(D))             # (D,)
    optimizer = Optimizer([weight], lr=0.1, weight_decay=0.1)
    weight.grad = torch.zeros(D)                     # (D,)
    optimizer.step()
    print(f"{Optimizer.__name__:<5} 1.00 became {weight[0].item():.2f}")


def main():
    B, D, K = 16, 20, 5
    x = torch.randn(B, D, device=DEVICE)             # (B, D)
    y = torch.randint(K, (B,), device=DEVICE)        # (B,)
    clip_and_step(nn.Linear(D, K).to(DEVICE), x, y, K)
    for Optimizer in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW):
        without_a_gradient(Optimizer, D)


if __name__ == "__main__":
    main()
