"""Load all that fits from a checkpoint, and say what doesn't.

You meet it when you fine-tune: a model was trained on many GPUs and for other
classes, and everything but its head is what you want.
"""

from collections import OrderedDict

import torch
from torch import nn

MINUTES = 12
HINTS = (
    "Print both lists of names. Then print the shapes where the names agree.",
    "Clean the names with removeprefix, keep what has the right shape, load.",
    "model.load_state_dict(fits, strict=False), fits being a dict of your own.",
)
ERRORS = ("module_prefix", "size_mismatch_for_the_head")


def classifier(D, K):
    body = OrderedDict(module=nn.Linear(D, D), norm=nn.BatchNorm1d(D))
    parts = OrderedDict(body=nn.Sequential(body), head=nn.Linear(D, K))
    return nn.Sequential(parts)


def load_what_fits(model, state):
    """Mend this: it raises an error at names and sizes that differ.

    state is a state_dict. All its names may begin with "module.", once: then
    the model was saved from inside DataParallel. Load every tensor whose name
    the model has, in the same shape, and leave the rest of the model and
    state as they are. Return a sorted list of the names, without that first
    "module.", that are missing on one side or have two shapes.
    """
    own = model.state_dict()
    bare = {name.removeprefix("module."): w for name, w in state.items()}
    fits = {}
    for name, w in bare.items():
        if name in own and own[name].shape == w.shape:
            fits[name] = w
    model.load_state_dict(fits, strict=False)
    return sorted({*own, *bare} - {*fits})


def wrong_start(model, state):
    """No name fits while each begins with "module.": take that off first.
    Then look at the shapes."""
    model.load_state_dict(state)
    return []


def wrong_strict_false(model, state):
    """strict=False forgives names, and here no name fits: nothing is loaded.
    Take the prefix off."""
    missing, unexpected = model.load_state_dict(state, strict=False)
    return sorted(missing)


def wrong_sizes(model, state):
    """strict=False is about names alone: where the names agree and the shapes
    don't, it raises. Leave those tensors out yourself."""
    bare = {name.removeprefix("module."): w for name, w in state.items()}
    missing, unexpected = model.load_state_dict(bare, strict=False)
    return sorted(missing + unexpected)


def wrong_error_swallowed(model, state):
    """try hides the error, and not a single tensor is loaded: mend the names
    that it tells you."""
    try:
        model.load_state_dict(state)
    except RuntimeError:
        pass
    return sorted(model.state_dict())


def wrong_replace(model, state):
    """replace takes every "module." out, and a layer has it in its own name:
    removeprefix takes the first one only."""
    own = model.state_dict()
    bare = {name.replace("module.", ""): w for name, w in state.items()}
    fits = {}
    for name, w in bare.items():
        if name in own and own[name].shape == w.shape:
            fits[name] = w
    model.load_state_dict(fits, strict=False)
    return sorted({*own, *bare} - {*fits})


def wrong_always_cut(model, state):
    """Not every checkpoint was wrapped: without the prefix, nothing may be cut
    off the names."""
    own = model.state_dict()
    bare = {name[len("module."):]: w for name, w in state.items()}
    fits = {}
    for name, w in bare.items():
        if name in own and own[name].shape == w.shape:
            fits[name] = w
    model.load_state_dict(fits, strict=False)
    return sorted({*own, *bare} - {*fits})


def wrong_in_order(model, state):
    """Tensors are paired by their place here: one more or one less, and each
    goes to a neighbour. Pair them by name."""
    own, fits = model.state_dict(), {}
    for name, w in zip(own, state.values()):
        if own[name].shape == w.shape:
            fits[name] = w
    model.load_state_dict(fits, strict=False)
    return sorted({*own} - {*fits})


def wrong_part_of_the_head(model, state):
    """The first rows of the old head are in the new one now, and they stand
    for other classes: leave a tensor of another shape alone."""
    own = model.state_dict()
    bare = {name.removeprefix("module."): w for name, w in state.items()}
    fits = {}
    for name in own.keys() & bare.keys():
        part = bare[name].flatten()[:own[name].numel()]
        fits[name] = part.reshape(own[name].shape)
    model.load_state_dict(fits, strict=False)
    return sorted(own.keys() ^ bare.keys())


