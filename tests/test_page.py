import re
from html import unescape
from html.parser import HTMLParser

import markdown
import pytest

from stepthrough import cache, page, snippet, stop, vary

FENCES = [{"name": "snippet", "class": "snippet", "validator": page.validate, "format": page.show}]


def render(text):
    """The HTML of a page of Markdown."""
    configs = {"pymdownx.superfences": {"custom_fences": FENCES}}
    return markdown.markdown(text, extensions=["pymdownx.superfences"], extension_configs=configs)


def fence(body, options=""):
    return f"```snippet {options}\n{body}\n```\n"


class Elements(HTMLParser):
    """What a listing is made of: the text of each element with a class, and its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found, self.open, self.tags = [], [], []
        self.feed(html)
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag, attributes):
        entry = [tag, dict(attributes), ""]
        self.tags.append(tag)
        self.found.append(entry)
        self.open.append(entry)

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, text):
        for entry in self.open:
            entry[2] += text

    def texts(self, name):
        return [text for _, have, text in self.found if name in have.get("class", "").split()]

    def printed(self):
        return [text for tag, _, text in self.found if tag == "samp"]

    def attribute(self, name):
        return [have[name] for _, have, _ in self.found if name in have]


# The listing


def test_a_listing_shows_every_line_of_the_source(project):
    one = snippet.load("tokens")
    html = Elements(render(fence("tokens")))
    rows = html.texts("st-line")
    assert len(rows) == len(one.lines)
    without = [row.split("  # (")[0].rstrip() for row in rows]
    assert without == [line.split("  # (")[0].rstrip() for line in one.lines]


def test_what_is_copied_is_the_source(project):
    one = snippet.load("tokens")
    (copied,) = Elements(render(fence("tokens"))).attribute("data-copy")
    assert copied == one.source.rstrip("\n")


def test_a_part_is_shown_and_copied_without_its_margin(project):
    html = Elements(render(fence("tokens.Tokens.forward")))
    (copied,) = html.attribute("data-copy")
    assert copied.splitlines() == [
        "def forward(self, x):",
        "    B, C, H, W = x.shape",
        "    x = x.flatten(2).transpose(1, 2)   # (B, H*W, C)",
        "    return self.proj(x)                # (B, H*W, D)",
    ]
    assert html.texts("st-line")[0] == "def forward(self, x):\n"
    assert html.texts("st-name") == ["tokens.Tokens.forward"]


def test_a_proven_comment_has_its_letters_its_numbers_and_a_mark(project):
    html = Elements(render(fence("tokens")))
    assert html.texts("st-letters") == [
        "(B, H*W, C)",
        "(B, H*W, D)",
        "(2, 3, 4, 5)",
        "(B, P, D), where B = 2, P = 4*5 and D = 7",
    ]
    assert html.texts("st-numbers") == ["(2, 20, 3)", "(2, 20, 7)", "(2, 20, 7)"]
    assert html.texts("st-proof") == ["✓"] * 4
    assert html.attribute("title") == ["Proven by the run: checked once"] * 4
    assert html.texts("st-proofs") == ["✓ 4 shapes proven"]


def test_a_comment_without_letters_has_no_numbers_twice(project):
    html = Elements(render(fence("tokens.main")))
    assert html.texts("st-shape")[0].split() == ["#", "(2,", "3,", "4,", "5)", "✓"]


def test_a_part_counts_its_own_comments_only(project):
    assert Elements(render(fence("tokens.Tokens.forward"))).texts("st-proofs") == [
        "✓ 2 shapes proven"
    ]
    assert Elements(render(fence("images"))).texts("st-proofs") == ["✓ 1 shape proven"]
    assert Elements(render(fence("markup"))).texts("st-proofs") == []


def test_the_mark_says_at_how_many_sizes_a_comment_was_proven(project):
    one = snippet.load("images")
    assert Elements(render(fence("images"))).texts("st-proofs") == ["✓ 1 shape proven"]
    vary.check([(one, cache.trace_of(one))])
    html = Elements(render(fence("images")))
    assert html.texts("st-proofs") == ["✓ 1 shape proven at 5 sizes"]
    assert html.attribute("title") == ["Proven by many runs, at 5 different sizes"]


@pytest.mark.parametrize(
    "counts, said", [([], ""), ([1, 1], ""), ([4], " at 4 sizes"), ([1, 9, 3], " at 1 to 9 sizes")]
)
def test_the_bar_says_the_fewest_and_the_most_sizes(counts, said):
    assert page.spread(counts) == said


def test_code_is_highlighted_as_python(project):
    html = Elements(render(fence("tokens")))
    assert "class" in [text.strip() for text in html.texts("k")]
    assert "Tokens" in html.texts("nc")
    assert '"""Turn images into tokens."""' in html.texts("sd")


def test_code_and_output_are_text_and_never_markup(project):
    html = render(fence("markup"))
    parsed = Elements(html)
    assert {"script", "b"} & set(parsed.tags) == set()
    assert parsed.printed()[0] == "</samp><script>alert('1 & 2')</script>\n"
    assert (
        parsed.texts("st-line")[2].rstrip()
        == """TEXT = "</samp><script>alert('1 & 2')</script>\""""
    )
    assert "<script" not in html


