"""Ask a model what it holds, move it, save it and load it."""

import io

import torch
from torch import nn


def main():
    B, D, K = 2, 3, 4
    x = torch.rand(B, D)                     # (B, D)
    model = nn.Sequential(nn.Linear(D, K), nn.BatchNorm1d(K))
    weights = model.state_dict()
    file = io.BytesIO()
    weight = model[0].weight                 # (K, D)
    mean = model[1].running_mean             # (K,)
    model.forward(x)                         # (B, K)
    model.train()
    model.eval()
    out = model.training
    out = len(list(model.parameters()))
    out = [name for name, _ in model.named_parameters()]
    out = len(list(model.buffers()))
    out = [name for name, _ in model.named_buffers()]
    out = len(list(model.modules()))
    out = [name for name, _ in model.named_modules()]
    out = len(list(model.children()))
    out = [name for name, _ in model.named_children()]
    model.get_parameter("0.weight")          # (K, D)
    model.get_buffer("1.running_mean")       # (K,)
    model.get_submodule("0")
    model.register_buffer("mask", torch.ones(K))
    model.register_parameter("scale", nn.Parameter(torch.ones(K)))
    model.add_module("last", nn.Linear(K, D))
    model.register_forward_hook(lambda model, inputs, out: out)
    model.register_forward_pre_hook(lambda model, inputs: None)
    model.register_full_backward_hook(lambda model, inputs, out: None)
    model.apply(lambda module: None)
    model.requires_grad_(False)
    model.zero_grad()
    model.to(torch.float64)
    model.half()
    model.float()
    model.cpu()
    model.to_empty(device="cpu")
    out = list(model.state_dict())[:2]
    model.load_state_dict(weights, strict=False)
    torch.save(weights, file)
    file.seek(0)
    out = torch.load(file, map_location="cpu")
    model[0].reset_parameters()
    out = model[0].extra_repr()


if __name__ == "__main__":
    main()
