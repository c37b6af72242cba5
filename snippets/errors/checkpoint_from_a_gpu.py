"""The file was saved on a machine with a GPU, and is loaded on one without.

A saved tensor remembers its device, and `torch.load` puts it back there.
Without such a device it stops, before you see any of the tensors.

Fix: `torch.load(path, map_location="cpu")`, on every machine. Load the
weights into the model on the CPU, then move the model.

Tempting: `.cpu()` on what `torch.load` returns. It returns nothing: the
loading itself is what fails.
"""

import io
from unittest import mock

import torch
from torch import nn

MESSAGE = (
    "Attempting to deserialize object on a CUDA device but "
    "torch.cuda.is_available() is False."
)
ALSO = {
    "Attempting to deserialize object on CUDA device 1 but "
    "torch.cuda.device_count() is 1": "saved on a second GPU",
}
PHASE = "save and load"
MODELS = ("cnn", "vit", "unet")
SEE = ("parameter-buffer-state-dict", "device-and-dtype")


def saved_on_a_gpu(model):
    """The file that a machine with a GPU would write."""
    file = io.BytesIO()
    tag = "torch.serialization.location_tag"
    with mock.patch(tag, return_value="cuda:0"):
        torch.save(model.state_dict(), file)
    file.seek(0)
    return file


def broken():
    D, K = 16, 3
    file = saved_on_a_gpu(nn.Linear(D, K))
    return torch.load(file)


def fixed():
    D, K = 16, 3
    file = saved_on_a_gpu(nn.Linear(D, K))
    state = torch.load(file, map_location="cpu")
    model = nn.Linear(D, K)
    model.load_state_dict(state)
    return model.weight                     # (K, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
