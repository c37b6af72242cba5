"""Put values into a trace's tables: shapes, memory, previews."""

import contextlib
import math
import re

import torch
from torch.multiprocessing.reductions import StorageWeakRef

from stepthrough.trace import Tensor, Value

ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class Tables:
    """Each different value and tensor of a run once, by index."""

    def __init__(self, trace):
        self.trace = trace
        self.rows, self.storages = {}, {}

    def describe(self, value, owner=None):
        """The index of a value in the trace's table."""
        if isinstance(value, torch.Tensor):
            made = Value(tensor=self.tensor(value, owner))
        elif isinstance(value, (tuple, list)) and has_tensor(value):
            items = [self.describe(item, owner) for item in value[:8]]
            made = Value(type(value).__name__, "", items=items)
        else:
            made = Value(type(value).__name__, text(value))
        return self.index("values", made)

    def tensor(self, value, owner):
        with torch.no_grad(), torch._C.DisableTorchFunction():
            dtype = str(value.dtype).removeprefix("torch.")
            made = Tensor(list(value.shape), dtype, str(value.device))
            made.grad, made.role = value.requires_grad, role(value, owner)
            with contextlib.suppress(RuntimeError, NotImplementedError):  # vmap, sparse, fake
                made.stride, made.offset = list(value.stride()), value.storage_offset()
                made.storage = self.storage(value)
                preview(made, value)
        return self.index("tensors", made)

    def storage(self, value):
        """A number for the memory behind a tensor; the weak reference keeps its address from reuse."""
        memory = StorageWeakRef(value.untyped_storage())
        return self.storages.setdefault(memory.cdata, (len(self.storages), memory))[0]

    def index(self, table, made):
        rows = getattr(self.trace, table)
        key = table, repr(made)
        if key not in self.rows:
            self.rows[key] = len(rows)
            rows.append(made)
        return self.rows[key]


def role(value, owner):
    """'parameter', 'buffer' (of the module whose method runs) or ''."""
    if isinstance(value, torch.nn.Parameter):
        return "parameter"
    buffers = getattr(owner, "_buffers", {}) if isinstance(owner, torch.nn.Module) else {}
    return "buffer" if any(value is buffer for buffer in buffers.values()) else ""


def preview(made, value):
    """All values if there are at most 8, else the first 4 with minimum, maximum and mean."""
    if value.is_meta or value.numel() == 0:
        return
    value = value.detach()
    flat = value.reshape(-1) if value.numel() <= 8 else value.flatten()[:4]
    made.values = [rounded(item) for item in flat.tolist()]
    if value.numel() > 8 and not value.is_complex():
        wide = value.double() if value.is_floating_point() else value.long()
        made.min, made.max = rounded(wide.min().item()), rounded(wide.max().item())
        made.mean = rounded(wide.double().mean().item())


def rounded(number):
    """A number in four digits that JSON can hold."""
    if isinstance(number, (bool, int)):
        return number
    if isinstance(number, complex) or not math.isfinite(number):
        return str(number)
    return float(f"{number:.4g}")


def text(value):
    """A short text of a plain value; addresses never reach a trace."""
    if isinstance(value, torch.nn.Module):
        return ""
    try:
        return ADDRESS.sub("", repr(value))[:80]
    except Exception:
        return ""


def has_tensor(value):
    """Whether a tuple or list has a tensor in it."""
    return any(isinstance(item, torch.Tensor) for item in value)


def is_shaped(value):
    """Whether a value is worth a span: a tensor, a shape, or a sequence with tensors."""
    if isinstance(value, (tuple, list)):
        return isinstance(value, torch.Size) or has_tensor(value)
    return isinstance(value, torch.Tensor)
