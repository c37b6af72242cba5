"""Share one position embedding across the batch, and follow its gradient."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


class AddPosEmbed(nn.Module):
    def __init__(self, toks, embed_dim):
        super().__init__()
        zeros = torch.zeros(1, toks, embed_dim)   # (1, toks, embed_dim)
        self.pos_embed = nn.Parameter(zeros)      # (1, toks, embed_dim)

    def forward(self, x):
        B, L, D = x.shape           # (B, L, D)
        return x + self.pos_embed   # (B, L, D) + (1, L, D) = (B, L, D)


def main():
    B, L, D = 8, 10, 64
    x = torch.rand(B, L, D, device=DEVICE)       # (B, L, D)
    blame = torch.rand(B, L, D, device=DEVICE)   # (B, L, D)
    model = AddPosEmbed(L, D).to(DEVICE)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

    y = model(x)                                 # (B, L, D)
    loss = (y * blame).sum()                     # ()
    loss.backward()
    grad = model.pos_embed.grad                  # (1, L, D)
    summed = blame.sum(dim=0, keepdim=True)      # (1, L, D)
    torch.testing.assert_close(grad, summed)
    print(f"gradient {tuple(grad.shape)} is the sum over the batch")

    still_zero = not model.pos_embed.any()
    print(f"after backward the values are still zero: {still_zero}")
    optimizer.step()
    still_zero = not model.pos_embed.any()
    print(f"after optimizer.step() they are still zero: {still_zero}")
    torch.testing.assert_close(model.pos_embed.data, -0.1 * grad)


if __name__ == "__main__":
    main()
