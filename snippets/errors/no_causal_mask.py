"""A language model without a causal mask: it reads the word it is to guess.

Trained to say the next token, the model sees all tokens at once. The one it
has to guess is the next one in the row, and attention finds it. The loss falls
far below what is possible. When it writes by itself, there is no next token to
copy, and what comes out is noise.

Fix: A mask that is True above the diagonal, `triu(1)`, at each call, training
and writing alike.

Tempting: `is_causal=True` without a mask. It is a hint about the mask, not a
mask: "Need attn_mask if specifying the is_causal hint", says the layer.

Check: Change the last token. No output before it may move.
"""

import torch
from torch import nn

PHASE = "forward"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("char_gpt",)
SEE = ("attention", "char-gpt")


def broken():
    D, nh = 16, 4
    return nn.TransformerEncoderLayer(D, nh, batch_first=True)


class SeesThePast(nn.TransformerEncoderLayer):
    def forward(self, x):
        B, L, D = x.shape                                # (B, L, D)
        every = torch.ones(L, L, device=x.device)        # (L, L)
        return super().forward(x, every.triu(1).bool())  # (B, L, D)


def fixed():
    D, nh = 16, 4
    return SeesThePast(D, nh, batch_first=True)


def check(model, x):
    model.eval()
    other = x.clone()
    other[:, -1] = -x[:, -1]
    before = (model(x) - model(other))[:, :-1].abs().max()  # ()
    assert before < 1e-5, f"a later token moves earlier ones, by {before:.2f}"


def main():
    x = torch.rand(3, 6, 16)
    try:
        check(broken(), x)
    except AssertionError as error:
        print(error)
    check(fixed(), x)


if __name__ == "__main__":
    main()
