"""Plant eleven bugs in a GPT that runs on without an error."""

import torch
from torch.nn import functional as F

from char_gpt import GPT, Block, CausalAttention
from promises import plant


class broken_mask_by_one(CausalAttention):
    """tril(1) keeps one place too many: each sees the id it should guess."""

    def weigh(self, q, k):
        scores = q @ k.mT / q.shape[-1] ** 0.5
        hidden = ~torch.ones_like(scores).tril(1).bool()
        return scores.masked_fill(hidden, float("-inf")).softmax(dim=-1)


class broken_mask_upside_down(CausalAttention):
    """triu for tril: each place sees what comes after it."""

    def weigh(self, q, k):
        scores = q @ k.mT / q.shape[-1] ** 0.5
        hidden = ~torch.ones_like(scores).triu().bool()
        return scores.masked_fill(hidden, float("-inf")).softmax(dim=-1)


class broken_scale(CausalAttention):
    """The scores are not divided by the root of hd."""

    def weigh(self, q, k):
        return super().weigh(q * q.shape[-1] ** 0.5, k)


class broken_batch_first(CausalAttention):
    """(B, L, D) is read as (L, B, D): texts attend to each other."""

    def forward(self, x):
        return super().forward(x.transpose(0, 1)).transpose(0, 1)


class broken_heads(CausalAttention):
    """reshape, without the transpose, puts the heads together."""

    def forward(self, x):
        q, k, v = self.split(x)
        return self.out((self.weigh(q, k) @ v).reshape(x.shape))


class broken_residual(Block):
    """The block is its branches, and nothing of x goes past them."""

    def forward(self, x):
        x = self.attention(self.norm1(x))
        return self.mlp(self.norm2(x))


class broken_places(GPT):
    """The position embedding is made, and never added."""

    def forward(self, ids):
        return self.head(self.norm(self.blocks(self.token(ids))))


class broken_targets(GPT):
    """The targets are the ids themselves: it is asked to copy."""

    def loss(self, ids):
        logits = self(ids[:, :-1]).flatten(0, 1)
        return F.cross_entropy(logits, ids[:, :-1].flatten())


class broken_cut(GPT):
    """A long text is cut at its end: it goes on from the first ids."""

    def generate(self, ids, n, temperature=1.0, k=20):
        new = super().generate(ids[:, :self.context], n, temperature, k)
        return torch.cat([ids, new[:, self.context:]], dim=1)


class broken_start(GPT):
    """The head was drawn as wide as an embedding is by default."""

    def forward(self, ids):
        return super().forward(ids) / 0.02


class broken_graph(GPT):
    """A detach before the head: nothing below it will learn."""

    def forward(self, ids):
        at = self.position.weight[:ids.shape[1]]
        x = self.norm(self.blocks(self.token(ids) + at))
        return self.head(x.detach())


BUGS = (broken_mask_by_one, broken_mask_upside_down, broken_scale,
        broken_batch_first, broken_heads, broken_residual, broken_places,
        broken_targets, broken_cut, broken_start, broken_graph)


def main():
    ids = torch.randint(31, (2, 7))
    for broken in BUGS:
        model = plant(GPT(31, 48, 4, depth=2, context=11), broken)
        print(f"{broken.__name__:24}logits {tuple(model(ids).shape)}")


if __name__ == "__main__":
    main()
