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
# # A residual network reads digits
#
# I take the residual network as its page has it, and let it learn to read
# handwritten digits. It sees each image as one channel of ink, and gives a
# score to each of the ten digits.

# %%
import torch
from torch.nn import functional as F

from cnn import CNN
from digits import split_digits
from figures import curves, pictures

SEED = 0
torch.manual_seed(SEED)
DEVICE = torch.device("cpu")

# %% [markdown]
# ## The digits
#
# The images are 8 by 8 pixels, from 0 for paper to 1 for ink. Some are kept for
# the test, and the network never learns from those. Their order was drawn once
# and for all, so each run of this lab keeps the same ones.

# %%
learn, test = split_digits()
images, labels = (one.to(DEVICE) for one in learn)
unseen, answers = (one.to(DEVICE) for one in test)
print(f"to learn from {tuple(images.shape)}, for the test {tuple(unseen.shape)}")
pictures(
    images[:20, 0],
    "Twenty handwritten digits in two rows, each with its label above",
    titles=[str(label) for label in labels[:20].tolist()],
)

# %% [markdown]
# Before anything learns, I want to know what a guess is worth. Always naming the
# digit that is most frequent among the labels is the least that one can do.

# %%
usual = labels.bincount().argmax()
majority = (answers == usual).float().mean().item()
print(f"always {usual.item()}: {majority:.3f} of the test digits are right")

# %% [markdown]
# ## Learn
#
# One pass over all images is an epoch. Each one goes through them in a new
# order, in batches of 64. The learning rate rises at first and then falls to
# almost nothing: `OneCycleLR` does that.

# %%
EPOCHS, BATCH = 12, 64
model = CNN().to(DEVICE)
optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
steps = EPOCHS * -(-len(images) // BATCH)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, total_steps=steps)


@torch.no_grad()
def accuracy():
    """The share of the test digits that the model reads right."""
    model.eval()
    named = model(unseen).argmax(dim=1)
    return (named == answers).float().mean().item()


rights = []
for epoch in range(EPOCHS):
    model.train()
    for at in torch.randperm(len(images)).split(BATCH):
        loss = F.cross_entropy(model(images[at]), labels[at])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    rights.append(accuracy())
    print(f"epoch {epoch + 1:2}: loss {loss.item():.4f}, right {rights[-1]:.3f}")

# %% [markdown]
# `model.train()` and `model.eval()` matter here, because the network has norms
# that look at the batch while they learn. In the test an image has to be judged
# alone.

# %% tags=["shown"]
curves(
    {"residual network": rights},
    "The share of right answers on the test digits after each epoch, close to 1 at the end",
    x="epoch",
    y="right",
    level=("majority class", majority),
)

# %% [markdown]
# ## What it gets wrong
#
# I always look at the errors. Here are those among the test digits, and if there
# are few, the right answers that it was least sure of come after them. Above
# each is what it said, and then what the label says.

# %% tags=["shown"]
with torch.no_grad():
    chances = model(unseen).softmax(dim=1)
given = chances.gather(1, answers[:, None])[:, 0]
doubtful = given.argsort()[:10]
pictures(
    unseen[doubtful, 0],
    "The ten test digits that it was least sure of, with its answer and the label",
    titles=[f"{chances[at].argmax()}, is {answers[at]}" for at in doubtful.tolist()],
)

# %% [markdown]
# ## A size it has never seen
#
# The mean at the end takes features of any height and width, so nothing in the
# network is made for 8 by 8. I put three test digits side by side on one wide
# sheet, and ask the head for its scores before the mean: one set of scores for
# each place of four by four pixels. Here is the digit with the highest score at
# every place, and the sheet below it.

# %%
sheet = torch.cat([F.pad(image, (4, 4, 4, 4)) for image in unseen[:3]], dim=-1)
with torch.no_grad():
    features = model.features(sheet[None])
    places = model.head(features.movedim(1, -1))
print(f"sheet {tuple(sheet.shape)}, places {tuple(places.shape)}")
for row in places[0].argmax(dim=-1).tolist():
    print(*row)
pictures(sheet, "Three digits side by side on one wide sheet", columns=2)

# %% [markdown]
# It learned on single digits alone, and never saw empty paper. So I don't trust
# what it says between the digits. The mean of these scores is the score of the
# sheet, because the head is linear.

# %%
with torch.no_grad():
    whole = model(sheet[None])
assert torch.allclose(places.mean(dim=(1, 2)), whole, rtol=1e-4, atol=1e-4)

# %%
result = {"test accuracy": round(rights[-1], 3), "majority class": round(majority, 3)}
result

# %% [markdown]
# ## Try it
#
# Predict first, then run every cell again from the top.
#
# 1. Write `model.train()` in `accuracy` where it says `model.eval()`. Does the
#    share of right answers fall? And if you judge the test digits one by one?
# 2. Leave the shortcut out, as `broken_residual` does. How much worse is it?
#    This network is shallow. He and his coauthors saw it in much deeper ones.
# 3. Turn each test digit by a quarter with `rot90`. Which ones survive?
