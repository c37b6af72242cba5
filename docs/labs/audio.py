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
# # Sounds: as a wave, and as a picture
#
# A sound is one long row of numbers. A model can read that row, or it can read
# a spectrogram, which is a picture of how loud each frequency is at each moment.
# Here I train both on the same sounds and compare.
#
# You need `torch` and `matplotlib`. Nothing is downloaded.

# %%
import matplotlib.pyplot as plt
import torch
from audio import LogSpectrogram, OnSpectrograms, OnWaves
from figures import COLOURS, STYLE, curves, matrix, shown
from sounds import KINDS, RATE, sounds
from torch.nn import functional as F

SEED = 0
torch.manual_seed(SEED)
K, T = len(KINDS), 1000
waves, kinds = sounds(1500, seed=1, T=T)
unheard, named = sounds(600, seed=2, T=T)
print(f"{len(waves)} sounds of {T / RATE:.2f} seconds to learn from")
print(f"{len(unheard)} others for the test, {K} kinds: {', '.join(KINDS)}")

# %% [markdown]
# ## One of each
#
# The sounds are computed, so nobody has to own them. Pitch, loudness and
# beginning differ from one to the next, and all have some noise on top. Above
# is the first part of a wave, below the spectrogram of all of it, low
# frequencies at the bottom.
#
# Look at the first two. Both repeat evenly, and in both the lowest stripe is
# the pitch. What sets them apart are the overtones, the stripes above it.

# %% tags=["shown"]
spectrograms = LogSpectrogram(n=128, hop=32)(unheard)
with plt.rc_context(STYLE):
    figure, axes = plt.subplots(2, K, figsize=(8, 2.6))
    for kind, (above, below) in enumerate(axes.T):
        at = (named == kind).nonzero()[0].item()
        above.plot(unheard[at, :150], color=COLOURS[0], linewidth=1)
        above.set_title(KINDS[kind], fontsize=9)
        picture = spectrograms[at].clamp(-3, 4).round()
        below.imshow(picture, origin="lower", aspect="auto", interpolation="nearest")
        above.axis("off")
        below.axis("off")
    figure.subplots_adjust(wspace=0.08, hspace=0.1)
    shown(figure, "Six kinds of sounds: a piece of each wave, and its spectrogram")

# %% [markdown]
# ## Train both
#
# Both models take `(B, 1, T)` and return a score for each kind. The one slides
# over the wave. The other makes a spectrogram first and slides over that, in
# two directions. One function trains them both.


# %%
def train(model, steps, lr):
    """The losses of training a model on the sounds."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=lr, total_steps=steps
    )
    losses = []
    for step in range(steps):
        some = torch.randint(len(waves), (32,))
        scores = model(waves[some].unsqueeze(1))
        loss = F.cross_entropy(scores, kinds[some])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses


@torch.no_grad()
def heard(model):
    """What a model takes the sounds of the test for."""
    return model(unheard.unsqueeze(1)).argmax(dim=1)


def accuracy(model):
    """The share of the test that a model hears right."""
    return round((heard(model) == named).float().mean().item(), 3)


STEPS = 900
on_waves, on_pictures = OnWaves(K, D=24), OnSpectrograms(K, D=24)
by_wave = train(on_waves, STEPS, lr=6e-3)
by_picture = train(on_pictures, STEPS, lr=1e-2)
print(f"by its wave {accuracy(on_waves)}, by its spectrogram {accuracy(on_pictures)}")


# %%
def smooth(losses):
    return [sum(losses[at : at + 30]) / 30 for at in range(0, STEPS, 30)]


curves(
    {"on waves": smooth(by_wave), "on spectrograms": smooth(by_picture)},
    "Both losses fall close to zero",
    x="steps, times 30",
)

# %% [markdown]
# ## What is taken for what
#
# The rows are what a sound is, the columns what the models took it for: each
# cell counts the mistakes of both. The diagonal is left empty, since what is
# right would hide what is wrong.

# %%
wrong = torch.zeros(K, K)
for model in on_waves, on_pictures:
    for kind, other in zip(named, heard(model)):
        wrong[kind, other] += kind != other
matrix(wrong, KINDS, KINDS, "How often both models took one kind for another", 0)

# %% [markdown]
# ## Was it worth it?
#
# The kinds are about equally frequent, so somebody who always says the same
# one is right about as often as a die.

# %%
result = {
    "waveform accuracy": accuracy(on_waves),
    "spectrogram accuracy": accuracy(on_pictures),
    "majority class": round(named.bincount().max().item() / len(named), 3),
}
result

# %% [markdown]
# ## Try it
#
# Predict first, then run every cell again from the top.
#
# 1. Cut the sounds of the test in half, `unheard[:, :500]`. Do the models take
#    them? Which of the two loses more?
# 2. Turn the sounds of the test around, with `flip(1)`. Which kinds are
#    different backwards, and which of the two models can tell?
# 3. Make the noise in `sounds` five times as loud. Which model holds out longer?
