"""The model ends in a softmax, and `cross_entropy` does one of its own.

A softmax of probabilities is nearly flat: they differ by 1 at most. So the
loss cannot go below a floor, about 1.46 with ten classes, and the gradients
are small long before that. The accuracy may look fine.

Fix: Let the model end in logits. Take the softmax where you read
probabilities, after training.

Tempting: Train longer, or raise the learning rate. The floor stays where it
is.

Check: Let the model learn one small batch by heart. A loss that stops above 0
then says that something between model and loss is wrong.
"""

import torch
from torch import nn
from torch.nn import functional as F

PHASE = "loss"
SYMPTOM = "the loss does not fall"
MODELS = ("cnn", "vit", "char_gpt")
SEE = ("losses-and-sampling", "norms-embeddings-softmax")


def broken():
    D, K = 16, 10
    return nn.Sequential(nn.Linear(D, K), nn.Softmax(dim=1))


def fixed():
    D, K = 16, 10
    return nn.Sequential(nn.Linear(D, K))


def check(model):
    B, D, K = 5, 16, 10
    torch.manual_seed(0)
    x = torch.randn(B, D)                       # (B, D)
    labels = torch.randint(K, (B,))             # (B,)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    for _ in range(100):
        loss = F.cross_entropy(model(x), labels)  # ()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss < 0.1, f"learnt by heart, and it still costs {loss:.2f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
