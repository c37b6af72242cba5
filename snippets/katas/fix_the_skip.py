"""Let a UNet take images of any size, odd ones too.

You meet it when a network that was trained on squares gets a photo.
"""

import torch
from torch import nn
from torch.nn import functional as F

MINUTES = 10
HINTS = (
    "Follow a height of 15 down and up again. Where does the 1 get lost?",
    "The skip has the size that is needed: bring x to it before cat.",
    "x = F.interpolate(x, size=skip.shape[-2:])",
)
ERRORS = ("skip_of_an_odd_size",)


def unet(x, downs, ups):
    """Mend this UNet, so that it takes images (B, C, H, W) of any H and W.

    Each of downs keeps the size, and pooling halves it; each of ups doubles
    it. Bring x to the size of its skip where the two differ, and leave the
    skip whole. Where they don't differ, nothing changes.
    """
    skips = []
    for down in downs:
        x = down(x)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    for up in ups:
        skip = skips.pop()
        B, C, H, W = skip.shape              # (B, C, H, W)
        x = up(x)
        B, D, h, w = x.shape                 # (B, D, h, w)
        x = F.interpolate(x, size=(H, W))    # (B, D, H, W)
        x = torch.cat([x, skip], dim=1)      # (B, D+C, H, W)
    return x


def wrong_start(x, downs, ups):
    """15 is halved to 7, and twice 7 is 14: ask the skip for its size, and
    bring x to it."""
    skips = []
    for down in downs:
        x = down(x)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    for up in ups:
        skip = skips.pop()
        x = up(x)
        x = torch.cat([x, skip], dim=1)
    return x


def wrong_skip_cut(x, downs, ups):
    """The skip was cut, and the output has a row or a column less than the
    image: make x larger, not the skip smaller."""
    skips = []
    for down in downs:
        x = down(x)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    for up in ups:
        x = up(x)
        H, W = x.shape[-2:]
        x = torch.cat([x, skips.pop()[:, :, :H, :W]], dim=1)
    return x


def wrong_resized_after(x, downs, ups):
    """The output was enlarged at the end, and with it the skip: its pixels
    are no longer where they were. Bring x to the size, before cat."""
    size = x.shape[-2:]
    return F.interpolate(wrong_skip_cut(x, downs, ups), size=size)


def wrong_skip_left_out(x, downs, ups):
    """Where it doesn't fit the skip is left out, and the next layer gets
    too few channels: an error that is caught isn't mended."""
    skips = []
    for down in downs:
        x = down(x)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    for up in ups:
        x, skip = up(x), skips.pop()
        try:
            x = torch.cat([x, skip], dim=1)
        except RuntimeError:
            pass
    return x


def wrong_one_more(x, downs, ups):
    """Now only odd sizes work: add as much as is missing, which may be
    nothing."""
    skips = []
    for down in downs:
        x = down(x)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    for up in ups:
        x = F.pad(up(x), (0, 1, 0, 1))
        x = torch.cat([x, skips.pop()], dim=1)
    return x


def wrong_size_of_the_image(x, downs, ups):
    """That is the size of the image, and only the last skip has it: every
    skip has a size of its own."""
    size, skips = x.shape[-2:], []
    for down in downs:
        x = down(x)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    for up in ups:
        x = F.interpolate(up(x), size=size)
        x = torch.cat([x, skips.pop()], dim=1)
    return x


def wrong_rows_only(x, downs, ups):
    """The height fits now, and the width can be odd just as well."""
    skips = []
    for down in downs:
        x = down(x)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    for up in ups:
        x, skip = up(x), skips.pop()
        x = F.interpolate(x, size=(skip.shape[2], x.shape[3]))
        x = torch.cat([x, skip], dim=1)
    return x


def wrong_padded_in_front(x, downs, ups):
    """Halving dropped the last row, and you put one before the first: all of
    x has moved. Pad at the end."""
    skips = []
    for down in downs:
        x = down(x)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    for up in ups:
        x, skip = up(x), skips.pop()
        h, w = x.shape[-2:]
        H, W = skip.shape[-2:]
        x = F.pad(x, (W - w, 0, H - h, 0))
        x = torch.cat([x, skip], dim=1)
    return x


def wrong_skip_first(x, downs, ups):
    """x and the skip changed places: the next layer has learned x first."""
    skips = []
    for down in downs:
        x = down(x)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    for up in ups:
        x, skip = up(x), skips.pop()
        x = F.interpolate(x, size=skip.shape[-2:])
        x = torch.cat([skip, x], dim=1)
    return x


def check(unet):
    for B, C, H, W, depth in [(1, 2, 4, 6, 1), (2, 3, 8, 12, 2)]:
        torch.manual_seed(H)
        x = torch.randn(B, C, H, W)
        downs = [nn.Conv2d(C, C, 3, padding=1) for _ in range(depth)]
        ups = [nn.ConvTranspose2d((at + 1) * C, at * C + C, 2, stride=2)
               for at in range(depth)]
        made = unet(x, downs, ups)
        assert made.shape == (B, C * (depth + 1), H, W), (
            "each skip brings its channels")
        skips = [downs[0](x)]
        for down in downs[1:]:
            skips.append(down(F.max_pool2d(skips[-1], 2)))
        wanted = F.max_pool2d(skips[-1], 2)
        for up in ups:
            wanted = torch.cat([up(wanted), skips.pop()], dim=1)
        assert made.equal(wanted), "sizes that did fit give what they gave"

    double = nn.Upsample(scale_factor=2)
    for B, H, W, depth in [(2, 13, 8, 1), (1, 8, 13, 1), (2, 15, 23, 2)]:
        rows = 100 + torch.arange(H).unsqueeze(1).expand(H, W)
        columns = 200 + torch.arange(W).expand(H, W)
        x = torch.stack([rows, columns]).float().repeat(B, 1, 1, 1)
        downs = [nn.Identity() for _ in range(depth)]
        made = unet(x, downs, [double] * depth)
        assert made.shape == (B, 2 * (depth + 1), H, W), (
            "odd sizes come back whole, at every level")
        assert made[:, -2:].equal(x), "the skip stays whole, pixel by pixel"
        far = 2 ** depth
        h, w = H // far * far, W // far * far
        moved = made[:, :2, :h, :w] - x[:, :, :h, :w]
        assert moved.abs().max() < 2 * far, (
            "what comes from below lands where it came from")


def breaks():
    """Show an image with an odd width."""
    images = torch.rand(2, 3, 12, 15)
    try:
        wrong_start(images, [nn.Identity()], [nn.Upsample(scale_factor=2)])
    except RuntimeError as error:
        print(error)


def main():
    B, C, H, W, D = 2, 3, 18, 27, 7
    downs = [nn.Conv2d(C, D, 3, padding=1), nn.Conv2d(D, D, 3, padding=1)]
    ups = [nn.ConvTranspose2d(D, D, 2, stride=2),
           nn.ConvTranspose2d(2 * D, D, 2, stride=2)]
    images = torch.rand(B, C, H, W)          # (B, C, H, W)
    y = unet(images, downs, ups)             # (B, 2*D, H, W)
    print(f"{tuple(images.shape)} became {tuple(y.shape)}")
    breaks()
    check(unet)


if __name__ == "__main__":
    main()
