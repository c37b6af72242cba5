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
# # First steps: digits to tokens
#
# A transformer does not take an image. It takes tokens, `(B, L, D)`: for each
# of `B` images, a list of `L` tokens, each `D` numbers wide. So somebody has
# to cut the image up first, and in this lab that is you. We go one operation
# per line, on digits small enough to read in the source.
#
# You need `torch` and `matplotlib`. Nothing is downloaded.

# %%
import base64
import io

import matplotlib.pyplot as plt
import torch
from IPython.display import HTML, display
from torch import nn

DEVICE = torch.device("cpu")

# %% [markdown]
# ## Ten digits in a string
#
# Every character below is one pixel, from `.` for paper to `g` for full ink.
# The digits are real. E. Alpaydin and C. Kaynak collected them for the UCI
# repository (*Optical Recognition of Handwritten Digits*, 1998), and I took
# mine from the copy that scikit-learn ships. Each was 8 by 8 pixels. These ten
# leave their first and last column empty, so I kept the six in between.

# %%
INK = """
1afb1...1b9...6g4...2gg2.c887..6cd6...19b...5e2.3f886..afe4.
388bc...7gd..1df1...4gg23ggb7.6g9cg2..dgg..1db..4gggd2.46dg2
..5ef1.4eg9.1bg5..14cgc.2e1...7g9fd...c7e..5g2..3g92....3g9.
..bf2.agbg8.8ga.a67gggc.5e5....bfg4....e7..6f5..2ggf3...1g6.
..4f2...3g6.cg89gc.3age.2fg9....ca...5cc..1fgfb1.76c9....ac.
...ca...3g8.2fggg7..8gc...2g2..3g4..7gg6..2de1c9..1ea....1g4
.34ag1..5ga...4gb...6gg2.48g4..1g2..49dgb4.4g7d9.5ef2.1956g7
.dgfa...2e6...7g3...2cf4.be9...6b......9d3..5gf31fe1...ecfb2
"""

# %% [markdown]
# With `0` for the dots, `int(pixel, 17)` turns a character into a number.
# Divided by 16, it is a brightness between 0 and 1.

# %%
B, C, H, W = 5, 1, 8, 12
rows = INK.replace(".", "0").split()
ink = [[int(pixel, 17) for pixel in row] for row in rows]
strip = torch.tensor(ink, device=DEVICE) / 16     # (H, B*W)
low, high = strip.min(), strip.max()              # (), ()
print(f"strip {tuple(strip.shape)}, from {low:.0f} to {high:.0f}")

# %% [markdown]
# ## From a strip to a batch of images
#
# The string is one long picture, 8 pixels high. A model wants a batch, so I
# cut it into five images of two digits each. Splitting the long axis gives `B`
# pieces of width `W`. Then `B` moves to the front, and a gray picture gets its
# one channel.

# %%
pieces = strip.reshape(H, B, W)                   # (H, B, W)
batch = pieces.transpose(0, 1)                    # (B, H, W)
images = batch.unsqueeze(1)                       # (B, C, H, W)

# %% [markdown]
# I let `H` and `W` differ on purpose. When I swap them by mistake, an image
# that is not square tells me. A square one says nothing.
#
# The next cell only draws. There is nothing to learn in it.


# %%
def show(pictures, alt, marked=()):
    """Small pictures side by side, the marked ones in an orange frame."""
    widths = [picture.shape[1] for picture in pictures]
    height = 800 * max(map(len, pictures)) // sum(widths)
    figure, axes = plt.subplots(
        1, len(pictures), figsize=(8, height / 100), width_ratios=widths
    )
    figure.subplots_adjust(0.005, 0, 0.995, 1, wspace=0.1)
    for n, (axis, picture) in enumerate(zip(axes, pictures)):
        axis.imshow(picture, cmap="gray", vmin=0, vmax=1)
        axis.set(xticks=[], yticks=[])
        for side in axis.spines.values():
            side.set_color("darkorange" if n in marked else "gray")
            side.set_linewidth(5 if n in marked else 1)
    png = io.BytesIO()
    figure.savefig(png, dpi=150, transparent=True)
    plt.close(figure)
    data = base64.b64encode(png.getvalue()).decode()
    source = f"data:image/png;base64,{data}"
    size = f'width="800" height="{height}"'
    display(HTML(f'<img alt="{alt}" {size} src="{source}">'))


show(images[:, 0], "Five images: 31, 41, 59, 26 and 53, white on black")

# %% [markdown]
# ## Cut the images into patches
#
# A patch is `ps` by `ps` pixels. I split the height into `h` rows of patches
# and the width into `w` columns. Splitting an axis never moves a number, so
# `reshape` is safe here.

# %%
ps = 4
h, w = H // ps, W // ps
split = images.reshape(B, C, h, ps, w, ps)        # (B, C, h, ps, w, ps)

# %% [markdown]
# Now the axes that say *which* patch go in front, and the axes that say what
# is *inside* it go behind. Moving axes is the work of `permute`.

# %%
patches = split.permute(0, 2, 4, 1, 3, 5)         # (B, h, w, C, ps, ps)

# %% [markdown]
# ## One token per patch
#
# `h` and `w` become one axis, the list of `L` tokens. The pixels of a patch
# become the other, its content.

