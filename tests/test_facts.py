import re

import pytest

from stepthrough import catalogue, facts, snippet


def cells(table):
    """The rows of an HTML table, as text."""
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    return [
        [re.sub("<.*?>", "", cell) for cell in re.findall(r"<t[hd]>(.*?)</t[hd]>", row)]
        for row in rows
    ]


@pytest.mark.parametrize("name", catalogue.named())
def test_a_snippet_fits_a_narrow_screen(name):
    assert max(map(len, snippet.load(name).lines)) <= 80


def test_counts_are_those_of_the_snippets(project):
    assert facts.counts() == (4, 5)


def test_an_operation_links_to_the_listings_of_its_users(project):
    html = facts.used_in("flatten", "zeros")
    assert re.findall(r"<dt><code>(.*?)</code></dt>", html) == ["flatten", "zeros"]
    assert re.findall(r'href="(.*?)"', html) == ["../images/#st-tokens", "../more/sizes/#st-images"]


def test_a_snippet_on_no_page_is_named_without_a_link(project):
    (project / "docs" / "more" / "sizes.md").write_text("# Sizes\n")
    assert facts.used_in("zeros").count("<a ") == 0
    assert "<code>images</code>" in facts.used_in("zeros")


def test_a_snippet_on_several_pages_links_to_the_first_that_is_not_home(project):
    assert facts.pages()["tokens"] == "images"
    (project / "docs" / "images.md").write_text("# Images\n")
    assert facts.pages()["tokens"] == "index"
    assert 'href="../#st-tokens"' in facts.used_in("flatten")


@pytest.mark.parametrize(
    "operation, line",
    [
        ("flatten", "y = x.flatten(2)"),
        ("cat", "y = torch.cat([x])"),
        ("nn.Linear", "y = nn.Linear(3, 4)"),
        ("nn.Linear", "y = torch.nn.Linear(3, 4)"),
        ("Linear", "y = nn.Linear(3, 4)"),
        ("@", "y = x @ w"),
        ("mT", "y = x.mT"),
        ("rearrange", "y = rearrange(x)"),
        ("dtype", "y = x.dtype"),
    ],
)
def test_an_operation_is_used_where_the_code_calls_or_reads_it(write, operation, line):
    assert operation in facts.used(write(line))


@pytest.mark.parametrize(
    "operation, line",
    [
        ("flatten", "y = 'x.flatten(2)'  # x.flatten(2)"),
        ("nn.Linear", "y = my.Linear(3, 4)"),
        ("rearrange", "y = rearrange"),
        ("@", "y = x * w"),
        ("@", "@wraps\ndef f():\n    pass"),
        ("flat", "y = x.flatten(2)"),
    ],
)
def test_an_operation_in_words_or_of_another_is_not_used(write, operation, line):
    assert operation not in facts.used(write(line))


KATA = """
import torch


def flat(x):
    return helper(x).view(-1)


def helper(x):
    return x.mT


def wrong_permute(x):
    return x.permute(0)


def check(flat):
    assert flat(torch.ones(2)).equal(torch.ones(2)), "the numbers stay"
"""


def test_of_a_kata_only_the_solution_is_used_and_its_page_is_linked(project):
    (project / "snippets" / "katas").mkdir()
    (project / "snippets" / "katas" / "flat.py").write_text(KATA)
    (project / "docs" / "katas").mkdir()
    (project / "docs" / "katas" / "flat.md").write_text("# Flat\n\n```kata\nflat\n```\n")
    (project / "docs" / "images.md").write_text("# Images\n\n```kata card\nflat\n```\n")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text() + "  - katas/flat.md\n")
    used = facts.used(snippet.load("flat"))
    assert {"view", "mT"} <= used and not {"permute", "ones", "equal"} & used
    assert '<a href="../katas/flat/#st-flat"><code>flat</code></a>' in facts.used_in("view")


def test_an_operation_that_no_snippet_uses_is_an_error(project):
    with pytest.raises(LookupError, match="no snippet uses einsum"):
        facts.used_in("flatten", "einsum")


def test_the_table_of_letters_has_the_sizes_that_were_proven(project):
    (head, *rows) = cells(facts.letters())
    assert head == ["Letter", "Stands for", "Sizes on this site"]
    sizes = {letter: found for letter, _, found in rows}
    assert list(sizes) == list(facts.LETTERS)
    assert (sizes["B"], sizes["C"], sizes["H"], sizes["W"]) == ("2", "3", "4", "5")
    assert sizes["ps"] == ""


def test_the_table_of_shapes_has_every_proven_assignment(project):
    assert cells(facts.shapes_of("tokens"))[1:] == [
        ["x", "(B, H*W, C)", "(2, 20, 3)", "float32"],
        ["image", "(2, 3, 4, 5)", "(2, 3, 4, 5)", "float32"],
        ["tokens", "(B, P, D), where B = 2, P = 4*5 and D = 7", "(2, 20, 7)", "float32"],
    ]


def test_an_unknown_snippet_has_no_table(project):
    with pytest.raises(LookupError, match="no snippet named tokns"):
        facts.shapes_of("tokns")


def test_every_letter_of_the_house_has_a_meaning():
    assert "B C H W T F L D P S nh hd ps V K".split() == list(facts.LETTERS)


def test_facts_need_no_torch(project):
    import sys

    before = {name for name in sys.modules if name.split(".")[0] == "torch"}
    facts.letters(), facts.counts(), facts.shapes_of("images"), snippet.names()
    assert {name for name in sys.modules if name.split(".")[0] == "torch"} == before
