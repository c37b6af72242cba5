"""The evaluation records gradients that nobody asks for, and keeps them.

Each output remembers all it was made from, so that `backward` could run. An
output that you put into a list keeps the whole graph of its batch in memory.
Training fits, and the validation runs out of memory.

Fix: Evaluate under `torch.no_grad()` or `torch.inference_mode()`, and keep
numbers or `.cpu()` tensors.

Tempting: A smaller batch for the validation, or `torch.cuda.empty_cache()`.
What is still remembered is not free, so it cannot be emptied.

Check: What you keep of an evaluation has no `grad_fn`.
"""

import torch
from torch import nn

PHASE = "evaluate"
SYMPTOM = "memory grows"
MODELS = ("cnn", "vit", "unet")
SEE = ("the-training-loop",)


def broken():
    def evaluate(model, batches):
        model.eval()
        return [model(x) for x in batches]

    return evaluate


def fixed():
    @torch.no_grad()
    def evaluate(model, batches):
        model.eval()
        return [model(x) for x in batches]

    return evaluate


def check(evaluate):
    B, D, K = 8, 16, 5
    model = nn.Sequential(nn.Linear(D, D), nn.ReLU(), nn.Linear(D, K))
    batches = torch.rand(3, B, D)               # (3, B, D)
    outputs = evaluate(model, batches)
    kept = [out for out in outputs if out.grad_fn is not None]
    told = f"{len(kept)} of {len(outputs)} outputs keep their graph"
    assert not kept, told


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
