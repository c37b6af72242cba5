"""Test a module with dummy tensors: does it run, and is it right?"""

import torch
from torch import nn
from torch.nn import functional as F

DEVICE = torch.device("cpu")


class MeanOfWords(nn.Module):
    def __init__(self, vocab, dim):
        super().__init__()
        self.embed = nn.Embedding(vocab, dim)

    def forward(self, ids):
        """
        D = dim
        """
        B, L = ids.shape                            # (B, L)
        toks = self.embed(ids)                      # (B, L, D)
        return toks.mean(dim=1)                     # (B, D)


def floats_are_refused(model, B, L):
    ids = torch.rand(B, L, device=DEVICE)           # (B, L)
    try:
        model(ids)
    except RuntimeError as error:
        print(f"rand raised: {error}")


def main():
    B, L, V, D = 8, 12, 100, 64
    model = MeanOfWords(V, D).to(DEVICE)
    ids = torch.randint(V, (B, L), device=DEVICE)      # (B, L)
    out = model(ids)                                   # (B, D)
    assert out.shape == (B, D), "I wanted one vector per text"

    weight = model.embed.weight
    real = F.embedding_bag(ids, weight, mode="mean")   # (B, D)
    torch.testing.assert_close(out, real)
    print(f"right shape {tuple(out.shape)}, right numbers")
    floats_are_refused(model, B, L)
    print(f"torch.summary exists: {hasattr(torch, 'summary')}")


if __name__ == "__main__":
    main()
