"""A probability rounds to 0, and its log is minus infinity.

A softmax in float32 is 0 as soon as a logit is about 100 below the largest.
The log of that is `-inf`, the loss is `inf`, and the gradients are NaN. It
happens when training goes badly already, or in half precision much earlier.

Fix: `log_softmax`, which never forms the small number; `cross_entropy` does it
that way. For two classes `logsigmoid`.

Tempting: `log(p + 1e-8)`. Nothing is infinite, and where the model is most
wrong the gradient is 0: it never learns that.

Check: Feed logits that are far apart. The loss has to be finite, and the
gradient has to point somewhere.
"""

import torch
from torch.nn import functional as F

PHASE = "loss"
SYMPTOM = "NaN or inf"
MODELS = ("char_gpt", "vit")
SEE = ("losses-and-sampling", "norms-embeddings-softmax")


def broken():
    return lambda logits: logits.softmax(1).log()


def fixed():
    return lambda logits: logits.log_softmax(1)


def tempting():
    return lambda logits: (logits.softmax(1) + 1e-8).log()


def check(log_of):
    B, K = 2, 3
    logits = 200 * torch.eye(B, K)                      # (B, K)
    logits.requires_grad_()                             # (B, K)
    labels = (torch.arange(B) + 1) % K                  # (B,)
    loss = F.nll_loss(log_of(logits), labels)           # ()
    loss.backward()
    slope = logits.grad.abs().max()                     # ()
    right = loss.isfinite() and slope > 0.1
    assert right, f"loss {loss:.1f}, largest gradient {slope:.1f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    try:
        check(tempting())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
