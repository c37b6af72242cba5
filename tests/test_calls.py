import ast

import pytest

from stepthrough import calls

IMPORTS = """
import math
import torch
import torch.nn as layers
import torch.nn.functional as F
from torch import nn, optim
from torch.nn import Linear as Dense
from torch.utils.checkpoint import checkpoint
from einops import rearrange
"""


def used(code):
    return calls.used(ast.parse(IMPORTS + code))


def head(code):
    tree = ast.parse(f"{IMPORTS}\nclass Net(nn.Module):\n    pass\n\n\n{code}\n")
    return calls.head(tree.body[-1].value, tree)


@pytest.mark.parametrize(
    "code, name",
    [
        ("torch.cat([x])", "cat"),
        ("x.transpose(1, 2)", "transpose"),
        ("x.add_(1)", "add"),
        ("nn.init.zeros_(w)", "nn.init.zeros"),
        ("nn.Linear(2, 3)", "nn.Linear"),
        ("layers.Linear(2, 3)", "nn.Linear"),
        ("torch.nn.Linear(2, 3)", "nn.Linear"),
        ("Dense(2, 3)", "nn.Linear"),
        ("F.gelu(x)", "F.gelu"),
        ("torch.nn.functional.gelu(x)", "F.gelu"),
        ("optim.AdamW(p)", "AdamW"),
        ("torch.optim.lr_scheduler.StepLR(o)", "lr_scheduler.StepLR"),
        ("nn.utils.clip_grad_norm_(p)", "clip_grad_norm"),
        ("checkpoint(f, x)", "checkpoint"),
        ("torch.linalg.norm(x)", "linalg.norm"),
        ("torch.cuda.is_available()", "cuda.is_available"),
        ("torch.distributed.barrier()", "dist.barrier"),
        ("rearrange(x, p)", "einops/rearrange"),
        ("x.shape", ".shape"),
        ("x @ y", "@"),
        ("x[..., 0]", "x[...]"),
        ("x[:, None]", "x[..., None]"),
        ("x[:, 0]", "x[i, j]"),
        ("class Net(nn.Module): pass", "class nn.Module"),
        ("@torch.no_grad()\ndef f(): pass", "no_grad"),
    ],
)
def test_a_name_counts_however_it_is_written(code, name):
    assert used(code)[name] == 1


@pytest.mark.parametrize(
    "code",
    [
        "math.exp(1)",
        "'torch.cat(x)'  # torch.cat(x)",
        "torch.float32",
        "x[0]",
        "x['None']",
        "cat([x])",
        "super().__init__()",
        "class Net(my.Module): pass",
    ],
)
def test_what_is_not_of_torch_does_not_count(code):
    assert not used(code)


def test_each_use_counts():
    assert used("x.exp().exp() + torch.exp(x)")["exp"] == 3


@pytest.mark.parametrize(
    "code, name",
    [
        ("x.flatten(2).transpose(1, 2)", "transpose"),
        ("torch.autograd.grad(loss, w)[0]", "grad"),
        ("nn.Linear(2, 3)(x)", "nn.Linear"),
        ("torch.optim.SGD([w]).step()", "SGD"),
        ("optimizer.step()", "step"),
        ("Net()(x)", "class nn.Module"),
        ("x + y", "add"),
        ("x[..., None]", "x[..., None]"),
        ("x[0].T", ".T"),
        ("len(list(model.parameters()))", "parameters"),
        ("[name for name, _ in model.named_buffers()]", "named_buffers"),
    ],
)
def test_a_row_is_about_one_name(code, name):
    assert head(code) == name
