"""Prove that a GPT is one, and find the bugs that raise nothing."""

import math

import torch
from torch import nn
from torch.nn import functional as F

from char_gpt import GPT
from char_gpt_bugs import BUGS
from promises import gap, report

B, L, V, D, NH, CONTEXT = 3, 7, 31, 48, 4, 11
FUTURE = torch.ones(L, L).triu(1).bool()


def looks_only_back(model):
    ids = torch.randint(V, (B, L))
    for place in range(L):
        other = (ids + F.one_hot(torch.tensor(place), L)) % V
        moved = (model(other) != model(ids)).any(dim=-1).any(dim=0)
        assert not moved[:place].any(), f"id {place} changes what came before"
        assert moved[place:].all(), f"id {place} is lost on what follows"
    return f"each of {L} ids moves its own logits and those after it"


def keeps_texts_apart(model):
    ids = torch.randint(V, (B, L))
    alone = torch.cat([model(one) for one in ids.split(1)])
    return gap(model(ids), alone, "each text, in a batch or alone,")


def knows_the_places(model):
    row = model(torch.zeros(1, L, dtype=torch.long))[0]
    moved = row.diff(dim=0).abs().amax(dim=-1).min()
    assert moved > 1e-4, "the same id again says the same at each place"
    return f"the same id again, and the logits move by {moved:.3f}"


def is_asked_for_the_next(model):
    ids, missed = torch.randint(V, (B, L)), 0.0
    chances = model(ids).softmax(dim=-1)
    for b, at in torch.cartesian_prod(torch.arange(B), torch.arange(L - 1)):
        missed -= chances[b, at, ids[b, at + 1]].log()
    return gap(model.loss(ids), missed / B / (L - 1), "the loss by hand")


def attends_as_torch_does(model):
    mine, x = model.blocks[0].attention, torch.randn(B, L, D)
    y = F.scaled_dot_product_attention(*mine.split(x), is_causal=True)
    gap(mine(x), mine.out(y.transpose(1, 2).flatten(2)), "torch's function")
    twin = as_torchs(mine, nn.MultiheadAttention(D, NH, batch_first=True))
    y = twin(x, x, x, attn_mask=FUTURE)[0]
    return gap(mine(x), y, "nn.MultiheadAttention")


def as_torchs(mine, twin):
    """Torch's module with the weights of mine: they lie in the same order."""
    for theirs, own in zip(twin.parameters(), mine.parameters(), strict=True):
        theirs.data.copy_(own)
    return twin


def is_torchs_block(model):
    mine, x = model.blocks[0], torch.randn(B, L, D)
    kind = dict(dropout=0.0, batch_first=True, norm_first=True)
    twin = nn.TransformerEncoderLayer(D, NH, 4 * D, activation="gelu", **kind)
    as_torchs(mine.attention, twin.self_attn)
    as_torchs(mine.mlp, nn.Sequential(twin.linear1, twin.linear2))
    as_torchs(mine.norm1, twin.norm1)
    as_torchs(mine.norm2, twin.norm2)
    return gap(mine(x), twin(x, FUTURE), "nn.TransformerEncoderLayer")


def knows_nothing_yet(model):
    loss = model.loss(torch.randint(V, (B, L))).item()
    assert abs(loss - math.log(V)) < 0.2, f"untrained, its loss is {loss:.2f}"
    return f"untrained, its loss is {loss:.2f}, and log V {math.log(V):.2f}"


def goes_on_at_the_end(model):
    ids = torch.randint(V, (B, 2 * CONTEXT))
    long, cut = (model.generate(x, 5, k=1) for x in (ids, ids[:, -CONTEXT:]))
    assert long[:, -5:].equal(cut[:, -5:]), "it goes on from somewhere else"
    return f"{2 * CONTEXT} ids go on as their last {CONTEXT} do"


def teaches_every_weight(model):
    model.loss(torch.randint(V, (B, L))).backward()
    grads = {name: one.grad for name, one in model.named_parameters()}
    still = [name for name, grad in grads.items() if grad is None]
    assert not still, f"no gradient for {len(still)}, such as {still[0]}"
    return f"{len(grads)} parameters have a gradient"


PROOFS = (keeps_texts_apart, looks_only_back, knows_the_places,
          is_asked_for_the_next, attends_as_torch_does, is_torchs_block,
          knows_nothing_yet, goes_on_at_the_end, teaches_every_weight)


def build():
    return GPT(V, D, NH, depth=2, context=CONTEXT)


def main():
    report(build, PROOFS, BUGS)


if __name__ == "__main__":
    main()
