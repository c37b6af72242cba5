"""Let an optimizer move a parameter, a scheduler its learning rate."""

import torch
from torch import nn
from torch.optim import lr_scheduler


def main():
    K, D = 4, 3
    w = nn.Parameter(torch.ones(K, D))        # (K, D)
    w.grad = torch.ones_like(w)
    optimizer = torch.optim.SGD([w], lr=0.1)
    torch.optim.SGD([w], lr=0.1, momentum=0.9).step()
    torch.optim.Adam([w], lr=0.1).step()
    torch.optim.AdamW([w], lr=0.1).step()
    torch.optim.Adamax([w], lr=0.1).step()
    torch.optim.NAdam([w], lr=0.1).step()
    torch.optim.RAdam([w], lr=0.1).step()
    torch.optim.Adagrad([w], lr=0.1).step()
    torch.optim.Adadelta([w], lr=0.1).step()
    torch.optim.RMSprop([w], lr=0.1).step()
    torch.optim.LBFGS([w]).step(lambda: w.sum())
    optimizer.add_param_group({"params": [torch.ones(D)]})
    optimizer.param_groups[0]["lr"] = 0.05
    lr_scheduler.StepLR(optimizer, 10)
    lr_scheduler.MultiStepLR(optimizer, [10, 20])
    lr_scheduler.ExponentialLR(optimizer, 0.9)
    lr_scheduler.LinearLR(optimizer)
    lr_scheduler.ConstantLR(optimizer)
    lr_scheduler.PolynomialLR(optimizer)
    lr_scheduler.CosineAnnealingLR(optimizer, 10)
    lr_scheduler.CosineAnnealingWarmRestarts(optimizer, 10)
    lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps=10)
    lr_scheduler.ReduceLROnPlateau(optimizer)
    lr_scheduler.LambdaLR(optimizer, lambda step: 1 / (1 + step))
    scheduler = lr_scheduler.StepLR(optimizer, 1)
    optimizer.step()
    scheduler.step()
    out = scheduler.get_last_lr()
    optimizer.zero_grad()
    torch.amp.GradScaler("cpu", enabled=False)


if __name__ == "__main__":
    main()
