"""Find the one wrong shape in a list, by reading the code line by line.

You meet it in every repository: a shape comment that was true last month.
"""

import torch
from torch import nn

MINUTES = 5
HINTS = (
    "Say each shape aloud before you look at what the list says.",
    "conv makes D channels, flatten joins dims, transpose swaps two.",
    "mean(dim=1) takes dim 1 away: which two of (B, P, D) are left?",
)


def five_lines(image, ps, D):
    B, C, H, W = image.shape
    conv = nn.Conv2d(C, D, ps, stride=ps)
    scaled = image * 2 - 1
    patches = conv(scaled)
    tokens = patches.flatten(2).transpose(1, 2)
    mean = tokens.mean(dim=1)
    centred = tokens - mean.unsqueeze(1)
    return dict(
        scaled=scaled,
        patches=patches,
        tokens=tokens,
        mean=mean,
        centred=centred,
    )


def shapes(B, C, H, W, ps, D):
    """Mend the one shape that is wrong.

    These are the shapes of what five_lines makes of an image (B, C, H, W)
    with patches of ps by ps pixels. Four of them are right.
    """
    P = H // ps * (W // ps)
    return dict(
        scaled=(B, C, H, W),
        patches=(B, D, H // ps, W // ps),
        tokens=(B, P, D),
        mean=(B, D),
        centred=(B, P, D),
    )


def wrong_start(B, C, H, W, ps, D):
    """mean(dim=1) takes dim 1 away: without P, (B, P, D) is (B, D)."""
    P = H // ps * (W // ps)
    return dict(
        scaled=(B, C, H, W),
        patches=(B, D, H // ps, W // ps),
        tokens=(B, P, D),
        mean=(B, P),
        centred=(B, P, D),
    )


def wrong_kept_dim(B, C, H, W, ps, D):
    """That is the right line, but a 1 stays only with keepdim=True."""
    P = H // ps * (W // ps)
    return dict(
        scaled=(B, C, H, W),
        patches=(B, D, H // ps, W // ps),
        tokens=(B, P, D),
        mean=(B, 1, D),
        centred=(B, P, D),
    )


def wrong_scaled(B, C, H, W, ps, D):
    """scaled was right: arithmetic with a number changes no shape."""
    P = H // ps * (W // ps)
    return dict(
        scaled=(B, D, H, W),
        patches=(B, D, H // ps, W // ps),
        tokens=(B, P, D),
        mean=(B, P),
        centred=(B, P, D),
    )


def wrong_patches(B, C, H, W, ps, D):
    """patches was right: a Conv2d(C, D, ...) takes C channels and makes D."""
    P = H // ps * (W // ps)
    return dict(
        scaled=(B, C, H, W),
        patches=(B, C, H // ps, W // ps),
        tokens=(B, P, D),
        mean=(B, P),
        centred=(B, P, D),
    )


def wrong_tokens(B, C, H, W, ps, D):
    """tokens was right: after flatten(2) D is dim 1, transpose puts it last."""
    P = H // ps * (W // ps)
    return dict(
        scaled=(B, C, H, W),
        patches=(B, D, H // ps, W // ps),
        tokens=(B, D, P),
        mean=(B, P),
        centred=(B, P, D),
    )


def wrong_centred(B, C, H, W, ps, D):
    """centred was right: (B, P, D) - (B, 1, D) is stretched to (B, P, D)."""
    P = H // ps * (W // ps)
    return dict(
        scaled=(B, C, H, W),
        patches=(B, D, H // ps, W // ps),
        tokens=(B, P, D),
        mean=(B, D),
        centred=(B, 1, D),
    )


def wrong_numbers(B, C, H, W, ps, D):
    """These sizes are of one image only: write them with the letters."""
    return dict(
        scaled=(1, 3, 4, 6),
        patches=(1, 5, 2, 3),
        tokens=(1, 6, 5),
        mean=(1, 5),
        centred=(1, 6, 5),
    )


def check(shapes):
    sizes = [(1, 3, 4, 6, 2, 5), (2, 1, 9, 3, 3, 4), (3, 2, 8, 20, 4, 7)]
    for B, C, H, W, ps, D in sizes:
        ran = five_lines(torch.zeros(B, C, H, W), ps, D)
        made = shapes(B, C, H, W, ps, D)
        assert sorted(made) == sorted(ran), "each name has a shape"
        for name in ran:
            said, wanted = tuple(made[name]), tuple(ran[name].shape)
            dims = name, len(said)
            assert dims == (name, len(wanted)), "each has the right rank"
            assert (name, said) == (name, wanted), "each is what the code makes"


def main():
    B, C, H, W, ps, D = 2, 3, 8, 12, 4, 16
    image = torch.rand(B, C, H, W)   # (B, C, H, W)
    ran = five_lines(image, ps, D)
    for name, said in shapes(B, C, H, W, ps, D).items():
        print(f"{name}: said {said}, ran as {tuple(ran[name].shape)}")
    check(shapes)


if __name__ == "__main__":
    main()
