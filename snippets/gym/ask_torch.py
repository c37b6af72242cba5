"""Run a line of code on dummy tensors, and keep what torch answers."""

import torch
import torch.nn.functional as F
from torch import nn

CODE = {"torch": torch, "nn": nn, "F": F}


def ask(takes, code, sizes):
    """{"shape": [2, 7]}, {"says": "int64"} or {"raises": "IndexError: …"}"""
    inputs = {name: dummy(shape, kind, sizes) for name, shape, kind in takes}
    line = compile(code, "a drill", "eval")
    try:
        made = eval(line, CODE | sizes | inputs)
    except Exception as error:
        return {"raises": f"{type(error).__name__}: {error}"}
    if isinstance(made, torch.Tensor | torch.Size):
        return {"shape": list(getattr(made, "shape", made))}
    return {"says": str(made).removeprefix("torch.")}


def dummy(shape, kind, sizes):
    """Ones of a shape such as 'B, 2*L': a mask is true, an index is 1."""
    kind = getattr(torch, kind or "float32")
    return torch.ones(eval(f"[{shape}]", dict(sizes)), dtype=kind)


def main():
    x = ("x", "B, L, D", "")
    sizes = {"B": 2, "L": 7, "D": 12}
    for code in ("x.mT", "x.dtype", "x.transpose(1, 3)"):
        print(code, ask([x], code, sizes))


if __name__ == "__main__":
    main()
