import re

import pytest

from stepthrough import cache, snippet, story


def told(name, part):
    one = snippet.load(name)
    return story.steps(one, cache.trace_of(one), part)


def test_a_model_is_told_from_what_it_is_given_to_what_it_returns():
    given, made = told("vit", "ViT")
    assert given == [("x", "(B, C, H, W)", "(2, 3, 12, 20)")]
    assert [letters for _, letters, _ in made][-1] == "(B, K)"
    assert made[0] == ("x = self.embed(x)", "(B, 1+P, D)", "(2, 16, 24)")
    assert made[-1][0] == "self.head(x)"


def test_a_line_that_makes_two_tensors_is_one_step():
    _, made = told("clip", "CLIP")
    (both,) = [row for row in made if row[0].startswith("seen, read")]
    assert both[2] == "(4, 24), (5, 24)"


def test_what_goes_in_without_a_comment_is_named_by_the_whole_numbers_of_forward():
    given, _ = told("unet", "UNet")
    assert ("t", "(B,)", "(2,)") in given


def test_the_picture_has_a_box_for_each_step_and_says_itself_in_words():
    given, made = told("vit", "ViT")
    drawn = story.picture("vit.ViT", given, made)
    assert drawn.count("<rect") == len(made)
    assert re.findall(r'class="code"[^>]*>([^<]+)<', drawn)[1:] == [code for code, _, _ in made]
    assert 'aria-label="vit.ViT: x (B, C, H, W) in, (B, K) out"' in drawn


def test_a_class_whose_forward_never_ran_has_no_story():
    with pytest.raises(LookupError, match="never calls PatchEmbedding2.forward"):
        told("vit", "PatchEmbedding2")
