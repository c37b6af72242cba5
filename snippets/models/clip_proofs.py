"""Prove that CLIP is one, and find the bugs that raise nothing."""

import math

import torch
from torch import nn

from clip import CLIP, ImageTower, TextTower
from clip_bugs import BUGS
from promises import gap, report

B, C, H, W, L, V, D = 5, 1, 10, 8, 9, 31, 24


def pairs():
    """Images, and captions of different lengths that end in the last id."""
    ids = torch.randint(1, V - 1, (B, L))
    for row, end in enumerate(range(2, 2 + B)):
        ids[row, end] = V - 1
        ids[row, end + 1:] = 0
    return torch.rand(B, C, H, W), ids


def ignores_what_follows_the_end(model):
    images, ids = pairs()
    shorter, read = ids[:1, :3], model.text(ids)[:1]
    return gap(model.text(shorter), read, "a caption without its padding")


def scores_are_cosines(model):
    images, ids = pairs()
    seen, read = model.image(images), model.text(ids)
    wanted = torch.empty(B, B)
    for i in range(B):
        for k in range(B):
            lengths = seen[i].norm() * read[k].norm()
            wanted[i, k] = seen[i].dot(read[k]) / lengths
    model.logit_scale.data.fill_(0.0)
    gap(model(images, ids), wanted, "a table of cosines, one by one,")
    model.logit_scale.data.fill_(math.log(7))
    return gap(model(images, ids), 7 * wanted, "the table at a scale of 7")


def hears_only_directions(model):
    seen, read = torch.randn(2, B, D)
    louder = 3 * seen, read * torch.arange(1, B + 1).view(B, 1)
    return gap(model.scores(*louder), model.scores(seen, read), "shouting")


def keeps_pairs_apart(model):
    images, ids = pairs()
    alone = model(images[1:3], ids[:2])
    return gap(model(images, ids)[1:3, :2], alone, "some alone, or in a batch,")


def loss_asks_both_sides(model):
    images, ids = pairs()
    scores = model(images, ids)
    own = scores.diag()
    to_text = (scores.logsumexp(dim=1) - own).mean()
    to_image = (scores.logsumexp(dim=0) - own).mean()
    wanted = (to_text + to_image) / 2
    return gap(model.loss(images, ids), wanted, "the loss by hand")


def order_does_not_matter(model):
    images, ids = pairs()
    moved = model.loss(images.roll(1, dims=0), ids.roll(1, dims=0))
    return gap(moved, model.loss(images, ids), "the loss in another order")


def perfect_pairs_cost_nothing(model):
    model.image, model.text = nn.Identity(), nn.Identity()
    model.logit_scale.data.fill_(math.log(100))
    loss = model.loss(torch.eye(B), torch.eye(B)).item()
    assert loss < 1e-6, f"perfect pairs, and yet the loss is {loss:.2f}"
    return f"perfect pairs at a scale of 100 cost {loss:.0e}"


def teaches_both_towers(model):
    model.loss(*pairs()).backward()
    grads = {name: one.grad for name, one in model.named_parameters()}
    still = [name for name, grad in grads.items() if grad is None]
    assert not still, f"no gradient for {len(still)}, such as {still[0]}"
    return f"{len(grads)} parameters have a gradient"


PROOFS = (keeps_pairs_apart, hears_only_directions, order_does_not_matter,
          perfect_pairs_cost_nothing, scores_are_cosines, loss_asks_both_sides,
          ignores_what_follows_the_end, teaches_both_towers)


def build():
    text = TextTower(V, 16, nh=2, context=12, D=D)
    return CLIP(ImageTower(C, 16, D), text)


def main():
    report(build, PROOFS, BUGS)


if __name__ == "__main__":
    main()
