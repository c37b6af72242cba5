"""Draw pictures, curves and tables of numbers that can be read in light and in dark; the labs import it."""

import base64
import io

import matplotlib.pyplot as plt
import torch
from IPython.display import HTML, display

GRAY = "#7d828a"
COLOURS = "#3d7edb", "#d9730d", "#2f9e5f", "#b054c8"
STYLE = {"font.size": 10, "text.color": GRAY, "axes.labelcolor": GRAY, "axes.edgecolor": GRAY}
STYLE |= {"xtick.color": GRAY, "ytick.color": GRAY, "axes.spines.top": False}
STYLE |= {"axes.spines.right": False, "legend.frameon": False}


def shown(figure, alt):
    """Put a figure into the page as a picture with a text for those who don't see it."""
    png = io.BytesIO()
    figure.savefig(png, dpi=100, transparent=True, bbox_inches="tight", pad_inches=0.03)
    plt.close(figure)
    width, height = (int.from_bytes(png.getvalue()[at : at + 4], "big") for at in (16, 20))
    data = base64.b64encode(png.getvalue()).decode()
    size = f'width="{width}" height="{height}" style="max-width: 100%; height: auto"'
    display(HTML(f'<img alt="{alt}" {size} src="data:image/png;base64,{data}">'))


def pictures(images, alt, columns=10, titles=()):
    """A grid of gray images (N, H, W), from 0 to 1, with a word above each if there are any."""
    images = torch.as_tensor(images).detach().cpu()
    N, H, W = images.shape
    rows = -(-N // columns)
    each = 8 / columns
    with plt.rc_context(STYLE):
        height = each * H / W + (0.22 if len(titles) else 0)
        figure, axes = plt.subplots(rows, columns, figsize=(8, rows * height), squeeze=False)
        for at, axis in enumerate(axes.flat):
            axis.axis("off")
            if at < N:
                axis.imshow(images[at], cmap="gray", vmin=0, vmax=1)
                axis.set_title(titles[at] if len(titles) else "", fontsize=9, pad=2)
        figure.subplots_adjust(wspace=0.08, hspace=0.3 if len(titles) else 0.08)
        shown(figure, alt)


def curves(lines, alt, x="step", y="loss", level=None):
    """Named curves, each a list of numbers; `level` is (name, number) of a line to compare with."""
    with plt.rc_context(STYLE):
        figure, axis = plt.subplots(figsize=(7, 2.6))
        for (name, values), colour in zip(lines.items(), COLOURS):
            axis.plot(range(1, len(values) + 1), values, color=colour, label=name, linewidth=1.6)
        if level:
            axis.axhline(level[1], color=GRAY, linestyle=":", label=level[0])
        axis.set(xlabel=x, ylabel=y)
        axis.legend()
        shown(figure, alt)


def matrix(values, rows, columns, alt, digits=2):
    """A table of numbers (rows, columns) as a picture, darker where they are higher."""
    values = torch.as_tensor(values).detach().cpu()
    with plt.rc_context(STYLE):
        size = 0.55 * len(columns) + 1, 0.4 * len(rows) + 0.6
        figure, axis = plt.subplots(figsize=size)
        axis.imshow(values, cmap="Blues", aspect="auto")
        axis.set_xticks(range(len(columns)), columns, rotation=45, ha="right")
        axis.set_yticks(range(len(rows)), rows)
        middle = (values.min() + values.max()) / 2
        for r, row in enumerate(values):
            for c, value in enumerate(row):
                colour = "white" if value > middle else "#10243f"
                axis.text(c, r, f"{value:.{digits}f}", ha="center", va="center", color=colour, fontsize=8)
        for side in axis.spines.values():
            side.set_visible(False)
        shown(figure, alt)
