"""Meet the bugs that a vision transformer carries without an error."""

import torch

from vit import Attention, Block, PatchEmbedding, ViT


class broken_patches(PatchEmbedding):
    """A reshape for the transpose: a token holds bits of many patches."""

    def forward(self, x):
        cls, x = super().forward(x).tensor_split([1], dim=1)
        x = x.mT.reshape(x.shape)
        return torch.cat([cls, x], dim=1)


class broken_scale(Attention):
    """Nobody divides by the root of hd."""

    def weights(self, q, k):
        return (q @ k.mT).softmax(dim=-1)


class broken_softmax(Attention):
    """The softmax goes over the queries."""

    def weights(self, q, k):
        scores = q @ k.mT / q.shape[-1] ** 0.5
        return scores.softmax(dim=-2)


class broken_batch(Attention):
    """It takes (L, B, D), as torch's own does without batch_first."""

    def forward(self, x):
        x = super().forward(x.transpose(0, 1))
        return x.transpose(0, 1)


class broken_merge(Attention):
    """The heads are merged without a transpose."""

    def forward(self, x):
        q, k, v = self.heads(x)
        x = (self.weights(q, k) @ v).reshape(x.shape)
        return self.out(x)


class broken_residual(Block):
    """What the MLP says takes the place of x."""

    def forward(self, x):
        x = x + self.attention(self.norm_1(x))
        return self.mlp(self.norm_2(x))


class broken_token(PatchEmbedding):
    """The class token is cut off from what it should learn."""

    def forward(self, x):
        cls, x = super().forward(x).tensor_split([1], dim=1)
        return torch.cat([cls.detach(), x], dim=1)


BUGS = (broken_patches, broken_scale, broken_softmax, broken_batch,
        broken_merge, broken_residual, broken_token)


def plant(bug, model):
    """Each module that is right becomes this broken one, weights and all."""
    for one in model.modules():
        if type(one) is bug.__base__:
            one.__class__ = bug
    return model


def main():
    images = torch.rand(2, 1, 6, 10)
    for bug in BUGS:
        scores = plant(bug, ViT(grid=(3, 5)))(images)
        same = "the same" if torch.allclose(*scores) else "other scores"
        print(f"{bug.__name__:15} {tuple(scores.shape)}, {same} for 2 images")


if __name__ == "__main__":
    main()