def wrong_head_by_name(model, state):
    """The head is left out even where it fits: ask for the shape."""
    own = model.state_dict()
    bare = {name.removeprefix("module."): w for name, w in state.items()}
    fits = {}
    for name, w in bare.items():
        if name in own and not name.startswith("head."):
            fits[name] = w
    model.load_state_dict(fits, strict=False)
    return sorted({*own, *bare} - {*fits})


def wrong_parameters_only(model, state):
    """The mean and variance of a batch norm are buffers: state_dict() has
    them, named_parameters() doesn't."""
    own = dict(model.named_parameters())
    bare = {name.removeprefix("module."): w for name, w in state.items()}
    fits = {}
    for name, w in bare.items():
        if name in own and own[name].shape == w.shape:
            fits[name] = w
    model.load_state_dict(fits, strict=False)
    return sorted({*own, *bare} - {*fits})


def wrong_only_missing(model, state):
    """A tensor that the model has no place for is left too: tell its name."""
    own = model.state_dict()
    bare = {name.removeprefix("module."): w for name, w in state.items()}
    fits = {}
    for name, w in bare.items():
        if name in own and own[name].shape == w.shape:
            fits[name] = w
    found = model.load_state_dict(fits, strict=False)
    return sorted(found.missing_keys)


def wrong_renamed_in_place(model, state):
    """The caller's state has other names now: put yours into a new dict."""
    own, fits = model.state_dict(), {}
    for name in list(state):
        state[name.removeprefix("module.")] = state.pop(name)
    for name, w in state.items():
        if name in own and own[name].shape == w.shape:
            fits[name] = w
    model.load_state_dict(fits, strict=False)
    return sorted({*own, *state} - {*fits})


def check(load_what_fits):
    mean, head = "body.norm.running_mean", ["head.bias", "head.weight"]
    for D, K, classes, prefix, gone, extra in [
        (2, 5, 3, "module.", [], []),
        (3, 2, 4, "", [], []),
        (2, 3, 3, "module.", [mean], []),
        (4, 3, 3, "", [], ["body.scale"]),
        (3, 5, 2, "module.", [mean], ["body.scale", "head.scale"]),
    ]:
        torch.manual_seed(D)
        model = classifier(D, classes)
        saved = {prefix + name: torch.ones(D) for name in extra}
        for name, one in classifier(D, K).state_dict().items():
            if name not in gone:
                saved[prefix + name] = torch.rand(one.shape).to(one) + 2
        left = sorted(gone + extra + head * (K != classes))
        own = model.state_dict()
        before = {name: one.clone() for name, one in own.items()}
        state = {name: one.clone() for name, one in saved.items()}
        made = load_what_fits(model, state)

        own = model.state_dict()
        for name in (name for name in before if name not in left):
            wanted = saved[prefix + name]
            assert own[name].equal(wanted), "all that fits is loaded"
        for name in (name for name in before if name in left):
            wanted = before[name]
            assert own[name].equal(wanted), "what doesn't fit stays as it was"
        assert made == left, "the names of all that doesn't fit are returned"
        assert list(state) == list(saved), "state keeps its names"
        for name, one in saved.items():
            assert state[name].equal(one), "state keeps its numbers"


def breaks():
    """Each name of the checkpoint has one word too many."""
    D, K = 4, 10
    state = nn.DataParallel(classifier(D, K)).state_dict()
    try:
        wrong_start(classifier(D, K - 7), state)
    except RuntimeError as error:
        print(error)


def main():
    D, K = 4, 10
    state = nn.DataParallel(classifier(D, K)).state_dict()
    weight = state["module.head.weight"]    # (K, D)
    model = classifier(D, K - 7)
    left = load_what_fits(model, state)
    print(f"{tuple(weight.shape)} doesn't fit; left: {', '.join(left)}")
    breaks()
    check(load_what_fits)


if __name__ == "__main__":
    main()
