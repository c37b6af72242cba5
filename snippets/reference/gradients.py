"""Ask for gradients, or for none."""

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint


class Double(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return 2 * x

    @staticmethod
    def backward(ctx, grad):
        return 2 * grad


def main():
    B, D, K = 2, 3, 4
    x = torch.rand(B, D)                      # (B, D)
    w = nn.Parameter(torch.ones(K, D))        # (K, D)
    layer = nn.Linear(D, K)
    loss = (x @ w.T).sum()                    # ()
    w.grad = grad = torch.zeros_like(w)       # (K, D)
    loss.backward(retain_graph=True)
    w.grad                                    # (K, D)
    torch.autograd.grad(loss, w)[0]           # (K, D)
    out = w.requires_grad
    out = w.is_leaf
    out = w.grad_fn
    x.requires_grad_()                        # (B, D)
    w.detach()                                # (K, D)
    x.detach_()                               # (B, D)
    loss.retain_grad()
    loss.register_hook(lambda grad: grad)
    with torch.no_grad():
        x @ w.T                               # (B, K)
    with torch.enable_grad():
        x @ w.T                               # (B, K)
    with torch.inference_mode():
        x @ w.T                               # (B, K)
    with torch.set_grad_enabled(False):
        x @ w.T                               # (B, K)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x @ w.T                               # (B, K)
    with torch.amp.autocast("cpu", dtype=torch.bfloat16):
        x @ w.T                               # (B, K)
    with torch.autograd.set_detect_anomaly(True):
        x @ w.T                               # (B, K)
    torch.is_grad_enabled()
    checkpoint(layer, x, use_reentrant=False) # (B, K)
    Double.apply(x)                           # (B, D)
    nn.utils.clip_grad_norm_([w], 1.0)        # ()
    nn.utils.clip_grad_value_([w], 0.1)
    torch.func.grad(torch.sum)(x)             # (B, D)
    torch.vmap(torch.sum)(x)                  # (B,)


if __name__ == "__main__":
    main()
