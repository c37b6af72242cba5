"""A mask of ones and zeros is added to the scores, and hides nothing.

A mask of floats is added. For it to hide, it has to be minus infinity where
nobody may look. `triu` of ones adds 1 there: the model looks at the future a
little more than at the past. With a padding mask beside it, which is bool,
torch warns that the two differ.

Fix: `.bool()` for the layers of torch, where True means "ignore". Or
`nn.Transformer.generate_square_subsequent_mask(L)`, which has the infinities.

Tempting: Turn the padding mask into floats too. The warning is gone, and now
neither of them hides anything.

Check: Change the last token. No output before it may move.
"""

import torch
from torch import nn

MESSAGE = (
    "Support for mismatched {one:word} and {other:word} is deprecated. "
    "Use same type for both instead."
)
READ = (
    "{one} and {other} are the two masks: one is bool, the other is float",
)
PHASE = "forward"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("char_gpt",)
SEE = ("attention", "indexing-and-masks")


class AddsOnes(nn.TransformerEncoderLayer):
    def forward(self, x, pad):
        B, L, D = x.shape
        future = torch.ones(L, L).triu(1)         # (L, L)
        return super().forward(x, future, pad)    # (B, L, D)


def broken():
    D, nh = 16, 4
    return AddsOnes(D, nh, batch_first=True)


class Hides(nn.TransformerEncoderLayer):
    def forward(self, x, pad):
        B, L, D = x.shape
        future = torch.ones(L, L).triu(1).bool()  # (L, L)
        return super().forward(x, future, pad)    # (B, L, D)


def fixed():
    D, nh = 16, 4
    return Hides(D, nh, batch_first=True)


def check(model, x, pad):
    model.eval()
    other = x.clone()
    other[:, -1] = -x[:, -1]
    moved = model(x, pad) - model(other, pad)
    before = moved[:, :-1].abs().max()            # ()
    assert before < 1e-5, f"a later token moves earlier ones, by {before:.2f}"


def main():
    x, pad = torch.rand(3, 6, 16), torch.zeros(3, 6).bool()
    try:
        check(broken(), x, pad)
    except AssertionError as error:
        print(error)
    check(fixed(), x, pad)


if __name__ == "__main__":
    main()
