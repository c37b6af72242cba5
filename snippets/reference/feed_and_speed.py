"""Hand data to a model in batches, and make a model faster."""

import torch
from torch import nn
from torch.utils.data import ConcatDataset, DataLoader, Dataset, Subset
from torch.utils.data import TensorDataset, random_split


class Squares(Dataset):
    def __len__(self):
        return 6

    def __getitem__(self, i):
        return torch.tensor([i, i * i])            # (2,)


def main():
    n, B, D = 6, 3, 4
    x = torch.rand(n, D)                           # (n, D)
    model = nn.Linear(D, D)
    data = TensorDataset(x)
    Squares()[5]                                   # (2,)
    TensorDataset(x)[0][0]                         # (D,)
    Subset(data, [0])[0][0]                        # (D,)
    ConcatDataset([data, data])[n][0]              # (D,)
    next(iter(DataLoader(data, B)))[0]             # (B, D)
    out = [len(part) for part in random_split(data, [n - 2, 2])]
    out = list(torch.utils.data.RandomSampler(data))
    nn.DataParallel(model)(x)                      # (n, D)
    torch.compile(model)
    torch.jit.script(model)
    torch.jit.ignore(main)
    out = torch.jit.is_scripting()
    out = torch.jit.is_tracing()
    out = torch.compiler.is_compiling()
    torch.compiler.disable(model)


if __name__ == "__main__":
    main()
