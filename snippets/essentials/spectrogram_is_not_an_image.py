"""Give a spectrogram the channel axis that Conv2d expects."""

import torch
from torch import nn

DEVICE = torch.device("cpu")
D = 16


def one_channel(spec):
    conv = nn.Conv2d(1, D, 3, padding=1, device=DEVICE)
    try:
        conv(spec)
    except RuntimeError as error:
        print(error)


def batch_as_channels(spec):
    B, F, T = spec.shape                            # (B, F, T)
    conv = nn.Conv2d(B, D, 3, padding=1, device=DEVICE)
    return conv(spec)                               # (D, F, T)


def with_channel_axis(spec):
    B, F, T = spec.shape                            # (B, F, T)
    image = spec.unsqueeze(1)                       # (B, 1, F, T)
    conv = nn.Conv2d(1, D, 3, padding=1, device=DEVICE)
    return conv(image)                              # (B, D, F, T)


def over_time(spec):
    B, F, T = spec.shape                            # (B, F, T)
    conv = nn.Conv1d(F, D, 3, padding=1, device=DEVICE)
    return conv(spec)                               # (B, D, T)


def rows_changed(model, spec):
    B, F, T = spec.shape                            # (B, F, T)
    edited = spec.clone()                           # (B, F, T)
    edited[0] += 1
    torch.manual_seed(0)
    before = model(spec)
    torch.manual_seed(0)
    changed = (model(edited) != before).flatten(1).any(dim=1)
    return f"{changed.sum()} of {len(changed)} rows changed"


def main():
    B, F, T = 8, 80, 36
    spec = torch.rand(B, F, T, device=DEVICE)       # (B, F, T)
    one_channel(spec)
    for model in (batch_as_channels, with_channel_axis, over_time):
        shape = tuple(model(spec).shape)
        print(f"{model.__name__} {shape}: {rows_changed(model, spec)}")


if __name__ == "__main__":
    main()
