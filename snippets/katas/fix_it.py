"""Find two bugs in a model, of which one doesn't even raise.

You meet both in real code: reshape where two dims had to swap, and a tensor
that forward makes on the wrong device.
"""

import torch
from torch import nn

MINUTES = 12
HINTS = (
    "Write the shape behind each line. Then: which numbers are in one token?",
    "(B, D, P) has to become (B, P, D). And where does linspace put its P?",
    "x = x.transpose(1, 2), and torch.linspace(0, 1, P, device=x.device)",
)


class Classifier(nn.Module):
    """Mend this model: images (B, C, H, W) come in, logits (B, K) go out.

    Each ps x ps patch becomes a token of D numbers, in reading order. Later
    tokens weigh more, from 0 to 1, and the mean goes to the head. Its layers
    are right; in forward two lines are wrong, and one of them is silent.
    """

    def __init__(self, C, D, K, ps):
        super().__init__()
        self.patches = nn.Conv2d(C, D, ps, stride=ps)
        self.head = nn.Linear(D, K)

    def forward(self, x):
        x = self.patches(x).flatten(2)
        B, D, P = x.shape                                   # (B, D, P)
        x = x.transpose(1, 2)                               # (B, P, D)
        weights = torch.linspace(0, 1, P, device=x.device)  # (P,)
        weights = weights.unsqueeze(1)                      # (P, 1)
        x = (x * weights).mean(dim=1)                       # (B, D)
        return self.head(x)


class wrong_start(nn.Module):
    """Right shape, wrong numbers: reshape doesn't bring the D numbers of a
    patch together. Swap the two dims instead."""

    def __init__(self, C, D, K, ps):
        super().__init__()
        self.patches = nn.Conv2d(C, D, ps, stride=ps)
        self.head = nn.Linear(D, K)

    def forward(self, x):
        x = self.patches(x).flatten(2)
        B, D, P = x.shape
        x = x.reshape(B, P, D)
        weights = torch.linspace(0, 1, P)
        weights = weights.unsqueeze(1)
        x = (x * weights).mean(dim=1)
        return self.head(x)


class wrong_device_left(Classifier):
    """One bug is left: forward makes the weights on the CPU, wherever x is.
    Say device=x.device."""

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        weights = torch.linspace(0, 1, x.shape[1]).unsqueeze(1)
        return self.head((x * weights).mean(dim=1))


class wrong_moved_to_the_cpu(Classifier):
    """This brings x to the weights: it is the weights that should be made
    where x is, so that nothing has to travel."""

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2).cpu()
        weights = torch.linspace(0, 1, x.shape[1]).unsqueeze(1)
        return self.head((x * weights).mean(dim=1))


class wrong_columns_first(Classifier):
    """The tokens run down the columns: flatten before you swap, and rows
    come first."""

    def forward(self, x):
        x = self.patches(x).transpose(1, 3).flatten(1, 2)
        weights = torch.linspace(0, 1, x.shape[1], device=x.device)
        return self.head((x * weights.unsqueeze(1)).mean(dim=1))


class wrong_weights_on_features(Classifier):
    """There is one weight for each token, not for each feature: unsqueeze(1)
    makes (P, 1) of them."""

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        weights = torch.linspace(0, 1, x.shape[2], device=x.device)
        return self.head((x * weights).mean(dim=1))


class wrong_plain_mean(Classifier):
    """The weights are gone: mend the line that makes them, and keep it."""

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        return self.head(x.mean(dim=1))


class wrong_squeeze(Classifier):
    """squeeze() also takes a batch of one: the shape is (B, K) for B = 1."""

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        weights = torch.linspace(0, 1, x.shape[1], device=x.device)
        x = (x * weights.unsqueeze(1)).mean(dim=1)
        return self.head(x).squeeze()


def check(Classifier):
    for B, C, H, W, D, K, ps in [(1, 1, 4, 6, 3, 2, 2), (3, 2, 3, 9, 4, 5, 3)]:
        torch.manual_seed(H)
        model = Classifier(C, D, K, ps)
        x = torch.randn(B, C, H, W)
        made = model(x)
        assert made.shape == (B, K), "the logits are (B, K)"
        total, P = torch.zeros(B, D), H // ps * W // ps
        for p in range(P):
            row, column = p // (W // ps) * ps, p % (W // ps) * ps
            patch = x[:, :, row:row + ps, column:column + ps]
            token = model.patches(patch).flatten(1)
            total = total + token * p / (P - 1)
        wanted = model.head(total / P)
        assert torch.allclose(made, wanted, atol=1e-6), "a token is a patch"
        far = x.to("meta")
        made = model.to("meta")(far)
        assert made.device == far.device, "it runs where its input is"


def main():
    B, C, H, W, D, K, ps = 4, 3, 20, 28, 9, 10, 4
    model = Classifier(C, D, K, ps)
    images = torch.rand(B, C, H, W)                         # (B, C, H, W)
    logits = model(images)                                  # (B, K)
    print(f"{tuple(images.shape)} became {tuple(logits.shape)}")
    check(Classifier)


if __name__ == "__main__":
    main()
