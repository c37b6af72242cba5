"""Save a model's state_dict, load it back, and read what can go wrong."""

import io

import torch
from torch import nn

DEVICE = torch.device("cpu")


def classifier(D, K):
    return nn.Sequential(nn.Linear(D, K), nn.BatchNorm1d(K))


def save(model):
    file = io.BytesIO()                        # or a path: "model.pt"
    torch.save(model.state_dict(), file)
    file.seek(0)
    return file


def load(model, file):
    state = torch.load(file, map_location=DEVICE, weights_only=True)
    return model.load_state_dict(state)


def try_load(model, file):
    file.seek(0)
    try:
        load(model, file)
    except RuntimeError as error:
        print("\n".join(line.strip() for line in str(error).splitlines()))


def main():
    B, D, K = 8, 48, 10
    x = torch.rand(B, D, device=DEVICE)        # (B, D)
    trained = classifier(D, K)
    trained(x)                                 # (B, K)
    file = save(trained)

    fresh = classifier(D, K)
    print(load(fresh, file))
    out = fresh.eval()(x)                      # (B, K)
    assert out.equal(trained.eval()(x)), "same numbers, same answers"
    for name, tensor in fresh.state_dict().items():
        print(f"{name:<21} {tuple(tensor.shape)}")

    try_load(classifier(D, K + 3), file)
    try_load(nn.Linear(D, K), file)

    state = trained.state_dict()
    trained[0].weight.data.zero_()
    kept = state["0.weight"].any().item()
    print(f"state_dict kept the old weights: {kept}")


if __name__ == "__main__":
    main()
