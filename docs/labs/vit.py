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
# # A vision transformer reads digits
#
# I take the vision transformer as its page has it, and let it learn to read
# handwritten digits. Then I break it on purpose, in a way that changes no shape,
# and let the broken one learn for as long. I want to know whether you could tell.

# %%
import torch
from torch.nn import functional as F

from digits import split_digits
from figures import curves, pictures
from vit import PatchEmbedding, ViT

SEED = 0
torch.manual_seed(SEED)
DEVICE = torch.device("cpu")

# %%
learn, test = split_digits()
images, labels = (one.to(DEVICE) for one in learn)
unseen, answers = (one.to(DEVICE) for one in test)
print(f"to learn from {tuple(images.shape)}, for the test {tuple(unseen.shape)}")

# %% [markdown]
# The images are 8 by 8 pixels. With patches of 2 by 2, each becomes a grid of 4
# by 4 tokens. The least that one can do is to name the same digit every time,
# the one that is most frequent among the labels.

# %%
usual = labels.bincount().argmax()
majority = (answers == usual).float().mean().item()
print(f"always {usual.item()}: {majority:.3f} of the test digits are right")

# %% [markdown]
# ## A bug that changes no shape
#
# `PatchEmbedding` ends with `flatten` and `transpose`. Somebody in a hurry, who
# knows that the shape should be (B, P, D), may write a `reshape` instead.

# %%
class Scrambled(PatchEmbedding):
    """Tokens of the right shape that are no patches."""

    def forward(self, x):
        cls, x = super().forward(x).tensor_split([1], dim=1)
        x = x.mT.reshape(x.shape)
        return torch.cat([cls, x], dim=1)


grid, ps, D = (4, 4), 2, 48
edited = images[:1].clone()
edited[..., :ps, -ps:] = 1 - edited[..., :ps, -ps:]
for embed in PatchEmbedding(1, grid, ps, D), Scrambled(1, grid, ps, D):
    differ = embed(images[:1]) != embed(edited)
    changed = differ.any(dim=-1).nonzero()[:, 1].tolist()
    print(f"{type(embed).__name__:14} one patch edited, tokens changed: {changed}")

# %% [markdown]
# In the right one, a token is a patch. In the scrambled one, each token holds a
# few features of every patch. Nothing raises.
#
# ## Learn
#
# Both learn from the same images, for as many steps.

# %%
EPOCHS, BATCH = 20, 64


@torch.no_grad()
def accuracy(model, images):
    """The share of the test digits that a model reads right."""
    named = model.eval()(images).argmax(dim=1)
    return (named == answers).float().mean().item()


def trained(model):
    """The accuracy of a model after each epoch of learning."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.003, weight_decay=0.05)
    steps = EPOCHS * -(-len(images) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.003, total_steps=steps)
    rights = []
    for _ in range(EPOCHS):
        model.train()
        for at in torch.randperm(len(images)).split(BATCH):
            loss = F.cross_entropy(model(images[at]), labels[at])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        rights.append(accuracy(model, unseen))
    print(f"{type(model.embed).__name__}: loss {loss.item():.4f}, right {rights[-1]:.3f}")
    return rights


model = ViT(grid=grid, ps=ps, D=D).to(DEVICE)
rights = trained(model)

# %%
broken = ViT(grid=grid, ps=ps, D=D).to(DEVICE)
broken.embed = Scrambled(1, grid, ps, D).to(DEVICE)
scrambled = trained(broken)

# %% tags=["shown"]
curves(
    {"vision transformer": rights, "scrambled": scrambled},
    "The share of right answers on the test digits after each epoch, right and scrambled",
    x="epoch",
    y="right",
    level=("majority class", majority),
)

# %% [markdown]
# Neither the loss nor the accuracy told me that one of the two is wrong. A
# transformer looks at all tokens anyway, so it can learn from any mixture of
# patches, as long as the mixture is always the same. It may even start faster:
# each scrambled token has seen the whole image before the first block.
#
# So I change what the mixture depends on. I enlarge the test digits, which makes
# more patches, and both models resize their positions to the larger grid.

# %%
larger = F.interpolate(unseen, size=(12, 12), mode="bilinear")
enlarged = [accuracy(one, larger) for one in (model, broken)]
print(f"from {tuple(unseen.shape[2:])} to {tuple(larger.shape[2:])} pixels")
for name, right in zip(("right", "scrambled"), enlarged):
    print(f"{name:9} {right:.3f}")

# %% [markdown]
# Neither has seen this size. The right one is worse at it, and still reads. The
# scrambled one guesses: with other patches the `reshape` mixes otherwise, and
# what it has learned is worth nothing.
#
# ## Where it looks
#
# The class token is the only one that the head reads. In the last block it takes
# a little of every token. Here is how much: ten test digits, and below each the
# weights of its sixteen patches in each of the four heads, brighter where it took
# more.

# %% tags=["shown"]
with torch.no_grad():
    x = model.embed(unseen[:10])
    for block in model.blocks[:-1]:
        x = block(x)
    last = model.blocks[-1]
    q, k, v = last.attention.heads(last.norm_1(x))
    looks = last.attention.weights(q, k)[:, :, 0, 1:]
looks = looks / looks.amax(dim=-1, keepdim=True)
looks = looks.unflatten(-1, grid)
looks = looks.repeat_interleave(ps, dim=-2).repeat_interleave(ps, dim=-1)
pictures(
    torch.cat([unseen[:10, 0], *looks.unbind(dim=1)]),
    "Ten test digits in a row, and below them what four heads of the last block look at",
)

# %% [markdown]
# ## What it learned about places
#
# Nobody told the model that one patch is beside another. It has one vector for
# each place of the grid, and learns them all. Here is how alike they became: one
# picture for each place, with its row and column above. Bright means that the
# vector at that point is like the vector of this place.

# %%
places = F.normalize(model.embed.places.detach()[0].flatten(1), dim=0)
alike = places.T @ places
pictures(
    (alike.unflatten(1, grid) + 1) / 2,
    "For each of the sixteen places, how much the vectors of all places are like its own",
    columns=8,
    titles=[f"{r}, {c}" for r in range(grid[0]) for c in range(grid[1])],
)

# %%
at = torch.cartesian_prod(*[torch.arange(float(side)) for side in grid])
apart = torch.cdist(at, at).round()
for far in range(int(apart.max()) + 1):
    print(f"{far} apart: {alike[apart == far].mean():.2f} alike")

# %% [markdown]
# In the paper's picture, places near each other became alike. Mine did not, and
# the means say so: near or far, two places have little in common. I have a small
# grid and few images, and I take it that nothing asked for more than telling the
# places apart.

# %%
result = {
    "test accuracy": round(rights[-1], 3),
    "test accuracy, scrambled": round(scrambled[-1], 3),
    "larger digits": round(enlarged[0], 3),
    "larger digits, scrambled": round(enlarged[1], 3),
    "majority class": round(majority, 3),
}
result

# %% [markdown]
# ## Try it
#
# Predict first, then run every cell again from the top.
#
# 1. Before it learns, write `model.embed.places.data *= 0` and
#    `model.embed.places.requires_grad = False`. What can it still read without
#    positions?
# 2. Set `ps = 4` and `grid = (2, 2)`. How many tokens are there, and what does
#    it do to the accuracy and to the time?
# 3. Draw where the scrambled one looks. Does it look like anything?
