"""The picture of a page: its title and a line of its own that is proven, all of it inside the frame."""

import pytest
from PIL import ImageColor

from stepthrough import card, page, snippet


def shown(name, part=None):
    one = snippet.load(name)
    return {one: page.proven(one, part)}


def colours(image, box=None):
    return {colour for _, colour in image.crop(box).getcolors(100_000)}


def test_the_line_is_the_first_of_the_page_that_fits_with_the_numbers_of_its_run(project):
    found = "x = x.flatten(2).transpose(1, 2)", "(B, H*W, C)", "(2, 20, 3)"
    assert card.example(shown("images") | shown("tokens")) == found


def test_a_page_that_proves_nothing_has_no_line(project):
    assert card.example(shown("markup")) == card.example({}) == ()
    assert card.example(shown("tokens", "main")) == ()  # one line is too long, one has no letters
    drawn = card.drawn("Small", "A page", ())
    assert ImageColor.getrgb(card.LETTERS) not in colours(drawn)


@pytest.mark.parametrize(
    "title", ["A", "Parameter, buffer, state_dict", "What losses and optimizers refuse to be given"]
)
def test_nothing_is_drawn_beyond_the_margins(title):
    longest = "x" * (card.ROOM - 20), "(B, H*W)", "(2, 200, 30)"
    image = card.drawn("Essential PyTorch", title, longest)
    wide, high = image.size
    paper = {ImageColor.getrgb(card.PAPER)}
    for box in (
        (0, 0, 60, high),
        (wide - 60, 0, wide, high),
        (0, 0, wide, 60),
        (0, 560, wide, high),
    ):
        assert colours(image, box) == paper
    panel = ImageColor.getrgb(card.PANEL)
    assert colours(image, (card.RIGHT - 20, 480, card.RIGHT - 10, 530)) == {panel}
    assert colours(image, (0, 440, wide, 460)) == paper
