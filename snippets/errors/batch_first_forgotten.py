"""A transformer without batch_first: tokens attend to the other samples.

Attention in torch wants (L, B, D) unless you say otherwise. Given (B, L, D)
it runs all the same, and the shape that comes out is the one you expect.
Inside, the first tokens of all texts attend to each other, and no token sees
the others of its own text.

A `nn.TransformerEncoder` warns, and its warning sounds as if this were about
speed.

Fix: `batch_first=True`, in every layer that has it: `nn.MultiheadAttention`,
the transformer layers, LSTM and GRU. Or hand over (L, B, D).

Check: A sample has to give the same alone as in its batch. Do it in `eval`, so
that dropout is not taken for it.
"""

import torch
from torch import nn

MESSAGE = (
    "enable_nested_tensor is True, but self.use_nested_tensor is False because "
    "encoder_layer.self_attn.batch_first was not True"
)
PHASE = "forward"
SYMPTOM = "the result depends on the rest of the batch"
MODELS = ("vit", "char_gpt")
SEE = ("attention",)


def broken():
    D, nh = 16, 4
    layer = nn.TransformerEncoderLayer(D, nh)
    return nn.TransformerEncoder(layer, num_layers=2)


def fixed():
    D, nh = 16, 4
    layer = nn.TransformerEncoderLayer(D, nh, batch_first=True)
    return nn.TransformerEncoder(layer, num_layers=2)


def check(model, x):
    model.eval()
    together = model(x)
    alone = torch.cat([model(one) for one in x.split(1)])
    off = (together - alone).abs().max()    # ()
    assert off < 1e-4, f"alone, a sample gives something else, by {off:.2f}"


def main():
    x = torch.rand(3, 6, 16)
    try:
        check(broken(), x)
    except AssertionError as error:
        print(error)
    check(fixed(), x)


if __name__ == "__main__":
    main()
