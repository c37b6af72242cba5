"""Give every layer of a model its first weights with one apply."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def init_weights(module):
    """apply calls this for the model and every module inside it."""
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, mean=0.0, std=0.02)
        nn.init.zeros_(module.bias)
    elif isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, std=0.02)
    elif isinstance(module, nn.LayerNorm):
        nn.init.constant_(module.weight, 1.0)
        nn.init.zeros_(module.bias)


def classifier(V, D, K):
    return nn.Sequential(
        nn.Embedding(V, D),                      # (B, L, D)
        nn.LayerNorm(D),                         # (B, L, D)
        nn.Linear(D, K),                         # (B, L, K)
    )


def spread(name, weight):
    mean, std = weight.mean(), weight.std()      # each ()
    print(f"{name:<16} mean {abs(mean):.2f}, std {std:.3f}")


def by_size(D, K):
    """These two look at the shape (K, D): out K, in D."""
    weight = torch.empty(K, D, device=DEVICE)    # (K, D)
    nn.init.xavier_uniform_(weight)
    assert weight.abs().max() <= (6 / (K + D)) ** 0.5
    spread("xavier_uniform_", weight)
    nn.init.kaiming_normal_(weight)
    assert abs(weight.std() - (2 / D) ** 0.5) < 0.01
    spread("kaiming_normal_", weight)


def main():
    B, L, V, D, K = 8, 11, 90, 64, 50
    ids = torch.randint(V, (B, L), device=DEVICE)  # (B, L)
    model = classifier(V, D, K)
    spread("before", model[2].weight)
    model.apply(init_weights)
    spread("after apply", model[2].weight)
    assert not model[2].bias.any()
    logits = model(ids)                          # (B, L, K)
    probs = logits.softmax(dim=-1)               # (B, L, K)
    print(f"a fresh model, largest probability {probs.max():.2f}")
    by_size(D, K)


if __name__ == "__main__":
    main()
