"""Make tensors of a shape, one line for each way."""

import numpy
import torch


def main():
    B, L, D = 2, 5, 3
    x = torch.full((B, L), 0.5)               # (B, L)
    array = numpy.ones((B, D), numpy.float32)
    same_array = torch.from_numpy(array)      # (B, D)
    torch.zeros(B, L, D)                      # (B, L, D)
    torch.ones(B, L, D)                       # (B, L, D)
    torch.full((B, L), 7.0)                   # (B, L)
    torch.empty(B, L, D)                      # (B, L, D)
    torch.eye(L)                              # (L, L)
    torch.arange(L)                           # (L,)
    torch.linspace(0, 1, L)                   # (L,)
    torch.tensor([[1, 2, 3]])                 # (1, 3)
    torch.Tensor(B, L)                        # (B, L)
    torch.FloatTensor(B, L)                   # (B, L)
    torch.LongTensor([4, 5, 6])               # (3,)
    torch.as_tensor(array)                    # (B, D)
    torch.from_numpy(array)                   # (B, D)
    torch.frombuffer(array, dtype=x.dtype)    # (B*D,)
    torch.zeros_like(x)                       # (B, L)
    torch.ones_like(x)                        # (B, L)
    torch.full_like(x, 7.0)                   # (B, L)
    torch.empty_like(x)                       # (B, L)
    x.new_zeros(B, D)                         # (B, D)
    x.new_ones(B, D)                          # (B, D)
    x.new_full((B, D), 7.0)                   # (B, D)
    x.new_empty(B, D)                         # (B, D)
    x.new_tensor([1, 2, 3])                   # (3,)
    x.fill_(7.0)                              # (B, L)
    x.zero_()                                 # (B, L)
    x.copy_(torch.ones(L))                    # (B, L)
    torch.hann_window(L)                      # (L,)
    torch.cartesian_prod(x[0], same_array[0])  # (L*D, 2)
    torch.tril_indices(L, L)                  # (2, n), where n = L*(L+1)/2
    torch.triu_indices(L, L)                  # (2, n), where n = L*(L+1)/2
    torch.meshgrid(x[0], same_array[0], indexing="ij")  # each (L, D)


if __name__ == "__main__":
    main()
