"""Meet the bugs that a residual network carries without an error."""

import torch

from cnn import CNN, Residual


class broken_residual(CNN):
    """A block is its branch, and nothing of x goes past it."""

    def features(self, x):
        x = self.stem(x).relu()
        for block in self.block_1, self.block_2, self.block_3:
            x = block.second(block.first(x).relu()).relu()
        return x


class broken_order(CNN):
    """Channels go last, and a reshape takes them as if they were first."""

    def forward(self, x):
        x = self.features(x).permute(0, 2, 3, 1)
        x = x.reshape(len(x), x.shape[-1], -1)
        return self.head(x.mean(dim=2))


class broken_softmax(CNN):
    """Probabilities, where cross-entropy takes scores."""

    def forward(self, x):
        return super().forward(x).softmax(dim=1)


class broken_pool(CNN):
    """The mean goes over the batch too."""

    def forward(self, x):
        mean = self.features(x).mean(dim=(0, 2, 3))
        return self.head(mean).expand(len(x), -1)


class broken_strides(CNN):
    """One block halves the rows only, the next one the columns only."""

    def __init__(self, D):
        super().__init__(D=D)
        self.block_2 = Residual(D, 2 * D, stride=(2, 1))
        self.block_3 = Residual(2 * D, 4 * D, stride=(1, 2))


class broken_mode(CNN):
    """It never leaves training, so the norms look at the whole batch."""

    def eval(self):
        return self.train()


class broken_kernel(CNN):
    """Padding and dilation are both doubled, and the shape stays."""

    def __init__(self, D):
        super().__init__(D=D)
        conv = self.block_3.first[0]
        conv.padding, conv.dilation = (2, 2), (2, 2)


class broken_gradient(CNN):
    """Somebody froze the blocks, and forgot it."""

    @torch.no_grad()
    def features(self, x):
        return super().features(x)


BUGS = (broken_residual, broken_order, broken_softmax, broken_pool,
        broken_strides, broken_mode, broken_kernel, broken_gradient)


def main():
    images = torch.rand(5, 1, 20, 28)
    for kind in BUGS:
        print(f"{kind.__name__:15} scores {tuple(kind(D=6)(images).shape)}")


if __name__ == "__main__":
    main()
