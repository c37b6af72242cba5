"""This operation has a derivative, and its derivative has none.

Some fast operations come with a hand-written backward that can't be
differentiated again. A gradient penalty, a Hessian or `create_graph=True` asks
for that. Attention in one call, `cdist` and LSTMs on a GPU are known for it.

Fix: Use the same operation written out, or a slower kernel: here
`sdpa_kernel(SDPBackend.MATH)`; for an LSTM on a GPU switch cuDNN off.

Tempting: Drop `create_graph=True`. The error is gone, and the penalty has
become a constant.
"""

import torch
from torch.nn import functional as F
from torch.nn.attention import SDPBackend, sdpa_kernel

MESSAGE = "derivative for aten::{op:text} is not implemented"
READ = ("{op} is the backward of the operation to replace",)
ALSO = {
    "the derivative for '{op:text}' is not implemented": "cdist, lstm",
}
PHASE = "backward"
MODELS = ("char_gpt", "vit")
SEE = ("attention",)


def broken():
    B, nh, L, hd = 2, 4, 5, 8
    q = torch.rand(B, nh, L, hd, requires_grad=True)    # (B, nh, L, hd)
    out = F.scaled_dot_product_attention(q, q, q)       # (B, nh, L, hd)
    score = out.square().sum()                          # ()
    slope = torch.autograd.grad(
        score, q, create_graph=True)[0]                 # (B, nh, L, hd)
    slope.norm().backward()


def fixed():
    B, nh, L, hd = 2, 4, 5, 8
    q = torch.rand(B, nh, L, hd, requires_grad=True)    # (B, nh, L, hd)
    with sdpa_kernel(SDPBackend.MATH):
        out = F.scaled_dot_product_attention(q, q, q)   # (B, nh, L, hd)
    score = out.square().sum()                          # ()
    slope = torch.autograd.grad(
        score, q, create_graph=True)[0]                 # (B, nh, L, hd)
    slope.norm().backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
