"""Count a model's parameters, freeze a part, and group the rest."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def model_of(D, K):
    body = nn.Sequential(nn.Linear(D, D), nn.BatchNorm1d(D), nn.ReLU())
    return nn.ModuleDict({"body": body, "head": nn.Linear(D, K)})


def counts(model):
    every = sum(p.numel() for p in model.parameters())
    ours = sum(p.numel() for p in model.parameters() if p.requires_grad)
    return f"{every} parameters, {ours} of them trained"


def decay_groups(model):
    """Matrices decay, biases and norms don't: by their number of dims."""
    trained = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": [p for p in trained if p.ndim >= 2], "weight_decay": 0.1},
        {"params": [p for p in trained if p.ndim < 2], "weight_decay": 0.0},
    ]


def main():
    B, D, K = 8, 20, 5
    x = torch.rand(B, D, device=DEVICE)          # (B, D)
    model = model_of(D, K)
    for name, p in model.named_parameters():
        print(f"{name:<14} {tuple(p.shape)}")
    print(f"buffers {[name for name, _ in model.named_buffers()]}")
    print(counts(model))

    model["body"].requires_grad_(False)
    print(f"frozen: {counts(model)}")
    optimizer = torch.optim.AdamW(decay_groups(model), lr=0.01)
    mean = model["body"][1].running_mean.clone() # (D,)
    before = model["body"][0].weight.clone()     # (D, D)
    h = model["body"](x)                         # (B, D)
    logits = model["head"](h)                    # (B, K)
    logits.sum().backward()
    optimizer.step()
    after = model["body"][0].weight              # (D, D)
    assert after.equal(before) and after.grad is None
    same = model["body"][1].running_mean.equal(mean)
    print(f"a frozen batch norm keeps its running mean: {same}")


if __name__ == "__main__":
    main()
