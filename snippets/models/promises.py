"""Hold a model to its promises, and see which one a planted bug breaks."""

import torch
from torch import nn


def gap(made, wanted, what):
    """How far two tensors differ; AssertionError if it is more than noise."""
    assert made.shape == wanted.shape, f"{what} has another shape"
    far = (made - wanted).abs().max().item()
    assert far < 1e-4, f"{what} differs by {far:.2g}"
    return f"{what} differs by {far:.0e}"


def plant(model, broken):
    """The same weights, but broken in place of the class it derives from."""
    for module in model.modules():
        if type(module) is broken.__base__:
            module.__class__ = broken
    return model


def noticed(build, proofs, broken):
    """The first proof that fails on a model with a bug, and its words."""
    for proof in proofs:
        torch.manual_seed(0)
        try:
            proof(plant(build(), broken))
        except AssertionError as error:
            return f"{proof.__name__}: {error}"
    raise AssertionError(f"nobody noticed {broken.__name__}")


def report(build, proofs, bugs):
    """Print what each proof measures, then who notices each bug."""
    for proof in proofs:
        torch.manual_seed(0)
        print(f"{proof.__name__}: {proof(build())}")
    for broken in bugs:
        print(f"\n{broken.__name__}: {broken.__doc__}")
        print(f"  {noticed(build, proofs, broken)}")


class broken_linear(nn.Linear):
    """The bias is left out."""

    def forward(self, x):
        return x @ self.weight.mT


def adds_its_bias(model):
    return gap(model(torch.zeros(2, 3)), model.bias.expand(2, -1), "zero in")


def main():
    report(lambda: nn.Linear(3, 5), [adds_its_bias], [broken_linear])


if __name__ == "__main__":
    main()
