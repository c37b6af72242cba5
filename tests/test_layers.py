import pytest
import torch
from torch import nn

from stepthrough.layers import axes, described


@pytest.mark.parametrize(
    "layer",
    [
        nn.Conv1d(3, 4, 5),
        nn.Conv2d(3, 4, (3, 5), stride=(2, 1), padding=(1, 0), dilation=2),
        nn.Conv3d(3, 4, 2, stride=2),
        nn.Conv2d(3, 4, 3, padding="same"),
        nn.Conv2d(3, 4, (4, 3), padding="valid"),
        nn.ConvTranspose2d(3, 4, 4, stride=2, padding=1, output_padding=1),
        nn.ConvTranspose1d(3, 4, 3, stride=3, dilation=2),
    ],
    ids=str,
)
def test_the_axes_of_a_convolution_give_the_size_that_torch_gives(layer):
    x = torch.rand(2, 3, *(17, 18, 19)[: len(layer.kernel_size)])
    made = axes(*described(f"{type(layer).__name__}({layer.extra_repr()})"), list(x.shape))
    assert [out(**axis) for axis in made] == list(layer(x).shape[2:])


def out(n, k, s, p, d, extra, transposed):
    before, after = p if isinstance(p, list) else (p, p)
    if transposed:
        return (n - 1) * s - before - after + d * (k - 1) + extra + 1
    return (n + before + after - d * (k - 1) - 1) // s + 1


def test_a_stride_of_nothing_and_an_input_of_other_rank_have_no_axes():
    name, told = described("Conv2d(3, 4, kernel_size=(3, 3), stride=(0, 0))")
    assert axes(name, told, [2, 3, 9, 9]) == []
    name, told = described("Conv2d(3, 4, kernel_size=(3, 3), stride=(1, 1))")
    assert axes(name, told, [9, 9]) == []
    assert len(axes(name, told, [3, 9, 9])) == 2, "an image without a batch"
    name, told = described("Conv2d(3, 4, kernel_size=(3, 3, 3), stride=(1, 1))")
    assert axes(name, told, [2, 3, 9, 9, 9]) == [], "a kernel of more dims than its stride"


@pytest.mark.parametrize("text", ["", "Conv2d(", "3", "x.y(z)", "Odd(size=f())", "a b"])
def test_what_is_no_text_of_a_layer_says_nothing(text):
    assert described(text) == ("", {})
