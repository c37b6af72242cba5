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
# # CLIP: name a digit in words
#
# Nobody tells this model that there are ten classes. It is shown images and
# captions, and learns which belong together. Afterwards I write ten captions,
# and they are the classifier.
#
# You need `torch` and `matplotlib`. Nothing is downloaded.

# %%
import matplotlib.pyplot as plt
import torch
from clip import CLIP, ImageTower, TextTower
from digits import split_digits
from figures import STYLE, curves, matrix, shown
from torch.nn import functional as F

SEED = 0
torch.manual_seed(SEED)
(images, labels), (unseen, named) = split_digits()
print(f"{len(images)} images to learn from, {len(unseen)} kept for the test")

# %% [markdown]
# ## Captions
#
# A caption is a sentence with the name of the digit in it. The model reads
# characters. It has never heard of words, and has to find out itself which
# part of a sentence matters. One sentence is not in the list: I keep it, to see
# what the model does with words it has not been trained on.

# %%
NAMES = "zero one two three four five six seven eight nine".split()
SENTENCES = (
    "{}",
    "a {}",
    "number {}",
    "look, {}",
    "it says {}",
    "{} in ink",
    "the digit {}",
    "a photo of a {}",
    "a handwritten {}",
    "a small {} in gray",
    "somebody wrote a {}",
    "this is a {}, i think",
)
KEPT = "a scan of the {}"
LETTERS = sorted(set("".join((*SENTENCES, *NAMES, KEPT))) - set("{}"))
END, L = len(LETTERS) + 1, 28


def write(sentence):
    """The ten captions that a sentence makes, as ids (10, L): 0 is padding."""
    ids = torch.zeros(10, L, dtype=torch.long)
    for row, name in zip(ids, NAMES):
        caption = sentence.format(name)
        row[: len(caption)] = torch.tensor([1 + LETTERS.index(c) for c in caption])
        row[len(caption)] = END
    return ids


captions = torch.stack([write(sentence) for sentence in SENTENCES])
print(f"captions {tuple(captions.shape)}: sentences, digits, characters")

# %% [markdown]
# ## One image per digit in a batch
#
# The loss says that each image belongs to one caption of the batch and to no
# other. With two threes in a batch that would be a lie: the model would be
# punished for finding the other three. So a batch is ten images, one per digit,
# each with a sentence of its own. In the large models nobody sorts. Two
# captions for the same thing are rare enough among thousands.

# %%
places = [(labels == digit).nonzero().flatten() for digit in range(10)]


def batch():
    """Ten images (10, 1, H, W), and a caption for each (10, L)."""
    drawn = [place[torch.randint(len(place), ())] for place in places]
    sentences = torch.randint(len(SENTENCES), (10,))
    return images[torch.stack(drawn)], captions[sentences, torch.arange(10)]


@torch.no_grad()
def accuracy(sentence):
    """How often the right caption wins, of the ten that a sentence makes."""
    chosen = model(unseen, write(sentence)).argmax(dim=1)
    return (chosen == named).float().mean().item()


STEPS, D = 2000, 32
text = TextTower(V=END + 1, width=32, nh=4, context=L, D=D)
model = CLIP(ImageTower(in_ch=1, width=24, D=D), text)
before = accuracy("a photo of a {}")
optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
schedule = torch.optim.lr_scheduler.OneCycleLR(
    optimizer, max_lr=5e-3, total_steps=STEPS
)

# %%
losses = []
for step in range(STEPS):
    loss = model.loss(*batch())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    schedule.step()
    losses.append(loss.item())
print(f"the scale is now {model.logit_scale.exp():.1f}")

# %%
smooth = [sum(losses[at : at + 40]) / 40 for at in range(0, STEPS, 40)]
curves(
    {"CLIP": smooth},
    "The loss begins at log 10 and falls close to zero",
    x="steps, times 40",
    level=("log 10: any caption will do", torch.tensor(10.0).log().item()),
)

# %% [markdown]
# ## Ten images, ten captions
#
# Here is one image of each digit that the model has not seen, and the cosines
# with ten captions. Row by row, an image picks its caption; column by column,
# a caption picks its image. The diagonal is what was asked for.

# %% tags=["shown"]
first = [(named == digit).nonzero()[0].item() for digit in range(10)]
with torch.no_grad():
    cosines = model(unseen[first], write("a photo of a {}")) / model.logit_scale.exp()

with plt.rc_context(STYLE):
    figure, (left, right) = plt.subplots(1, 2, figsize=(6, 4), width_ratios=(1, 10))
    framed = F.pad(unseen[first, 0], (1, 1, 1, 1), value=0.5)
    left.imshow(framed.flatten(0, 1), cmap="gray", aspect="auto")
    right.imshow(cosines, cmap="Blues", aspect="auto", vmin=-1, vmax=1)
    right.set_xticks(range(10), NAMES, rotation=45)
    right.set(yticks=[], xlabel="a photo of a ...")
    left.axis("off")
    figure.subplots_adjust(wspace=0.03)
    shown(figure, "Cosines of ten images with ten captions, darkest on the diagonal")

# %% [markdown]
# And the same in numbers, for those who want to know how sure it is.

# %%
matrix(cosines * 100, NAMES, NAMES, "The same cosines in numbers, times 100", digits=0)

# %% [markdown]
# ## Classify by captions
#
# There is no layer with ten outputs in this model. The ten captions take its
# place, and another sentence makes another classifier. The last lines are the
# honest ones: a sentence that was not among those it learnt from, and the right
# sentence with the names moved by one, which should be right about never.

# %%
for sentence in SENTENCES:
    print(f"{sentence:24}{accuracy(sentence):.3f}")
print(f"\n{KEPT:24}{accuracy(KEPT):.3f}  it has never read this one")

with torch.no_grad():
    moved = model(unseen, write("a photo of a {}").roll(1, dims=0)).argmax(dim=1)
print(f"{'names moved by one':24}{(moved == named).float().mean():.3f}")
print(f"{'before training':24}{before:.3f}")

# %% [markdown]
# Zero-shot is a big word. Here it means that no image was ever given a class
# number. Each digit, and its name, was in the captions.

# %%
result = {
    "zero-shot accuracy": round(accuracy("a photo of a {}"), 3),
    "in a sentence it never read": round(accuracy(KEPT), 3),
    "chance": 0.1,
}
result

# %% [markdown]
# ## Try it
#
# Predict first, then run every cell again from the top.
#
# 1. In `batch`, draw the ten images from anywhere. What happens to the loss,
#    and why can't it reach zero any more?
# 2. Keep only three sentences. Which line of the table suffers?
# 3. Start `logit_scale` at 0 and watch it. Where does it want to go?
