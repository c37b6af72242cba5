"""Write a test that no broken tokenizer gets past.

You meet it in your own code: shapes are easy to test and say little, and a
scrambled model still learns something.
"""

import torch

MINUTES = 15
HINTS = (
    "A shape is quickly right. Which number should lie where?",
    "torch.arange(...).reshape(B, C, H, W) gives every number its own name.",
    "For all h and w: tokens[:, h * W + w].equal(image[:, :, h, w]).",
)


def assert_tokenizes(tokenize):
    """Test tokenize(image), which turns (B, C, H, W) into (B, H*W, C).

    Token h*W + w holds the C channels of the pixel in row h and column w. A
    right tokenizer passes in silence, at whatever strides its tokens have; for
    a broken one an assert fails.
    """
    image = torch.arange(120).reshape(2, 3, 4, 5)    # (2, 3, 4, 5)
    tokens = tokenize(image)
    assert tokens.shape == (2, 20, 3)
    for h in range(4):
        for w in range(5):
            token = tokens[:, h * 5 + w]
            assert token.equal(image[:, :, h, w])


def verdict(test, tokenize):
    """What a test says of a tokenizer."""
    try:
        test(tokenize)
    except AssertionError:
        return "rejected"
    return "accepted"


def wrong_reshape(tokenize):
    """Your test expects what reshape makes, and that is scrambled: rejected
    is the one who does it right."""
    image = torch.arange(120).reshape(2, 3, 4, 5)
    assert tokenize(image).equal(image.reshape(2, 20, 3))


def wrong_must_be_a_view(tokenize):
    """A copy is right as well: compare the numbers, not the memory they lie
    in."""
    image = torch.arange(120).reshape(2, 3, 4, 5)
    tokens = tokenize(image)
    assert tokens.data_ptr() == image.data_ptr()
    assert tokens.equal(image.flatten(2).transpose(1, 2))


def wrong_no_assert(tokenize):
    """A comparison alone stops nobody: assert it."""
    image = torch.arange(120).reshape(2, 3, 4, 5)
    tokenize(image).equal(image.flatten(2).transpose(1, 2))


def wrong_shape_only(tokenize):
    """Zeros have the right shape too: compare the numbers."""
    image = torch.arange(120).reshape(2, 3, 4, 5)
    assert tokenize(image).shape == (2, 20, 3)


def wrong_same_numbers(tokenize):
    """All the numbers are there, and each could be anywhere: compare place
    by place."""
    image = torch.arange(120).reshape(2, 3, 4, 5)
    tokens = tokenize(image)
    assert tokens.shape == (2, 20, 3)
    assert tokens.sum() == image.sum()


def wrong_first_token(tokenize):
    """The first token is right in many wrong orders: look at all of them."""
    image = torch.arange(120).reshape(2, 3, 4, 5)
    tokens = tokenize(image)
    assert tokens.shape == (2, 20, 3)
    assert tokens[:, 0].equal(image[:, :, 0, 0])


def wrong_one_sample(tokenize):
    """With a batch of one nobody can mix samples up: take two or more."""
    image = torch.arange(60).reshape(1, 3, 4, 5)
    assert tokenize(image).equal(image.flatten(2).transpose(1, 2))


def wrong_no_shape(tokenize):
    """A token too many slips through, for you only look at the places you
    know: assert the shape as well."""
    image = torch.arange(120).reshape(2, 3, 4, 5)
    tokens = tokenize(image)
    for p in range(20):
        assert tokens[:, p].equal(image[:, :, p // 5, p % 5])


def wrong_unequal_shapes(tokenize):
    """== raises where shapes don't fit, and that is no assert: compare the
    shapes first, or use equal."""
    image = torch.arange(120).reshape(2, 3, 4, 5)
    wanted = image.flatten(2).transpose(1, 2)
    assert (tokenize(image) == wanted).all()


def check(assert_tokenizes):
    right = lambda x: x.flatten(2).transpose(1, 2)
    said = verdict(assert_tokenizes, right)
    assert said == "accepted", "a right tokenizer is accepted"
    copied = lambda x: x.permute(0, 2, 3, 1).flatten(1, 2).contiguous()
    said = verdict(assert_tokenizes, copied)
    assert said == "accepted", "so is another that is right"
    unswapped = lambda x: x.flatten(2)
    said = verdict(assert_tokenizes, unswapped)
    assert said == "rejected", "rejected: channels before pixels"
    blank = lambda x: torch.zeros_like(right(x))
    said = verdict(assert_tokenizes, blank)
    assert said == "rejected", "rejected: nothing but zeros"
    scrambled = lambda x: x.reshape(len(x), -1, x.shape[1])
    said = verdict(assert_tokenizes, scrambled)
    assert said == "rejected", "rejected: reshape, which scrambles"
    columns = lambda x: right(x.transpose(2, 3))
    said = verdict(assert_tokenizes, columns)
    assert said == "rejected", "rejected: columns before rows"
    unfinished = lambda x: right(x).index_fill(1, torch.tensor([-1]), 0)
    said = verdict(assert_tokenizes, unfinished)
    assert said == "rejected", "rejected: the last token is zeros"
    first = lambda x: right(x[:1]).repeat(len(x), 1, 1)
    said = verdict(assert_tokenizes, first)
    assert said == "rejected", "rejected: the first sample for all"
    longer = lambda x: torch.cat([right(x), right(x)[:, :1]], dim=1)
    said = verdict(assert_tokenizes, longer)
    assert said == "rejected", "rejected: one token too many"


def main():
    right = lambda x: x.flatten(2).transpose(1, 2)
    print(f"flatten and transpose: {verdict(assert_tokenizes, right)}")
    scrambled = lambda x: x.reshape(len(x), -1, x.shape[1])
    print(f"reshape: {verdict(assert_tokenizes, scrambled)}")
    check(assert_tokenizes)


if __name__ == "__main__":
    main()
