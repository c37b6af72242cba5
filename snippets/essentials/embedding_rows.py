"""Look up rows with an embedding, and use the same table on the way out."""

import torch
from torch import nn
from torch.nn import functional as F

DEVICE = torch.device("cpu")


class TiedModel(nn.Module):
    """The smallest language model: one table reads ids and scores words."""

    def __init__(self, V, D):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.head = nn.Linear(D, V, bias=False)
        self.head.weight = self.embed.weight      # (V, D)

    def forward(self, ids):
        B, L = ids.shape                          # (B, L)
        x = self.embed(ids)                       # (B, L, D)
        return self.head(x)                       # (B, L, V)


def lookup(ids, table):
    """Three ways to say: each id picks its row."""
    B, L = ids.shape                              # (B, L)
    V, D = table.shape                            # (V, D)
    rows = F.embedding(ids, table)                # (B, L, D)
    picked = table[ids]                           # (B, L, D)
    flags = F.one_hot(ids, V).float()             # (B, L, V)
    summed = flags @ table                        # (B, L, D)
    assert rows.equal(picked)
    torch.testing.assert_close(rows, summed)


def main():
    B, L, V, D = 8, 11, 100, 48
    ids = torch.randint(V, (B, L), device=DEVICE) # (B, L)
    model = TiedModel(V, D).to(DEVICE)
    logits = model(ids)                           # (B, L, V)
    print(f"ids {tuple(ids.shape)}, logits {tuple(logits.shape)}")
    table = model.embed.weight                    # (V, D)
    lookup(ids, table)

    names = [name for name, _ in model.named_parameters()]
    print(f"parameters {names}, saved {list(model.state_dict())}")
    x = model.embed(ids)                          # (B, L, D)
    x.sum().backward()
    moved = table.grad.any(dim=1)                 # (V,)
    assert moved.nonzero().flatten().equal(ids.unique())
    print(f"{moved.sum()} of {V} rows were looked up and have a gradient")


if __name__ == "__main__":
    main()
