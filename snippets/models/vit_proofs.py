"""Prove a vision transformer right, beyond "it trains", and catch its bugs."""

import torch
from torch import nn
from torch.nn import functional as F

from vit import ViT
from vit_bugs import BUGS, plant


def small(error, what):
    worst = error.abs().max().item()
    assert worst < 1e-4, f"not true that {what}: off by {worst:.2g}"
    return f"{what}, off by {worst:.1g}"


def one_patch_is_one_token(model):
    image = torch.rand(1, 1, 6, 10)
    edited = image.clone()
    edited[..., 2:4, 6:8] = 1 - image[..., 2:4, 6:8]
    differ = model.embed(image)[0] != model.embed(edited)[0]
    changed = differ.any(dim=-1).nonzero().flatten().tolist()
    words = f"the edit of one patch changed {changed}"
    assert changed == [1 + 5 + 3], words
    return words


def alone_as_in_a_batch(model):
    tokens = model.embed(torch.rand(4, 1, 6, 10))
    alone = torch.cat([model.blocks(one[None]) for one in tokens])
    error = alone - model.blocks(tokens)
    return small(error, "the tokens of an image are alone as in a batch")


def only_positions_tell_the_order(model):
    tokens, order = torch.randn(2, 16, 24), torch.randperm(16)
    error = model.blocks(tokens[:, order]) - model.blocks(tokens)[:, order]
    return small(error, "tokens in another order come out in that order")


def attends_as_torch(model):
    attention, x = model.blocks[0].attention, torch.randn(2, 16, 24)
    q, k, v = attention.heads(x)
    error = attention.weights(q, k) @ v
    error = error - F.scaled_dot_product_attention(q, k, v)
    return small(error, "weights @ v equals F.scaled_dot_product_attention")


def attention_is_torchs(model):
    attention, x = model.blocks[0].attention, torch.randn(2, 16, 24)
    twin = nn.MultiheadAttention(24, attention.nh, batch_first=True)
    twin.in_proj_weight, twin.in_proj_bias = attention.qkv.parameters()
    twin.out_proj = attention.out
    error = attention(x) - twin(x, x, x)[0]
    return small(error, "attention equals nn.MultiheadAttention")


def block_is_torchs(model):
    block, x = model.blocks[0], torch.randn(2, 16, 24)
    twin = nn.TransformerEncoderLayer(
        24, block.attention.nh, 4 * 24, dropout=0, activation="gelu",
        norm_first=True, batch_first=True)
    theirs, mine = twin.self_attn, block.attention
    theirs.in_proj_weight, theirs.in_proj_bias = mine.qkv.parameters()
    theirs.out_proj = mine.out
    twin.norm1, twin.norm2 = block.norm_1, block.norm_2
    twin.linear1, _, twin.linear2 = block.mlp
    error = block(x) - twin(x)
    return small(error, "a block equals nn.TransformerEncoderLayer")


def every_parameter_learns(model):
    scores = model(torch.rand(6, 1, 6, 10))
    F.cross_entropy(scores, torch.arange(6)).backward()
    still = [name for name, one in model.named_parameters()
             if one.grad is None or not one.grad.any()]
    assert not still, f"no gradient at {still[0]} and {len(still) - 1} more"
    return "every parameter has a gradient"


PROOFS = (one_patch_is_one_token, alone_as_in_a_batch, attends_as_torch,
          only_positions_tell_the_order, attention_is_torchs,
          block_is_torchs, every_parameter_learns)


def built():
    torch.manual_seed(0)
    return ViT(grid=(3, 5), D=24, depth=2).eval()


def noticed(bug):
    """The first proof that a bug fails, and its words."""
    for proof in PROOFS:
        try:
            proof(plant(bug, built()))
        except AssertionError as error:
            return f"{proof.__name__} says\n  {error}"
    raise AssertionError(f"nobody noticed {bug.__name__}")


def main():
    for proof in PROOFS:
        print(f"{proof.__name__:29} {proof(built())}")
    for bug in BUGS:
        print(f"\n{bug.__name__}: {bug.__doc__}\n  {noticed(bug)}")


if __name__ == "__main__":
    main()
