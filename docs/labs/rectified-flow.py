# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A rectified flow that draws digits
#
# You ask for a seven, and out of noise comes a seven that nobody ever wrote.
# This lab trains the model that does it, from nothing, on real handwritten
# digits. Then a second network, which has never seen a made digit, reads what
# came out.
#
# You need `torch` and `matplotlib`. Nothing is downloaded.

# %%
import torch
from digits import split_digits
from figures import curves, pictures
from rectified_flow import RectifiedFlow
from torch import nn
from torch.nn import functional as F

SEED = 0

# %% [markdown]
# ## Digits, from -1 to 1
#
# The noise has mean 0, so I give the images the same middle: ink is 1 and paper
# is -1. `ink` goes back to 0 and 1, for the eye.

# %%
torch.manual_seed(SEED)
(images, labels), (others, named) = split_digits()
images, others = 2 * images - 1, 2 * others - 1


def ink(images):
    return (images[:, 0] + 1).clamp(0, 2) / 2


first = torch.stack([(labels == digit).nonzero()[0, 0] for digit in range(10)])
pictures(ink(images[first]), "Ten real digits, 0 to 9, gray and 8 by 8 pixels")

# %% [markdown]
# ## Learn the direction
#
# A training step takes an image, a noise and a time. It goes straight from the
# noise towards the image, stops at that time, and asks the model: which way now,
# and how fast? The answer it wants is the image minus the noise. One digit in
# ten comes without its name, so that the model learns what any digit looks like,
# too.
#
# All of that is in `RectifiedFlow.forward`, which returns the loss. So the loop
# is the usual one.

# %%
STEPS, BATCH, RATE = 500, 128, 5e-3
model = RectifiedFlow(C=1, dim=16, K=10)
optimizer = torch.optim.AdamW(model.parameters(), lr=RATE)
schedule = torch.optim.lr_scheduler.OneCycleLR(
    optimizer, RATE, total_steps=STEPS
)
losses = []
for _ in range(STEPS):
    some = torch.randint(len(images), (BATCH,))
    loss = model(images[some], labels[some])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    schedule.step()
    losses.append(loss.item())

smooth = [sum(losses[at : at + 20]) / 20 for at in range(0, STEPS, 20)]
curves(
    {"mean of 20 steps": smooth},
    "The loss falls steeply, then slowly, and never gets near zero",
    x="steps / 20",
)

# %% [markdown]
# The loss never gets near zero, and it can't. Many lines cross at one place on
# their way to different digits. The best answer there is their mean, and the
# loss counts how far each of them is from it. So I don't judge such a model by
# its loss. I look at what it draws.
#
# ## Walk from noise to digits
#
# Each column was asked for its digit. `scale=2` is the guidance: twice as far
# from "any digit" towards the one I asked for.

# %% tags=["shown"]
model.eval()
asked = torch.arange(10).repeat(6)
noise = torch.randn(len(asked), 1, 8, 8)
made = model.sample(noise, asked, steps=16, scale=2)
pictures(ink(made), "Six rows of made digits, each from 0 on the left to 9")

# %% [markdown]
# ## How many steps?
#
# The same noise in each row, carried over in 1, 2, 4, 8 and 32 steps, and without
# guidance. The lines it learned from were straight. The paths it walks are not
# quite, because of those means. One step over the whole way lands on a mean: a
# blurred digit. A few smaller ones already find a sharp one.

# %% tags=["shown"]
rows = [1, 2, 4, 8, 32]
walks = [model.sample(noise[:10], asked[:10], steps) for steps in rows]
titles = [word for n in rows for word in [f"steps: {n}"] + 9 * [""]]
pictures(
    ink(torch.cat(walks)),
    "Ten digits from the same noise: blurred after one step, sharp after a few",
    titles=titles,
)

# %% [markdown]
# ## Let somebody else read them
#
# My eye is kind to my own model. So I train a small convolutional network to
# read digits, on the real ones alone, and ask it what it sees.

# %%
judge = nn.Sequential(
    nn.Conv2d(1, 16, 3, padding=1),
    nn.ReLU(),
    nn.Conv2d(16, 32, 3, stride=2, padding=1),
    nn.ReLU(),
    nn.Flatten(),
    nn.Linear(32 * 4 * 4, 10),
)
optimizer = torch.optim.AdamW(judge.parameters(), lr=3e-3)
for epoch in range(20):
    for some in torch.randperm(len(images)).split(BATCH):
        loss = F.cross_entropy(judge(images[some]), labels[some])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


@torch.no_grad()
def recognised(images, labels):
    """The share of images that the judge reads as they were meant."""
    return (judge(images).argmax(dim=1) == labels).float().mean().item()


asked = torch.arange(10).repeat(50)
noise = torch.randn(len(asked), 1, 8, 8)
for scale in (0, 1, 2):
    made = model.sample(noise, asked, steps=16, scale=scale)
    share = recognised(made, asked)
    spread = made.view(50, 10, 64).std(dim=0).mean()
    print(f"scale {scale}: {share:.3f} recognised, a pixel varies by {spread:.2f}")

# %% [markdown]
# With `scale=0` the model doesn't hear what I ask for, and the share is that of
# chance. With 1 it draws what it learned. With 2 it exaggerates what makes a
# seven a seven. That is easier to read, and it has a price. The last number says
# how much a pixel varies among the digits I asked for by one name: all the
# sevens get more alike.
#
# ## Did it learn them by heart?
#
# A model could also draw well by remembering. Below each made digit is the real
# one that is nearest to it, of all it has seen. Copies would be at a distance of
# almost zero. The yardstick is how far a real digit that it hasn't seen is from
# the nearest of those.

# %%
ten = made[10:20]
apart = torch.cdist(ten.flatten(1), images.flatten(1))
near = apart.argmin(dim=1)
pictures(
    ink(torch.cat([ten, images[near]])),
    "Ten made digits, and below each the real digit nearest to it",
)
real = torch.cdist(others.flatten(1), images.flatten(1)).amin(dim=1)
every = torch.cdist(made.flatten(1), images.flatten(1)).amin(dim=1)
print(f"to the nearest, from a made digit {every.mean():.2f}")
print(f"to the nearest, from a new real one {real.mean():.2f}")

# %%
result = {
    "asked digit recognised": round(recognised(made, asked), 3),
    "chance": 0.1,
    "real test digits recognised": round(recognised(others, named), 3),
}
result

# %% [markdown]
# ## Try it
#
# Predict first, then run every cell again from the top.
#
# 1. Ask for `scale=6`. What happens to the digits, and what does the judge say?
# 2. Pass `step=midpoint`, imported from `rectified_flow`, in the row of pictures.
#    It asks the model twice in each step. Is one step of it better than two of
#    the others?
# 3. Train with `STEPS = 50`. Does the loss tell you how bad the digits are?