# %%
L = h * w
patch_toks = patches.reshape(B, L, C * ps * ps)   # (B, L, C*ps*ps)
print(f"{L} tokens of {C * ps * ps} pixels each: {tuple(patch_toks.shape)}")

one = images[0, 0]                                # (H, W)
squares = patch_toks[0].reshape(L, ps, ps)        # (L, ps, ps)
show([one, *squares], "The image 31, then its six patches in reading order")

# %% [markdown]
# If the order of the six surprises you, good. Go back to `permute` and read
# which axes come first.
#
# ## Put them back
#
# A cut that loses nothing can be undone. I run the same three steps from last
# to first: split, move, merge.

# %%
patches = patch_toks.reshape(B, h, w, C, ps, ps)  # (B, h, w, C, ps, ps)
split = patches.permute(0, 3, 1, 4, 2, 5)         # (B, C, h, ps, w, ps)
back = split.reshape(B, C, H, W)                  # (B, C, H, W)

assert back.equal(images)
print("The same images, pixel for pixel.")

# %% [markdown]
# ## Change one patch, change one token
#
# Right shapes do not prove a right cut. Here are two functions that return the
# same shape. The second one skips `permute`.


# %%
def tokenize(images, ps):
    B, C, H, W = images.shape                     # (B, C, H, W)
    h, w = H // ps, W // ps
    x = images.reshape(B, C, h, ps, w, ps)        # (B, C, h, ps, w, ps)
    x = x.permute(0, 2, 4, 1, 3, 5)               # (B, h, w, C, ps, ps)
    return x.reshape(B, h * w, C * ps * ps)       # (B, h*w, C*ps*ps)


def scramble(images, ps):
    B, C, H, W = images.shape                     # (B, C, H, W)
    h, w = H // ps, W // ps
    return images.reshape(B, h * w, C * ps * ps)  # (B, h*w, C*ps*ps)


assert tokenize(images, ps).equal(patch_toks)
assert scramble(images, ps).shape == patch_toks.shape

# %% [markdown]
# So I test what the shape cannot say. I turn the bottom left patch of the first
# image into its negative, and ask which tokens changed.

# %%
edited = images.clone()                           # (B, C, H, W)
edited[0, :, -ps:, :ps] = 1 - images[0, :, -ps:, :ps]


def changed(cut):
    differ = cut(images, ps) != cut(edited, ps)   # (B, L, C*ps*ps)
    return differ.any(dim=-1).nonzero().tolist()


for cut in (tokenize, scramble):
    print(f"{cut.__name__:8} changed [image, token] {changed(cut)}")

# %% [markdown]
# With `tokenize`, one patch is one token. With `scramble`, one patch leaks
# into several, because a token there is a run of pixels in reading order. Here
# are both, with the changed tokens framed.

# %%
toks = tokenize(edited, ps)[0]                    # (L, C*ps*ps)
squares = toks.reshape(L, ps, ps)                 # (L, ps, ps)
show(
    [edited[0, 0], *squares],
    "tokenize: the edited image and its six tokens, one framed",
    marked=[1 + token for _, token in changed(tokenize)],
)

# %%
toks = scramble(edited, ps)[0]                    # (L, C*ps*ps)
squares = toks.reshape(L, ps, ps)                 # (L, ps, ps)
show(
    [edited[0, 0], *squares],
    "scramble: the edited image and its six tokens, three framed",
    marked=[1 + token for _, token in changed(scramble)],
)

assert 1 == len(changed(tokenize)) < len(changed(scramble))

# %% [markdown]
# ## Give every token its width
#
# A token of 16 pixels is as wide as the patch made it. A model wants its own
# width `D`, the same for every token it meets. One `nn.Linear` on the last
# axis does that, and now you have image tokens, `(B, L, D)`.

# %%
torch.manual_seed(0)
D = 32
embed = nn.Linear(C * ps * ps, D)
image_toks = embed(patch_toks)                    # (B, L, D)
print(f"image_toks {tuple(image_toks.shape)}")

# %% [markdown]
# Many models do the cut and the `Linear` with one convolution, whose kernel and
# stride are the patch size. It is the same computation, and I can show it: I
# give the convolution the weights of `embed`.

# %%
conv = nn.Conv2d(C, D, kernel_size=ps, stride=ps)
with torch.no_grad():
    conv.weight.copy_(embed.weight.reshape(D, C, ps, ps))
    conv.bias.copy_(embed.bias)

x = conv(images)                                  # (B, D, h, w)
x = x.flatten(2)                                  # (B, D, L)
conv_toks = x.transpose(1, 2)                     # (B, L, D)

torch.testing.assert_close(conv_toks, image_toks)
print("Conv2d and cut + Linear agree.")

# %% [markdown]
# That is the first line of `PatchEmbedding`, which you will meet on the page
# about tokenizers.
#
# ## Try it
#
# Predict first, then run every cell again from the top.
#
# 1. Set `ps = 2`. How many tokens will there be, and how many pixels in each?
# 2. Set `ps = 3`. Which line stops you, and what does it say?
# 3. In the first cut, write `permute(0, 4, 2, 1, 3, 5)`. Every shape after the
#    merge stays the same. Which `assert` notices?
