"""Tell apart detach, clone, item and no_grad."""

import torch

DEVICE = torch.device("cpu")


def four_ways(D):
    w = torch.rand(D, device=DEVICE, requires_grad=True)  # (D,)
    cut = w.detach()                                # (D,)
    copy = w.clone()                                # (D,)
    both = w.detach().clone()                       # (D,)
    with torch.no_grad():
        quiet = 2 * w                               # (D,)
    for name, x in dict(cut=cut, copy=copy, both=both, quiet=quiet).items():
        shares = x.data_ptr() == w.data_ptr()
        print(f"{name:<6} same memory {shares!s:<6} graph {x.requires_grad}")
    cut[0] = 7
    print(f"I wrote to cut, w[0] is {w[0].item()}")


def keep_the_loss(turns):
    """A sum of losses keeps the graph of every turn, unless you take item."""
    w = torch.ones(3, requires_grad=True)           # (3,)
    total = torch.zeros(())                         # ()
    number = 0.0
    for _ in range(turns):
        loss = (w * w).sum()                        # ()
        total = total + loss                        # ()
        number += loss.item()
    assert total.item() == number
    print(f"tensor: {total.grad_fn is not None}, item: {number}")


def stop_the_gradient(D):
    """The target of a loss is often a fixed thing: detach it."""
    w = torch.rand(D, requires_grad=True)           # (D,)
    target = (2 * w).detach()                       # (D,)
    loss = (w - target).square().sum()              # ()
    loss.backward()
    torch.testing.assert_close(w.grad, 2 * (w - target))
    print(f"target has a graph: {target.requires_grad}")


def main():
    four_ways(5)
    keep_the_loss(turns=4)
    stop_the_gradient(5)


if __name__ == "__main__":
    main()
