import pytest

from stepthrough import message


def known(template, text):
    places = message.found(template, text)
    return places and {hole.name: text[start:end] for hole, start, end in places}


def test_a_hole_is_filled_with_what_stands_there():
    text = "mat1 and mat2 shapes cannot be multiplied (4x400 and 256x10)"
    template = "shapes cannot be multiplied ({n}x{D} and {want}x{out})"
    assert known(template, text) == {"n": "4", "D": "400", "want": "256", "out": "10"}


@pytest.mark.parametrize(
    "kind, text",
    [
        ("", "-1"),
        ("any", "1e-05"),
        ("shape", "[2, 3]"),
        ("shape", "()"),
        ("word", "torch.cuda.FloatTensor"),
        ("word", "cuda:0"),
        ("text", "anything (at all)"),
    ],
)
def test_each_kind_of_hole_takes_its_own(kind, text):
    assert known(f"expected {{x:{kind}}}, found", f"expected {text}, found") == {"x": text}


def test_a_number_is_no_word_of_letters():
    assert message.found("size {B} is odd", "size three is odd") is None


def test_lines_may_be_broken_anywhere():
    assert known("cannot be multiplied by {B}", "cannot be multi\n  plied\nby   7") == {"B": "7"}


@pytest.mark.parametrize("quote", message.QUOTES)
def test_quotes_may_be_of_any_kind(quote):
    assert message.found("no 'x' here", f"no {quote}x{quote} here") == []


def test_what_a_pattern_gives_a_meaning_stays_text():
    assert message.found("f(x)[0] + {B}? a|b", "f(x)[0] + 4? a|b")
    assert message.found("f(x)", "fx") is None


def test_braces_are_written_twice():
    assert known("{{'model'}} {B}", "{'model'} 3") == {"B": "3"}


def test_a_hole_of_an_unknown_kind_is_refused():
    with pytest.raises(
        ValueError, match="no hole of kind 'size'; there are any, shape, word, text"
    ):
        message.pieces("{B:size}")


def test_what_is_sure_of_a_template_is_what_is_no_hole():
    assert message.literal("size {B} is odd") == "sizeisodd"
