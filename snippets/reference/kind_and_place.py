"""Ask a tensor what it is and where, and move it."""

import torch


def main():
    B, L, D = 2, 5, 3
    x = torch.rand(B, L, D)                 # (B, L, D)
    ids = torch.arange(L)                   # (L,)
    x.shape                                 # (B, L, D)
    x.size()                                # (B, L, D)
    out = x.size(1)
    out = x.ndim
    out = x.dim()
    out = x.numel()
    out = torch.Size((B, L))
    out = x.stride()
    out = x.is_contiguous()
    out = x.element_size()
    x.data_ptr()
    x.untyped_storage()
    out = x.untyped_storage().nbytes()
    out = x.dtype
    out = x.device
    out = x.is_cuda
    out = x.layout
    out = x.type()
    out = torch.device("cpu")
    out = torch.is_tensor(x)
    out = x.is_floating_point()
    out = torch.finfo(x.dtype).eps
    out = torch.iinfo(ids.dtype).max
    out = torch.get_default_dtype()
    torch.set_default_dtype(torch.float32)
    out = torch.cuda.is_available()
    out = torch.cuda.device_count()
    out = torch.backends.mps.is_available()
    out = torch.accelerator.is_available()
    torch.accelerator.current_accelerator()
    torch.set_printoptions(precision=4)
    out = ids.tolist()
    out = ids[0].item()
    torch.use_deterministic_algorithms(False)
    torch.set_float32_matmul_precision("highest")


if __name__ == "__main__":
    main()
