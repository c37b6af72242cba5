"""A weight in the checkpoint has another shape than the model's own.

The names agree and the sizes don't. The first dim of a Linear's weight is what
it gives: in a head, the number of classes. You fine-tune for another number of
classes, or your `K` is not the one of the training. In an embedding it is the
number of rows: another vocabulary, or another number of positions.

Fix: Leave the head out of the checkpoint and load the rest. Then look at the
names that are missing: they have to be those of the head. Or load first, with
the old number of classes, and put the new head on afterwards.

Tempting: `strict=False`. It is about names alone; a shape that differs raises
all the same.
"""

from torch import nn

MESSAGE = (
    "size mismatch for {name:word}: copying a param with shape "
    "torch.Size({saved:shape}) from checkpoint, the shape in current model "
    "is torch.Size({mine:shape})."
)
READ = (
    "{saved} is the shape of {name} in the file",
    "{mine} is the shape of {name} in the model you built",
)
ALSO = {
    "size mismatch for {name:word}: copying a param of "
    "torch.Size({saved:shape}) from checkpoint, where the shape is "
    "torch.Size({mine:shape}) in current model.": "torch 0.4.1",
    "While copying the parameter named {name:word}, whose dimensions in the "
    "model are torch.Size({mine:shape}) and whose dimensions in the checkpoint "
    "are torch.Size({saved:shape})": "torch 0.4.0",
}
PHASE = "save and load"
MODELS = ("cnn", "vit")
SEE = ("parameter-buffer-state-dict", "initialize-count-freeze")


class Net(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.body = nn.Linear(12, D)
        self.head = nn.Linear(D, K)


def broken():
    D, K = 8, 10
    state = Net(D, K).state_dict()
    model = Net(D, K - 5)
    saved, mine = state["head.weight"].shape, model.head.weight.shape
    print(saved, mine)
    model.load_state_dict(state)


def fixed():
    D, K = 8, 10
    state = Net(D, K).state_dict()
    body = {n: w for n, w in state.items() if not n.startswith("head.")}
    found = Net(D, K - 5).load_state_dict(body, strict=False)
    assert set(found.missing_keys) == {"head.weight", "head.bias"}


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
