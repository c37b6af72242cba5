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
# # A GPT that reads this site
#
# The model is the one of the page about GPTs: characters in, and for each of
# them a guess at the next. The text is what the pages of this site say,
# without their code. That is very little to learn a language from, so don't
# expect sense. Expect spelling, and the sound of somebody who talks of dims.
#
# You need `torch` and `matplotlib`. Nothing is downloaded.

# %%
import math

import torch
from char_gpt import GPT
from figures import curves, matrix
from prose import LETTERS, decode, encode, split_prose

SEED = 0
torch.manual_seed(SEED)
learnt, kept = split_prose()
V = len(LETTERS)
print(f"{len(learnt)} characters to learn from, {len(kept)} kept, {V} kinds")
print(decode(learnt[21:177]))

# %% [markdown]
# The split is a cut: the last tenth of the text is the pages that come last,
# and the model never sees them. Drawing single lines at random would be kinder
# and less honest, since neighbouring sentences say the same things.
#
# ## How surprised is somebody who only counts?
#
# The loss is in **nats per character**: how surprised a guesser is by what
# comes next, on average. Two guessers tell me what a number is worth. One
# takes each of the `V` characters for equally likely. The other looks at one
# character and has counted which ones follow it, each pair once more than it
# was seen, so that nothing is impossible.

# %%
counts = torch.ones(V, V)
counts.index_put_((learnt[:-1], learnt[1:]), torch.ones(len(learnt) - 1), True)
follows = counts / counts.sum(dim=1, keepdim=True)
uniform = math.log(V)
bigram = -follows[kept[:-1], kept[1:]].log().mean().item()
print(f"uniform {uniform:.2f}, bigram {bigram:.2f}")

# %% [markdown]
# ## Train
#
# Every step takes pieces of the text from anywhere. A piece is one longer than
# the context, because its ids are both the input and, moved by one, the
# targets: one piece asks as many questions as it has places.

# %%
CONTEXT, BATCH, STEPS = 64, 24, 900
model = GPT(V, D=64, nh=4, depth=2, context=CONTEXT)
optimizer = torch.optim.AdamW(model.parameters(), lr=8e-3, betas=(0.9, 0.95))
schedule = torch.optim.lr_scheduler.OneCycleLR(
    optimizer, max_lr=8e-3, total_steps=STEPS, pct_start=0.2
)


def pieces(ids):
    """BATCH pieces (BATCH, CONTEXT + 1) of a text, from anywhere."""
    start = torch.randint(len(ids) - CONTEXT, (BATCH, 1))
    return ids[start + torch.arange(CONTEXT + 1)]


@torch.no_grad()
def surprise(ids):
    """The loss on all pieces of a text, side by side."""
    count = (len(ids) - 1) // CONTEXT
    start = torch.arange(count).view(-1, 1) * CONTEXT
    return model.loss(ids[start + torch.arange(CONTEXT + 1)]).item()


EVERY = 30
losses, unseen = [], []
for step in range(1, STEPS + 1):
    loss = model.loss(pieces(learnt))
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    losses.append(loss.item())
    if step % EVERY == 0:
        unseen.append(surprise(kept))

print(f"{unseen[-1]:.3f} nats per character on the tenth it has not seen")

# %% tags=["shown"]
seen = [sum(losses[at : at + EVERY]) / EVERY for at in range(0, STEPS, EVERY)]
curves(
    {"text it learns from": seen, "text it has not seen": unseen},
    "Both losses fall to that of counting pairs, and then below it",
    x=f"steps, times {EVERY}",
    y="nats per character",
    level=("bigram", bigram),
)

# %% [markdown]
# At the dotted line it knows what the counter knows: which character follows
# which. Everything below that line it has from further back, through attention.
#
# ## Text by temperature
#
# Low temperatures take what is likeliest, again and again. High ones take
# risks. The beginning is mine.

# %% tags=["shown"]
for temperature in 0.3, 0.7, 1.2:
    torch.manual_seed(SEED)
    start = encode("the shape of ").view(1, -1)
    text = decode(model.generate(start, 160, temperature)[0])
    print(f"temperature {temperature}\n{text}\n")

# %% [markdown]
# ## What a head looks at
#
# The rows are the characters that look, the columns those they look at. The
# upper right is empty: nobody sees what is still to come. I show the head
# that looks most sharply at something before the last character.

# %%
phrase = "the last two dims"
ids = encode(phrase).view(1, -1)
x = model.token(ids) + model.position(torch.arange(len(phrase)))
maps = []
for block in model.blocks:
    q, k, v = block.attention.split(block.norm1(x))
    maps.append(block.attention.weigh(q, k)[0])
    x = block(x)
heads = torch.cat(maps)
print(f"heads {tuple(heads.shape)}")
back = heads.tril(-2).amax(dim=-1).mean(dim=-1)
letters = [letter.replace(" ", "_") for letter in phrase]
matrix(
    heads[back.argmax()].detach() * 100,
    letters,
    letters,
    "What one head looks at, in percent: each row is a character that looks",
    digits=0,
)

# %% [markdown]
# ## Was it worth it?

# %%
result = {
    "nats per character": round(surprise(kept), 3),
    "bigram": round(bigram, 3),
    "uniform": round(uniform, 3),
}
result

# %% [markdown]
# ## Try it
#
# Predict first, then run every cell again from the top.
#
# 1. Set `CONTEXT = 8`. A model that sees eight characters spells. What does
#    it lose?
# 2. In the text by temperature, pass `k=1`. Which of the three texts change?
# 3. Set `depth=0`. Which of the two baselines can the model still reach?
