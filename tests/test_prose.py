import pytest

from stepthrough import kata, prose


@pytest.mark.parametrize(
    "text",
    [
        "into an image `(B, C, H, W)`.",
        "(so it is `(B,)`), or `(8, 12)`, or a scalar, `()`",
        "at the end, `(..., D)` and `(B, P+1, C*ps*ps)`",
        "token `h*W + w`, of `H/ps * W/ps`, up to `L-1` and `steps+1`",
        "the angle `t * 10000 ** (-i / half)`",
        "divide `(x * keep).sum(1)` by `keep.sum(1)`: `clamp(min=1)`",
        "print `len(list(model.parameters()))`: how many?",
        "`scores.masked_fill(~self.mask[:L, :L], float('-inf'))`",
        "`float() * 2 / 255 - 1`, then `q @ k.mT / hd ** 0.5`",
        "give it `device=x.device`, `dtype=` and `x.dtype`",
        "`xt = (1 - t) * x0 + t * x1` at `t = 0`",
        "`nn.ModuleList`, `.to`, `F.pad` and `tokenize_image`",
        "as its author marked it: `view of x`",
    ],
)
def test_code_is_marked_and_the_words_around_it_are_not(text):
    assert prose.marked(text.replace("`", "") if "author" not in text else text) == text


@pytest.mark.parametrize(
    "text",
    [
        "0 becomes -1 and all others lie in between (rows first, then columns)",
        "read and/or write, e.g. a well-known one, i.e. GPT-2 or Conv1d, 2d and 3d",
        "0, 1, 2 ... in each row, k x k of them, or 3x3",
        "bring both to the front and @ does them all",
        "it doesn't train x's device. Return the loss. H and W - or so.",
    ],
)
def test_words_are_not_taken_for_code(text):
    assert prose.marked(text) == text


def test_html_escapes_what_is_not_ours_and_has_elements_for_code():
    assert prose.html("a < b & `x > y` in (B, C)") == (
        "a &lt; b &amp; <code>x &gt; y</code> in <code>(B, C)</code>"
    )


def test_a_paragraph_ends_at_a_blank_line():
    assert prose.paragraphs("One\nline.\n\nTwo.") == "<p>One line.</p>\n<p>Two.</p>\n"


@pytest.mark.parametrize("name", kata.names())
def test_marks_change_no_word_of_a_kata(name):
    one = kata.load(name)
    for text in (one.task, one.returns, *one.hints, *one.promises):
        assert prose.marked(text).replace("`", "") == text.replace("`", "")
