"""Tell apart what backward does and what an optimizer does."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


class AddPosition(nn.Module):
    def __init__(self, L, D):
        super().__init__()
        zeros = torch.zeros(1, L, D)          # (1, L, D)
        self.pos_embed = nn.Parameter(zeros)  # (1, L, D)

    def forward(self, x):
        B, L, D = x.shape                  # (B, L, D)
        return x + self.pos_embed          # (B, L, D) + (1, L, D) = (B, L, D)


def squared_error(out, target):
    B, L, D = out.shape                    # (B, L, D)
    error = out - target                   # (B, L, D) - (B, L, D) = (B, L, D)
    return error.pow(2).sum()              # ()


def main():
    B, L, D, lr = 8, 11, 48, 0.1
    model = AddPosition(L, D).to(DEVICE)
    optimizer = torch.optim.SGD(model.parameters(), lr)
    pos = model.pos_embed                              # (1, L, D)
    start = pos.detach().clone()                       # (1, L, D)
    tokens = torch.rand(B, L, D, device=DEVICE)        # (B, L, D)
    target = torch.rand(B, L, D, device=DEVICE)        # (B, L, D)
    print(f"before         grad {pos.grad}")

    squared_error(model(tokens), target).backward()
    print(f"backward       moved {not pos.equal(start)}")
    print(f"               grad {tuple(pos.grad.shape)}")
    per_example = 2 * (tokens - target)                # (B, L, D)
    total = per_example.sum(dim=0, keepdim=True)       # (1, L, D)
    assert pos.grad.allclose(total, atol=1e-5), "the sum over the batch"

    squared_error(model(tokens), target).backward()
    assert pos.grad.allclose(2 * total, atol=1e-5), "backward adds to .grad"
    optimizer.zero_grad()
    print(f"zero_grad      grad {pos.grad}")

    squared_error(model(tokens), target).backward()
    optimizer.step()
    print(f"step           moved {not pos.equal(start)}")
    assert pos.allclose(start - lr * total, atol=1e-5)


if __name__ == "__main__":
    main()