def test_warnings_are_shown_apart_from_the_output_and_without_the_folder(project):
    html = Elements(render(fence("markup")))
    assert html.texts("st-output-label") == ["Output", "Warnings"]
    assert html.printed()[1].startswith("markup.py:8: UserWarning: <b>careful</b>")


def test_options_hide_the_output_or_the_code(project):
    hidden = Elements(render(fence("tokens", 'output="hide"')))
    assert (len(hidden.texts("st-line")) > 0, hidden.texts("st-output")) == (True, [])
    only = Elements(render(fence("tokens", 'output="only"')))
    assert (only.texts("st-line"), len(only.texts("st-output"))) == ([], 1)
    assert only.texts("st-output")[0] == "Output(2, 20, 7)\n"


def test_an_id_comes_only_with_the_first_listing_of_a_snippet_on_a_page(project):
    html = render(fence("tokens.main") + "\n" + fence("tokens") + "\n" + fence("images"))
    assert re.findall(r' id="([^"]*)"', html) == ["st-tokens", "st-images"]
    assert re.findall(r' id="([^"]*)"', render(fence("tokens"))) == ["st-tokens"]


@pytest.mark.parametrize("unset", ["REPO_URL", "EDIT_URI"])
def test_a_listing_links_to_its_file_where_it_is_known_how_to_edit_it(project, host, unset):
    (link,) = Elements(render(fence("tokens.Tokens.forward"))).attribute("href")
    assert link == "https://host/me/mine/edit/trunk/snippets/essentials/tokens.py#L12"
    host.delenv(unset)
    assert Elements(render(fence("tokens"))).attribute("href") == []


def test_the_link_follows_a_file_into_another_folder(project, host):
    render(fence("tokens"))
    (project / "snippets/essentials/tokens.py").rename(project / "snippets/models/tokens.py")
    (link,) = Elements(render(fence("tokens"))).attribute("href")
    assert link == "https://host/me/mine/edit/trunk/snippets/models/tokens.py#L1"


@pytest.fixture
def host(monkeypatch):
    """A host whose settings are known."""
    monkeypatch.setenv("REPO_URL", "https://host/me/mine/")
    monkeypatch.setenv("EDIT_URI", "edit/trunk/docs/")
    return monkeypatch


def test_a_listing_survives_markdown_around_it(project):
    html = render(
        f"1. One:\n\n    {fence('tokens').replace(chr(10), chr(10) + '    ')}\n2. Two *words*.\n"
    )
    (copied,) = Elements(html).attribute("data-copy")
    assert unescape(copied) == snippet.load("tokens").source.rstrip("\n")


# What stops the build


def refused(body, options=""):
    with pytest.raises(stop.Stop) as error:
        render(fence(body, options))
    return str(error.value).splitlines()


def page_with(project, body, options="", before=""):
    (project / "docs" / "images.md").write_text(f"# Images\n\n{before}{fence(body, options)}")


def test_an_unknown_snippet_is_refused_with_the_nearest_names_at_its_fence(project):
    page_with(project, "tokns")
    assert refused("tokns") == [
        "docs/images.md:4:1: no snippet named tokns (nearest: tokens)",
        "    tokns",
        "    ^^^^^",
    ]


def test_an_unknown_part_is_refused_with_the_nearest_parts(project):
    page_with(project, "tokens.Tokens.foward")
    first, *_ = refused("tokens.Tokens.foward")
    where, said = first.split(": ", 1)
    assert where == "docs/images.md:4:1"
    assert said.startswith(
        "no part named Tokens.foward in snippets/essentials/tokens.py (nearest: Tokens.forward"
    )


