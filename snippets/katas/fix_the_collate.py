"""Make a batch of sentences that have different lengths.

You meet it as the collate_fn of a DataLoader, before any model for text.
"""

import torch
from torch.nn.utils.rnn import pad_sequence

MINUTES = 10
HINTS = (
    "stack needs one length for all: which one loses nothing?",
    "pad_sequence fills up to the longest. Ask the lengths for the mask.",
    "mask = torch.arange(L) < lengths.unsqueeze(1), which is (B, L)",
)
ERRORS = ("samples_of_other_sizes", "stack_of_other_lengths")


def collate(samples, pad):
    """Mend this collate_fn: samples are B tensors of token ids, each (length,).

    Return ids (B, L), where L is the longest length, filled up with pad at
    the end, and mask (B, L), which is True where a token is real. The samples
    stay in their order. pad may be the id of a real token as well: many
    tokenizers fill up with their end of text.
    """
    ids = pad_sequence(samples, batch_first=True, padding_value=pad)
    B, L = ids.shape                                        # (B, L)
    lengths = torch.tensor([len(one) for one in samples])   # (B,)
    mask = torch.arange(L) < lengths.unsqueeze(1)           # (B, L)
    return ids, mask                                        # (B, L), (B, L)


def wrong_start(samples, pad):
    """stack needs tensors of one shape: fill them up to the longest first,
    and let the mask say what is real."""
    ids = torch.stack(samples)
    mask = torch.ones_like(ids, dtype=torch.bool)
    return ids, mask


def wrong_cut(samples, pad):
    """All were cut to the shortest, and the ends of the others are never
    read: fill up to the longest."""
    shortest = min(len(one) for one in samples)
    ids = torch.stack([one[:shortest] for one in samples])
    mask = torch.ones_like(ids, dtype=torch.bool)
    return ids, mask


def wrong_one_by_one(samples, pad):
    """Of the batch only the first sample is left, so that nothing has to be
    filled up: all of them belong in it."""
    ids = samples[0].unsqueeze(0)
    return ids, torch.ones_like(ids, dtype=torch.bool)


def wrong_length_first(samples, pad):
    """pad_sequence puts the tokens first unless you say batch_first=True."""
    ids = pad_sequence(samples, padding_value=pad)
    lengths = torch.tensor([len(one) for one in samples])
    mask = torch.arange(len(ids)).unsqueeze(1) < lengths
    return ids, mask


def wrong_sorted(samples, pad):
    """The longest came first: whoever has the labels doesn't know of it, so
    keep the order."""
    samples = sorted(samples, key=len, reverse=True)
    ids = pad_sequence(samples, batch_first=True, padding_value=pad)
    lengths = torch.tensor([len(one) for one in samples])
    return ids, torch.arange(ids.shape[1]) < lengths.unsqueeze(1)


def wrong_filled_in_front(samples, pad):
    """The filling stands before the tokens: here it belongs at the end."""
    ids = pad_sequence([one.flip(0) for one in samples],
                       batch_first=True, padding_value=pad).flip(1)
    lengths = torch.tensor([len(one) for one in samples])
    mask = torch.arange(ids.shape[1]) < lengths.unsqueeze(1)
    return ids, mask.flip(1)


def wrong_filled_with_zeros(samples, pad):
    """It was filled up with 0, which is a token like any other: pad says
    with what."""
    ids = pad_sequence(samples, batch_first=True)
    lengths = torch.tensor([len(one) for one in samples])
    return ids, torch.arange(ids.shape[1]) < lengths.unsqueeze(1)


def wrong_mask_of_ids(samples, pad):
    """A real token that has the id of pad was taken for filling: only the
    lengths know which is which."""
    ids = pad_sequence(samples, batch_first=True, padding_value=pad)
    return ids, ids != pad


def wrong_mask_of_padding(samples, pad):
    """Your mask is True at the filling: turn it around."""
    ids = pad_sequence(samples, batch_first=True, padding_value=pad)
    lengths = torch.tensor([len(one) for one in samples])
    return ids, torch.arange(ids.shape[1]) >= lengths.unsqueeze(1)


def wrong_floats(samples, pad):
    """torch.full with a float makes floats, and an Embedding takes whole
    numbers: keep the dtype of the ids."""
    L = max(len(one) for one in samples)
    ids = torch.full((len(samples), L), float(pad))
    lengths = torch.tensor([len(one) for one in samples])
    for row, one in zip(ids, samples):
        row[:len(one)] = one
    return ids, torch.arange(L) < lengths.unsqueeze(1)


def check(collate):
    for lengths, pad in [([2, 2], 9), ([3], 5), ([2, 4, 1], 7), ([1, 3], 2)]:
        B, L = len(lengths), max(lengths)
        samples = [10 * b + torch.arange(length) + 1
                   for b, length in enumerate(lengths)]
        samples[-1][-1] = pad
        ids, mask = collate(samples, pad)
        assert ids.shape == (B, L), "ids are (B, L), with the longest length"
        assert mask.shape == (B, L), "so is the mask"
        for b, length in enumerate(lengths):
            row = ids[b]
            assert row[:length].tolist() == samples[b].tolist(), (
                "sample b is the beginning of row b, all of it")
            assert row[length:].tolist() == [pad] * (L - length), (
                "the rest of a row is pad")
            real = [True] * length + [False] * (L - length)
            assert mask[b].tolist() == real, (
                "the mask is True where a token is real, whatever its id")
        assert ids.dtype == torch.int64, "the ids stay whole numbers"


def breaks():
    """Show two sentences of different lengths."""
    samples = [torch.arange(4), torch.arange(3)]
    try:
        wrong_start(samples, pad=0)
    except RuntimeError as error:
        print(error)


def main():
    samples = [torch.arange(1, 5), torch.arange(1, 8), torch.arange(1, 3)]
    ids, mask = collate(samples, pad=0)   # (3, 7), (3, 7)
    print(f"ids {tuple(ids.shape)}, {mask.sum()} of {mask.numel()} are real")
    print(mask.int().tolist())
    breaks()
    check(collate)


if __name__ == "__main__":
    main()
