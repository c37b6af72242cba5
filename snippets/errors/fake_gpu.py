"""Let "cuda" exist without a GPU: tensors there have a shape, no numbers.

PyTorch's own fake tensors do the work, and their words are PyTorch's. What
comes back to the CPU is zeros, and there are no gradients.
"""

import torch
from torch._subclasses import fake_tensor
from torch.overrides import TorchFunctionMode


class FakeGpu(TorchFunctionMode):
    """Whatever asks for cuda gets a fake tensor."""

    def __enter__(self):
        self.fake = fake_tensor.FakeTensorMode(allow_non_fake_inputs=True)
        self.no_grad = torch.no_grad()
        self.no_grad.__enter__()
        return super().__enter__()

    def __exit__(self, *error):
        super().__exit__(*error)
        self.no_grad.__exit__(*error)

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = {name: first(it) for name, it in (kwargs or {}).items()}
        if func is torch.Tensor.cuda:
            func, args = torch.Tensor.to, (args[0], "cuda")
        if func is torch.Tensor.numpy:
            args = (not_here(args[0]),)
        args = [first(it) for it in args]
        try:
            if any(map(on_gpu, (*args, *kwargs.values()))):
                with self.fake:
                    return func(*args, **kwargs)
            return home(func(*args, **kwargs))
        except fake_tensor.FakeTensorDeviceMismatchError as error:
            raise RuntimeError(str(error)) from None    # as on a GPU


def first(one):
    """'cuda' is the first of them, cuda:0."""
    return "cuda:0" if on_gpu(one) and str(one) == "cuda" else one


def on_gpu(one):
    return isinstance(one, (str, torch.device)) and "cuda" in str(one)


def home(one):
    """A fake tensor that came to the CPU is one of zeros from there on."""
    if isinstance(one, fake_tensor.FakeTensor) and one.device.type == "cpu":
        return torch.zeros(one.shape, dtype=one.dtype)
    return one


def not_here(one):
    """A fake tensor refuses `numpy()` in words of its own, not a meta one."""
    if isinstance(one, fake_tensor.FakeTensor):
        return torch.empty(one.shape, dtype=one.dtype, device="meta")
    return one