def test_an_unknown_part_near_to_none_is_refused_with_all_parts(project):
    page_with(project, "tokens.xyz")
    assert "(it has: Tokens, Tokens.__init__, Tokens.forward, main)" in refused("tokens.xyz")[0]


@pytest.mark.parametrize(
    "option", ['output="none"', 'output="HIDE"', 'player="shut"', 'lines="3"', 'title="x"']
)
def test_a_wrong_option_is_refused_with_the_right_ones(project, option):
    page_with(project, "markup", option)
    said = f'no such option: {option}; there is output="hide", output="only" and player="predict"'
    assert refused("markup", option)[0] == f"docs/images.md:4:1: {said}"


def test_a_wrong_option_is_refused_at_its_own_fence(project):
    page_with(project, "markup", 'output="none"', before=fence("markup") + "\n")
    assert refused("markup", 'output="none"')[0].startswith("docs/images.md:8:1: ")


def test_a_false_comment_is_refused_with_its_place_in_the_snippet(project, monkeypatch):
    from stepthrough import cache

    path = project / "snippets" / "essentials" / "tokens.py"
    good = cache.trace_of(snippet.load("tokens"))
    path.write_text(path.read_text().replace("# (B, H*W, C)", "# (B, C, H*W)"))
    monkeypatch.setattr(cache, "trace_of", lambda one: good)
    first, *rest = refused("tokens")
    assert first.startswith(
        "snippets/essentials/tokens.py:14:50: false shape: dim 1: C = 3 but the tensor has 20"
    )
    assert rest[1].lstrip() == "^^^^^^"


def test_a_snippet_that_raises_is_refused_with_the_place_and_the_callers(project, monkeypatch):
    from stepthrough import cache, trace

    broken = trace.Trace(error=trace.Error("ValueError", "no", [[20, 5, 4, "main"]]))
    monkeypatch.setattr(cache, "trace_of", lambda one: broken)
    assert refused("tokens")[0] == "snippets/essentials/tokens.py:20:5: raises ValueError: no"


def test_two_snippets_of_one_name_are_refused(project):
    (project / "snippets" / "models" / "tokens.py").write_text("x = 1\n")
    assert refused("tokens")[0].endswith(
        "models/tokens.py:1:1: two snippets named tokens: also snippets/essentials/tokens.py"
    )


# The player


def player_of(html):
    return re.search(r"<step-through([^>]*)>", html)[1]


def test_a_listing_has_a_player_of_its_own_lines(project):
    one = snippet.load("tokens")
    first, last = one.parts["Tokens.forward"]
    said = player_of(render(fence("tokens.Tokens.forward")))
    assert f'data-first="{first}" data-last="{last}" data-margin="4"' in said
    assert f'data-run="{page.run_file(one)}"' in said


def test_what_is_to_be_predicted_has_no_table_that_tells(project):
    html = render(fence("tokens", 'player="predict"'))
    assert player_of(html).endswith(" predict")
    assert "<table" in render(fence("tokens")) and "<table" not in html


def test_lines_on_which_nothing_runs_have_no_player(project):
    (project / "snippets" / "models" / "idle.py").write_text("def idle():\n    return 1\n")
    assert "<step-through" not in render(fence("idle.idle"))


def test_a_fault_of_our_own_stops_the_build_too(project, monkeypatch):
    def fail(*arguments):
        raise TypeError("not that")

    page_with(project, "markup")
    monkeypatch.setattr(page.site, "publish", fail)
    assert "stepthrough itself failed: TypeError: not that" in refused("markup")[0]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LookupError("no lab named x"), "docs/images.md:4:1: no lab named x"),
        (KeyError("x"), "docs/images.md:4:1: stepthrough itself failed: KeyError: 'x'"),
        (IndexError("out"), "docs/images.md:4:1: stepthrough itself failed: IndexError: out"),
    ],
)
def test_what_is_not_there_is_told_from_a_fault_of_our_own(project, error, said):
    (project / "docs" / "images.md").write_text("# Images\n\n```lab\nx\n```\n")
    with pytest.raises(stop.Stop) as stopped, page.stopping("x\n", "lab"):
        raise error
    assert str(stopped.value).splitlines()[0] == said


def test_a_fence_with_nothing_in_it_is_named_by_its_opening_line(project):
    (project / "docs" / "images.md").write_text("# Images\n\n  ```gym\n  ```\n\nMore.\n")
    assert str(page.fence("", "no", kind="gym")).splitlines()[0] == "docs/images.md:3:3: no"
