"""Put values into a trace's tables: shapes, memory, previews."""

import contextlib
import math

import torch
from torch.multiprocessing.reductions import StorageWeakRef
from torch.nn.parameter import UninitializedTensorMixin
from torch.utils._python_dispatch import _disable_current_modes, _len_torch_dispatch_stack

from stepthrough.trace import Tensor, Value

PLAIN = {bool, int, float, complex, str, bytes, type(None), range, slice}
PLAIN |= {torch.Size, torch.dtype, torch.device}
SMALL = 64
LARGE = 2**16
KEPT_ITEMS = 8


@contextlib.contextmanager
def quiet():
    """What is done inside is recorded by nothing: no graph, no mode and no subclass of the snippet."""
    modes = _disable_current_modes if _len_torch_dispatch_stack() else contextlib.nullcontext
    with torch.no_grad(), modes(), torch._C.DisableTorchFunction():
        yield


class Tables:
    """Each different value and tensor of a run once, by index."""

    def __init__(self, trace):
        self.trace = trace
        self.rows, self.storages, self.memories = {}, {}, 0

    def describe(self, value, owner=None):
        """The index of a value in the trace's table."""
        if is_tensor(value):
            made = Value(tensor=self.tensor(value, owner))
        elif is_a(value, (tuple, list)) and has_tensor(value):
            items = [self.describe(item, owner) for item in value[:KEPT_ITEMS]]
            more = f"{len(value)} items" if len(value) > KEPT_ITEMS else ""
            made = Value(type(value).__name__, more, items=items)
        else:
            made = Value(type(value).__name__, text(value))
        return self.index("values", made)

    def tensor(self, value, owner):
        with quiet():
            dtype = str(value.dtype).removeprefix("torch.")
            made = Tensor(list(value.shape), dtype, str(value.device))
            made.grad, made.role = value.requires_grad, role(value, owner)
            with contextlib.suppress(RuntimeError, NotImplementedError):  # vmap, sparse, fake
                made.stride, made.offset = list(value.stride()), value.storage_offset()
                made.storage = self.storage(value)
                preview(made, value)
                made.cells = self.cells(value)
        return self.index("tensors", made)

    def storage(self, value):
        """A number for the memory at an address, for as long as a storage there is alive.

        Two storages at one address share it (torch.from_numpy); a freed address is another memory.
        """
        memory = StorageWeakRef(value.untyped_storage())
        address = value.untyped_storage().data_ptr() or -memory.cdata
        number, alive = self.storages.get(address, (0, []))
        alive = [old for old in alive if not old.expired()]
        if not alive:
            self.memories += 1
            number = self.memories - 1
        self.storages[address] = number, [*alive, *([memory] if memory not in alive else [])]
        return number

    def cells(self, value):
        """The index of all numbers in a small memory, -1 for a large one."""
        count = value.untyped_storage().nbytes() // value.itemsize
        if value.is_meta or not 0 < count <= SMALL:
            return -1
        whole = value.detach().as_strided((count,), (1,), 0)
        return self.index("cells", [rounded(item) for item in whole.tolist()])

    def index(self, table, made):
        rows = getattr(self.trace, table)
        key = table, repr(made)
        if key not in self.rows:
            self.rows[key] = len(rows)
            rows.append(made)
        return self.rows[key]


def role(value, owner):
    """'parameter', 'buffer' (of the module whose method runs) or ''."""
    if is_a(value, torch.nn.Parameter):
        return "parameter"
    buffers = getattr(owner, "_buffers", {}) if is_a(owner, torch.nn.Module) else {}
    return "buffer" if any(value is buffer for buffer in buffers.values()) else ""


def preview(made, value):
    """All values if there are at most 8, else the first 4 with minimum, maximum and mean."""
    if value.is_meta or value.numel() == 0:
        return
    value = value.detach()
    flat = value.reshape(-1) if value.numel() <= 8 else value.flatten()[:4]
    made.values = [rounded(item) for item in flat.tolist()]
    if value.numel() > 8 and not value.is_complex():
        low, high, mean = summary(value)
        made.min, made.max, made.mean = rounded(low), rounded(high), rounded(mean)


def summary(value):
    """Minimum, maximum and mean; a large tensor is not copied into a wider type for that."""
    if value.dtype != torch.float32 or value.numel() <= LARGE:
        value = value.double() if value.is_floating_point() else value.long()
    low, high = value.aminmax()
    mean = value.mean() if value.is_floating_point() else value.double().mean()
    return low.item(), high.item(), mean.item()


def rounded(number):
    """A number in four digits that JSON can hold."""
    if isinstance(number, (bool, int)):
        return number
    if isinstance(number, complex) or not math.isfinite(number):
        return str(number)
    return float(f"{float(number):.4g}")


def text(value):
    """A short text of a plain value; nothing of the snippet's own is asked for one."""
    try:
        if is_torchs(value):
            return f"{type(value).__name__}({value.extra_repr()})"[:120]
        return repr(value)[:80] if is_plain(value) else ""
    except Exception:  # an int of thousands of digits, a module that is not initialized yet
        return ""


def is_torchs(value):
    """Whether a value is a module of torch itself, that holds no others."""
    own = is_a(value, torch.nn.Module) and type(value).__module__.startswith("torch.nn.")
    return own and not value._modules


def is_plain(value):
    if type(value) in (list, tuple, set, frozenset):
        return len(value) <= 32 and all(is_plain(item) for item in value)
    if type(value) is dict:
        return is_plain(list(value)) and is_plain(list(value.values()))
    return type(value) in PLAIN


def is_a(value, kinds):
    """`isinstance` by the type alone: it would ask a proxy, or code of the snippet's."""
    return issubclass(type(value), kinds)


def is_tensor(value):
    """A lazy layer's parameter is not one yet: it has no shape."""
    return is_a(value, torch.Tensor) and not is_a(value, UninitializedTensorMixin)


def has_tensor(value):
    """Whether a tuple or list has a tensor in it."""
    return any(is_tensor(item) for item in value)


def is_shaped(value):
    """Whether a value is worth a span: a tensor, a shape, or a sequence with tensors."""
    if is_a(value, (tuple, list)):
        return is_a(value, torch.Size) or has_tensor(value)
    return is_tensor(value)
