"""The model itself is float16, and mixed precision wants it in float32.

Autocast computes in half where it may, and keeps the weights whole. A scaler
then divides the gradients by its scale, and in half many of them would be
lost: it refuses.

Fix: Leave `.half()` out. `torch.autocast` chooses the dtype for each
operation. If you load half weights to train them, `model.float()` first.

Tempting: Leave the scaler out. Small gradients become zero, and the model
learns less than it could, with no message.
"""

import torch
from torch import nn

MESSAGE = "Attempting to unscale FP16 gradients."
PHASE = "step"
MODELS = ("char_gpt",)
SEE = ("device-and-dtype", "the-training-loop")


def broken():
    B, D, K = 4, 6, 3
    model = nn.Linear(D, K).half()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scaler = torch.amp.GradScaler("cpu")
    x = torch.rand(B, D).half()             # (B, D)
    loss = model(x).float().square().mean()     # ()
    scaler.scale(loss).backward()
    scaler.step(optimizer)


def fixed():
    B, D, K = 4, 6, 3
    model = nn.Linear(D, K)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scaler = torch.amp.GradScaler("cpu")
    x = torch.rand(B, D)                    # (B, D)
    with torch.autocast("cpu"):
        y = model(x)                        # (B, K)
    loss = y.float().square().mean()        # ()
    scaler.scale(loss).backward()
    scaler.step(optimizer)
    scaler.update()


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
