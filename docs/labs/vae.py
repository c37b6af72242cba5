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
# # A VAE draws digits
#
# A digit of 8 by 8 pixels is 64 numbers. In this lab it has to pass through
# twelve, and come out as the same digit. And those twelve are kept in such order
# that you can draw them at random, and a digit comes out that nobody wrote.
#
# You need `torch` and `matplotlib`. Nothing is downloaded.

# %%
import torch
from digits import split_digits
from figures import curves, matrix, pictures
from torch.nn import functional as F
from vae import VAE

SEED = 0

# %% [markdown]
# ## What it has to beat
#
# The cheapest answer to every digit is the mean image: no network, no numbers.
# Its error on digits it hasn't seen is my baseline.

# %%
torch.manual_seed(SEED)
(images, labels), (others, named) = split_digits()
mean_image = images.mean(dim=0, keepdim=True)
baseline = F.mse_loss(mean_image.expand_as(others), others).item()
print(f"the mean image is off by {baseline:.4f} in the square of a pixel")

# %% [markdown]
# ## Train
#
# `VAE.loss` is minus the ELBO: how unlikely the image is given `z`, and what it
# costs to say `z`. I keep the second, the KL, too, since the two pull in opposite
# directions. To get the ink right, it has to say more about the image. To say
# less, it has to guess more.

# %%
EPOCHS, BATCH, RATE, D = 100, 128, 5e-3, 12
model = VAE(C=1, H=8, W=8, dim=32, D=D)
optimizer = torch.optim.AdamW(model.parameters(), lr=RATE)
batches = len(torch.arange(len(images)).split(BATCH))
schedule = torch.optim.lr_scheduler.OneCycleLR(
    optimizer, RATE, epochs=EPOCHS, steps_per_epoch=batches
)
losses, costs = [], []
for epoch in range(EPOCHS):
    model.train()
    for some in torch.randperm(len(images)).split(BATCH):
        loss = model.loss(images[some])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    model.eval()
    with torch.no_grad():
        losses.append(model.loss(others).item())
        costs.append(model.kl(*model.encode(others)).mean().item())

curves(
    {"loss on the test digits": losses, "of it the KL": costs},
    "The loss falls below zero while the KL rises, and both become flat",
    x="epoch",
)

# %% [markdown]
# The KL starts near nothing: it says nothing about an image, and that is cheap.
# Then it learns that some words are worth their price. A loss below zero is fine
# here. It is made of a density, and where the ink is nearly sure, a density is
# larger than one.
#
# ## In and out
#
# Here are digits from the test, and below each what came out of its twelve
# numbers. In eval, `z` is the mean, so nothing is random.

# %% tags=["shown"]
with torch.no_grad():
    back = model(others)[0]

pairs = torch.cat([others[:10], back[:10]])
pictures(pairs[:, 0], "Ten test digits, and below each what the model made of it")

# %% [markdown]
# The strokes are there, and some of the edges are softer. Where two images fit
# the same `z`, their mean comes out.
#
# ## From one digit to another
#
# Each row goes from the `z` of one test digit to that of another, in a straight
# line. On the way it meets points that no digit was sent to.

# %% tags=["shown"]
firsts = [(named == digit).nonzero()[0, 0].item() for digit in range(10)]
with torch.no_grad():
    z = model.encode(others[firsts])[0]
    share = torch.linspace(0, 1, 10)[:, None]
    rows = [
        model.decode(torch.lerp(z[[one]], z[[other]], share))
        for one, other in [(0, 6), (4, 9), (1, 7), (3, 5)]
    ]
pictures(
    torch.cat(rows)[:, 0],
    "Four walks in ten pictures: 0 becomes 6, 4 becomes 9, 1 becomes 7, 3 becomes 5",
)

# %% [markdown]
# ## Out of nothing
#
# The KL kept every `z` near a normal distribution. So I draw from one, and let
# the decoder draw.

# %% tags=["shown"]
with torch.no_grad():
    drawn = model.decode(torch.randn(40, D))
pictures(drawn[:, 0], "Forty digits out of random numbers, many of them readable")

# %% [markdown]
# Not each of them is a digit. Where no image was ever sent, the decoder has to
# guess.
#
# ## Which numbers say something?
#
# The KL of an image is a sum, one term for each number of `z`. Here are the
# terms, for the mean test digit. A number with a term near 0 is the same for
# every image, whatever it shows: it was cheaper not to use it.

# %%
with torch.no_grad():
    mean, logvar = model.encode(others)
each = (mean ** 2 + logvar.exp() - 1 - logvar).mean(dim=0) / 2
each = each.sort(descending=True).values
matrix(
    each[None],
    ["KL"],
    [f"z {place}" for place in range(1, D + 1)],
    "The KL of each of the twelve numbers, the largest first",
)

# %%
error = F.mse_loss(back, others).item()
result = {
    "pixel error": round(error, 4),
    "mean image": round(baseline, 4),
}
result

# %% [markdown]
# ## Try it
#
# Predict first, then run every cell again from the top.
#
# 1. Set `D = 2`. What gets worse, and which digits become one?
# 2. In `VAE.loss`, weigh the KL ten times. How many numbers are still used?
# 3. Weigh it by zero. The error falls. What happens to the digits out of nothing?
